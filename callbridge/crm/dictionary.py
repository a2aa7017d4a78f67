"""The dictionaries the card chooses from."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from callbridge.crm.interest import Rating
from callbridge.kernel.ids import CampaignId


class CampaignState(StrEnum):
    """R36, A5; the order in which the card offers campaigns is A11's: running first."""

    PREPARING = "preparing"
    RUNNING = "running"
    DONE = "done"
    CANCELLED = "cancelled"


class SourceKind(StrEnum):
    """Whether a source is a campaign (then one must be named, R108) or another channel."""

    CAMPAIGN = "campaign"
    OTHER = "other"


class ReasonRule(StrEnum):
    """Whether an outcome asks for a refusal reason (A12)."""

    HIDDEN = "hidden"
    OPTIONAL = "optional"
    REQUIRED = "required"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A plain row: contact method, topic, product, project or refusal reason."""

    id: int
    name: str
    name_en: str = ""
    """Seeded rows have an English name; ``""`` falls back to `name`."""
    code: str = ""
    """Stable code of rows the program itself refers to, such as method ``call``; else ``""``."""
    parent_id: int | None = None
    is_active: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where an interest came from (R89)."""

    id: int
    name: str
    kind: SourceKind
    name_en: str = ""
    is_active: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeEntry:
    """A result with its rating (R93, A6)."""

    id: int
    name: str
    rating: Rating
    reason_rule: ReasonRule
    name_en: str = ""
    new_deal: bool = False
    """«Новая сделка» is ticked by default (A15)."""
    is_active: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Campaign:
    """A marketing event as far as the card needs it; the whole is a record of entities/campaign.py."""

    id: CampaignId
    name: str
    state: CampaignState
    dids: tuple[str, ...] = ()
    """E.164 numbers that lead to it."""
    date_from: date | None = None
    date_to: date | None = None
    leads: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Dictionaries:
    """All the card chooses from, in the order it is offered."""

    methods: tuple[Entry, ...]
    topics: tuple[Entry, ...]
    sources: tuple[Source, ...]
    campaigns: tuple[Campaign, ...]
    products: tuple[Entry, ...]
    projects: tuple[Entry, ...]
    outcomes: tuple[OutcomeEntry, ...]
    refusal_reasons: tuple[Entry, ...]
    pause_reasons: tuple[Entry, ...] = ()
