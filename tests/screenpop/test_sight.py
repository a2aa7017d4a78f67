"""Which pages see: told by when each was last heard, whatever came before."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callbridge.screenpop.sight import Sight

PATIENCE_S = 7.0


def sight(*heard: tuple[str, float]) -> Sight:
    made = Sight()
    for page, at_s in heard:
        made.heard(page, at_s)
    return made


@pytest.mark.parametrize(
    ("heard", "at_s", "seeing", "is_blind"),
    [
        ((), 100.0, 0, False),
        ((("one", 100.0),), 107.0, 1, False),
        ((("one", 100.0),), 107.1, 0, True),
        ((("one", 100.0), ("two", 105.0)), 107.1, 1, False),
        ((("one", 100.0), ("two", 105.0), ("one", 107.0)), 107.1, 2, False),
        ((("one", 100.0), ("two", 105.0)), 112.1, 0, True),
    ],
)
def test_blind_is_who_has_pages_and_none_that_was_heard_in_time(
    heard: tuple[tuple[str, float], ...], at_s: float, seeing: int, is_blind: bool
) -> None:
    told = sight(*heard)
    assert (told.seeing(at_s, PATIENCE_S), told.is_blind(at_s, PATIENCE_S)) == (seeing, is_blind)


def test_a_page_that_is_closed_does_not_see_and_its_last_word_is_when_the_others_went_blind() -> None:
    """The frozen tab fell silent long before: the operator saw until the other one was closed."""
    told = sight(("frozen", 0.0), ("closed", 100.0))
    told.left("closed")
    told.left("closed")
    assert told.is_blind(100.0, PATIENCE_S)
    assert (told.open, told.last_s) == (1, 100.0)
    told.left("frozen")
    assert not told.is_blind(100.0, PATIENCE_S)


MOVES = st.lists(
    st.tuples(st.sampled_from(["heard", "left"]), st.sampled_from("abc"), st.floats(0.0, 20.0)), max_size=40
)


@given(MOVES, st.floats(0.0, 20.0), st.floats(0.1, 20.0))
def test_whatever_pages_did_the_rule_is_that_of_their_last_words(
    moves: list[tuple[str, str, float]], later_s: float, patience_s: float
) -> None:
    told, now_s = Sight(), 0.0
    last: dict[str, float] = {}
    for move, page, passed_s in moves:
        now_s += passed_s
        if move == "heard":
            told.heard(page, now_s)
            last[page] = now_s
        else:
            told.left(page)
            last.pop(page, None)
    now_s += later_s
    seeing = [page for page, at_s in last.items() if now_s - at_s <= patience_s]
    assert told.open == len(last)
    assert told.seeing(now_s, patience_s) == len(seeing)
    assert told.is_blind(now_s, patience_s) == (bool(last) and not seeing)
    assert all(at_s <= told.last_s for at_s in last.values())


@given(MOVES, st.floats(0.1, 20.0), st.floats(0.0, 20.0))
def test_who_is_blind_stays_so_until_a_page_is_heard_or_the_last_is_closed(
    moves: list[tuple[str, str, float]], patience_s: float, later_s: float
) -> None:
    told, now_s = Sight(), 0.0
    for move, page, passed_s in moves:
        was_blind, had = told.is_blind(now_s, patience_s), told.open
        now_s += passed_s
        if move == "heard":
            told.heard(page, now_s)
            assert not told.is_blind(now_s, patience_s)
        else:
            told.left(page)
            assert not was_blind or told.is_blind(now_s, patience_s) or (had and not told.open)
    if told.is_blind(now_s, patience_s):
        assert told.is_blind(now_s + later_s, patience_s)
