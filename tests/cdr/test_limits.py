"""Bounds on reading other people's databases."""

import asyncio

import pytest

from callbridge.cdr.limits import in_time
from callbridge.kernel.errors import CdrUnavailable


async def test_what_takes_too_long_is_an_outage_of_the_source() -> None:
    with pytest.raises(CdrUnavailable) as late:
        async with in_time(0.01):
            await asyncio.Event().wait()
    assert (late.value.code, late.value.params) == ("cdr.timeout", {"seconds": 0.01})


async def test_what_is_done_in_time_is_left_alone() -> None:
    async with in_time(10):
        await asyncio.sleep(0)
