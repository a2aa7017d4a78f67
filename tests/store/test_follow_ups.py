"""What is done with a promise, by its owner, by supervisors, and by whoever has the caller (R98-R100, R117)."""

from datetime import timedelta

import pytest

from callbridge.crm.follow_up import ReminderState
from callbridge.crm.operator import Role
from callbridge.crm.record import Author
from callbridge.crm.record_form import Value
from callbridge.crm.setting import REMIND_BEFORE, KeptSetting
from callbridge.kernel.errors import IllegalMove, NotFound
from callbridge.kernel.ids import CallId, OperatorId
from callbridge.store.store import SqlStore
from tests.support.promises import DUE, promise, reminders
from tests.support.records import Writer
from tests.support.stores import NOW, an_operator

LATER = DUE + timedelta(hours=1)


def author(operator_id: OperatorId, role: Role = Role.OPERATOR) -> Author:
    return Author(operator_id=operator_id, role=role)


async def test_a_reminder_is_put_off_and_acknowledged_and_there_is_ever_one(store: SqlStore, anna: OperatorId) -> None:
    """R99, R117."""
    promised = await promise(store, anna)
    assert await reminders(store, promised) == [("waiting", DUE)]
    await store.follow_ups.remind(promised, LATER, author(anna))
    assert await reminders(store, promised) == [("cancelled", DUE), ("snoozed", LATER)]
    await store.follow_ups.acknowledge(promised, author(anna))
    assert (await reminders(store, promised))[-1] == ("acked", LATER)
    found = await store.follow_ups.one(promised)
    assert (found.reminder, found.remind_at, found.done_at) == (ReminderState.ACKED, LATER, None)


async def test_a_moved_contact_takes_its_reminder_along_and_one_without_gets_none(
    store: SqlStore, anna: OperatorId
) -> None:
    """R98."""
    with_one, without = await promise(store, anna), await promise(store, anna, key="two", remind=False)
    for promised in (with_one, without):
        await store.follow_ups.move(promised, LATER, author(anna), at=NOW)
        assert (await store.follow_ups.one(promised)).at == LATER
    assert (await reminders(store, with_one))[-1] == ("waiting", LATER)
    assert await reminders(store, without) == []
    history = await store.audit.entries("activity", str(with_one), 5)
    assert [(entry.action, entry.operator_id) for entry in history] == [("record.changed", anna)]


async def test_the_parameter_says_how_long_before_a_contact_its_reminder_is(store: SqlStore, anna: OperatorId) -> None:
    """A17."""
    await store.settings.keep(KeptSetting(key=REMIND_BEFORE, value="15"), anna, at=NOW)
    promised = await promise(store, anna)
    assert await reminders(store, promised) == [("waiting", DUE - timedelta(minutes=15))]


async def test_only_the_owner_and_supervisors_change_a_promise(store: SqlStore, anna: OperatorId) -> None:
    boris = await store.operators.add_operator(an_operator("boris"), "hash")
    promised = await promise(store, anna)
    stranger = author(boris)
    with pytest.raises(NotFound):
        await store.follow_ups.acknowledge(promised, stranger)
    with pytest.raises(NotFound):
        await store.follow_ups.remind(promised, LATER, stranger)
    with pytest.raises(NotFound):
        await store.follow_ups.move(promised, LATER, stranger, at=NOW)
    with pytest.raises(NotFound):
        await store.follow_ups.close(promised, stranger, call_id=None, at=NOW)
    with pytest.raises(NotFound):
        await store.follow_ups.one(10_000)
    await store.follow_ups.move(promised, LATER, author(boris, Role.SUPERVISOR), at=NOW)
    assert (await store.follow_ups.one(promised)).at == LATER


async def test_whoever_has_the_caller_closes_the_promise_and_anybody_brings_it_back(
    store: SqlStore, anna: OperatorId
) -> None:
    """A17: the owner sees what closed and when, and may bring it back, with its reminder."""
    boris = await store.operators.add_operator(an_operator("boris"), "hash")
    promised, call = await promise(store, anna), CallId("main:9.9")
    for _ in range(2):
        await store.follow_ups.close(promised, author(boris), call_id=call, at=NOW)
    assert await store.follow_ups.open(anna, 10) == ([], 0)
    (closed,) = await store.follow_ups.closed(anna, NOW, 10)
    assert (closed.id, closed.done_at, closed.closed_by_call) == (promised, NOW, call)
    assert await store.follow_ups.closed(anna, NOW + timedelta(seconds=1), 10) == []
    assert await reminders(store, promised) == [("cancelled", DUE)]
    with pytest.raises(IllegalMove):
        await store.follow_ups.move(promised, LATER, author(anna), at=NOW)
    with pytest.raises(IllegalMove):
        await store.follow_ups.remind(promised, LATER, author(anna))
    for _ in range(2):
        await store.follow_ups.reopen(promised, author(anna), at=NOW)
    assert (await store.follow_ups.open(anna, 10))[1] == 1
    assert (await reminders(store, promised))[-1] == ("waiting", DUE)


async def test_a_contact_that_took_place_is_no_promise_any_more(store: SqlStore, anna: OperatorId) -> None:
    """R77."""
    promised = await promise(store, anna)
    took_place: dict[str, Value] = {"kind": "contact", "at": NOW}
    await store.records.change("activity", promised, 1, took_place, author(anna), at=NOW, number=None)
    with pytest.raises(NotFound):
        await store.follow_ups.reopen(promised, author(anna), at=NOW)
    assert (await store.follow_ups.open(anna, 10))[1] == 0
    assert await reminders(store, promised) == [("cancelled", DUE)]


async def test_a_contact_planned_in_a_deal_is_reminded_of_too(store: SqlStore, anna: OperatorId) -> None:
    """R117: also after it was moved by its card."""
    writer = Writer(store, anna)
    made = await writer.make("activity", kind="next_contact", at=DUE.isoformat(), method=1)
    assert await reminders(store, made.id) == [("waiting", DUE)]
    (found,), count = await store.follow_ups.open(anna, 10)
    assert (found.id, found.owner_id, count) == (made.id, anna, 1)
    await store.records.change("activity", made.id, 1, {"at": LATER}, author(anna), at=NOW, number=None)
    assert (await reminders(store, made.id))[-1] == ("waiting", LATER)


async def test_a_calendars_address_opens_it_until_another_one_is_made(store: SqlStore, anna: OperatorId) -> None:
    """R98: only the hash is kept."""
    feeds = store.calendar_feeds
    assert await feeds.made_at(anna) is None
    await feeds.make(anna, b"1" * 32, at=NOW)
    await feeds.make(anna, b"2" * 32, at=LATER)
    assert await feeds.find(b"1" * 32) is None
    found = await feeds.find(b"2" * 32)
    assert found is not None
    assert (found.operator_id, await feeds.made_at(anna)) == (anna, LATER)
    await feeds.end(anna)
    assert await feeds.find(b"2" * 32) is None
