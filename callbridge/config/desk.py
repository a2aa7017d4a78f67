"""The section ``[desk]``."""

from typing import Literal

from pydantic import Field

from callbridge.config.section import Section
from callbridge.crm.status import AbsenceRules, Leaving


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
    away_grace_s: float = Field(default=60.0, ge=5, le=3600)
    """An operator without any page for so long is away; at once after a logout."""
    away_headset: Literal["leave", "pause", "remove"] = "pause"
    """What becomes of them when the browser is their phone: no page, no phone."""
    away_handset: Literal["leave", "pause", "remove"] = "leave"

    def absence(self) -> AbsenceRules:
        """Return what an absence means."""
        headset, handset = Leaving(self.away_headset), Leaving(self.away_handset)
        return AbsenceRules(grace_s=self.away_grace_s, headset=headset, handset=handset)
