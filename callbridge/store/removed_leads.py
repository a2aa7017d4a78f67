"""Leads that an administrator removed (R54): they stay in the database and out of all lists, and can be brought back.

What was planned with one is closed as it goes and opened again as it comes back, unless it is a deal's by now: the deal
stays. The person, the organization, the call and its recording stay too.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select, update

from callbridge.crm.audit import AuditNote
from callbridge.crm.record import REMOVED, RESTORED, Author, changed, noted
from callbridge.crm.record_form import Values
from callbridge.kernel.errors import Conflict, NotFound
from callbridge.kernel.ids import LeadId
from callbridge.store import tables as t
from callbridge.store.audit import write_note
from callbridge.store.follow_ups import close, reopen
from callbridge.store.leads import LEAD
from callbridge.store.outbox import tell_of_lead_changes
from callbridge.store.reach import check_within
from callbridge.store.statement import Prepared, Row
from callbridge.store.tx import Tx
from callbridge.store.types import Instant

_a = t.activity
_LEAD = Prepared(
    select(t.lead.c.version, t.lead.c.deleted_at, t.lead.c.removal_reason).where(t.lead.c.id == bindparam("id"))
)
_planned = select(_a.c.id).where(
    _a.c.lead_id == bindparam("lead"), _a.c.kind == "next_contact", _a.c.deal_id.is_(None)
)  # fmt: skip
_PLANNED = Prepared(_planned.where(_a.c.done_at.is_(None)))
_CLOSED_WITH_IT = Prepared(
    _planned.where(_a.c.done_at == bindparam("instant", type_=Instant()), _a.c.closed_by_call == "")
)


def remove_lead(tx: Tx, lead_id: LeadId, version: int, reason: str, author: Author, *, at: datetime) -> None:
    """Take a lead that was at `version` out of every list; one that is removed already stays as it is.

    Raises NotFound, and Conflict ``record.changed``.
    """
    was = _locked(tx, lead_id, author)
    if was.deleted_at is not None:
        return
    _check_version(was, version)
    for row in tx.rows(_PLANNED, lead=lead_id):
        close(tx, row.id, author, call_id=None, at=at)
    _write(tx, lead_id, was, {"removed_at": at, "removal_reason": reason}, author, at)


def restore_lead(tx: Tx, lead_id: LeadId, version: int, author: Author, *, at: datetime) -> None:
    """Bring a removed lead back; raises as `remove_lead`."""
    was = _locked(tx, lead_id, author)
    if was.deleted_at is None:
        return
    _check_version(was, version)
    for row in tx.rows(_CLOSED_WITH_IT, lead=lead_id, instant=was.deleted_at):
        reopen(tx, row.id, author, at=at)
    _write(tx, lead_id, was, {"removed_at": None, "removal_reason": ""}, author, at)


def _locked(tx: Tx, lead_id: LeadId, author: Author) -> Row:
    # A card that gives this lead its result meanwhile waits, or is waited for.
    tx.serialize("save interest")
    check_within(tx, LEAD, lead_id, author.operator_id)
    row = tx.row(_LEAD, id=lead_id)
    if row is None:
        raise NotFound("record.not_found", id=lead_id)
    return row


def _check_version(was: Row, version: int) -> None:
    if was.version != version:
        raise Conflict("record.changed")


def _write(tx: Tx, lead_id: LeadId, was: Row, become: Values, author: Author, at: datetime) -> None:
    columns: dict[str, Any] = {"deleted_at": become["removed_at"], "removal_reason": become["removal_reason"]}
    kept = {"version": was.version + 1, "updated_at": at}
    tx.execute(update(t.lead).where(t.lead.c.id == lead_id).values(**columns, **kept))
    before = {"removed_at": was.deleted_at, "removal_reason": was.removal_reason}
    changes = changed(before, become)
    note = AuditNote(
        at=at,
        operator_id=author.operator_id,
        action=RESTORED if become["removed_at"] is None else REMOVED,
        entity=LEAD,
        entity_id=str(lead_id),
        detail=noted(changes),
    )
    write_note(tx, note)
    tell_of_lead_changes(tx, [lead_id], changes, by=author.operator_id, at=at)
