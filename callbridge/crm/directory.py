"""People, organizations and what happened with them before."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from callbridge.crm.interest import Rating
from callbridge.kernel.ids import CallId, CampaignId, LeadId, OrganizationId, PersonId


class ContactKind(StrEnum):
    """What a line of the previous contacts is."""

    CALL = "call"
    """A call nobody wrote anything about, missed ones too."""
    INTEREST = "interest"
    CONTACT = "contact"
    NEXT_CONTACT = "next_contact"
    """Planned and not done: offered for closing when the person calls first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PriorContact:
    """One earlier contact with the caller, newest first in every list (R76, R103)."""

    kind: ContactKind
    at: datetime
    method: str = ""
    direction: str = ""
    """`Direction` value for calls, else ``""``."""
    call_outcome: str = ""
    """`Outcome` value for calls, else ``""``."""
    outcome: str = ""
    rating: Rating | None = None
    refusal_reason: str = ""
    operator: str = ""
    content: str = ""
    campaign: str = ""
    lead_id: LeadId | None = None
    call_id: CallId | None = None
    person: str = ""
    follow_up_id: int | None = None
    """Of one that is planned: by it the promise is closed."""


class ContactScope(StrEnum):
    """By what earlier contacts belong to a caller, the nearest first."""

    PERSON = "person"
    """Theirs, with what came from their number before it had a name."""
    NUMBER = "number"
    """Of others who have the same number, or of a number that is nobody's."""
    ORGANIZATION = "organization"
    """Of others in their organization."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactGroup:
    """The newest contacts of one scope; none stands in two."""

    scope: ContactScope
    contacts: tuple[PriorContact, ...]
    total: int
    """How many there are, counted up to 1,000 a kind."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PhoneView:
    """A person's or organization's number."""

    raw: str
    e164: str
    extension: str = ""
    is_shared: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonView:
    """A person with their numbers."""

    id: PersonId
    full_name: str
    organization_id: OrganizationId | None = None
    organization: str = ""
    is_private: bool = False
    phones: tuple[PhoneView, ...] = ()
    lead_count: int = 0
    created_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganizationView:
    """An organization (Контрагент)."""

    id: OrganizationId
    name: str
    phones: tuple[PhoneView, ...] = ()
    person_count: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignRef:
    """The campaign that a dialled line belongs to."""

    id: CampaignId
    name: str
