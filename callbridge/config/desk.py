"""The section ``[desk]``."""

from typing import Literal

from pydantic import Field

from callbridge.config.section import Section
from callbridge.crm.status import AbsenceRule, AbsenceRules, Leaving

_Leaving = Literal["leave", "pause", "remove"]


class DeskConfig(Section):
    """The operator's desk."""

    lookup_timeout_ms: int = Field(default=150, ge=1, le=5000)
    """A card waits no longer than this for history; then it goes out without and is completed later."""
    may_listen: bool = True
    """Whether supervisors may listen, whisper and join in talks; each time is audited."""
    tell_of_listening: bool = True
    """Whether operators see on their card who listens to them."""
    private_sales: bool = False
    """R106: sales to private persons; interests never create organizations. Until the parameter says otherwise."""
    logout_headset: _Leaving = "pause"
    """What becomes at once of an operator who logs out of the last page, where the browser is their phone."""
    logout_handset: _Leaving = "leave"
    closed_grace_s: float = Field(default=60.0, ge=5, le=3600)
    """An operator who closed the last page so long ago is away; to load it anew takes some seconds."""
    closed_headset: _Leaving = "pause"
    closed_handset: _Leaving = "leave"
    lost_grace_s: float = Field(default=60.0, ge=5, le=3600)
    """An operator whose pages fell silent so long ago is away."""
    lost_headset: _Leaving = "pause"
    lost_handset: _Leaving = "leave"

    def absence(self) -> AbsenceRules:
        """Return what an absence means."""
        return AbsenceRules(
            logged_out=_rule(self.logout_headset, self.logout_handset),
            closed=_rule(self.closed_headset, self.closed_handset, self.closed_grace_s),
            lost=_rule(self.lost_headset, self.lost_handset, self.lost_grace_s),
        )


def _rule(headset: str, handset: str, grace_s: float = 0.0) -> AbsenceRule:
    return AbsenceRule(grace_s=grace_s, headset=Leaving(headset), handset=Leaving(handset))
