"""Mailings (R27): what states they go through, whom they go to, and what becomes of each address."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from callbridge.crm.entities.lead import LEAD
from callbridge.crm.entities.person import PERSON
from callbridge.crm.entity import Entity
from callbridge.crm.list_filter import Filter, read_filter
from callbridge.crm.list_value import is_clean
from callbridge.crm.mail_template import MailField
from callbridge.crm.operator import Role
from callbridge.crm.person_name import given_name, given_names
from callbridge.crm.saved_view import MAX_SEARCH
from callbridge.kernel.errors import IllegalMove, InvalidInput

MAX_PER_MINUTE = 60_000
_ZONE = re.compile(r"[A-Za-z][A-Za-z0-9_+-]*(?:/[A-Za-z0-9_+-]+)*")
RETRY_AFTER_S = (60.0, 300.0, 900.0, 3_600.0, 10_800.0, 21_600.0)
"""When a letter that was refused for now is tried again; after the last it has failed (RFC 5321, 4.5.4.1: for days)."""


class MailingState(StrEnum):
    """Where a mailing is."""

    DRAFT = "draft"
    SCHEDULED = "scheduled"
    SENDING = "sending"
    PAUSED = "paused"
    DONE = "done"
    CANCELLED = "cancelled"


class MailingAction(StrEnum):
    """What people do with one."""

    SCHEDULE = "schedule"
    WITHDRAW = "withdraw"
    """Back to a draft before it began."""
    START = "start"
    PAUSE = "pause"
    RESUME = "resume"
    CANCEL = "cancel"


_MOVES: Mapping[tuple[MailingState, MailingAction], MailingState] = {
    (MailingState.DRAFT, MailingAction.SCHEDULE): MailingState.SCHEDULED,
    (MailingState.DRAFT, MailingAction.START): MailingState.SENDING,
    (MailingState.SCHEDULED, MailingAction.START): MailingState.SENDING,
    (MailingState.SCHEDULED, MailingAction.WITHDRAW): MailingState.DRAFT,
    (MailingState.SCHEDULED, MailingAction.CANCEL): MailingState.CANCELLED,
    (MailingState.SENDING, MailingAction.PAUSE): MailingState.PAUSED,
    (MailingState.SENDING, MailingAction.CANCEL): MailingState.CANCELLED,
    (MailingState.PAUSED, MailingAction.RESUME): MailingState.SENDING,
    (MailingState.PAUSED, MailingAction.CANCEL): MailingState.CANCELLED,
}


def moved(state: MailingState, action: MailingAction) -> MailingState:
    """Return the state after an action; raises IllegalMove when there is none from here."""
    after = _MOVES.get((state, action))
    if after is None:
        raise IllegalMove("mailing.illegal_move")
    return after


def brought_back(state: MailingState) -> MailingState:
    """Return the state of a mailing that was put away and is brought back: no letter goes by that alone."""
    return {MailingState.SCHEDULED: MailingState.DRAFT, MailingState.SENDING: MailingState.PAUSED}.get(state, state)


class RecipientState(StrEnum):
    """What became of one address."""

    WAITING = "waiting"
    SENDING = "sending"
    """Written before the letter goes out: after a crash nobody knows whether it went."""
    SENT = "sent"
    """The mail server took it."""
    DELIVERED = "delivered"
    BOUNCED = "bounced"
    FAILED = "failed"
    SKIPPED = "skipped"
    UNSUBSCRIBED = "unsubscribed"
    UNCERTAIN = "uncertain"
    """It may have gone out or not, and is not sent again by itself (docs/decisions/0016)."""


class AudienceKind(StrEnum):
    """Where a mailing's people come from."""

    PARTICIPANTS = "participants"
    LEADS = "leads"
    PERSONS = "persons"


_LISTS: Mapping[AudienceKind, Entity] = {AudienceKind.LEADS: LEAD, AudienceKind.PERSONS: PERSON}


@dataclass(frozen=True, slots=True, kw_only=True)
class Audience:
    """Whom a mailing goes to: the participants of its event, or the people of a filtered list."""

    kind: AudienceKind
    filter: Filter | None = None
    search: str = ""
    zone: str = "Europe/Moscow"
    """In which the filter's days are meant."""

    @property
    def entity(self) -> Entity | None:
        """The kind of record whose list is filtered; None of participants."""
        return _LISTS.get(self.kind)


def read_audience(text: str, role: Role) -> Audience | None:
    """Return the audience that JSON means, None of ``{}``: nobody was chosen yet. Raises InvalidInput."""
    try:
        data: Any = json.loads(text or "{}")
    except (ValueError, RecursionError):
        raise InvalidInput({"audience": "wrong_type"}) from None
    if not isinstance(data, dict) or not data.keys() <= {"to", "filter", "search", "zone"}:
        raise InvalidInput({"audience": "wrong_type"})
    if not data:
        return None
    kind = data.get("to")
    if not isinstance(kind, str) or kind not in set(AudienceKind):
        raise InvalidInput({"audience": "unknown_value"})
    audience = Audience(kind=AudienceKind(kind), search=_search(data.get("search", "")), zone=_zone(data.get("zone")))
    if audience.entity is None:
        return audience
    return Audience(
        kind=audience.kind,
        filter=read_filter(data.get("filter"), audience.entity, role),
        search=audience.search,
        zone=audience.zone,
    )


def _search(raw: object) -> str:
    if not isinstance(raw, str) or len(raw) > MAX_SEARCH or not is_clean(raw):
        raise InvalidInput({"audience": "wrong_type"})
    return raw


def _zone(raw: object) -> str:
    if raw is None:
        return "Europe/Moscow"
    if not isinstance(raw, str) or not _ZONE.fullmatch(raw):
        raise InvalidInput({"audience": "unknown_value"})
    return raw


@dataclass(frozen=True, slots=True, kw_only=True)
class Addressee:
    """Somebody a mailing may go to."""

    person_id: int | None
    full_name: str
    organization: str = ""
    job_title: str = ""
    address: str = ""
    """As it was entered; ``""`` when there is none."""


def values_for(addressee: Addressee, *, event: str, link: str) -> dict[MailField, str]:
    """Return what the fields of a text hold for one addressee."""
    return {
        MailField.NAME: given_name(addressee.full_name),
        MailField.NAMES: given_names(addressee.full_name),
        MailField.FULL_NAME: addressee.full_name,
        MailField.ORGANIZATION: addressee.organization,
        MailField.JOB_TITLE: addressee.job_title,
        MailField.EVENT: event,
        MailField.UNSUBSCRIBE: link,
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class MailingProgress:
    """How far a mailing is."""

    id: int
    version: int
    state: MailingState
    counts: Mapping[str, int] = field(default_factory=dict)
    """Recipients by `RecipientState`."""
    problem: str = ""
    """Why nothing goes out now, in the mail server's words."""
    scheduled_at: datetime | None = None
    started_at: datetime | None = None
    finished_at: datetime | None = None
    next_try_at: datetime | None = None
    """When the first of those that were refused for now is tried again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AudiencePerson:
    """One of an audience."""

    person_id: int
    full_name: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AudienceView:
    """Whom a mailing would go to now."""

    addresses: int
    """Letters that would go out."""
    without_address: int
    unsubscribed: int
    undeliverable: int
    """Addresses from which letters came back for good."""
    repeated: int
    """People whose address another one has too: it gets one letter."""
    is_whole: bool
    """False when there are more people than were counted."""
    people: tuple[AudiencePerson, ...]
    """The first of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MailPreview:
    """A letter as somebody would get it."""

    address: str
    subject: str
    text: str
    html: str
