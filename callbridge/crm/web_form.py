"""A form on a web site whose requests become leads."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from callbridge.crm.api_token import checked_name
from callbridge.crm.incoming_lead import MAX_CONSENT_CHARACTERS, IncomingLead
from callbridge.kernel.errors import InvalidInput
from callbridge.kernel.ids import OperatorId

MAX_ORIGINS = 20
MAX_URL_CHARACTERS = 500
TRAP = "website"
"""A field that people do not see and leave empty; programs that fill every field fill it too."""
_ORIGIN = re.compile(r"https?://[a-z0-9.:\[\]-]{1,200}", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class WebFormDraft:
    """Body of ``POST /api/forms`` and ``PUT /api/forms/{form_id}``."""

    name: str
    origins: tuple[str, ...]
    """The sites that it may stand on, such as ``https://example.ru``."""
    topic_id: int | None = None
    source_id: int | None = None
    campaign_id: int | None = None
    product_id: int | None = None
    redirect_url: str = ""
    """Where the visitor goes afterwards, on one of those sites; ``""``: a page of thanks of our own."""
    consent_text: str = ""
    """What the visitor agrees to with a tick; ``""``: no tick."""
    is_active: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class WebForm:
    """A form as admins see it; its key stands in the page of the site, so it is no secret."""

    id: int
    key: str
    name: str
    origins: tuple[str, ...]
    topic_id: int | None
    source_id: int | None
    campaign_id: int | None
    product_id: int | None
    redirect_url: str
    consent_text: str
    is_active: bool
    operator_id: OperatorId
    created_at: datetime


def checked_form(draft: WebFormDraft) -> WebFormDraft:
    """Return the form as it is kept; raises InvalidInput."""
    mistakes: dict[str, str] = {}
    origins = tuple(dict.fromkeys(origin.strip().rstrip("/").lower() for origin in draft.origins))
    if not origins:
        mistakes["origins"] = "required"
    elif len(origins) > MAX_ORIGINS:
        mistakes["origins"] = "too_many"
    elif not all(map(_ORIGIN.fullmatch, origins)):
        mistakes["origins"] = "wrong_type"
    redirect_url = draft.redirect_url.strip()
    if len(redirect_url) > MAX_URL_CHARACTERS:
        mistakes["redirect_url"] = "too_long"
    elif redirect_url and not _is_on(redirect_url, origins):
        mistakes["redirect_url"] = "other_site"
    if len(draft.consent_text) > MAX_CONSENT_CHARACTERS:
        mistakes["consent_text"] = "too_long"
    if mistakes:
        raise InvalidInput(mistakes)
    return WebFormDraft(
        name=checked_name(draft.name),
        origins=origins,
        topic_id=draft.topic_id,
        source_id=draft.source_id,
        campaign_id=draft.campaign_id,
        product_id=draft.product_id,
        redirect_url=redirect_url,
        consent_text=draft.consent_text.strip(),
        is_active=draft.is_active,
    )


def lead_of_form(form: WebForm, fields: Mapping[str, str]) -> IncomingLead:
    """Return the lead of a visitor's request; raises InvalidInput when they did not agree to what was asked."""
    if form.consent_text and not fields.get("consent"):
        raise InvalidInput({"consent": "required"})
    phone = fields.get("phone", "")
    return IncomingLead(
        name=fields.get("name", ""),
        phones=(phone,) if phone else (),
        email=fields.get("email", ""),
        organization=fields.get("organization", ""),
        topic=form.topic_id,
        source=form.source_id,
        campaign=form.campaign_id,
        product=form.product_id,
        content=fields.get("message", ""),
        page_url=fields.get("page_url", ""),
        consent=form.consent_text,
    )


def _is_on(url: str, origins: Sequence[str]) -> bool:
    """Say whether an address is on one of the sites, so that the form sends nobody anywhere else."""
    if not url.isprintable() or not url.isascii() or any(letter in url for letter in ' \\"<>'):
        return False
    return any(url.lower() == origin or url.lower().startswith(f"{origin}/") for origin in origins)
