"""A call as it is kept and listed."""

from dataclasses import dataclass
from datetime import datetime

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
    legs: tuple[LegRecord, ...] = ()
    trace: tuple[TraceStep, ...] = ()
    """Why there was a card or none."""


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
