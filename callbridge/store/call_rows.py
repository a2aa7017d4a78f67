"""A call as the lists show it: with the names behind its ids, and its newest lead."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, bindparam, func, literal, select

from callbridge.crm.call_log import CallRow
from callbridge.crm.reach import Reach
from callbridge.kernel.numbers import unless_withheld
from callbridge.store import tables as t
from callbridge.store.reach import calls_within
from callbridge.store.statement import Prepared, Row
from callbridge.store.tx import Tx


def calls() -> Select[Any]:
    """Return the SELECT of calls with all the list shows."""
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
        call.c.answered_at,
        call.c.ring_seconds,
        call.c.hold_seconds,
        call.c.hung_up_by,
        call.c.trunk,
        call.c.missed_key,
        call.c.called_back_at,
        call.c.called_back_by,
        call.c.cause,
        call.c.transfers,
        call.c.is_recovered,
    ).select_from(wide)


def call_row(row: Row) -> CallRow:
    """Return a row of `calls` as the value others see."""
    values = row._asdict()
    number = values.pop("number_e164") or values["number_raw"]
    did = values.pop("did_e164") or values["did_raw"]
    del values["number_raw"], values["did_raw"]
    # A network's word for nothing is no number to dial, and nobody's name.
    values["caller_name"] = unless_withheld(values["caller_name"])
    return CallRow(
        number=unless_withheld(number), did=did, is_missed_open=values.pop("missed_key") is not None, **values
    )


_BY_ID = Prepared(calls().where(t.call.c.call_id == bindparam("id")))


def call_by_id(tx: Tx, call_id: str) -> CallRow | None:
    """Return one call as the list shows it."""
    row = tx.row(_BY_ID, id=call_id)
    return call_row(row) if row else None


def calls_by_ids(tx: Tx, call_ids: Sequence[str], reach: Reach) -> list[CallRow]:
    """Return those of the calls that are known and in reach, in the order asked."""
    asked = calls_within(reach)
    if asked is not None and call_ids:
        known = t.call.c.call_id
        within = {row.call_id for row in tx.rows(select(known).where(known.in_(map(literal, call_ids)), asked))}
        call_ids = [each for each in call_ids if each in within]
    rows = (call_by_id(tx, each) for each in call_ids)
    return [row for row in rows if row is not None]
