"""Who is calling, as far as we can tell, and why we think so."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from callbridge.kernel.ids import LeadId, OperatorId, OrganizationId, PersonId


class MatchKind(StrEnum):
    """How sure we are."""

    KNOWN = "known"
    SEVERAL = "several"
    POSSIBLE = "possible"
    """Only a suffix of at least nine digits agrees: shown as a hint, never taken as identity."""
    UNKNOWN = "unknown"
    WITHHELD = "withheld"
    INTERNAL = "internal"
    """A colleague, or one of our own numbers."""
    UNCHECKED = "unchecked"
    """The directory did not answer in time: the card goes out without history."""


class MatchReason(StrEnum):
    """Why a candidate stands where it stands, strongest first."""

    OPEN_DEAL = "open_deal"
    RESPONSIBLE = "responsible"
    """The operator whose phone rings looks after this person."""
    RECENT_CONTACT = "recent_contact"
    EARLIER_INTEREST = "earlier_interest"
    """The number is known only from an earlier interest (R148)."""
    EXACT_NUMBER = "exact_number"
    SUFFIX = "suffix"


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One person, organization or earlier interest found under a number (the store's answer)."""

    is_exact: bool
    person_id: PersonId | None = None
    person_name: str = ""
    organization_id: OrganizationId | None = None
    organization_name: str = ""
    lead_id: LeadId | None = None
    """Set when the number was found on an interest without a person."""
    is_shared: bool = False
    """The number is a switchboard or family number: several people behind it is normal."""
    is_private: bool = False
    last_contact_at: datetime | None = None
    open_deals: int = 0
    responsible_id: OperatorId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RankedCandidate:
    """A candidate with the reason for its place."""

    candidate: Candidate
    reason: MatchReason


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """The answer: `candidates` best first, empty unless kind is KNOWN, SEVERAL or POSSIBLE."""

    kind: MatchKind
    candidates: tuple[RankedCandidate, ...] = ()
