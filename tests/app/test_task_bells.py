"""The bell: told when it is another, overdue at its time, right after a restart and a reconnect (R29)."""

import asyncio
from datetime import timedelta

from callbridge.app.task_bells import TaskBells
from callbridge.crm.task import NOTHING_WAITS, TaskBell
from callbridge.screenpop.wire import ServerMessage, TasksChanged
from tests.support.app import DeskRig, desk_rig, settle
from tests.support.calls import ANNA, BORIS, NINE
from tests.support.kept_tasks import KeptTasks

SECOND = timedelta(seconds=1)


def told(messages: list[ServerMessage]) -> list[TaskBell]:
    return [message.tasks for message in messages if isinstance(message, TasksChanged)]


async def test_a_bell_is_told_to_whom_it_is_another_once_a_tick_and_no_more() -> None:
    kept = KeptTasks(kept_bells={ANNA: TaskBell(unseen=1)})
    async with desk_rig() as rig, asyncio.TaskGroup() as tasks:
        bells = TaskBells(kept)
        bells.start(tasks, rig.sessions)
        bells.tick(NINE)
        await settle()
        assert told(rig.take(ANNA)) == [TaskBell(unseen=1)]
        assert told(rig.take(BORIS)) == []
        assert (bells.of(ANNA), bells.of(BORIS)) == (TaskBell(unseen=1), NOTHING_WAITS)
        for _ in range(3):
            bells.note()
        bells.tick(NINE + SECOND)
        bells.tick(NINE + 2 * SECOND)
        await settle()
        bells.tick(NINE + 3 * SECOND)
        await settle()
        assert kept.asked_at == [NINE, NINE + SECOND]
        assert told(rig.take(ANNA)) == []
        kept.kept_bells = {BORIS: TaskBell(unseen=2)}
        await ring(bells, rig)
        assert told(rig.take(ANNA)) == [NOTHING_WAITS]
        assert told(rig.take(BORIS)) == [TaskBell(unseen=2)]


async def ring(bells: TaskBells, rig: DeskRig) -> None:
    bells.note()
    bells.tick(rig.clock.now())
    await settle()


async def test_a_task_becomes_overdue_at_its_time_and_nothing_is_read_before() -> None:
    due = NINE + timedelta(hours=1)
    kept = KeptTasks(next_due=due)
    async with desk_rig() as rig, asyncio.TaskGroup() as tasks:
        bells = TaskBells(kept)
        bells.start(tasks, rig.sessions)
        bells.tick(NINE)
        await settle()
        bells.tick(due - SECOND)
        await settle()
        assert kept.asked_at == [NINE]
        kept.kept_bells, kept.next_due = {ANNA: TaskBell(overdue=1)}, None
        bells.tick(due)
        await settle()
        assert kept.asked_at == [NINE, due]
        assert told(rig.take(ANNA)) == [TaskBell(overdue=1)]


async def test_a_store_that_is_away_is_asked_again_a_tick_later() -> None:
    kept = KeptTasks(is_down=True)
    async with desk_rig() as rig, asyncio.TaskGroup() as tasks:
        bells = TaskBells(kept)
        bells.start(tasks, rig.sessions)
        bells.tick(NINE)
        await settle()
        kept.is_down, kept.kept_bells = False, {ANNA: TaskBell(unseen=3)}
        bells.tick(NINE + SECOND)
        await settle()
        assert told(rig.take(ANNA)) == [TaskBell(unseen=3)]
