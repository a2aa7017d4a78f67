"""The draft follows the customer: copied at the next operator's answer, never in the way of a card."""

import pytest

from callbridge.kernel.errors import StoreUnavailable
from callbridge.screenpop.wire import CardChanged, ListsChanged
from tests.support.app import DeskRig, desk_rig, settle
from tests.support.calls import ANNA, BORIS, CALL, answered, left, rang, started


async def hand_over(rig: DeskRig) -> None:
    for event in (started(), rang("101"), answered("101"), left("101"), rang("102", 4.0), answered("102", 5.0)):
        rig.desk.on_call_event("main", event)
    await settle()


async def test_the_draft_goes_along_with_the_call_and_the_next_operators_browsers_hear_of_it() -> None:
    """Issue 3: what the first operator already typed."""
    async with desk_rig() as rig:
        await hand_over(rig)
        assert rig.drafts.copied == [(CALL, ANNA, BORIS)]
        messages = rig.take(BORIS)
        cards = [message.card for message in messages if isinstance(message, CardChanged)]
        assert {card.handed_over_by for card in cards} == {"Анна"}
        assert [message.lists for message in messages if isinstance(message, ListsChanged)] == [("drafts",)]


async def test_without_a_draft_nobody_is_told() -> None:
    async with desk_rig() as rig:
        rig.drafts.has_one = False
        await hand_over(rig)
        assert not any(isinstance(message, ListsChanged) for message in rig.take(BORIS))


@pytest.mark.parametrize(("failure", "faults"), [(StoreUnavailable(), []), (RuntimeError("bug"), ["draft"])])
async def test_a_draft_that_cannot_be_copied_harms_nothing(failure: Exception, faults: list[str]) -> None:
    async with desk_rig() as rig:
        rig.drafts.failure = failure
        await hand_over(rig)
        assert rig.observer.faults == faults
        assert rig.desk.view(BORIS, CALL) is not None


async def test_a_first_answer_copies_nothing() -> None:
    async with desk_rig() as rig:
        for event in (started(), rang("101"), answered("101")):
            rig.desk.on_call_event("main", event)
        await settle()
        assert rig.drafts.copied == []
