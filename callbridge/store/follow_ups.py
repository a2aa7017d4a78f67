"""Planned contacts and their reminders (R98-R100, R117). Implements the ports of app/follow_up_port.py."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import bindparam, delete, insert, select, update

from callbridge.app.follow_up_port import Feed, Turn
from callbridge.crm.audit import AuditNote
from callbridge.crm.follow_up import FollowUp, ReminderState
from callbridge.crm.operator import Language, Role
from callbridge.crm.record import CHANGED, Author, write_changes
from callbridge.crm.record_form import Values
from callbridge.crm.setting import REMIND_BEFORE, SETTINGS
from callbridge.kernel.errors import IllegalMove, NotFound
from callbridge.kernel.ids import CallId, OperatorId
from callbridge.store import tables as t
from callbridge.store.audit import write_note
from callbridge.store.database import Database
from callbridge.store.follow_up_rows import closed_of, one, open_of
from callbridge.store.reached import FORGET, close_activity
from callbridge.store.reminder_turn import turn
from callbridge.store.settings import system_setting
from callbridge.store.statement import Prepared, Row
from callbridge.store.tx import Tx
from callbridge.store.types import Instant

ACTIVITY = "activity"
a, r = t.activity, t.reminder
_instant = bindparam("instant", type_=Instant())
_ACTIVITY = Prepared(select(a).where(a.c.id == bindparam("activity"), a.c.kind == "next_contact"))
_ACKNOWLEDGE = Prepared(
    update(r)
    .where(r.c.activity_id == bindparam("activity"), r.c.state != ReminderState.CANCELLED)
    .values(state=ReminderState.ACKED.value)
)
_REMIND = Prepared(insert(r).inline(), columns=("activity_id", "operator_id", "remind_at", "state"))
_MOVE = Prepared(
    update(a)
    .where(a.c.id == bindparam("activity"))
    .values(at=_instant, version=a.c.version + 1, updated_at=bindparam("moved_at", type_=Instant()))
)
_REOPEN = Prepared(
    update(a)
    .where(a.c.id == bindparam("activity"))
    .values(done_at=None, closed_by_call=None, version=a.c.version + 1, updated_at=_instant)
)
_LAST_REMINDER = Prepared(
    select(r.c.remind_at).where(r.c.activity_id == bindparam("activity")).order_by(r.c.id.desc()).limit(1)
)
_HAS_REMINDER = Prepared(
    select(r.c.id).where(r.c.activity_id == bindparam("activity"), r.c.state != ReminderState.CANCELLED).limit(1)
)
_feed = t.calendar_feed
_END_FEED = Prepared(delete(_feed).where(_feed.c.operator_id == bindparam("operator")))
_MAKE_FEED = Prepared(insert(_feed).inline(), columns=("operator_id", "token_hash", "created_at"))
_FEED_SINCE = Prepared(select(_feed.c.created_at).where(_feed.c.operator_id == bindparam("operator")))
_FEED = Prepared(
    select(_feed.c.operator_id, t.operator.c.role, t.operator.c.language)
    .select_from(_feed.join(t.operator, t.operator.c.id == _feed.c.operator_id))
    .where(_feed.c.token_hash == bindparam("token"), t.operator.c.is_active.is_(True))
)


def set_reminder(tx: Tx, activity_id: int, operator_id: int, remind_at: datetime, state: ReminderState) -> None:
    """Let the only reminder of a planned contact fire at `remind_at`."""
    tx.execute(FORGET, activity=activity_id)
    tx.execute(_REMIND, activity_id=activity_id, operator_id=operator_id, remind_at=remind_at, state=state.value)


def remind_of(tx: Tx, activity_id: int, operator_id: int, planned_at: datetime) -> None:
    """Let a planned contact be reminded of as long before as the system's parameter says (A17)."""
    before = timedelta(minutes=int(system_setting(tx, REMIND_BEFORE, SETTINGS[REMIND_BEFORE].default)))
    set_reminder(tx, activity_id, operator_id, planned_at - before, ReminderState.WAITING)


def acknowledge(tx: Tx, follow_up_id: int, author: Author) -> None:
    """Let its reminder stand no longer."""
    _theirs(tx, follow_up_id, author)
    tx.execute(_ACKNOWLEDGE, activity=follow_up_id)


def remind(tx: Tx, follow_up_id: int, until: datetime, author: Author) -> None:
    """Let its reminder fire again."""
    row = _open(_theirs(tx, follow_up_id, author))
    set_reminder(tx, follow_up_id, row.owner_id, until, ReminderState.SNOOZED)


def move(tx: Tx, follow_up_id: int, planned_at: datetime, author: Author, *, at: datetime) -> None:
    """Plan it for another time; who wanted a reminder is reminded then."""
    row = _open(_theirs(tx, follow_up_id, author))
    tx.execute(_MOVE, activity=follow_up_id, instant=planned_at, moved_at=at)
    if tx.row(_HAS_REMINDER, activity=follow_up_id) is not None:
        remind_of(tx, follow_up_id, row.owner_id, planned_at)
    _note(tx, follow_up_id, {"at": row.at}, {"at": planned_at}, author, at)


def close(tx: Tx, follow_up_id: int, author: Author, *, call_id: CallId | None, at: datetime) -> None:
    """Close what is needless; by a conversation anybody may. Once closed it stays as it was."""
    row = _locked(tx, follow_up_id) if call_id else _theirs(tx, follow_up_id, author)
    if row.done_at is not None:
        return
    close_activity(tx, follow_up_id, by=call_id or "", at=at)
    _note(tx, follow_up_id, {"done_at": None}, {"done_at": at}, author, at)


def reopen(tx: Tx, follow_up_id: int, author: Author, *, at: datetime) -> None:
    """Take back a closing; a reminder that was due meanwhile fires at once."""
    row = _locked(tx, follow_up_id)
    if row.done_at is None:
        return
    tx.execute(_REOPEN, activity=follow_up_id, instant=at)
    remind_at = tx.value(_LAST_REMINDER, activity=follow_up_id)
    if remind_at is not None:
        set_reminder(tx, follow_up_id, row.owner_id, remind_at, ReminderState.WAITING)
    _note(tx, follow_up_id, {"done_at": row.done_at}, {"done_at": None}, author, at)


def _locked(tx: Tx, follow_up_id: int) -> Row:
    tx.serialize(f"{ACTIVITY} {follow_up_id}")
    row = tx.row(_ACTIVITY, activity=follow_up_id)
    if row is None:
        raise NotFound("record.not_found", id=follow_up_id)
    return row


def _theirs(tx: Tx, follow_up_id: int, author: Author) -> Row:
    row = _locked(tx, follow_up_id)
    if row.owner_id != author.operator_id and not author.role.covers(Role.SUPERVISOR):
        raise NotFound("record.not_found", id=follow_up_id)
    return row


def _open(row: Row) -> Row:
    if row.done_at is not None:
        raise IllegalMove("promise.closed")
    return row


def _note(tx: Tx, follow_up_id: int, before: Values, after: Values, author: Author, at: datetime) -> None:
    note = AuditNote(
        at=at,
        operator_id=author.operator_id,
        action=CHANGED,
        entity=ACTIVITY,
        entity_id=str(follow_up_id),
        detail=write_changes(before, after),
    )
    write_note(tx, note)


class SqlFollowUps:
    """`FollowUps` in the database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def turn(self, at: datetime) -> Turn:
        return await self._database.run(lambda tx: turn(tx, at))

    async def open(self, operator_id: OperatorId, limit: int) -> tuple[Sequence[FollowUp], int]:
        return await self._database.read(lambda tx: open_of(tx, operator_id, limit))

    async def closed(self, operator_id: OperatorId, since: datetime, limit: int) -> Sequence[FollowUp]:
        return await self._database.read(lambda tx: closed_of(tx, operator_id, since, limit))

    async def one(self, follow_up_id: int) -> FollowUp:
        return await self._database.read(lambda tx: one(tx, follow_up_id))

    async def acknowledge(self, follow_up_id: int, author: Author) -> None:
        await self._database.run(lambda tx: acknowledge(tx, follow_up_id, author))

    async def remind(self, follow_up_id: int, until: datetime, author: Author) -> None:
        await self._database.run(lambda tx: remind(tx, follow_up_id, until, author))

    async def move(self, follow_up_id: int, planned_at: datetime, author: Author, *, at: datetime) -> None:
        await self._database.run(lambda tx: move(tx, follow_up_id, planned_at, author, at=at))

    async def close(self, follow_up_id: int, author: Author, *, call_id: CallId | None, at: datetime) -> None:
        await self._database.run(lambda tx: close(tx, follow_up_id, author, call_id=call_id, at=at))

    async def reopen(self, follow_up_id: int, author: Author, *, at: datetime) -> None:
        await self._database.run(lambda tx: reopen(tx, follow_up_id, author, at=at))


class SqlCalendarFeeds:
    """`CalendarFeeds` in the database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def make(self, operator_id: OperatorId, token_hash: bytes, *, at: datetime) -> None:
        def unit(tx: Tx) -> None:
            tx.serialize(f"calendar {operator_id}")
            tx.execute(_END_FEED, operator=operator_id)
            tx.execute(_MAKE_FEED, operator_id=operator_id, token_hash=token_hash, created_at=at)

        await self._database.run(unit)

    async def end(self, operator_id: OperatorId) -> None:
        await self._database.run(lambda tx: tx.execute(_END_FEED, operator=operator_id))

    async def made_at(self, operator_id: OperatorId) -> datetime | None:
        found: datetime | None = await self._database.read(lambda tx: tx.value(_FEED_SINCE, operator=operator_id))
        return found

    async def find(self, token_hash: bytes) -> Feed | None:
        row = await self._database.read(lambda tx: tx.row(_FEED, token=token_hash))
        if row is None:
            return None
        return Feed(operator_id=OperatorId(row.operator_id), role=Role(row.role), language=Language(row.language))
