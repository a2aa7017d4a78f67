"""The call card: what pops (R71-R76)."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from callbridge.crm.call_board import ListenWay
from callbridge.crm.directory import CampaignRef, PriorContact
from callbridge.crm.not_caller import NotCaller
from callbridge.crm.taping import TapeOrder, TapeState
from callbridge.kernel.ids import CallId, LeadId, OrganizationId, PersonId


class CardState(StrEnum):
    """Where this operator's card stands. Legal moves: see card_moves.py."""

    RINGING = "ringing"
    DIALING = "dialing"
    """Outbound: the far end rings."""
    TALKING = "talking"
    HELD = "held"
    WRAP_UP = "wrap_up"
    """The talk is over, the card stays until saved or dismissed."""


class NumberKind(StrEnum):
    """What the network told about the caller."""

    KNOWN = "known"
    WITHHELD = "withheld"
    INTERNAL = "internal"


@dataclass(frozen=True, slots=True, kw_only=True)
class CardNumber:
    """The caller's number as shown; `display` is international format where it could be read."""

    kind: NumberKind
    raw: str
    e164: str
    display: str
    caller_name: str
    """What the network called them: hostile text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CardLine:
    """The line called and the campaign it belongs to."""

    did: str
    queue: str
    campaign: CampaignRef | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CardCandidate:
    """Somebody the caller may be, with the reason (`MatchReason` value)."""

    person_id: PersonId | None
    person: str
    organization_id: OrganizationId | None
    organization: str
    is_private: bool
    is_shared: bool
    reason: str
    lead_id: LeadId | None = None
    """The interest that alone has the number (R148)."""


class CannotAnswer(StrEnum):
    """Why ✓ cannot lift the phone that rings, so that its handset must be (R74)."""

    NOT_PJSIP = "not_pjsip"
    """Asterisk can send the request to PJSIP endpoints alone."""
    SILENT = "silent"
    """The phone was asked and went on ringing."""
    REFUSED = "refused"
    """Asterisk would not send it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CardListener:
    """A colleague who takes part in the operator's talk."""

    name: str
    way: ListenWay


@dataclass(frozen=True, slots=True, kw_only=True)
class CardBeside:
    """What a card tells beside the call itself; the fields are those of :class:`Card`."""

    handed_over_by: str = ""
    cannot_answer: CannotAnswer | None = None
    tape: TapeState | None = None
    tape_orders: tuple[TapeOrder, ...] = ()
    listeners: tuple[CardListener, ...] = ()


NOTHING_BESIDE = CardBeside()


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One operator's view of one call; `id` is the call's id."""

    id: CallId
    state: CardState
    direction: str
    pbx: str
    number: CardNumber
    line: CardLine
    match: str
    """`MatchKind` value."""
    candidates: tuple[CardCandidate, ...]
    contacts: tuple[PriorContact, ...]
    contacts_total: int
    started_at: datetime
    rang_at: datetime
    answered_at: datetime | None = None
    ended_at: datetime | None = None
    is_partial: bool = False
    can_answer: bool = False
    """✓ may be pressed: the operator's phone rings, can be asked to answer, and the PBX link is up."""
    cannot_answer: CannotAnswer | None = None
    """Why the phone that rings cannot be; None: it can, or the link is down."""
    tape: TapeState | None = None
    """Whether what the operator and the customer say is kept; None: it is not, or no PBX tells."""
    tape_orders: tuple[TapeOrder, ...] = ()
    """What this operator may ask of it now."""
    listeners: tuple[CardListener, ...] = ()
    """Who takes part in the talk, where operators are told."""
    handed_over_by: str = ""
    """The colleague who had the customer before, by name; ``""`` when nobody."""
    parked_in: str = ""
    """The parking space where the customer waits; ``""`` when not parked."""
    lead_id: LeadId | None = None
    """The interest already saved from this call."""
    contact_deal_id: int | None = None
    """The deal whose contact was already saved from this call (R77)."""
    not_callers: tuple[NotCaller, ...] = ()
    """Who has the number and, as somebody said, does not call from it: no candidates, and can be taken back."""
