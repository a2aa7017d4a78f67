"""The two lists of the desk: recent calls and saved interests (R53, R56-R69)."""

from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, Select, bindparam, func, select, tuple_, union

from callbridge.crm.call_log import CallRow
from callbridge.crm.interest import LeadRow, Rating
from callbridge.store import tables as t
from callbridge.store.statement import Prepared, Row
from callbridge.store.tx import Tx
from callbridge.store.types import Instant


def _calls() -> Select[Any]:
    call, lead = t.call, t.lead.alias("saved")
    newest_lead = (
        select(func.max(lead.c.id))
        .where(lead.c.call_id == call.c.call_id, lead.c.deleted_at.is_(None))
        .scalar_subquery()
    )
    wide = (
        call.outerjoin(t.lead, t.lead.c.id == newest_lead)
        .outerjoin(t.campaign, t.campaign.c.id == call.c.campaign_id)
        .outerjoin(t.person, t.person.c.id == func.coalesce(t.lead.c.person_id, call.c.person_id))
        .outerjoin(
            t.organization, t.organization.c.id == func.coalesce(t.lead.c.organization_id, call.c.organization_id)
        )
        .outerjoin(t.operator, t.operator.c.id == call.c.operator_id)
    )
    return select(
        call.c.call_id,
        call.c.started_at,
        call.c.direction,
        call.c.number_e164,
        call.c.number_raw,
        call.c.caller_name,
        call.c.did_e164,
        call.c.did_raw,
        call.c.queue,
        call.c.outcome,
        call.c.wait_seconds,
        call.c.talk_seconds,
        call.c.is_partial,
        call.c.ended_at,
        call.c.campaign_id,
        func.coalesce(t.campaign.c.name, "").label("campaign"),
        t.person.c.id.label("person_id"),
        func.coalesce(t.person.c.full_name, t.lead.c.person_text, "").label("person"),
        t.organization.c.id.label("organization_id"),
        func.coalesce(t.organization.c.name, t.lead.c.organization_text, "").label("organization"),
        call.c.operator_id,
        func.coalesce(t.operator.c.full_name, "").label("operator"),
        t.lead.c.id.label("lead_id"),
    ).select_from(wide)


def _call_row(row: Row) -> CallRow:
    values = row._asdict()
    number = values.pop("number_e164") or values["number_raw"]
    did = values.pop("did_e164") or values["did_raw"]
    del values["number_raw"], values["did_raw"]
    return CallRow(number=number, did=did, **values)


_BEFORE = tuple_(bindparam("before", type_=Instant()), bindparam("before_id"))
"""An instant and the call there; before the empty id there is none."""
_LIMIT: BindParameter[int] = bindparam("limit")
_NEWEST_FIRST = (t.call.c.started_at.desc(), t.call.c.call_id.desc())
_RECENT = Prepared(_calls().order_by(*_NEWEST_FIRST).limit(_LIMIT))
_RECENT_BEFORE = Prepared(
    _calls().where(tuple_(t.call.c.started_at, t.call.c.call_id) < _BEFORE).order_by(*_NEWEST_FIRST).limit(_LIMIT)
)
_BY_ID = Prepared(_calls().where(t.call.c.call_id == bindparam("id")))


def _of_operator(*, is_before: bool) -> Prepared:
    """Calls that rang at, were answered or were dialled by the operator: the newest of legs and of calls."""
    parts = []
    for table in (t.call_leg, t.call):
        newest = select(table.c.call_id).where(table.c.operator_id == bindparam("operator_id"))
        if is_before:
            newest = newest.where(tuple_(table.c.started_at, table.c.call_id) < _BEFORE)
        limited = (
            newest.order_by(table.c.started_at.desc(), table.c.call_id.desc()).limit(bindparam("reach")).subquery()
        )
        parts.append(select(limited.c.call_id))
    theirs = union(*parts).subquery()
    return Prepared(
        _calls().where(t.call.c.call_id.in_(select(theirs.c.call_id))).order_by(*_NEWEST_FIRST).limit(_LIMIT)
    )


_OF_OPERATOR = _of_operator(is_before=False)
_OF_OPERATOR_BEFORE = _of_operator(is_before=True)
_LEGS_A_CALL = 8
"""How many legs one operator may have in one call before the list of their calls could fall short of its limit."""


def recent_calls(tx: Tx, operator_id: int | None, before: tuple[datetime, str] | None, limit: int) -> list[CallRow]:
    """Return calls newest first, of one operator or of all; `before` is where the page before ended."""
    params: dict[str, Any] = {"limit": limit}
    if before is not None:
        params["before"], params["before_id"] = before
    if operator_id is None:
        statement = _RECENT if before is None else _RECENT_BEFORE
    else:
        statement = _OF_OPERATOR if before is None else _OF_OPERATOR_BEFORE
        params |= {"operator_id": operator_id, "reach": limit * _LEGS_A_CALL}
    return [_call_row(row) for row in tx.rows(statement, **params)]


def call_by_id(tx: Tx, call_id: str) -> CallRow | None:
    """Return one call as the list shows it."""
    row = tx.row(_BY_ID, id=call_id)
    return _call_row(row) if row else None


def _leads() -> Select[Any]:
    lead = t.lead
    phone = (
        select(t.lead_phone.c.raw)
        .where(t.lead_phone.c.lead_id == lead.c.id)
        .order_by(t.lead_phone.c.position)
        .limit(1)
        .scalar_subquery()
    )
    named = {
        "product": t.product, "outcome": t.outcome, "campaign": t.campaign, "refusal_reason": t.refusal_reason,
        "project": t.project, "topic": t.sales_topic, "source": t.lead_source, "method": t.contact_method,
    }  # fmt: skip
    wide: Any = lead.join(t.operator, t.operator.c.id == lead.c.owner_id)
    for name, table in named.items():
        wide = wide.outerjoin(table, table.c.id == lead.c[f"{name}_id"])
    wide = wide.outerjoin(t.person, t.person.c.id == lead.c.person_id)
    wide = wide.outerjoin(t.organization, t.organization.c.id == lead.c.organization_id)
    return select(
        lead.c.id,
        lead.c.at,
        func.coalesce(phone, "").label("phone"),
        lead.c.organization_id,
        func.coalesce(t.organization.c.name, lead.c.organization_text).label("organization"),
        lead.c.is_private,
        lead.c.person_id,
        func.coalesce(t.person.c.full_name, lead.c.person_text).label("person"),
        t.outcome.c.rating,
        *(func.coalesce(table.c.name, "").label(name) for name, table in named.items()),
        lead.c.campaign_id,
        lead.c.content,
        lead.c.owner_id,
        t.operator.c.full_name.label("owner"),
        lead.c.call_id,
        lead.c.next_contact_at,
    ).select_from(wide)


def _lead_row(row: Row) -> LeadRow:
    values = row._asdict()
    values["rating"] = Rating(row.rating) if row.rating else None
    return LeadRow(stage="", **values)


_LEAD_BY_ID = Prepared(_leads().where(t.lead.c.id == bindparam("id"), t.lead.c.deleted_at.is_(None)))


def leads(tx: Tx, filters: dict[str, int], before: tuple[datetime, int] | None, limit: int) -> list[LeadRow]:
    """Return saved interests newest first; `filters` maps columns of `lead` to ids."""
    lead = t.lead
    statement = _leads().where(lead.c.deleted_at.is_(None))
    for name, value in filters.items():
        statement = statement.where(lead.c[name] == value)
    if before is not None:
        at, lead_id = before
        statement = statement.where(tuple_(lead.c.at, lead.c.id) < tuple_(bindparam("at", at, Instant()), lead_id))
    return [_lead_row(row) for row in tx.rows(statement.order_by(lead.c.at.desc(), lead.c.id.desc()).limit(limit))]


def lead_by_id(tx: Tx, lead_id: int) -> LeadRow | None:
    """Return one saved interest as the list shows it."""
    row = tx.row(_LEAD_BY_ID, id=lead_id)
    return _lead_row(row) if row else None
