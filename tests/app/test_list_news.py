"""A colleague's new event can be chosen on every page that is open already."""

from callbridge.app.list_news import CHOSEN_FROM, ListNews
from callbridge.screenpop.wire import ListsChanged
from tests.support.app import desk_rig
from tests.support.calls import ANNA, VERA


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


def test_events_and_their_numbers_are_news_as_dictionaries_are() -> None:
    assert {"campaign", "number", "product"} <= set(CHOSEN_FROM)
    assert not {"person", "deal"} & set(CHOSEN_FROM)
