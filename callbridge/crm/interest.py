"""The interest card: what the operator fills during the call (R78-R101)."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from callbridge.crm.script_answers import ScriptGiven
from callbridge.kernel.ids import CallId, CampaignId, LeadId, OperatorId, OrganizationId, PersonId


class Rating(StrEnum):
    """How the first conversation ended (R93, A6)."""

    POSITIVE = "positive"
    SATISFACTORY = "satisfactory"
    UNDEFINED = "undefined"
    NEGATIVE = "negative"


@dataclass(frozen=True, slots=True, kw_only=True)
class InterestForm:
    """The card as submitted by an explicit save; a draft is the same fields, unvalidated JSON."""

    at: datetime
    method_id: int
    phones: tuple[str, ...] = ()
    """As typed; normalised by the service. May be empty when the number is withheld."""
    extra: str = ""
    organization_id: OrganizationId | None = None
    organization_text: str = ""
    is_private: bool = False
    person_id: PersonId | None = None
    person_text: str = ""
    topic_id: int | None = None
    source_id: int | None = None
    campaign_id: CampaignId | None = None
    campaign_reason: str = ""
    """Why it is another event than the one that the dialled number is of."""
    product_id: int | None = None
    project_id: int | None = None
    content: str = ""
    outcome_id: int | None = None
    refusal_reason_id: int | None = None
    new_deal: bool = False
    next_contact_at: datetime | None = None
    remind: bool = False
    next_method_id: int | None = None
    call_id: CallId | None = None
    entry_id: int | None = None
    """The entry of a call round that it is about (crm/call_round.py)."""
    lead_id: LeadId | None = None
    """The lead that a program brought, which this gives its result to; None makes a lead of its own."""
    script: ScriptGiven | None = None
    """What was answered to the call script."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedInterest:
    """What a save made; a retry with the same idempotency key returns the same one."""

    lead_id: LeadId
    person_id: PersonId | None
    organization_id: OrganizationId | None
    is_repeat: bool
    """True when this key had been saved before and nothing new was written."""
    deal_id: int | None = None
    """The deal it became (R115)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadRow:
    """One line of the incoming leads list (R56-R63, R65-R69)."""

    id: LeadId
    at: datetime
    phone: str
    organization_id: OrganizationId | None
    organization: str
    is_private: bool
    person_id: PersonId | None
    person: str
    product: str
    outcome: str
    rating: Rating | None
    stage: str
    campaign_id: CampaignId | None
    campaign: str
    content: str
    owner_id: OperatorId | None
    """None: a program brought it and nobody has taken it."""
    owner: str
    refusal_reason: str
    project: str
    topic: str
    source: str
    method: str
    call_id: CallId | None
    next_contact_at: datetime | None
    deal_id: int | None = None
    """The deal it became (R70, A7); `stage` is where that is now (R63)."""
    line_campaign_id: CampaignId | None = None
    """The event that the dialled number was of; `campaign_reason` says why `campaign` is another."""
    line_campaign: str = ""
    campaign_reason: str = ""
    # What a program's lead has besides, and by which ids its card is filled.
    extra: str = ""
    page_url: str = ""
    consent: str = ""
    topic_id: int | None = None
    source_id: int | None = None
    product_id: int | None = None
    project_id: int | None = None
    version: int = 1
    """By which who removes it, or brings it back, says what they saw."""
    removed_at: datetime | None = None
    """Set of a lead that an administrator removed; nobody else is told of it."""
    removal_reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadRemoval:
    """Body of ``POST /api/leads/{lead_id}/removal``."""

    reason: str
