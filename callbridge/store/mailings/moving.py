"""Mailings as people move them, and how far they are."""

from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, select, update

from callbridge.app.mail_port import MailingFacts
from callbridge.crm.audit import AuditNote
from callbridge.crm.mailing import (
    MailingAction,
    MailingProgress,
    MailingState,
    RecipientState,
    moved,
    read_audience,
)
from callbridge.crm.operator import Role
from callbridge.crm.record import CHANGED, Author, write_changes
from callbridge.kernel.errors import Conflict, IllegalMove, NotFound
from callbridge.kernel.ids import OperatorId
from callbridge.store import tables as t
from callbridge.store.audit import write_note
from callbridge.store.mailings.bouncing import write_again
from callbridge.store.reach import check_within
from callbridge.store.statement import Prepared, Row
from callbridge.store.tx import Tx

MAILING = "mailing"
_WIDE = (
    select(t.mailing, t.campaign.c.name.label("event"))
    .select_from(t.mailing.outerjoin(t.campaign, t.campaign.c.id == t.mailing.c.campaign_id))
    .where(t.mailing.c.archived_at.is_(None))
)
_ONE = Prepared(_WIDE.where(t.mailing.c.id == bindparam("id")))
_BEING_SENT = Prepared(_WIDE.where(t.mailing.c.state == MailingState.SENDING.value).order_by(t.mailing.c.id))
_COUNTS = Prepared(
    select(t.mailing_recipient.c.state, func.count().label("rows"), func.min(t.mailing_recipient.c.next_try_at))
    .where(t.mailing_recipient.c.mailing_id == bindparam("id"))
    .group_by(t.mailing_recipient.c.state)
)
_DUE = Prepared(
    update(t.mailing)
    .where(
        t.mailing.c.state == MailingState.SCHEDULED.value,
        t.mailing.c.scheduled_at <= bindparam("now"),
        t.mailing.c.archived_at.is_(None),
    )
    .values(state=MailingState.SENDING.value, version=t.mailing.c.version + 1)
)
_IS_DUE = Prepared(
    select(t.mailing.c.id)
    .where(t.mailing.c.state == MailingState.SCHEDULED.value, t.mailing.c.scheduled_at <= bindparam("now"))
    .limit(1)
)
_RECIPIENT = Prepared(
    select(t.mailing_recipient.c.state, t.mailing_recipient.c.address).where(
        t.mailing_recipient.c.id == bindparam("id"), t.mailing_recipient.c.mailing_id == bindparam("mailing_id")
    )
)
_AGAIN = (RecipientState.FAILED, RecipientState.BOUNCED, RecipientState.UNCERTAIN)


def facts(tx: Tx, mailing_id: int, reader_id: OperatorId | None) -> MailingFacts:
    """Return a mailing in the reader's reach; raises NotFound."""
    return _facts(_row_for(tx, mailing_id, reader_id))


def being_sent(tx: Tx) -> list[MailingFacts]:
    """Return the mailings that are being sent, the oldest first."""
    return [_facts(row) for row in tx.rows(_BEING_SENT)]


def is_due(tx: Tx, now: datetime) -> bool:
    """Say whether the time of a scheduled mailing has come."""
    return tx.row(_IS_DUE, now=now) is not None


def begin_due(tx: Tx, now: datetime) -> None:
    """Begin the scheduled mailings whose time has come."""
    tx.execute(_DUE, now=now)


def progress(tx: Tx, mailing_id: int, reader_id: OperatorId | None) -> MailingProgress:
    """Count a mailing's recipients; raises NotFound."""
    row = _row_for(tx, mailing_id, reader_id)
    counted = tx.rows(_COUNTS, id=mailing_id)
    waiting = next((one[2] for one in counted if one.state == RecipientState.WAITING), None)
    return MailingProgress(
        id=mailing_id,
        version=row.version,
        state=MailingState(row.state),
        counts={one.state: one.rows for one in counted},
        problem=row.problem,
        scheduled_at=row.scheduled_at,
        started_at=row.started_at,
        finished_at=row.finished_at,
        next_try_at=waiting,
    )


def move(
    tx: Tx, mailing_id: int, version: int, action: MailingAction, author: Author, *, at: datetime, due: datetime | None
) -> None:
    """Move a mailing as crm.mailing.moved allows; raises NotFound, IllegalMove, Conflict ``record.changed``."""
    tx.serialize(f"{MAILING} {mailing_id}")
    row = _row_for(tx, mailing_id, author.operator_id)
    if row.version != version:
        raise Conflict("record.changed", id=mailing_id)
    after = moved(MailingState(row.state), action)
    values: dict[str, Any] = {"state": after.value, "problem": ""}
    if action in (MailingAction.SCHEDULE, MailingAction.WITHDRAW):
        values["scheduled_at"] = due if action is MailingAction.SCHEDULE else None
    if after is MailingState.CANCELLED:
        values["finished_at"] = at
    _write(tx, row, values, author, at)


def send_again(tx: Tx, mailing_id: int, recipient_id: int, author: Author, at: datetime) -> None:
    """Let one address be tried once more, and a mailing that has ended go on for it."""
    tx.serialize(f"{MAILING} {mailing_id}")
    row = _row_for(tx, mailing_id, author.operator_id)
    recipient = tx.row(_RECIPIENT, id=recipient_id, mailing_id=mailing_id)
    if recipient is None:
        raise NotFound("record.not_found", id=recipient_id)
    if recipient.state not in _AGAIN or row.state == MailingState.CANCELLED:
        raise IllegalMove("mailing.not_again")
    again = {"state": RecipientState.WAITING.value, "tries": 0, "next_try_at": None, "problem": "", "changed_at": at}
    tx.execute(update(t.mailing_recipient).where(t.mailing_recipient.c.id == recipient_id).values(**again))
    write_again(tx, recipient.address)
    if row.state == MailingState.DONE:
        _write(tx, row, {"state": MailingState.SENDING.value, "finished_at": None}, author, at)
    detail = write_changes({"recipient": None}, {"recipient": recipient_id})
    _note(tx, author, mailing_id, detail, at)


def _write(tx: Tx, row: Row, values: dict[str, Any], author: Author, at: datetime) -> None:
    changed = {**values, "version": row.version + 1, "updated_at": at}
    tx.execute(update(t.mailing).where(t.mailing.c.id == row.id).values(**changed))
    shown = {name: value for name, value in values.items() if name != "problem"}
    _note(tx, author, row.id, write_changes({name: getattr(row, name) for name in shown}, shown), at)


def _note(tx: Tx, author: Author, mailing_id: int, detail: dict[str, str], at: datetime) -> None:
    note = AuditNote(
        at=at,
        operator_id=author.operator_id,
        action=CHANGED,
        entity=MAILING,
        entity_id=str(mailing_id),
        detail=detail,
    )
    write_note(tx, note)


def _row_for(tx: Tx, mailing_id: int, reader_id: OperatorId | None) -> Row:
    check_within(tx, MAILING, mailing_id, reader_id)
    row = tx.row(_ONE, id=mailing_id)
    if row is None:
        raise NotFound("record.not_found", id=mailing_id)
    return row


def _facts(row: Row) -> MailingFacts:
    return MailingFacts(
        id=row.id,
        version=row.version,
        campaign_id=row.campaign_id,
        event=row.event or "",
        subject=row.subject,
        body=row.body,
        audience=read_audience(row.audience, Role.MANAGER),
        per_minute=row.per_minute,
        is_addressed=row.started_at is not None,
        owner_id=row.owner_id,
    )
