"""Letters about reminders: wanted by a parameter, written as reminders fire, each reminder told of once (R117)."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, exists, insert, or_, select, update

from callbridge.app.mail_port import Outcome
from callbridge.app.reminder_letter_port import ReminderNotice
from callbridge.crm.follow_up import SHOWN, LetterProblem, ReminderLetters, ReminderState
from callbridge.crm.mail_address import read_address
from callbridge.crm.mailing import RecipientState
from callbridge.crm.operator import Language
from callbridge.crm.reminder_letter import TOO_LATE, Reader
from callbridge.crm.setting import REMINDER_LETTERS, SEND_LETTERS, SETTINGS, Level, Place, resolved_value
from callbridge.kernel.ids import OperatorId
from callbridge.store import tables as t
from callbridge.store.database import Database
from callbridge.store.follow_up_rows import IS_OPEN, brief, named
from callbridge.store.settings import kept_settings, places_over
from callbridge.store.statement import Prepared, Row
from callbridge.store.tx import Tx
from callbridge.store.types import Instant

AT_ONCE = 500
"""How many reminders one letter tells of at most."""
r, letter = t.reminder, t.reminder_letter
_at = bindparam("at", type_=Instant())
_WAITING = letter.c.state == RecipientState.WAITING
_STANDING = (
    select(r.c.id)
    .select_from(r.join(t.activity, t.activity.c.id == r.c.activity_id))
    .where(
        r.c.id == letter.c.reminder_id,
        or_(r.c.state == ReminderState.SHOWN, r.c.state == ReminderState.ESCALATED),
        IS_OPEN,
    )
)
_ANYBODY = Prepared(
    select(exists(select(t.setting.c.key).where(t.setting.c.key == REMINDER_LETTERS)))  # the default is to send none
)
_FIRED = Prepared(
    select(r.c.id, r.c.operator_id)
    .where(
        r.c.state == ReminderState.SHOWN,
        r.c.shown_at == _at,
        ~exists(select(letter.c.id).where(letter.c.reminder_id == r.c.id)),
    )
    .order_by(r.c.id)
)
_ADD = Prepared(insert(letter).inline(), columns=("reminder_id", "operator_id", "at"))
_LEAVE_OUT = Prepared(
    update(letter)
    .where(
        _WAITING,
        or_(letter.c.at <= bindparam("before", type_=Instant()), ~exists(_STANDING)),
    )
    .values(state=RecipientState.SKIPPED.value)
)
_NEXT = Prepared(
    select(letter.c.operator_id)
    .where(_WAITING, or_(letter.c.next_try_at.is_(None), letter.c.next_try_at <= _at))
    .order_by(letter.c.id)
    .limit(1)
)
_OPERATOR = Prepared(
    select(t.operator.c.full_name, t.operator.c.language, t.operator.c.time_zone, t.employee.c.email)
    .select_from(t.operator.join(t.employee, t.employee.c.id == t.operator.c.employee_id))
    .where(t.operator.c.id == bindparam("operator"))
)
_NO_ADDRESS = Prepared(
    update(letter)
    .where(_WAITING, letter.c.operator_id == bindparam("operator"))
    .values(state=RecipientState.SKIPPED.value)
)
_TOLD = Prepared(
    named(r.c.state, r.c.remind_at, letter.c.id.label("letter_id"), letter.c.tries)
    .join(r, r.c.activity_id == t.activity.c.id)
    .join(letter, letter.c.reminder_id == r.c.id)
    .where(_WAITING, letter.c.operator_id == bindparam("operator"))
    .order_by(letter.c.id)
    .limit(AT_ONCE)
)
_TAKE = Prepared(
    update(letter)
    .where(letter.c.id == bindparam("letter_id"))
    .values(
        state=RecipientState.SENDING.value, message_id=bindparam("new_message_id"), tries=letter.c.tries + 1, problem=""
    )
)
_SETTLE = Prepared(
    update(letter)
    .where(letter.c.message_id == bindparam("letter"), letter.c.state == RecipientState.SENDING)
    .values(
        state=bindparam("to_state"),
        problem=bindparam("words"),
        next_try_at=bindparam("again_at", type_=Instant()),
        tries=letter.c.tries - bindparam("given_back"),
    )
)
_DOUBT = Prepared(
    update(letter).where(letter.c.state == RecipientState.SENDING).values(state=RecipientState.UNCERTAIN.value)
)
_LAST = Prepared(
    select(letter.c.state, letter.c.problem)
    .where(letter.c.operator_id == bindparam("operator"))
    .order_by(letter.c.id.desc())
    .limit(1)
)


def write_letters(tx: Tx, at: datetime) -> int:
    """Write that those who want letters are to be told of the reminders that fired at `at`; return how many."""
    if not tx.value(_ANYBODY):
        return 0
    fired = tx.rows(_FIRED, at=at)
    wanted = {who: wants_letters(tx, OperatorId(who)) for who in {row.operator_id for row in fired}}
    written = [
        {"reminder_id": row.id, "operator_id": row.operator_id, "at": at} for row in fired if wanted[row.operator_id]
    ]
    if written:
        tx.executemany(_ADD, written)
    return len(written)


def wants_letters(tx: Tx, operator_id: OperatorId) -> bool:
    """Say whether the parameter, as it holds for an operator, asks for letters."""
    chain = [(place, kept_settings(tx, place)) for place in places_over(tx, Place(Level.USER, operator_id))]
    return resolved_value(SETTINGS[REMINDER_LETTERS], chain) == SEND_LETTERS


def claim(tx: Tx, message_id: str, at: datetime) -> ReminderNotice | None:
    """Take all that waits for the reader who has waited longest."""
    tx.serialize("reminder letters")
    tx.execute(_LEAVE_OUT, before=at - TOO_LATE)
    while (operator := tx.value(_NEXT, at=at)) is not None:
        reader = _reader(tx.row(_OPERATOR, operator=operator))
        if reader is not None:
            return _notice(tx, message_id, reader, tx.rows(_TOLD, operator=operator))
        tx.execute(_NO_ADDRESS, operator=operator)
    return None


def _reader(row: Row | None) -> Reader | None:
    address = read_address(row.email) if row else None
    if row is None or address is None:
        return None
    return Reader(address=address, full_name=row.full_name, language=Language(row.language), time_zone=row.time_zone)


def _notice(tx: Tx, message_id: str, reader: Reader, told: Sequence[Row]) -> ReminderNotice:
    tx.executemany(_TAKE, [{"letter_id": row.letter_id, "new_message_id": message_id} for row in told])
    return ReminderNotice(
        message_id=message_id,
        reader=reader,
        briefs=tuple(brief(row) for row in told[:SHOWN]),
        count=len(told),
        tries=1 + max(row.tries for row in told),
    )


def settle(tx: Tx, message_id: str, outcome: Outcome) -> None:
    """Write what became of a letter on all that it told of."""
    tx.execute(
        _SETTLE,
        letter=message_id,
        to_state=outcome.state.value,
        words=outcome.problem,
        again_at=outcome.next_try_at,
        given_back=0 if outcome.is_counted else 1,
    )


def doubt(tx: Tx) -> int:
    """Give up knowing whether what was being sent has gone."""
    return tx.execute(_DOUBT)


def state(tx: Tx, operator_id: OperatorId) -> ReminderLetters:
    """Return how an operator's letters are."""
    row = tx.row(_OPERATOR, operator=operator_id)
    address = row.email if row else ""
    if not wants_letters(tx, operator_id):
        return ReminderLetters(address=address)
    if _reader(row) is None:
        return ReminderLetters(is_wanted=True, address=address, problem=LetterProblem.NO_ADDRESS)
    last = tx.row(_LAST, operator=operator_id)
    words = last.problem if last else ""
    problem = LetterProblem.REFUSED if words else None
    return ReminderLetters(is_wanted=True, address=address, problem=problem, words=words)


class SqlReminderLetters:
    """`LettersOfReminders` in the database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def claim(self, message_id: str, *, at: datetime) -> ReminderNotice | None:
        return await self._database.run(lambda tx: claim(tx, message_id, at))

    async def settle(self, message_id: str, outcome: Outcome) -> None:
        await self._database.run(lambda tx: settle(tx, message_id, outcome))

    async def doubt(self) -> int:
        return await self._database.run(doubt)

    async def state(self, operator_id: OperatorId) -> ReminderLetters:
        return await self._database.read(lambda tx: state(tx, operator_id))
