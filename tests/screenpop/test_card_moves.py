"""The table of legal card moves."""

from itertools import product

from callbridge.screenpop.card import CardState
from callbridge.screenpop.card_moves import MOVES, is_legal


def test_every_state_can_end_and_none_stands_still() -> None:
    for state in CardState:
        assert is_legal(state, None)
        assert not is_legal(state, state)


def test_the_table_knows_every_state() -> None:
    assert set(MOVES) == {None, *CardState}


def test_a_talk_never_goes_back_to_ringing() -> None:
    talking = (CardState.TALKING, CardState.HELD)
    assert not any(is_legal(a, b) for a, b in product(talking, (CardState.RINGING, CardState.DIALING)))
