"""Letters about reminders in a real store: wanted by a parameter, each reminder told of once (R117)."""

from datetime import timedelta

from sqlalchemy import select, update

from callbridge.app.mail_port import Outcome
from callbridge.crm.follow_up import LetterProblem, ReminderLetters
from callbridge.crm.mailing import RecipientState
from callbridge.crm.operator import Role
from callbridge.crm.record import Author
from callbridge.crm.reminder_letter import TOO_LATE
from callbridge.crm.setting import EVERYWHERE, REMINDER_LETTERS, KeptSetting, Level, Place
from callbridge.kernel.ids import OperatorId
from callbridge.store import tables as t
from callbridge.store.store import SqlStore, open_store
from tests.support.clock import FakeClock
from tests.support.promises import DUE, promise
from tests.support.stores import NOW, an_operator

ADDRESS = "anna@example.ru"
SENT = Outcome(state=RecipientState.SENT)
MINUTE = timedelta(minutes=1)


async def wants(store: SqlStore, who: OperatorId, *, place: Place | None = None, value: str = "on") -> None:
    """Set the parameter, and write the address of the employee."""
    where = Place(Level.USER, who) if place is None else place
    await store.settings.keep(KeptSetting(key=REMINDER_LETTERS, value=value), who, at=NOW, place=where)
    await address(store, who, ADDRESS)


async def address(store: SqlStore, who: OperatorId, email: str) -> None:
    employee = select(t.operator.c.employee_id).where(t.operator.c.id == who).scalar_subquery()
    written = update(t.employee).where(t.employee.c.id == employee).values(email=email)
    await store.database.run(lambda tx: tx.execute(written))


async def states(store: SqlStore) -> list[str]:
    found = select(t.reminder_letter.c.state).order_by(t.reminder_letter.c.id)
    return [row.state for row in await store.database.read(lambda tx: tx.rows(found))]


async def test_nobody_gets_a_letter_who_does_not_ask_for_one(store: SqlStore, anna: OperatorId) -> None:
    """R117: off by default; a branch's or the system's wish is overruled by one's own."""
    boris = await store.operators.add_operator(an_operator("boris"), "hash")
    await promise(store, anna)
    assert (await store.follow_ups.turn(DUE)).letters == 0
    await wants(store, anna, place=EVERYWHERE)
    await wants(store, boris, value="off")
    for who in (anna, boris):
        await promise(store, who, key=f"again {who}")
    assert (await store.follow_ups.turn(DUE + MINUTE)).letters == 1
    assert (await store.reminder_letters.state(boris)).is_wanted is False


async def test_all_that_fires_at_once_is_one_letter_and_each_reminder_is_told_of_once(
    store: SqlStore, anna: OperatorId
) -> None:
    """R99, R117: put off, it is told again at the new time."""
    await wants(store, anna)
    promised = [await promise(store, anna, key=f"{number}") for number in range(3)]
    assert (await store.follow_ups.turn(DUE)).letters == 3
    notice = await store.reminder_letters.claim("<1@x>", at=DUE)
    assert notice is not None
    assert (notice.count, notice.tries, notice.reader.address) == (3, 1, ADDRESS)
    assert [brief.follow_up_id for brief in notice.briefs] == promised
    assert await store.reminder_letters.claim("<2@x>", at=DUE) is None
    await store.reminder_letters.settle("<1@x>", SENT)
    assert (await store.follow_ups.turn(DUE + MINUTE)).letters == 0
    await store.follow_ups.remind(promised[0], DUE + 5 * MINUTE, Author(operator_id=anna, role=Role.OPERATOR))
    assert (await store.follow_ups.turn(DUE + 5 * MINUTE)).letters == 1
    again = await store.reminder_letters.claim("<3@x>", at=DUE + 5 * MINUTE)
    assert again is not None
    assert [brief.follow_up_id for brief in again.briefs] == promised[:1]


async def test_a_restart_forgets_no_letter_and_doubts_the_one_on_its_way(store_url: str, clock: FakeClock) -> None:
    """R117: what may have gone is not sent again."""
    async with open_store(store_url, 1, clock) as store:
        anna = await store.operators.add_operator(an_operator("anna"), "hash")
        await wants(store, anna)
        await promise(store, anna, key="one")
        await store.follow_ups.turn(DUE)
        assert await store.reminder_letters.claim("<1@x>", at=DUE)
        await promise(store, anna, key="two")
        await store.follow_ups.turn(DUE + MINUTE)
    async with open_store(store_url, 1, clock) as store:
        assert await store.reminder_letters.doubt() == 1
        notice = await store.reminder_letters.claim("<2@x>", at=DUE + MINUTE)
        assert notice is not None
        assert notice.count == 1
        assert await states(store) == ["uncertain", "sending"]


async def test_what_somebody_saw_or_what_is_too_late_is_told_by_no_letter(store: SqlStore, anna: OperatorId) -> None:
    """R117: nor what was closed meanwhile."""
    await wants(store, anna)
    own = Author(operator_id=anna, role=Role.OPERATOR)
    seen, closed = await promise(store, anna, key="seen"), await promise(store, anna, key="closed")
    await promise(store, anna, key="late")
    assert (await store.follow_ups.turn(DUE)).letters == 3
    await store.follow_ups.acknowledge(seen, own)
    await store.follow_ups.close(closed, own, call_id=None, at=DUE)
    assert await store.reminder_letters.claim("<1@x>", at=DUE + TOO_LATE) is None
    assert await states(store) == ["skipped"] * 3


async def test_one_without_an_address_is_told_so_and_holds_up_nobody(store: SqlStore, anna: OperatorId) -> None:
    """R117."""
    boris = await store.operators.add_operator(an_operator("boris"), "hash")
    for who in (anna, boris):
        await wants(store, who)
        await promise(store, who, key=f"{who}")
    await address(store, anna, "anna at home")
    assert (await store.follow_ups.turn(DUE)).letters == 2
    notice = await store.reminder_letters.claim("<1@x>", at=DUE)
    assert notice is not None
    assert notice.reader.full_name == "Boris"
    told = await store.reminder_letters.state(anna)
    assert told == ReminderLetters(is_wanted=True, address="anna at home", problem=LetterProblem.NO_ADDRESS)


async def test_a_letter_refused_for_now_goes_later_and_its_reader_is_told_meanwhile(
    store: SqlStore, anna: OperatorId
) -> None:
    """R117."""
    await wants(store, anna)
    await promise(store, anna)
    await store.follow_ups.turn(DUE)
    await store.reminder_letters.claim("<1@x>", at=DUE)
    later = Outcome(state=RecipientState.WAITING, problem="450 greylisted", next_try_at=DUE + MINUTE)
    await store.reminder_letters.settle("<1@x>", later)
    told = await store.reminder_letters.state(anna)
    assert (told.problem, told.words) == (LetterProblem.REFUSED, "450 greylisted")
    assert await store.reminder_letters.claim("<2@x>", at=DUE) is None
    again = await store.reminder_letters.claim("<3@x>", at=DUE + MINUTE)
    assert again is not None
    assert again.tries == 2
    await store.reminder_letters.settle("<3@x>", SENT)
    assert await store.reminder_letters.state(anna) == ReminderLetters(is_wanted=True, address=ADDRESS)
