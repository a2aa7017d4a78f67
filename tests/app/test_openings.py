"""One opening of a file is one entry, however many parts it is sent in."""

import asyncio

import pytest

from callbridge.app.openings import OPENING_S, Openings
from callbridge.kernel.errors import StoreUnavailable
from tests.support.clock import FakeClock
from tests.support.web_people import NINE


async def test_parts_that_come_at_once_are_one_opening_until_it_is_too_long_ago() -> None:
    clock, told = FakeClock(NINE), []
    openings = Openings(clock)

    async def write() -> None:
        await asyncio.sleep(0)
        told.append(clock.now())

    await asyncio.gather(*(openings.note("a", write, is_new=False) for _ in range(5)))
    clock.pass_seconds(OPENING_S)
    await openings.note("a", write, is_new=False)
    assert len(told) == 1
    clock.pass_seconds(OPENING_S + 1)
    await openings.note("a", write, is_new=False)
    await openings.note("a", write, is_new=True)
    assert len(told) == 3


async def test_what_could_not_be_written_is_no_opening() -> None:
    openings, told = Openings(FakeClock(NINE)), []

    async def fail() -> None:
        raise StoreUnavailable

    async def write() -> None:
        told.append("a")

    with pytest.raises(StoreUnavailable):
        await openings.note("a", fail, is_new=False)
    await openings.note("a", write, is_new=False)
    assert told == ["a"]
