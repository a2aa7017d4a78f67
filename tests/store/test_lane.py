"""Lanes: deadlines that hold whatever the database does, and a bounded number of waiters."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from callbridge.kernel.errors import StoreUnavailable
from callbridge.store.lane import Lane
from callbridge.store.tx import Tx, Unit
from callbridge.store.worker import Access


class SlowWorker:
    """A worker whose units end when the test says so."""

    def __init__(self) -> None:
        self.running: list[asyncio.Future[Any]] = []
        self.fences: list[asyncio.Future[None]] = []

    def new_tx(self) -> Tx:
        return Tx(object(), object())  # type: ignore[arg-type]

    def submit(self, tx: Tx, unit: Unit[Any], access: Access) -> asyncio.Future[Any]:
        self.running.append(asyncio.get_running_loop().create_future())
        return self.running[-1]

    def abandon(self, tx: Tx) -> asyncio.Future[None]:
        tx.is_abandoned = True
        self.fences.append(asyncio.get_running_loop().create_future())
        return self.fences[-1]

    async def close(self) -> None: ...


async def settle() -> None:
    """Let every task run until it waits."""
    for _ in range(5):
        await asyncio.sleep(0)


def start(group: asyncio.TaskGroup, lane: Lane, timeout_s: float = 60.0) -> Callable[[], asyncio.Task[Any]]:
    task = group.create_task(_outcome(lane, timeout_s), name="unit")
    return lambda: task


async def _outcome(lane: Lane, timeout_s: float) -> object:
    try:
        return await lane.run(lambda tx: None, Access.READ, timeout_s)
    except StoreUnavailable as error:
        return error.code


async def test_units_take_turns_in_the_order_they_came() -> None:
    worker = SlowWorker()
    lane = Lane([worker], max_waiting=8)
    async with asyncio.TaskGroup() as group:
        tasks = [start(group, lane)() for _ in range(3)]
        for number in range(3):
            await settle()
            assert (len(worker.running), lane.waiting) == (number + 1, 2 - number)
            worker.running[number].set_result(number)
    assert [task.result() for task in tasks] == [0, 1, 2]


async def test_too_many_waiting_units_are_refused_at_once() -> None:
    worker = SlowWorker()
    lane = Lane([worker], max_waiting=1)
    async with asyncio.TaskGroup() as group:
        tasks = [start(group, lane)() for _ in range(3)]
        await settle()
        assert tasks[2].result() == "store.overloaded"
        worker.running[0].set_result("first")
        await settle()
        worker.running[1].set_result("second")
    assert [task.result() for task in tasks[:2]] == ["first", "second"]


async def test_a_deadline_holds_while_the_unit_is_stuck_and_the_worker_returns_when_free() -> None:
    worker = SlowWorker()
    lane = Lane([worker], max_waiting=8)
    assert await _outcome(lane, 0.01) == "store.timeout"
    async with asyncio.TaskGroup() as group:
        task = start(group, lane)()
        await settle()
        assert (len(worker.running), lane.waiting) == (1, 1)
        worker.fences[0].set_result(None)
        await settle()
        worker.running[1].set_result("after")
    assert task.result() == "after"


async def test_a_deadline_holds_for_a_unit_that_still_waits_for_its_turn() -> None:
    worker = SlowWorker()
    lane = Lane([worker], max_waiting=8)
    async with asyncio.TaskGroup() as group:
        first = start(group, lane)()
        await settle()
        assert await _outcome(lane, 0.01) == "store.timeout"
        assert lane.waiting == 0
        worker.running[0].set_result("first")
    assert first.result() == "first"


async def test_a_turn_given_to_who_just_left_is_passed_on() -> None:
    worker = SlowWorker()
    lane = Lane([worker], max_waiting=8)
    async with asyncio.TaskGroup() as group:
        first, second, third = (start(group, lane)() for _ in range(3))
        await settle()
        worker.running[0].set_result("first")
        await asyncio.sleep(0)
        second.cancel()
        await settle()
        for fence in worker.fences:
            fence.set_result(None)
        await settle()
        worker.running[-1].set_result("third")
    assert (first.result(), second.cancelled(), third.result()) == ("first", True, "third")


async def test_a_failed_unit_gives_its_worker_back() -> None:
    worker = SlowWorker()
    lane = Lane([worker], max_waiting=8)
    async with asyncio.TaskGroup() as group:
        task = start(group, lane)()
        await settle()
        worker.running[0].set_exception(StoreUnavailable)
        await settle()
        again = start(group, lane)()
        await settle()
        worker.running[1].set_result("works")
    assert (task.result(), again.result()) == ("store.unavailable", "works")


@pytest.mark.parametrize("count", [1, 3])
async def test_as_many_units_run_at_once_as_there_are_workers(count: int) -> None:
    workers = [SlowWorker() for _ in range(count)]
    lane = Lane(workers, max_waiting=8)
    async with asyncio.TaskGroup() as group:
        for _ in range(count):
            start(group, lane)
        await settle()
        assert [len(worker.running) for worker in workers] == [1] * count
        for worker in workers:
            worker.running[0].set_result(None)
