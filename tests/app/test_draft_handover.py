"""The draft follows the customer: copied at the next operator's answer, never in the way of a card."""

import pytest

from callbridge.kernel.errors import StoreUnavailable
from callbridge.kernel.ids import CallId
from callbridge.screenpop.wire import CardChanged, ListsChanged, ServerMessage
from tests.support.app import DeskRig, desk_rig, settle
from tests.support.calls import ANNA, BORIS, CALL, VERA, answered, left, rang, started


def lists(messages: list[ServerMessage]) -> list[tuple[str, ...]]:
    return [message.lists for message in messages if isinstance(message, ListsChanged)]


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
        rig.drafts.values = None
        await hand_over(rig)
        assert not any(isinstance(message, ListsChanged) for message in rig.take(BORIS))


@pytest.mark.parametrize(("failure", "faults"), [(StoreUnavailable(), []), (RuntimeError("bug"), ["draft"])])
async def test_a_draft_that_cannot_be_copied_harms_nothing(failure: Exception, faults: list[str]) -> None:
    async with desk_rig() as rig:
        rig.drafts.failure = failure
        await hand_over(rig)
        assert rig.observer.faults == faults
        assert rig.desk.live.view(BORIS, CALL) is not None


async def test_a_first_answer_copies_nothing() -> None:
    async with desk_rig() as rig:
        for event in (started(), rang("101"), answered("101")):
            rig.desk.on_call_event("main", event)
        await settle()
        assert rig.drafts.copied == []


async def test_words_typed_just_before_the_handover_follow_it() -> None:
    """A browser sends them up to two seconds later."""
    async with desk_rig() as rig:
        await hand_over(rig)
        rig.take(BORIS)
        rig.handover.typed(ANNA, CALL)
        await settle()
        assert rig.drafts.copied == [(CALL, ANNA, BORIS)] * 2
        assert lists(rig.take(BORIS)) == [], "nothing new was in them"
        rig.drafts.values = {"content": "typed, and more"}
        rig.handover.typed(ANNA, CALL)
        await settle()
        assert lists(rig.take(BORIS)) == [("drafts",)]


async def test_words_that_come_while_the_draft_is_copied_follow_it_too() -> None:
    """Compared with nothing, they were taken for words that the taker had written over."""
    async with desk_rig() as rig:
        rig.handover.pass_on(CALL, giver_id=ANNA, taker_id=BORIS)
        rig.handover.typed(ANNA, CALL)
        await settle()
        assert rig.drafts.compared_with == [{}, {"content": "typed"}]


async def test_they_follow_on_to_whom_the_call_was_handed_meanwhile() -> None:
    async with desk_rig() as rig:
        await hand_over(rig)
        rig.handover.pass_on(CALL, giver_id=BORIS, taker_id=VERA)
        await settle()
        rig.drafts.copied.clear()
        rig.drafts.values = {"content": "late"}
        rig.handover.typed(ANNA, CALL)
        await settle()
        assert rig.drafts.copied == [(CALL, ANNA, BORIS), (CALL, BORIS, VERA)]


async def test_who_has_the_call_back_gives_nothing_away_any_more() -> None:
    async with desk_rig() as rig:
        await hand_over(rig)
        rig.handover.pass_on(CALL, giver_id=BORIS, taker_id=ANNA)
        await settle()
        rig.drafts.copied.clear()
        rig.handover.typed(ANNA, CALL)
        await settle()
        assert rig.drafts.copied == []


async def test_other_drafts_are_nobody_elses() -> None:
    async with desk_rig() as rig:
        await hand_over(rig)
        rig.drafts.copied.clear()
        rig.handover.typed(BORIS, CALL)
        rig.handover.typed(ANNA, "manual:1")
        await settle()
        assert rig.drafts.copied == []


async def test_only_so_many_calls_are_remembered() -> None:
    async with desk_rig() as rig:
        for number in range(3):
            rig.handover.pass_on(CallId(f"main:{number}"), giver_id=ANNA, taker_id=BORIS)
        await settle()
        rig.drafts.copied.clear()
        rig.handover.typed(ANNA, "main:0")
        rig.handover.typed(ANNA, "main:2")
        await settle()
        assert rig.drafts.copied == [("main:2", ANNA, BORIS)]


async def test_once_the_taker_has_saved_the_givers_copy_is_done_with() -> None:
    """One lead of one call: what was given is not offered to be saved again."""
    async with desk_rig() as rig:
        await hand_over(rig)
        rig.take(ANNA)
        rig.handover.saved(BORIS, CALL)
        rig.handover.saved(BORIS, CallId("main:other"))
        await settle()
        assert rig.drafts.forgotten == [(CALL, ANNA, {"content": "typed"})]
        assert lists(rig.take(ANNA)) == [("drafts",)]


async def test_the_contact_of_a_deal_goes_along_too_and_is_done_with_once_the_taker_has_saved_it() -> None:
    """R77: the drafts of this call's deals, and of no other."""
    contact = f"deal:7:{CALL}"
    async with desk_rig() as rig:
        rig.drafts.others = [CALL, contact, "deal:8", "deal:8:main:9.9", "manual:1"]
        await hand_over(rig)
        assert rig.drafts.copied == [(CALL, ANNA, BORIS), (contact, ANNA, BORIS)]
        rig.drafts.copied.clear()
        rig.handover.typed(ANNA, contact)
        rig.handover.typed(ANNA, "deal:8")
        await settle()
        assert rig.drafts.copied == [(contact, ANNA, BORIS)]
        rig.desk.contact_saved(BORIS, CALL, 7)
        await settle()
        assert rig.drafts.forgotten == [(contact, ANNA, {"content": "typed"})]
