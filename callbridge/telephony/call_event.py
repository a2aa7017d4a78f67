"""What happened to a call, in our words: the tracker's output.

Facts in the past tense, each a value. Instants are aware UTC, durations seconds. `operator_endpoint` and `endpoint`
are Asterisk's, such as ``PJSIP/101``; who sits there is the app's business.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from callbridge.kernel.ids import CallId, LegId


class Direction(StrEnum):
    """Where a call came from and went to."""

    INBOUND = "inbound"
    OUTBOUND = "outbound"
    INTERNAL = "internal"


class Outcome(StrEnum):
    """What the network did to a call (never what the operator concluded: that is the lead's result)."""

    ANSWERED = "answered"
    MISSED = "missed"
    """Rang one of our phones or waited, and nobody answered before the caller or the PBX gave up."""
    ABANDONED = "abandoned"
    """The caller left a queue before anybody answered."""
    BUSY = "busy"
    NO_ANSWER = "no_answer"
    """Outbound or internal: the far end did not answer."""
    UNAVAILABLE = "unavailable"
    """No registered phone, or no such number."""
    FAILED = "failed"
    UNKNOWN = "unknown"
    """Ended while we were not looking (link or daemon down)."""


class RingEnd(StrEnum):
    """Why a phone stopped ringing."""

    ANSWERED = "answered"
    ANSWERED_ELSEWHERE = "answered_elsewhere"
    REJECTED = "rejected"
    NO_ANSWER = "no_answer"
    CALLER_GONE = "caller_gone"
    UNAVAILABLE = "unavailable"
    UNKNOWN = "unknown"


class HungUpBy(StrEnum):
    """Who ended the call."""

    CALLER = "caller"
    OPERATOR = "operator"
    """For an internal call: the called side."""
    PBX = "pbx"
    UNKNOWN = "unknown"


class TransferKind(StrEnum):
    """How a call was handed over."""

    BLIND = "blind"
    ATTENDED = "attended"
    """After a consultation, or while the colleague still rang (blonde)."""


class UnparkReason(StrEnum):
    """Why a parked call waits no longer."""

    RETRIEVED = "retrieved"
    TIMED_OUT = "timed_out"
    """Nobody came; it rings the one who parked it."""
    CALLER_GONE = "caller_gone"


@dataclass(frozen=True, slots=True, kw_only=True)
class CallStarted:
    """A call appeared. For an outbound call `number` is what was dialled; `did` is the line called, inbound only."""

    call_id: CallId
    at: datetime
    direction: Direction
    number: str
    """The customer's number as the network gave it; ``""`` when none. Internal: the calling extension."""
    name: str
    did: str
    trunk: str
    """The outside endpoint, ``""`` when not known yet or internal."""
    operator_endpoint: str
    """Outbound and internal: the phone that dials; inbound: ``""``."""
    is_partial: bool = False
    """We joined in the middle: what came before is not known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CallQueued:
    """The caller entered a queue."""

    call_id: CallId
    at: datetime
    queue: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CallLeftQueue:
    """The caller left a queue after `wait_seconds`; `is_abandoned` when by hanging up."""

    call_id: CallId
    at: datetime
    queue: str
    wait_seconds: float
    is_abandoned: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PhoneRang:
    """One phone began to ring; once per ring of a leg."""

    call_id: CallId
    at: datetime
    leg_id: LegId
    endpoint: str
    queue: str = ""
    is_partial: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PhoneStopped:
    """That ring ended, once per :class:`PhoneRang`; `reason` ANSWERED comes with a CallAnswered."""

    call_id: CallId
    at: datetime
    leg_id: LegId
    endpoint: str
    reason: RingEnd
    ring_seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class CallAnswered:
    """Somebody speaks with the customer (inbound: our operator; outbound: the far end answered our operator)."""

    call_id: CallId
    at: datetime
    leg_id: LegId
    endpoint: str
    """Our operator's phone (internal: the called one)."""
    wait_seconds: float
    """From the call's start to this answer."""
    is_partial: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PhoneLeft:
    """A phone's part in the talk is over, once per :class:`CallAnswered`: it hung up, or the customer did."""

    call_id: CallId
    at: datetime
    leg_id: LegId
    endpoint: str
    talk_seconds: float
    """That this phone and the customer heard each other."""
    hold_seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class CallTransferred:
    """Somebody handed the call over; the new phone's ring and answer are told for themselves.

    A manager's Redirect is no transfer to Asterisk and is not told.
    """

    call_id: CallId
    at: datetime
    kind: TransferKind
    endpoint: str
    """Who handed it over."""
    target: str
    """The number dialled (a phone, a queue, a group), or of the phone that takes over; ``""`` when not told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CallPickedUp:
    """A colleague took the call from a phone that rang."""

    call_id: CallId
    at: datetime
    endpoint: str
    """Who took it."""
    rang_endpoint: str
    """Whose phone rang."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CallParked:
    """The customer waits in a parking lot."""

    call_id: CallId
    at: datetime
    endpoint: str
    """Who parked the call, ``""`` when not told."""
    space: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CallUnparked:
    """The customer left the parking lot."""

    call_id: CallId
    at: datetime
    endpoint: str
    """Who fetched the call, ``""`` when nobody."""
    space: str
    reason: UnparkReason


@dataclass(frozen=True, slots=True, kw_only=True)
class CallHeld:
    """A side put the talk on hold."""

    call_id: CallId
    at: datetime
    leg_id: LegId
    endpoint: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CallResumed:
    """The hold ended after `hold_seconds`."""

    call_id: CallId
    at: datetime
    leg_id: LegId
    endpoint: str
    hold_seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class CallerIdentified:
    """The customer's number or name became known or changed after the start."""

    call_id: CallId
    at: datetime
    number: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CallEnded:
    """The last leg is gone; exactly once per CallStarted.

    Seconds apart: `wait` start → first answer (or end), `ring` first ring → first answer (or last ring's end),
    `talk` the time an operator and the customer were bridged without hold, `hold` the rest of the bridged time.
    """

    call_id: CallId
    at: datetime
    outcome: Outcome
    hung_up_by: HungUpBy
    cause: int
    """Q.850 cause of the customer's channel; 0 when none."""
    wait_seconds: float
    ring_seconds: float
    talk_seconds: float
    hold_seconds: float
    is_partial: bool = False


CallEvent = (
    CallStarted
    | CallQueued
    | CallLeftQueue
    | PhoneRang
    | PhoneStopped
    | CallAnswered
    | PhoneLeft
    | CallTransferred
    | CallPickedUp
    | CallParked
    | CallUnparked
    | CallHeld
    | CallResumed
    | CallerIdentified
    | CallEnded
)
