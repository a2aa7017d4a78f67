"""One operator's part in a live call, and what is to be done with their card."""

from dataclasses import dataclass, field
from datetime import datetime

from callbridge.kernel.ids import LeadId, LegId, OperatorId
from callbridge.screenpop.card import CardState
from callbridge.screenpop.wire import WithdrawReason


@dataclass(frozen=True, slots=True)
class ShowCard:
    """The operator's card appeared or changed."""

    operator_id: OperatorId


@dataclass(frozen=True, slots=True)
class WithdrawCard:
    """The operator's card is to go."""

    operator_id: OperatorId
    reason: WithdrawReason
    by: OperatorId | None = None


CardStep = ShowCard | WithdrawCard


@dataclass(slots=True, kw_only=True)
class LiveLeg:
    """One phone's part so far."""

    leg_id: LegId
    endpoint: str
    operators: tuple[OperatorId, ...]
    rang_at: datetime | None = None
    answered_at: datetime | None = None
    ended_at: datetime | None = None
    ring_end: str = ""
    ring_seconds: float = 0.0
    talk_seconds: float = 0.0
    hold_seconds: float = 0.0

    @property
    def is_ringing(self) -> bool:
        """Say whether this phone rings."""
        return self.rang_at is not None and self.answered_at is None and self.ended_at is None

    @property
    def is_talking(self) -> bool:
        """Say whether this phone has the customer."""
        return self.answered_at is not None and self.ended_at is None


@dataclass(slots=True, kw_only=True)
class CardView:
    """One operator's card of this call."""

    state: CardState
    rang_at: datetime
    answered_at: datetime | None = None
    ended_at: datetime | None = None
    lead_id: LeadId | None = None
    contact_deal_id: int | None = None
    """The deal whose contact was written from this call."""
    handed_over_by: OperatorId | None = None
    """The colleague who had the customer before."""
    ringing: set[LegId] = field(default_factory=set)
    leaving_since: datetime | None = None
    """Answered elsewhere, waiting for the answerer's name."""

    @property
    def has_customer(self) -> bool:
        """Say whether this operator talks to the customer, or has them on hold."""
        return self.state in (CardState.TALKING, CardState.HELD)
