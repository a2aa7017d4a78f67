"""The result of a lead that a program brought (R52, R61): an operator talked to them, and the card is of that lead.

The lead keeps when and how it came; what the card says besides is the lead's from then on, and it is whoever saved it
that answers for it. It is given once: of a lead that has a result somebody's card is kept, and is not written over.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select, update

from callbridge.crm.audit import AuditNote
from callbridge.crm.record import CHANGED, changed, noted
from callbridge.kernel.errors import Conflict, NotFound
from callbridge.kernel.ids import LeadId, OperatorId
from callbridge.store import tables as t
from callbridge.store.arrivals import HAD
from callbridge.store.audit import write_note
from callbridge.store.outbox import tell_of_lead_changes
from callbridge.store.statement import Prepared, Row
from callbridge.store.tx import Tx

TAKEN = (
    "extra", "organization_id", "organization_text", "is_private", "person_text", "topic_id", "source_id",
    "campaign_id", "product_id", "project_id", "content", "outcome_id", "refusal_reason_id", "new_deal",
    "next_contact_at", "remind", "next_method_id", "call_id", "campaign_reason", "line_campaign_id", "person_id",
)  # fmt: skip
"""What a lead takes of the card."""
_LEAD = Prepared(
    select(t.lead.c.id, t.lead.c.version, t.lead.c.owner_id, *(t.lead.c[name] for name in TAKEN)).where(
        t.lead.c.id == bindparam("id"), t.lead.c.deleted_at.is_(None)
    )
)
_GIVEN = Prepared(
    select(*HAD).where(
        t.lead.c.owner_id == bindparam("owner_id"),
        t.lead.c.result_key == bindparam("key"),
        t.lead.c.result_key != "",
    )
)


def given_result(tx: Tx, owner_id: OperatorId, key: str) -> Row | None:
    """Return the lead whose result this key of the owner's gave, None when it gave none."""
    return tx.row(_GIVEN, owner_id=owner_id, key=key)


def awaiting(tx: Tx, lead_id: LeadId) -> Row:
    """Return a lead that waits for its result; raises NotFound, or Conflict when it has one."""
    lead = tx.row(_LEAD, id=lead_id)
    if lead is None:
        raise NotFound("record.not_found", id=lead_id)
    if lead.outcome_id is not None:
        raise Conflict("lead.has_result", id=lead_id)
    return lead


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenResult:
    """What a card says of a lead; `phones` are the numbers that the lead had, and those that it has by now."""

    key: str
    by: OperatorId
    at: datetime
    values: Mapping[str, Any]
    phones: tuple[Sequence[str], Sequence[str]]


def give_result(tx: Tx, was: Row, given: GivenResult) -> None:
    """Write what the card says into a lead of `awaiting`, with an audit note of each field that became another."""
    taken = {name: given.values[name] for name in TAKEN} | {"owner_id": given.by}
    if taken["line_campaign_id"] is None:
        del taken["line_campaign_id"]
    kept = {"result_key": given.key, "version": was.version + 1, "updated_at": given.at}
    tx.execute(update(t.lead).where(t.lead.c.id == was.id).values(**taken, **kept))
    phones_before, phones_after = given.phones
    before = {name.removesuffix("_id"): getattr(was, name) for name in taken} | {"phones": tuple(phones_before)}
    after = {name.removesuffix("_id"): value for name, value in taken.items()} | {"phones": tuple(phones_after)}
    changes = changed(before, after)
    note = AuditNote(
        at=given.at,
        operator_id=given.by,
        action=CHANGED,
        entity="lead",
        entity_id=str(was.id),
        detail=noted(changes),
    )
    write_note(tx, note)
    tell_of_lead_changes(tx, [was.id], changes, by=given.by, at=given.at)
