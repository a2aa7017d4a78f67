"""Whom a call round calls, each once."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callbridge.crm.call_round import EntryState
from callbridge.crm.round_roll import MAX_ENTRIES, Party, Roll, audience_of
from callbridge.kernel.errors import InvalidInput

parties = st.lists(
    st.builds(
        Party,
        person_id=st.none() | st.integers(1, 5),
        number_key=st.sampled_from(["", "+71", "+72", "+73"]),
        lead_id=st.integers(1, 5),
        wants_no_calls=st.booleans(),
    )
)


@given(parties)
def test_each_person_is_called_once_and_a_number_alone_only_when_nobody_has_it(rows: list[Party]) -> None:
    """R55."""
    roll = Roll()
    roll.add(rows)
    folded = roll.folded()
    people = [one.person_id for one in folded if one.person_id is not None]
    assert sorted(people) == sorted({one.person_id for one in rows if one.person_id is not None})
    numbers = [one.number_key for one in folded if one.person_id is None and one.number_key]
    assert len(numbers) == len(set(numbers))
    assert not set(numbers) & {one.number_key for one in folded if one.person_id is not None}
    every = {one.number_key for one in folded if one.number_key}
    assert {one.number_key for one in rows if one.person_id is None and one.number_key} <= every
    counted = audience_of(roll)
    assert counted.entries + counted.without_number + counted.wanting_no_calls == len(folded)
    assert counted.repeated == len(rows) - len(folded)


def test_a_number_learnt_later_is_taken_for_somebody_who_came_without_one() -> None:
    roll = Roll()
    roll.add([Party(person_id=1), Party(person_id=2, number_key="+72"), Party(person_id=1, number_key="+71")])
    assert [(one.person_id, one.number_key) for one in roll.folded()] == [(1, "+71"), (2, "+72")]


def test_a_round_has_a_largest_size() -> None:
    roll = Roll()
    roll.add(Party(person_id=number) for number in range(MAX_ENTRIES))
    with pytest.raises(InvalidInput) as refused:
        roll.add([Party(person_id=MAX_ENTRIES)])
    assert refused.value.fields == {"audience": "round.too_many"}


@pytest.mark.parametrize(
    ("party", "state"),
    [
        (Party(person_id=1, number_key="+71"), EntryState.WAITING),
        (Party(person_id=1), EntryState.NO_NUMBER),
        (Party(person_id=1, number_key="+71", wants_no_calls=True), EntryState.NO_CALLS),
    ],
)
def test_who_cannot_or_may_not_be_called_stands_in_the_round_with_the_reason(party: Party, state: EntryState) -> None:
    assert party.state is state
