"""Marketing events: what their participants and suppliers are, and which states may follow (R36, R49, R144, A5)."""

from enum import StrEnum

from callbridge.crm.dictionary import CampaignState
from callbridge.kernel.errors import IllegalMove


class ParticipantStatus(StrEnum):
    """R49."""

    UNDEFINED = "undefined"
    POTENTIAL = "potential"
    ACTUAL = "actual"
    REFUSED = "refused"


class SupplierStatus(StrEnum):
    """R25."""

    POTENTIAL = "potential"
    ACTUAL = "actual"


_MOVES = {
    CampaignState.PREPARING: {CampaignState.RUNNING, CampaignState.DONE, CampaignState.CANCELLED},
    CampaignState.RUNNING: {CampaignState.PREPARING, CampaignState.DONE, CampaignState.CANCELLED},
    CampaignState.DONE: {CampaignState.RUNNING},  # it went on after all
    CampaignState.CANCELLED: {CampaignState.PREPARING},
}


def check_state(before: CampaignState, after: CampaignState) -> None:
    """Raise IllegalMove when `after` cannot follow: what is done or cancelled comes back only the way it went."""
    if after is not before and after not in _MOVES[before]:
        raise IllegalMove("campaign.illegal_state")
