"""Whether an operator takes calls, since when and why: one period after another."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from callbridge.crm.operator import DeviceMode, Presence
from callbridge.kernel.ids import OperatorId

WRAP_UP_REASON = "Оформление"
"""What the queues are told while an operator wraps up."""
AWAY_REASON = "Нет на месте"
"""Of the pause of an operator none of whose pages is open."""
HAND_WRAP_UP_S = 60
"""How long a wrap-up lasts that an operator begins or prolongs where none is configured."""


class Leaving(StrEnum):
    """What becomes of the status of an operator who is away."""

    LEAVE = "leave"
    """Nothing: a desk phone rings without any page."""
    PAUSE = "pause"
    REMOVE = "remove"
    """Paused, and taken out of the queues that they were put into."""


class Absent(StrEnum):
    """How an operator came to have no page that sees."""

    LOGGED_OUT = "logged_out"
    CLOSED = "closed"
    """They closed the last one."""
    LOST = "lost"
    """The link to it was lost, or it answers no more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AbsenceRule:
    """What becomes of an operator after `grace_s` of one kind of absence, by their device."""

    grace_s: float = 0.0
    headset: Leaving
    handset: Leaving

    def of(self, mode: DeviceMode) -> Leaving:
        """Return what becomes of who has such a device."""
        return self.headset if mode is DeviceMode.HEADSET else self.handset


@dataclass(frozen=True, slots=True, kw_only=True)
class AbsenceRules:
    """The three ways to be away; who logs out is so at once."""

    logged_out: AbsenceRule
    closed: AbsenceRule
    lost: AbsenceRule

    def of(self, absent: Absent) -> AbsenceRule:
        """Return the rule of one of them."""
        return {Absent.LOGGED_OUT: self.logged_out, Absent.CLOSED: self.closed, Absent.LOST: self.lost}[absent]


class Cause(StrEnum):
    """What changed a status."""

    OPERATOR = "operator"
    """Their own word, in the browser."""
    CALL = "call"
    """A talk ended."""
    TIMER = "timer"
    """A wrap-up's time was over."""
    PBX = "pbx"
    """At the phone, by another program or by hand in the PBX."""
    AWAY = "away"
    """No page of theirs was open any more; or one is again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusPeriod:
    """One operator's status from one instant on, until the next one's."""

    operator_id: OperatorId
    presence: Presence
    reason: str = ""
    """Of a pause: a dictionary's name, or what was said at the PBX."""
    cause: Cause = Cause.OPERATOR
    began_at: datetime
    due_at: datetime | None = None
    """When a wrap-up ends by itself."""
    is_told: bool = False
    """The queues know it."""

    @property
    def queue_reason(self) -> str:
        """Return the reason that the queues are told."""
        return WRAP_UP_REASON if self.presence is Presence.WRAP_UP else self.reason
