"""Marketing events: which states may follow."""

import pytest

from callbridge.crm.campaign import ParticipantStatus, check_state
from callbridge.crm.dictionary import CampaignState
from callbridge.kernel.errors import IllegalMove


@pytest.mark.parametrize("state", CampaignState)
def test_an_event_may_stay_as_it_is(state: CampaignState) -> None:
    check_state(state, state)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("preparing", "running"),
        ("running", "done"),
        ("done", "running"),
        ("preparing", "cancelled"),
        ("cancelled", "preparing"),
    ],
)
def test_an_event_is_prepared_carried_out_and_past(before: str, after: str) -> None:
    """R6-R9, A5."""
    check_state(CampaignState(before), CampaignState(after))


@pytest.mark.parametrize(
    ("before", "after"), [("done", "preparing"), ("done", "cancelled"), ("cancelled", "running"), ("cancelled", "done")]
)
def test_what_is_past_or_cancelled_comes_back_only_the_way_it_went(before: str, after: str) -> None:
    with pytest.raises(IllegalMove, match=r"campaign\.illegal_state"):
        check_state(CampaignState(before), CampaignState(after))


def test_participants_have_the_four_statuses() -> None:
    """R49, R144: not defined at first."""
    assert [status.value for status in ParticipantStatus] == ["undefined", "potential", "actual", "refused"]
