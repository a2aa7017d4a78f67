"""The clock of reminders: fired once, kept over a restart, escalated, told to whom they stand before (A17)."""

from datetime import datetime, timedelta

from callbridge.crm.follow_up import SHOWN
from callbridge.crm.operator import OperatorChanges, Role
from callbridge.crm.record import Author
from callbridge.crm.setting import KeptSetting
from callbridge.kernel.ids import OperatorId
from callbridge.store.store import SqlStore, open_store
from tests.support.clock import FakeClock
from tests.support.promises import DUE, promise, reminders
from tests.support.stores import NOW, an_operator

MOMENT = timedelta(microseconds=1)
HALF_AN_HOUR = timedelta(minutes=30)


async def due_of(store: SqlStore, who: OperatorId, at: datetime) -> list[int]:
    bell = (await store.follow_ups.turn(at)).bells.get(who)
    return [brief.follow_up_id for brief in bell.due] if bell else []


async def test_a_reminder_fires_at_its_time_and_stands_until_it_is_acknowledged(
    store: SqlStore, anna: OperatorId
) -> None:
    """R99, R117."""
    promised = await promise(store, anna)
    before = await store.follow_ups.turn(DUE - MOMENT)
    assert (before.next_at, before.bells[anna].due, before.bells[anna].open) == (DUE, (), 1)
    turned = await store.follow_ups.turn(DUE)
    (brief,) = turned.bells[anna].due
    assert (brief.follow_up_id, brief.at, brief.person, brief.phone) == (promised, DUE, "Пётр Сидоров", "+79161234567")
    assert turned.next_at == DUE + HALF_AN_HOUR
    assert await due_of(store, anna, DUE + MOMENT) == [promised]
    await store.follow_ups.acknowledge(promised, Author(operator_id=anna, role=Role.OPERATOR))
    assert await due_of(store, anna, DUE + MOMENT) == []


async def test_a_restart_loses_no_reminder_and_fires_none_twice(store_url: str, clock: FakeClock) -> None:
    """R117, A17: also one whose time passed while nobody ran."""
    async with open_store(store_url, 1, clock) as store:
        anna = await store.operators.add_operator(an_operator("anna"), "hash")
        fired = await promise(store, anna, key="one", next_contact_at=NOW + timedelta(hours=1))
        slept = await promise(store, anna, key="two")
        assert await due_of(store, anna, NOW + timedelta(hours=1)) == [fired]
    async with open_store(store_url, 1, clock) as store:
        assert await due_of(store, anna, NOW + timedelta(hours=2)) == [fired]
        assert await due_of(store, anna, DUE + timedelta(days=3)) == [slept, fired]
        assert [state for state, _ in await reminders(store, slept)] == ["shown"]


async def test_a_clock_set_back_unfires_nothing(store: SqlStore, anna: OperatorId) -> None:
    """A17."""
    promised = await promise(store, anna)
    assert await due_of(store, anna, DUE) == [promised]
    turned = await store.follow_ups.turn(NOW)
    assert [brief.follow_up_id for brief in turned.bells[anna].due] == [promised]


async def test_one_left_alone_for_half_an_hour_stands_before_the_supervisors_too(
    store: SqlStore, anna: OperatorId
) -> None:
    """A17."""
    vera = await store.operators.add_operator(an_operator("vera", role=Role.SUPERVISOR), "hash")
    promised = await promise(store, anna)
    assert vera not in (await store.follow_ups.turn(DUE)).bells
    assert vera not in (await store.follow_ups.turn(DUE + HALF_AN_HOUR - MOMENT)).bells
    turned = await store.follow_ups.turn(DUE + HALF_AN_HOUR)
    bell = turned.bells[vera]
    assert ([brief.follow_up_id for brief in bell.escalated], bell.escalated_count, bell.count) == ([promised], 1, 0)
    assert bell.escalated[0].owner == "Anna"
    assert [brief.is_escalated for brief in turned.bells[anna].due] == [True]
    await store.follow_ups.remind(promised, DUE + timedelta(hours=2), Author(operator_id=vera, role=Role.SUPERVISOR))
    turned = await store.follow_ups.turn(DUE + timedelta(hours=1))
    assert vera not in turned.bells
    assert (turned.bells[anna].due, turned.next_at) == ((), DUE + timedelta(hours=2))


async def test_a_supervisors_own_reminder_stands_before_them_once(store: SqlStore) -> None:
    """A17."""
    vera = await store.operators.add_operator(an_operator("vera", role=Role.SUPERVISOR), "hash")
    gleb = await store.operators.add_operator(an_operator("gleb", role=Role.SUPERVISOR), "hash")
    await promise(store, vera)
    await store.follow_ups.turn(DUE)
    bells = (await store.follow_ups.turn(DUE + HALF_AN_HOUR)).bells
    own, others = bells[vera], bells[gleb]
    assert (own.count, len(own.due), own.escalated, own.escalated_count) == (1, 1, (), 0)
    assert (others.count, len(others.escalated), others.escalated_count) == (0, 1, 1)


async def test_where_there_is_no_supervisor_those_above_are_told_and_the_parameter_may_say_never(
    store: SqlStore, anna: OperatorId
) -> None:
    """A17."""
    chief = await store.operators.add_operator(an_operator("chief", role=Role.ADMIN), "hash")
    gone = await store.operators.add_operator(an_operator("gone", role=Role.SUPERVISOR), "hash")
    await store.operators.change_operator(gone, OperatorChanges(is_active=False))
    await promise(store, anna)
    await store.settings.keep(KeptSetting(key="reminder.escalate_minutes", value="0"), chief, at=NOW)
    await store.follow_ups.turn(DUE)
    turned = await store.follow_ups.turn(DUE + timedelta(days=9))
    assert (set(turned.bells), turned.next_at) == ({anna}, None)
    await store.settings.keep(KeptSetting(key="reminder.escalate_minutes", value="60", version=1), chief, at=NOW)
    turned = await store.follow_ups.turn(DUE + timedelta(days=9))
    assert set(turned.bells) == {anna, chief}


async def test_many_that_are_due_are_counted_and_the_newest_told(store: SqlStore, anna: OperatorId) -> None:
    """Bounded: nobody's page is sent hundreds."""
    made = [
        await promise(store, anna, key=f"{number}", next_contact_at=DUE + timedelta(minutes=number))
        for number in range(SHOWN + 2)
    ]
    bell = (await store.follow_ups.turn(DUE + timedelta(hours=1))).bells[anna]
    assert (bell.count, bell.open) == (SHOWN + 2, SHOWN + 2)
    assert [brief.follow_up_id for brief in bell.due] == made[:1:-1]
