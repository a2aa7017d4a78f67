"""Who is blind, by a clock that the test winds; and what the call desk tells of it."""

from datetime import timedelta

from callbridge.app.page_watch import CLOSED, PageWatch
from callbridge.screenpop.sight import NO_PAGES, Pages
from tests.support.calls import ANNA, BORIS, NINE, at
from tests.support.clock import FakeClock


def watch() -> tuple[PageWatch, FakeClock]:
    clock = FakeClock(NINE)
    return PageWatch(clock, patience_s=7.0), clock


def test_an_operator_is_told_to_be_blind_once_and_since_the_last_word_of_a_page() -> None:
    pages, clock = watch()
    pages.heard(ANNA, "tab")
    clock.pass_seconds(7)
    assert pages.tick() == {}
    clock.pass_seconds(1)
    assert pages.tick() == {ANNA: NINE}
    clock.pass_seconds(60)
    assert pages.tick() == {}
    assert (pages.blind_count, pages.pages_of(ANNA)) == (1, Pages(open=1, blind_since=NINE))


def test_who_came_left_fell_blind_or_sees_again_is_news_and_a_word_of_who_sees_is_none() -> None:
    clock, told = FakeClock(NINE), []
    pages = PageWatch(clock, patience_s=7.0, on_change=lambda: told.append(pages.pages_of(ANNA).seeing))
    pages.heard(ANNA, "tab")
    pages.heard(ANNA, "tab")
    pages.heard(ANNA, "other")
    pages.left(ANNA, "other")
    assert len(told) == 1
    clock.pass_seconds(8)
    pages.tick()
    assert len(told) == 2
    pages.heard(ANNA, "tab")
    pages.left(ANNA, "tab", is_closed=True)
    assert told[2:] == [1, 0]


def test_one_page_that_answers_is_enough_and_a_word_ends_the_blindness_at_once() -> None:
    pages, clock = watch()
    pages.heard(ANNA, "frozen")
    clock.pass_seconds(20)
    assert pages.tick() == {ANNA: NINE}
    pages.heard(ANNA, "new")
    assert (pages.blind_count, pages.pages_of(ANNA)) == (0, Pages(open=2, seeing=1))
    pages.left(ANNA, "new")
    assert pages.tick() == {ANNA: at(20)}
    pages.heard(ANNA, "frozen")
    assert (pages.tick(), pages.pages_of(ANNA)) == ({}, Pages(open=1, seeing=1))


def test_who_closed_every_page_is_away_and_not_blind() -> None:
    pages, clock = watch()
    pages.heard(ANNA, "tab")
    clock.pass_seconds(20)
    pages.tick()
    pages.left(ANNA, "tab")
    pages.left(ANNA, "tab")
    pages.left(BORIS, "never seen")
    assert (pages.tick(), pages.blind_count, pages.pages_of(ANNA)) == ({}, 0, NO_PAGES)


def test_whose_last_page_said_goodbye_closed_it_and_whose_did_not_lost_it() -> None:
    pages, _ = watch()
    for tab in ("one", "other"):
        pages.heard(ANNA, tab)
    pages.left(ANNA, "one", is_closed=True)
    assert pages.pages_of(ANNA) == Pages(open=1, seeing=1)
    pages.left(ANNA, "other")
    assert pages.pages_of(ANNA) == NO_PAGES
    pages.heard(ANNA, "one")
    pages.left(ANNA, "one", is_closed=True)
    assert pages.pages_of(ANNA) == CLOSED
    pages.heard(ANNA, "one")
    assert pages.pages_of(ANNA) == Pages(open=1, seeing=1)


def test_a_clock_that_is_set_anew_makes_nobody_blind() -> None:
    """The daemon's own clock may jump by hours when it is set; silence is measured by the one that cannot."""
    pages, clock = watch()
    pages.heard(ANNA, "tab")
    clock.at += timedelta(hours=3)
    assert (pages.tick(), pages.pages_of(ANNA)) == ({}, Pages(open=1, seeing=1))
