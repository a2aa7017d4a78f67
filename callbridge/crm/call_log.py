"""A call as it is kept and listed."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from callbridge.crm.call_trace import TraceStep
from callbridge.kernel.ids import CallId, CampaignId, LeadId, LegId, OperatorId, OrganizationId, PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class LegRecord:
    """One phone's part in a call."""

    leg_id: LegId
    endpoint: str
    operator_id: OperatorId | None
    rang_at: datetime | None = None
    answered_at: datetime | None = None
    ended_at: datetime | None = None
    ring_end: str = ""
    """`RingEnd` value, ``""`` while ringing."""
    ring_seconds: float = 0.0
    talk_seconds: float = 0.0
    """That this phone and the customer heard each other; known when its part is over, as are the hold seconds."""
    hold_seconds: float = 0.0


class MomentKind(StrEnum):
    """What may happen to the customer between the first ring and the end."""

    QUEUED = "queued"
    LEFT_QUEUE = "left_queue"
    HELD = "held"
    RESUMED = "resumed"
    BLIND = "blind"
    """Handed over without a word before."""
    ATTENDED = "attended"
    """Handed over after a consultation, or while the colleague still rang."""
    PICKED_UP = "picked_up"
    PARKED = "parked"
    UNPARKED = "unparked"


TRANSFERS = (MomentKind.BLIND, MomentKind.ATTENDED)
"""What counts as a transfer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MomentRecord:
    """One thing that happened to the customer: when, by whom, to whom."""

    kind: MomentKind
    at: datetime
    leg_id: LegId | None = None
    """Of a hold and its end."""
    endpoint: str = ""
    """Who did it: held, handed over, took, parked, fetched; ``""`` when nobody of ours, or not told."""
    operator_id: OperatorId | None = None
    """Who sits there."""
    target: str = ""
    """The queue; the number a transfer dialled; the parking space."""
    colleague_endpoint: str = ""
    """The other one: who had the customer next (transfer), whose phone rang (pickup), who had parked (unparking)."""
    colleague_id: OperatorId | None = None
    reason: str = ""
    """`UnparkReason` value of an unparking; ``caller_gone`` when the customer hung up in a queue."""
    seconds: float = 0.0
    """How long the wait in the queue, the hold or the parking was, at its end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CallRecord:
    """The whole of a call so far. Writing one replaces the earlier write of the same `call_id` (so writes coalesce)."""

    call_id: CallId
    pbx: str
    direction: str
    """`Direction` value."""
    started_at: datetime
    number_raw: str = ""
    number_e164: str = ""
    number_extension: str = ""
    caller_name: str = ""
    did_raw: str = ""
    did_e164: str = ""
    trunk: str = ""
    queue: str = ""
    campaign_id: CampaignId | None = None
    person_id: PersonId | None = None
    organization_id: OrganizationId | None = None
    operator_id: OperatorId | None = None
    """Who answered; outbound: who dialled."""
    answered_at: datetime | None = None
    ended_at: datetime | None = None
    outcome: str = ""
    """`Outcome` value, ``""`` while the call lives."""
    hung_up_by: str = ""
    cause: int = 0
    wait_seconds: float = 0.0
    ring_seconds: float = 0.0
    talk_seconds: float = 0.0
    hold_seconds: float = 0.0
    is_partial: bool = False
    is_recovered: bool = False
    """All of it, or its end, was read from the PBX's call detail records."""
    legs: tuple[LegRecord, ...] = ()
    moments: tuple[MomentRecord, ...] = ()
    """In the order of time."""
    trace: tuple[TraceStep, ...] = ()
    """Why there was a card or none."""
    unwanted_by: frozenset[OperatorId] = frozenset()
    """Who wants no card of it; only read here: it is kept when they say so (app/unwanted_card_port.py)."""

    @property
    def transfers(self) -> int:
        """How often the call was handed over."""
        return sum(moment.kind in TRANSFERS for moment in self.moments)


@dataclass(frozen=True, slots=True, kw_only=True)
class CallRow:
    """One line of the recent calls list."""

    call_id: CallId
    started_at: datetime
    direction: str
    number: str
    caller_name: str
    did: str
    queue: str
    outcome: str
    wait_seconds: float
    talk_seconds: float
    is_partial: bool
    ended_at: datetime | None
    campaign_id: CampaignId | None
    campaign: str
    person_id: PersonId | None
    person: str
    organization_id: OrganizationId | None
    organization: str
    operator_id: OperatorId | None
    operator: str
    lead_id: LeadId | None
    answered_at: datetime | None = None
    ring_seconds: float = 0.0
    hold_seconds: float = 0.0
    hung_up_by: str = ""
    """`HungUpBy` value, ``""`` while the call lives."""
    trunk: str = ""
    is_missed_open: bool = False
    """Inbound, not answered, and nobody has talked to that number since."""
    called_back_at: datetime | None = None
    """When somebody talked to the number of this missed call."""
    called_back_by: CallId | None = None
    """The call in which they did."""
    cause: int = 0
    """Q.850 cause of the customer's channel; 0 when none."""
    transfers: int = 0
    """How often it was handed over."""
    is_recovered: bool = False
    """All of it, or its end, was read from the PBX's call detail records."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LegRow:
    """One phone's part in a call, as the call's page shows it."""

    leg_id: LegId
    endpoint: str
    operator_id: OperatorId | None
    operator: str
    rang_at: datetime | None
    answered_at: datetime | None
    ended_at: datetime | None
    ring_end: str
    """`RingEnd` value, ``""`` while ringing."""
    ring_seconds: float
    talk_seconds: float
    hold_seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class MomentRow:
    """One thing that happened to the customer, as the call's page shows it: a `MomentRecord` with names."""

    kind: MomentKind
    at: datetime
    leg_id: LegId | None
    endpoint: str
    operator_id: OperatorId | None
    operator: str
    target: str
    colleague_endpoint: str
    colleague_id: OperatorId | None
    colleague: str
    reason: str
    """`UnparkReason` value."""
    seconds: float
