"""How long deals stay on their stages, in plain values."""

from datetime import UTC, datetime, timedelta

import pytest

from callbridge.crm.deal import begun, is_rotten
from callbridge.crm.deal_views import rots_before, stay_seconds
from callbridge.crm.pipeline import Stage, StageKind

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def test_a_stay_lasts_until_the_next_and_the_last_until_now() -> None:
    """R123."""
    starts = [NOW - 5 * HOUR, NOW - 3 * HOUR, NOW - HOUR]
    assert stay_seconds(starts, NOW, is_closed=False) == [7200, 7200, 3600]
    assert stay_seconds(starts, NOW, is_closed=True) == [7200, 7200, 0]
    assert stay_seconds([], NOW, is_closed=False) == []


def test_a_clock_set_back_makes_no_stay_negative() -> None:
    assert stay_seconds([NOW + HOUR], NOW, is_closed=False) == [0]


@pytest.mark.parametrize("hours", [0, 47, 48, 49])
def test_the_board_and_the_deal_agree_on_what_is_too_long(hours: int) -> None:
    """R123: `stage_at <= rots_before` is `is_rotten`."""
    stage = Stage(id=1, pipeline_id=1, revision=1, position=1, kind=StageKind.OPEN, rot_days=2)
    since = NOW - hours * HOUR
    before = rots_before(stage.rot_days, NOW)
    assert before is not None
    assert (since <= before) is is_rotten(begun(stage, since), NOW)
    assert rots_before(None, NOW) is None
