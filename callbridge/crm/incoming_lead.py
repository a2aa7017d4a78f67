"""A lead that a program brings (R52): what it may say, and the interest card that it comes to."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from callbridge.crm.dictionary import Dictionaries
from callbridge.crm.interest import InterestForm
from callbridge.crm.typed_text import clean_line
from callbridge.kernel.errors import InvalidInput
from callbridge.kernel.ids import CampaignId, OperatorId

MAX_ADDRESS_CHARACTERS = 2000
MAX_CONSENT_CHARACTERS = 4000
SITE, EMAIL = "site", "email"
"""Codes of the contact methods by which leads come (R139)."""

Named = int | str | None
"""A row of a dictionary: its id, or its code or name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomingLead:
    """Body of ``POST /api/v1/leads``. A row of a dictionary is named by its id, its code or its name."""

    name: str = ""
    phones: tuple[str, ...] = ()
    email: str = ""
    organization: str = ""
    topic: int | str | None = None
    source: int | str | None = None
    campaign: int | str | None = None
    product: int | str | None = None
    content: str = ""
    page_url: str = ""
    is_private: bool = False
    consent: str = ""
    """What the person agreed to, in the words they saw."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadSender:
    """The program that brings leads."""

    channel: str
    """``token 5`` or ``form 3``: an idempotency key means something within it."""
    name: str
    """Under which the audit trail has what it did."""
    operator_id: OperatorId
    """Who let it in."""
    method: str = SITE
    """The code of the contact method by which it comes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadRules:
    """Who answers for leads that programs bring: the event's owner, else this login, else nobody yet."""

    by_campaign: bool = True
    login: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """What is kept of a lead besides its interest card."""

    sender: LeadSender
    rules: LeadRules
    page_url: str = ""
    consent: str = ""
    address: str = ""
    """The e-mail that tells which person it is, of a letter."""


class _Row(Protocol):
    @property
    def id(self) -> int: ...
    @property
    def name(self) -> str: ...


FIELD_OF = {
    "person_text": "name",
    "extra": "email",
    "organization_text": "organization",
    "organization_id": "organization",
    "topic_id": "topic",
    "source_id": "source",
    "campaign_id": "campaign",
    "product_id": "product",
}
"""What a field of the interest card is called by programs."""


def interest_of(lead: IncomingLead, dictionaries: Dictionaries, at: datetime, method: str = SITE) -> InterestForm:
    """Return the interest card of a program's lead; raises InvalidInput by the program's own field names."""
    mistakes = dict(_mistakes(lead))
    ids = {
        "topic": _chosen("topic", lead.topic, dictionaries.topics, mistakes),
        "source": _chosen("source", lead.source, dictionaries.sources, mistakes),
        "campaign": _chosen("campaign", lead.campaign, dictionaries.campaigns, mistakes),
        "product": _chosen("product", lead.product, dictionaries.products, mistakes),
    }
    if mistakes:
        raise InvalidInput(mistakes)
    campaign_id = ids["campaign"]
    return InterestForm(
        at=at,
        method_id=_method(dictionaries, method),
        phones=tuple(phone for phone in map(clean_line, lead.phones) if phone),
        extra=clean_line(lead.email),
        organization_text=lead.organization,
        is_private=lead.is_private,
        person_text=lead.name,
        topic_id=ids["topic"],
        source_id=ids["source"] or (_campaign_source(dictionaries) if campaign_id else None),
        campaign_id=None if campaign_id is None else CampaignId(campaign_id),
        product_id=ids["product"],
        content=lead.content,
    )


def by_programs_names(mistakes: Mapping[str, str]) -> dict[str, str]:
    """Return the mistakes of an interest card under the names that programs know."""
    return {FIELD_OF.get(name, name): code for name, code in mistakes.items()}


def _mistakes(lead: IncomingLead) -> Iterable[tuple[str, str]]:
    email = clean_line(lead.email)
    if not email and not any(map(clean_line, lead.phones)):
        yield "phones", "phone_or_email"
    if email and ("@" not in email.strip("@") or " " in email):
        yield "email", "wrong_type"
    if len(lead.page_url) > MAX_ADDRESS_CHARACTERS:
        yield "page_url", "too_long"
    elif lead.page_url and not lead.page_url.startswith(("http://", "https://")):
        yield "page_url", "wrong_type"
    if len(lead.consent) > MAX_CONSENT_CHARACTERS:
        yield "consent", "too_long"


def _chosen(field: str, named: Named, rows: Iterable[_Row], mistakes: dict[str, str]) -> int | None:
    """Return the id of the row that `named` means; a name that several rows have means none of them."""
    if named is None or named == "":
        return None
    if isinstance(named, int):
        return named
    wanted = clean_line(named).casefold()
    found = [row.id for row in rows if wanted in _names(row)]
    if len(found) == 1:
        return found[0]
    mistakes[field] = "ambiguous" if found else "not_found"
    return None


def _names(row: _Row) -> set[str]:
    names = (getattr(row, "code", ""), row.name, getattr(row, "name_en", ""))
    return {name.casefold() for name in names if name}


def _method(dictionaries: Dictionaries, code: str) -> int:
    """Return the contact method of that code, else the first in use."""
    used = [method for method in dictionaries.methods if method.is_active]
    named = next((method for method in used if method.code == code), None)
    first = named or next(iter(used), None)
    return first.id if first else 0


def _campaign_source(dictionaries: Dictionaries) -> int | None:
    """Return the source that says "an event" (R89), when exactly one does."""
    found = [source.id for source in dictionaries.sources if source.kind == "campaign" and source.is_active]
    return found[0] if len(found) == 1 else None
