"""The demo's stories are ones that the program lets happen."""

from callbridge.commands.demo_data import CUSTOMERS
from callbridge.commands.demo_stories import STORIES


def test_they_go_from_the_oldest_on_and_only_a_positive_one_becomes_a_deal() -> None:
    days = [story.days_ago for story in STORIES]
    assert days == sorted(days, reverse=True)
    assert all(story.rating == "positive" for story in STORIES if story.sale)
    assert all(story.who < len(CUSTOMERS) for story in STORIES)
