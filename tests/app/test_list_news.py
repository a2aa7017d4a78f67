"""What every open page hears of: a new event to choose from, calls that go on, who could take one."""

from dataclasses import replace

from callbridge.app.list_news import CHOSEN_FROM, ListNews
from callbridge.crm.operator import Presence
from callbridge.screenpop.wire import ListsChanged
from tests.support.app import desk_rig, settle
from tests.support.calls import ANNA, VERA, at, started


async def test_everybody_hears_once_a_tick_that_a_dictionary_changed() -> None:
    """R90: the event of a call is found by its number, also one that was planned a minute ago."""
    async with desk_rig() as rig:
        news = ListNews("dictionaries")
        news.tell(rig.sessions)
        assert (rig.take(ANNA), rig.take(VERA)) == ([], [])
        news.note()
        news.note()
        news.tell(rig.sessions)
        news.tell(rig.sessions)
        for operator in (ANNA, VERA):
            told = [message.lists for message in rig.take(operator) if isinstance(message, ListsChanged)]
            assert told == [("dictionaries",)]


async def test_what_changes_all_the_time_is_told_at_every_second_tick_at_most() -> None:
    async with desk_rig() as rig:
        news = ListNews("live", rest=1)
        told = []
        for noted in (True, True, False, False, True):
            if noted:
                news.note()
            news.tell(rig.sessions)
            told.append(len(rig.take(ANNA)))
        assert told == [1, 0, 1, 0, 1]


async def test_everybody_hears_that_the_calls_that_go_on_are_others_once_they_are_kept() -> None:
    async with desk_rig() as rig:
        rig.desk.on_call_event("main", started())
        await settle()
        rig.desk.tick(at(3))
        assert [message.lists for message in rig.take(VERA) if isinstance(message, ListsChanged)] == [("live",)]


async def test_everybody_hears_that_who_could_take_a_call_may_be_others_with_the_calls() -> None:
    async with desk_rig() as rig:
        rig.roster.replace(replace(rig.operators.rows[0], presence=Presence.PAUSED))
        rig.desk.tick(at(3))
        assert [message.lists for message in rig.take(VERA) if isinstance(message, ListsChanged)] == [("live",)]


def test_events_and_their_numbers_are_news_as_dictionaries_are() -> None:
    assert {"campaign", "number", "product"} <= set(CHOSEN_FROM)
    assert not {"person", "deal"} & set(CHOSEN_FROM)
