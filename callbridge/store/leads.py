"""The list of saved interests (R53, R56-R69)."""

from datetime import datetime
from typing import Any

from sqlalchemy import Select, bindparam, func, select, tuple_, union

from callbridge.crm.interest import LeadRow, Rating
from callbridge.crm.reach import Reach
from callbridge.store import tables as t
from callbridge.store.reach import is_within, within
from callbridge.store.statement import Prepared, Row
from callbridge.store.tx import Tx
from callbridge.store.types import Instant

LEAD = "lead"


_line_campaign = t.campaign.alias("line_campaign")


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
    wide: Any = lead.outerjoin(t.operator, t.operator.c.id == lead.c.owner_id)
    for name, table in named.items():
        wide = wide.outerjoin(table, table.c.id == lead.c[f"{name}_id"])
    wide = wide.outerjoin(t.deal, t.deal.c.id == lead.c.deal_id)
    wide = wide.outerjoin(t.stage, t.stage.c.id == t.deal.c.stage_id)
    wide = wide.outerjoin(_line_campaign, _line_campaign.c.id == lead.c.line_campaign_id)
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
        lead.c.line_campaign_id,
        func.coalesce(_line_campaign.c.name, "").label("line_campaign"),
        lead.c.campaign_reason,
        *(lead.c[name] for name in ("extra", "page_url", "consent")),
        *(lead.c[f"{name}_id"] for name in ("topic", "source", "product", "project")),
        lead.c.content,
        lead.c.owner_id,
        func.coalesce(t.operator.c.full_name, "").label("owner"),
        lead.c.call_id,
        lead.c.next_contact_at,
        lead.c.deal_id,
        func.coalesce(t.stage.c.name, "").label("stage"),
        lead.c.version,
        lead.c.deleted_at.label("removed_at"),
        lead.c.removal_reason,
    ).select_from(wide)


def _lead_row(row: Row) -> LeadRow:
    values = row._asdict()
    values["rating"] = Rating(row.rating) if row.rating else None
    return LeadRow(**values)


_LEAD_BY_ID = Prepared(_leads().where(t.lead.c.id == bindparam("id")))


_NO_KEY = "-"
"""As no number has it: those without a key are not each other's."""
_theirs = union(
    select(t.lead_phone.c.lead_id).where(t.lead_phone.c.number_key == bindparam("number_key")),
    select(t.lead.c.id).where(t.lead.c.person_id == bindparam("person_id")),
).subquery()
_AWAITING = (
    _leads()
    .where(t.lead.c.id.in_(select(_theirs.c[0])), t.lead.c.outcome_id.is_(None), t.lead.c.deleted_at.is_(None))
    .order_by(t.lead.c.at.desc(), t.lead.c.id.desc())
    .limit(bindparam("limit"))
)
_AWAITING_ALL = Prepared(_AWAITING)
_ENTRY = Prepared(
    select(t.call_round_entry.c.number_key, t.call_round_entry.c.person_id).where(
        t.call_round_entry.c.id == bindparam("id")
    )
)


def leads(
    tx: Tx, filters: dict[str, int], before: tuple[datetime, int] | None, limit: int, *, reach: Reach
) -> list[LeadRow]:
    """Return saved interests in reach newest first; `filters` maps columns of `lead` to ids."""
    lead = t.lead
    statement = _leads().where(lead.c.deleted_at.is_(None))
    asked = within(LEAD, reach)
    if asked is not None:
        statement = statement.where(asked)
    for name, value in filters.items():
        statement = statement.where(lead.c[name] == value)
    if before is not None:
        at, lead_id = before
        statement = statement.where(tuple_(lead.c.at, lead.c.id) < tuple_(bindparam("at", at, Instant()), lead_id))
    return [_lead_row(row) for row in tx.rows(statement.order_by(lead.c.at.desc(), lead.c.id.desc()).limit(limit))]


def awaiting_leads(tx: Tx, key: str, person_id: int | None, limit: int, *, reach: Reach) -> list[LeadRow]:
    """Return the leads of a number or a person that wait for their result, newest first."""
    in_reach = within(LEAD, reach)
    statement = _AWAITING_ALL if in_reach is None else _AWAITING.where(in_reach)
    asked = {"number_key": key or _NO_KEY, "person_id": person_id or 0, "limit": limit}
    return [_lead_row(row) for row in tx.rows(statement, **asked)]


def awaiting_of_entry(tx: Tx, entry_id: int, limit: int, *, reach: Reach) -> list[LeadRow]:
    """Return the same of somebody whom a round calls."""
    row = tx.row(_ENTRY, id=entry_id)
    return [] if row is None else awaiting_leads(tx, row.number_key, row.person_id, limit, reach=reach)


def lead_by_id(tx: Tx, lead_id: int, reach: Reach) -> LeadRow | None:
    """Return one saved interest as the list shows it, when it is in reach: a removed one is in an administrator's."""
    row = tx.row(_LEAD_BY_ID, id=lead_id) if is_within(tx, LEAD, lead_id, reach) else None
    return _lead_row(row) if row else None
