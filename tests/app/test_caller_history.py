"""Lookups beside the walk: deadlines, failures, bounds."""

import asyncio

from callbridge.app.caller_history import MAX_LOOKUPS, CallerHistory
from callbridge.app.ports import CallerFacts
from callbridge.kernel.numbers import NumberForm, PhoneNumber
from tests.support.app import FakeLookup, KeepingObserver, settle
from tests.support.calls import CALL, CUSTOMER, LINE


async def ask(history: CallerHistory, tasks: asyncio.TaskGroup, told: list[object]) -> bool:
    return history.ask(tasks, CALL, CUSTOMER, LINE.e164, on_late=lambda: told.append("late"), on_answer=told.append)


async def test_an_answer_in_time_comes_once_and_is_not_late() -> None:
    told: list[object] = []
    async with asyncio.TaskGroup() as tasks:
        assert await ask(CallerHistory(FakeLookup(), KeepingObserver(), 30), tasks, told)
    assert told == [CallerFacts()]


async def test_a_late_answer_is_announced_late_and_still_comes() -> None:
    lookup, missed, told = FakeLookup(), KeepingObserver(), list[object]()
    lookup.gate.clear()
    async with asyncio.TaskGroup() as tasks:
        is_late = asyncio.Event()
        history = CallerHistory(lookup, missed, 0)
        history.ask(tasks, CALL, CUSTOMER, LINE.e164, on_late=is_late.set, on_answer=told.append)
        async with asyncio.timeout(30):
            await is_late.wait()
        assert told == []
        lookup.gate.set()
    assert (told, missed.missed) == ([CallerFacts()], ["timeout"])


async def test_a_dead_store_answers_with_nothing() -> None:
    missed, told = KeepingObserver(), list[object]()
    async with asyncio.TaskGroup() as tasks:
        await ask(CallerHistory(FakeLookup(is_down=True), missed, 30), tasks, told)
    assert (told, missed.missed) == ([None], ["error"])


async def test_a_bug_in_a_lookup_costs_the_history_and_not_the_daemon() -> None:
    class Broken(FakeLookup):
        async def caller_facts(self, number: PhoneNumber, did_e164: str) -> CallerFacts:
            raise AssertionError("a number nobody thought of")

    observed, told = KeepingObserver(), list[object]()
    async with asyncio.TaskGroup() as tasks:
        await ask(CallerHistory(Broken(), observed, 30), tasks, told)
    assert (told, observed.missed, observed.faults) == ([None], ["error"], ["lookup"])


async def test_a_bug_in_what_follows_a_lookup_is_counted_and_ends_there() -> None:
    def fail(_: object) -> None:
        raise AssertionError("a card nobody thought of")

    observed = KeepingObserver()
    async with asyncio.TaskGroup() as tasks:
        history = CallerHistory(FakeLookup(), observed, 30)
        history.ask(tasks, CALL, CUSTOMER, LINE.e164, on_late=lambda: None, on_answer=fail)
    assert (observed.missed, observed.faults) == ([], ["lookup"])


async def test_lookups_in_flight_are_bounded() -> None:
    lookup, missed, told = FakeLookup(), KeepingObserver(), list[object]()
    lookup.gate.clear()
    history = CallerHistory(lookup, missed, 30)
    async with asyncio.TaskGroup() as tasks:
        for _ in range(MAX_LOOKUPS):
            assert await ask(history, tasks, told)
        assert not await ask(history, tasks, told)
        lookup.gate.set()
        await settle()
        assert await ask(history, tasks, told)
    assert missed.missed == ["overload"]


async def test_only_outside_numbers_are_asked_for() -> None:
    lookup, told = FakeLookup(), list[object]()
    async with asyncio.TaskGroup() as tasks:
        CallerHistory(lookup, KeepingObserver(), 30).ask(
            tasks, CALL, LINE, LINE.e164, on_late=lambda: None, on_answer=told.append
        )
    ((number, line),) = lookup.asked
    assert (number.form, line) == (NumberForm.WITHHELD, "+74951110003")
