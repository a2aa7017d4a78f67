"""Deals: how they stand and move (R118-R124, A16, rule 8 of the model)."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callbridge.crm.deal import DealState, Move, MoveCause, Standing, begun, is_rotten, moved, name_of_deal
from callbridge.crm.pipeline import Stage, StageKind
from callbridge.kernel.errors import IllegalMove, InvalidInput

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
REASON = 3


def a_stage(
    stage_id: int, kind: StageKind = StageKind.OPEN, *, revision: int = 1, rot_days: int | None = None
) -> Stage:
    return Stage(id=stage_id, pipeline_id=1, revision=revision, position=stage_id, kind=kind, rot_days=rot_days)


CALL, MEETING, QUOTE = a_stage(1), a_stage(2), a_stage(3)
WON, LOST = a_stage(4, StageKind.WON), a_stage(5, StageKind.LOST)
STAGES = (CALL, MEETING, QUOTE, WON, LOST)


def to(stage: Stage, *, hours: float = 1, reason: int | None = None) -> Move:
    return Move(to=stage, at=NOW + hours * HOUR, refusal_reason_id=reason)


def test_a_deal_goes_to_any_open_stage_forward_or_back() -> None:
    """A16: skipping and going back are allowed."""
    far = moved(begun(CALL, NOW), to(QUOTE))
    assert far == Standing(stage=QUOTE, stage_at=NOW + HOUR)
    assert moved(far, to(CALL, hours=2)) == Standing(stage=CALL, stage_at=NOW + 2 * HOUR)


def test_a_won_deal_is_closed() -> None:
    """R121."""
    won = moved(begun(QUOTE, NOW), to(WON))
    assert (won.state, won.closed_at, won.lost_stage_id) == (DealState.WON, NOW + HOUR, None)


def test_a_lost_deal_keeps_why_and_on_which_stage() -> None:
    """R124."""
    lost = moved(begun(MEETING, NOW), to(LOST, reason=REASON))
    assert (lost.state, lost.refusal_reason_id, lost.lost_stage_id) == (DealState.LOST, REASON, MEETING.id)
    assert lost.closed_at == NOW + HOUR


@pytest.mark.parametrize("start", [CALL, QUOTE, WON])
@pytest.mark.parametrize("cause", MoveCause)
def test_no_way_loses_a_deal_without_a_reason(start: Stage, cause: MoveCause) -> None:
    """Rule 8 of the model: drag, key, bulk, API, contact, contract."""
    with pytest.raises(InvalidInput) as refused:
        moved(begun(start, NOW), Move(to=LOST, at=NOW, cause=cause))
    assert refused.value.fields == {"refusal_reason_id": "reason_required"}


def test_a_deal_comes_back_to_life_without_its_reason() -> None:
    lost = moved(begun(MEETING, NOW), to(LOST, reason=REASON))
    assert moved(lost, to(CALL, hours=2)) == Standing(stage=CALL, stage_at=NOW + 2 * HOUR)


def test_another_lost_stage_keeps_where_and_when_it_was_lost() -> None:
    lost = moved(begun(MEETING, NOW), to(LOST, reason=REASON))
    again = moved(lost, to(a_stage(6, StageKind.LOST), hours=5, reason=REASON + 1))
    assert (again.lost_stage_id, again.closed_at, again.refusal_reason_id) == (MEETING.id, NOW + HOUR, REASON + 1)


def test_a_deal_does_not_move_to_where_it_stands() -> None:
    with pytest.raises(IllegalMove, match=r"deal\.already_there"):
        moved(begun(CALL, NOW), to(CALL))


def test_only_a_new_topic_or_revision_leaves_the_stages_of_a_deal() -> None:
    """Rule 1 of the model."""
    other = a_stage(11, revision=2)
    with pytest.raises(IllegalMove, match=r"deal\.other_pipeline"):
        moved(begun(CALL, NOW), to(other))
    assert moved(begun(CALL, NOW), Move(to=other, at=NOW, cause=MoveCause.REVISION)).stage == other


def test_a_deal_rots_when_it_stands_longer_than_its_stage_allows() -> None:
    """R123."""
    slow = begun(a_stage(1, rot_days=7), NOW)
    assert not is_rotten(slow, NOW + timedelta(days=7) - HOUR)
    assert is_rotten(slow, NOW + timedelta(days=7))
    assert not is_rotten(begun(CALL, NOW), NOW + timedelta(days=9_999))


@pytest.mark.parametrize(
    ("product", "organization", "person", "name"),
    [
        ("Дом", "Акме", "Пётр", "Дом — Акме"),
        ("", "", "Пётр", "Общие вопросы — Пётр"),
        ("Дом", "", "", "Дом"),
    ],
)
def test_a_deal_is_called_by_what_is_sold_to_whom(product: str, organization: str, person: str, name: str) -> None:
    assert name_of_deal(product=product, topic="Общие вопросы", organization=organization, person=person) == name


MOVES = st.lists(
    st.tuples(st.sampled_from(STAGES), st.floats(-5, 5), st.one_of(st.none(), st.just(REASON))), max_size=30
)


@given(MOVES)
def test_whatever_is_asked_a_deal_stays_one_that_can_be(asked: Sequence[tuple[Stage, float, int | None]]) -> None:
    """Time never runs back, one stage is stood on, won and lost exclude each other, lost has its reason."""
    standing, at = begun(CALL, NOW), NOW
    history = [standing]
    for stage, hours, reason in asked:
        at += hours * HOUR
        try:
            standing = moved(standing, Move(to=stage, at=at, refusal_reason_id=reason))
        except (IllegalMove, InvalidInput):
            continue
        history.append(standing)
    times = [one.stage_at for one in history]
    assert times == sorted(times)
    for one in history:
        is_lost = one.state is DealState.LOST
        assert (one.closed_at is None) == (one.state is DealState.OPEN)
        assert (one.refusal_reason_id is not None, one.lost_stage_id is not None) == (is_lost, is_lost)
        assert one.lost_stage_id != LOST.id
