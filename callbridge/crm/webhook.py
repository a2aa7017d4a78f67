"""Telling other programs what happened: what may be told, where to, and how long it is tried."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from urllib.parse import urlsplit

from callbridge.crm.api_token import checked_name
from callbridge.kernel.errors import InvalidInput

MAX_URL_CHARACTERS = 500
PING = "ping"
"""Told on request, to see whether anybody listens."""
FIRST_WAIT = timedelta(seconds=5)
LONGEST_WAIT = timedelta(hours=1)


class Topic(StrEnum):
    """What may be told."""

    LEAD_CREATED = "lead.created"
    LEAD_CHANGED = "lead.changed"
    DEAL_CREATED = "deal.created"
    DEAL_CHANGED = "deal.changed"
    DEAL_ARCHIVED = "deal.archived"
    CONTRACT_CREATED = "contract.created"
    CONTRACT_CHANGED = "contract.changed"
    CONTRACT_ARCHIVED = "contract.archived"
    CALL_ENDED = "call.ended"
    CALL_MISSED = "call.missed"


class DeliveryState(StrEnum):
    """How far a telling came."""

    WAITING = "waiting"
    DONE = "done"
    GIVEN_UP = "given_up"


@dataclass(frozen=True, slots=True, kw_only=True)
class WebhookDraft:
    """Body of ``POST /api/webhooks`` and ``PUT /api/webhooks/{webhook_id}``."""

    name: str
    url: str
    topics: tuple[Topic, ...]
    is_active: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Webhook:
    """Where a program wants to be told, without the secret that signs."""

    id: int
    name: str
    url: str
    topics: tuple[Topic, ...]
    is_active: bool
    created_at: datetime
    waiting: int
    given_up: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One telling of one thing to one webhook, as admins see it."""

    id: int
    event_id: int
    topic: str
    record_key: str
    at: datetime
    """When it happened."""
    state: DeliveryState
    tries: int
    next_try_at: datetime | None
    done_at: datetime | None
    status: int | None
    """The HTTP status of the last answer."""
    problem: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A telling that is due, with all that delivering it needs."""

    delivery_id: int
    url: str
    secret: str
    tries: int
    event_id: int
    topic: str
    entity: str
    record_key: str
    at: datetime
    payload: str
    """JSON."""


def checked_webhook(draft: WebhookDraft, *, allow_http: bool) -> WebhookDraft:
    """Return the webhook as it is kept; raises InvalidInput."""
    mistakes: dict[str, str] = {}
    url = draft.url.strip()
    if code := _url_mistake(url, allow_http=allow_http):
        mistakes["url"] = code
    topics = tuple(dict.fromkeys(draft.topics))
    if not topics:
        mistakes["topics"] = "required"
    if mistakes:
        raise InvalidInput(mistakes)
    return WebhookDraft(name=checked_name(draft.name), url=url, topics=topics, is_active=draft.is_active)


def _url_mistake(url: str, *, allow_http: bool) -> str:
    if len(url) > MAX_URL_CHARACTERS:
        return "too_long"
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        return "wrong_type"
    is_address = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.username is None
    if not is_address or not url.isascii() or not url.isprintable() or " " in url:
        return "wrong_type"
    return "" if allow_http or parts.scheme == "https" else "https_only"


def wait_after(tries: int) -> timedelta:
    """Return how long to wait after so many tries have failed."""
    return min(FIRST_WAIT * int(2 ** min(tries - 1, 20)), LONGEST_WAIT)


def is_spent(tries: int, limit: timedelta) -> bool:
    """Say whether so many tries have taken all the time that there is."""
    waited = timedelta(0)
    for number in range(1, tries + 1):
        waited += wait_after(number)
        if waited >= limit:
            return True
    return False
