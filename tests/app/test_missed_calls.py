"""Everybody hears of missed calls, and not too often."""

from callbridge.screenpop.wire import ListsChanged, ServerMessage
from callbridge.telephony.call_event import Outcome, RingEnd
from tests.support.app import desk_rig, settle
from tests.support.calls import ANNA, VERA, answered, at, ended, rang, started, stopped


def lists(messages: list[ServerMessage]) -> list[tuple[str, ...]]:
    """Return what was told of lists, but for the calls that go on, of which everybody hears all the time."""
    told = [message.lists for message in messages if isinstance(message, ListsChanged)]
    return [each for each in told if each != ("live",)]


async def test_a_missed_call_is_told_to_who_was_not_rung_too_once_a_tick() -> None:
    """R152: anybody may call back."""
    async with desk_rig() as rig:
        gone = (stopped("101", RingEnd.CALLER_GONE), ended(outcome=Outcome.MISSED))
        for event in (started(), rang("101"), *gone):
            rig.desk.on_call_event("main", event)
        await settle()
        assert lists(rig.take(VERA)) == []
        rig.desk.tick(at(6))
        rig.desk.tick(at(7))
        assert lists(rig.take(VERA)) == [("missed",)]
        assert lists(rig.take(ANNA)) == [("calls",), ("missed",)]


async def test_a_talk_is_told_when_it_begins_for_it_may_close_a_missed_call() -> None:
    async with desk_rig() as rig:
        for event in (started(), rang("101"), answered("101")):
            rig.desk.on_call_event("main", event)
        await settle()
        rig.desk.tick(at(3))
        assert lists(rig.take(VERA)) == [("missed",)]


async def test_a_ring_alone_is_no_news() -> None:
    async with desk_rig() as rig:
        for event in (started(), rang("101")):
            rig.desk.on_call_event("main", event)
        await settle()
        rig.desk.tick(at(3))
        assert lists(rig.take(VERA)) == []


async def test_whoever_looks_after_promises_is_told_of_a_talk_at_once() -> None:
    """A17: the talk closes what was promised."""
    told: list[str] = []
    async with desk_rig() as rig:
        rig.desk.tell_of_talks(lambda: told.append("talk"))
        for event in (started(), rang("101")):
            rig.desk.on_call_event("main", event)
        await settle()
        assert told == []
        rig.desk.on_call_event("main", answered("101"))
        await settle()
        assert told == ["talk"]
