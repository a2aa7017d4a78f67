"""Reminders: fired at their time, told to whom they stand before, also after outages and jumps of the clock (R99)."""

import asyncio
from datetime import timedelta

from callbridge.app.reminders import Reminders
from callbridge.crm.follow_up import NOTHING_DUE, ReminderBell
from callbridge.screenpop.wire import RemindersChanged, ServerMessage
from tests.support.app import desk_rig, settle
from tests.support.calls import ANNA, BORIS, NINE
from tests.support.kept_follow_ups import KeptFollowUps

SECOND = timedelta(seconds=1)
ONE = ReminderBell(count=1, open=1)


def nothing() -> None:
    """Letters were written, and nobody sends any."""


def told(messages: list[ServerMessage]) -> list[ReminderBell]:
    return [message.reminders for message in messages if isinstance(message, RemindersChanged)]


async def test_what_is_due_is_told_to_whom_it_stands_before_and_to_nobody_else() -> None:
    """R99, R117."""
    kept = KeptFollowUps(bells={ANNA: ONE})
    async with desk_rig() as rig, asyncio.TaskGroup() as tasks:
        reminders = Reminders(kept, nothing)
        reminders.start(tasks, rig.sessions)
        reminders.tick(NINE)
        await settle()
        assert told(rig.take(ANNA)) == [ONE]
        assert told(rig.take(BORIS)) == []
        assert (reminders.of(ANNA), reminders.of(BORIS)) == (ONE, NOTHING_DUE)
        kept.bells = {}
        reminders.note()
        reminders.tick(NINE + SECOND)
        await settle()
        assert told(rig.take(ANNA)) == [NOTHING_DUE]


async def test_the_store_is_asked_at_the_time_of_the_next_one_and_not_before() -> None:
    """R117: at the stated time."""
    due = NINE + timedelta(hours=1)
    kept = KeptFollowUps(next_at=due)
    async with desk_rig() as rig, asyncio.TaskGroup() as tasks:
        reminders = Reminders(kept, nothing)
        reminders.start(tasks, rig.sessions)
        for at in (NINE, NINE + SECOND, due - SECOND):
            reminders.tick(at)
            await settle()
        assert kept.turned_at == [NINE]
        kept.bells, kept.next_at = {ANNA: ONE}, None
        reminders.tick(due)
        await settle()
        assert told(rig.take(ANNA)) == [ONE]


async def test_a_clock_that_jumps_ahead_fires_and_one_that_jumps_back_loses_nothing() -> None:
    """A17."""
    due = NINE + timedelta(hours=1)
    kept = KeptFollowUps(next_at=due)
    async with desk_rig() as rig, asyncio.TaskGroup() as tasks:
        reminders = Reminders(kept, nothing)
        reminders.start(tasks, rig.sessions)
        for at in (NINE, NINE - timedelta(days=1), NINE + timedelta(days=400)):
            reminders.tick(at)
            await settle()
        assert kept.turned_at == [NINE, NINE + timedelta(days=400)]
        for at in (NINE, due):
            reminders.tick(at)
            await settle()
        assert kept.turned_at[-1] == due


async def test_a_store_that_is_away_is_asked_again_a_tick_later() -> None:
    kept = KeptFollowUps(is_down=True, bells={ANNA: ONE})
    async with desk_rig() as rig, asyncio.TaskGroup() as tasks:
        reminders = Reminders(kept, nothing)
        reminders.start(tasks, rig.sessions)
        reminders.tick(NINE)
        await settle()
        kept.is_down = False
        reminders.tick(NINE + SECOND)
        await settle()
        assert told(rig.take(ANNA)) == [ONE]


async def test_whoever_sends_letters_is_told_when_a_turn_wrote_some_and_only_then() -> None:
    """R117."""
    noted: list[int] = []
    kept = KeptFollowUps(next_at=NINE + SECOND)
    async with desk_rig() as rig, asyncio.TaskGroup() as tasks:
        reminders = Reminders(kept, lambda: noted.append(len(kept.turned_at)))
        reminders.start(tasks, rig.sessions)
        for at, kept.letters in ((NINE, 0), (NINE + SECOND, 2)):
            reminders.tick(at)
            await settle()
    assert noted == [2]
