"""`Records` of app/record_port.py: that every method is one unit, kept whole or not at all."""

import asyncio

import pytest

from callbridge.crm.record import Stored
from callbridge.kernel.errors import Conflict, InvalidInput
from tests.support.records import Writer


async def test_of_many_editors_at_once_one_wins_and_the_others_are_told(vera: Writer) -> None:
    made = await vera.make("campaign", name="Выставка")
    names = [f"Название {number}" for number in range(6)]
    results = await asyncio.gather(
        *(vera.change("campaign", made, name=name) for name in names), return_exceptions=True
    )
    won = [result for result in results if isinstance(result, Stored)]
    assert len(won) == 1
    assert all(isinstance(result, Conflict) for result in results if not isinstance(result, Stored))
    assert await vera.store.records.read("campaign", made.id) == won[0]


async def test_of_many_same_requests_at_once_one_record_is_made(vera: Writer) -> None:
    made = await asyncio.gather(*(vera.make("campaign", key="k", name="Выставка") for _ in range(6)))
    assert len({one.id for one in made}) == 1
    assert sum(not one.is_repeat for one in made) == 1


async def test_a_move_that_is_refused_leaves_nothing(vera: Writer) -> None:
    """Rule 8 of the model."""
    deal = await vera.make("deal", name="Дом", topic=1)
    with pytest.raises(InvalidInput):
        await vera.move(deal, 6)
    assert await vera.store.records.read("deal", deal.id) == deal
    assert len(await vera.history(deal.id)) == 1
