"""Call rounds: how they move, who is next, who is called once."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callbridge.crm.call_round import (
    BUSY_AGAIN_AFTER,
    LONGEST_DELAY,
    NOT_REACHED_AGAIN_AFTER,
    EntryOutcome,
    EntryResult,
    EntryState,
    RoundAction,
    RoundState,
    Settlement,
    Waiting,
    brought_back,
    is_counted,
    moved,
    next_entry,
    settle,
    state_of_interest,
)
from callbridge.crm.interest import Rating
from callbridge.kernel.errors import IllegalMove, InvalidInput

NOW = datetime(2026, 11, 26, 9, 0, tzinfo=UTC)
minutes = st.integers(-30, 30).map(lambda count: NOW + timedelta(minutes=count))
waiting = st.lists(
    st.builds(
        Waiting,
        id=st.integers(1, 50),
        next_try_at=st.none() | minutes,
        claimed_by=st.none() | st.integers(1, 3),
        claimed_until=st.none() | minutes,
    ),
    unique_by=lambda one: one.id,
)


@pytest.mark.parametrize(
    ("actions", "state"),
    [
        ([RoundAction.START], RoundState.OPEN),
        ([RoundAction.START, RoundAction.PAUSE, RoundAction.RESUME], RoundState.OPEN),
        ([RoundAction.START, RoundAction.PAUSE, RoundAction.CLOSE], RoundState.CLOSED),
    ],
)
def test_a_round_is_begun_paused_and_closed(actions: list[RoundAction], state: RoundState) -> None:
    found = RoundState.DRAFT
    for action in actions:
        found = moved(found, action)
    assert found is state


@pytest.mark.parametrize("action", [RoundAction.PAUSE, RoundAction.CLOSE, RoundAction.RESUME])
def test_what_has_not_begun_cannot_be_ended(action: RoundAction) -> None:
    with pytest.raises(IllegalMove):
        moved(RoundState.DRAFT, action)


@given(waiting, st.integers(1, 3))
def test_the_next_is_free_due_and_before_every_other_that_is(entries: list[Waiting], operator_id: int) -> None:
    """R55: two operators never get the same one."""
    chosen = next_entry(entries, operator_id, NOW)
    mine = [one for one in entries if one.is_claimed(NOW) and one.claimed_by == operator_id]
    free = [one for one in entries if not one.is_claimed(NOW) and (one.next_try_at is None or one.next_try_at <= NOW)]
    if mine:
        assert chosen is not None
        assert chosen in mine
        return
    assert (chosen is None) == (not free)
    if chosen is None:
        return
    assert chosen in free
    promised = [one.next_try_at for one in free if one.next_try_at is not None]
    assert chosen.next_try_at == (min(promised) if promised else None)
    same = [one.id for one in free if one.next_try_at == chosen.next_try_at]
    assert chosen.id == min(same)


@given(waiting)
def test_a_claim_lapses_by_itself(entries: list[Waiting]) -> None:
    later = NOW + timedelta(hours=1)
    assert not any(one.is_claimed(later) for one in entries)
    assert (next_entry(entries, 1, later) is None) == (not entries)


@pytest.mark.parametrize(
    ("outcome", "delay"),
    [(EntryOutcome.NOT_REACHED, NOT_REACHED_AGAIN_AFTER), (EntryOutcome.BUSY, BUSY_AGAIN_AFTER)],
)
def test_who_was_not_reached_is_called_again_soon_or_when_they_say(outcome: EntryOutcome, delay: timedelta) -> None:
    waits = EntryState.WAITING
    assert settle(EntryResult(outcome=outcome), NOW) == Settlement(state=waits, next_try_at=NOW + delay)
    asked = NOW + timedelta(days=2)
    assert settle(EntryResult(outcome=outcome, again_at=asked), NOW) == Settlement(state=waits, next_try_at=asked)


@pytest.mark.parametrize(
    ("result", "fields"),
    [
        (EntryResult(outcome=EntryOutcome.REFUSED), {"refusal_reason_id": "reason_required"}),
        (EntryResult(outcome=EntryOutcome.BUSY, again_at=NOW), {"again_at": "in_the_past"}),
        (
            EntryResult(outcome=EntryOutcome.BUSY, again_at=NOW + LONGEST_DELAY + timedelta(days=1)),
            {"again_at": "out_of_range"},
        ),
        (EntryResult(outcome=EntryOutcome.SKIPPED, note="а" * 2_001), {"note": "too_long"}),
    ],
)
def test_what_is_missing_or_wrong_is_named(result: EntryResult, fields: dict[str, str]) -> None:
    with pytest.raises(InvalidInput) as refused:
        settle(result, NOW)
    assert refused.value.fields == fields


def test_every_other_word_ends_the_entry() -> None:
    """R54: one who refused again stays in the round, as refused."""
    said = {
        outcome: settle(EntryResult(outcome=outcome, refusal_reason_id=1), NOW).state
        for outcome in EntryOutcome
        if outcome not in (EntryOutcome.NOT_REACHED, EntryOutcome.BUSY)
    }
    assert said == {
        EntryOutcome.REFUSED: EntryState.REFUSED,
        EntryOutcome.WRONG_NUMBER: EntryState.WRONG_NUMBER,
        EntryOutcome.NO_CALLS: EntryState.NO_CALLS,
        EntryOutcome.SKIPPED: EntryState.SKIPPED,
    }


@pytest.mark.parametrize(
    ("rating", "state"),
    [
        (Rating.POSITIVE, EntryState.INTERESTED),
        (Rating.SATISFACTORY, EntryState.INTERESTED),
        (Rating.NEGATIVE, EntryState.REFUSED),
        (Rating.UNDEFINED, EntryState.REACHED),
        (None, EntryState.REACHED),
    ],
)
def test_an_interest_says_what_became_of_its_entry(rating: Rating | None, state: EntryState) -> None:
    assert state_of_interest(rating) is state


def test_a_try_is_counted_once_by_the_call_log_or_by_the_operator() -> None:
    assert is_counted(NOW, NOW + timedelta(minutes=1))
    assert not is_counted(NOW, NOW - timedelta(minutes=1))
    assert not is_counted(None, NOW)
    assert not is_counted(NOW, None)


def test_a_round_that_came_back_from_the_archive_waits_until_somebody_lets_it_go_on() -> None:
    states = {state: brought_back(state) for state in RoundState}
    assert {before.value: after.value for before, after in states.items() if before is not after} == {"open": "paused"}
