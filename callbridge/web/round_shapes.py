"""Bodies of the routes of call rounds (docs/api.md)."""

from dataclasses import dataclass
from datetime import datetime

from callbridge.crm.call_round import EntryOutcome, RoundAction


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundMove:
    """Body of ``POST /api/rounds/{id}/move``."""

    action: RoundAction
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EntrySettled:
    """Body of ``POST /api/rounds/entries/{id}/settle``."""

    outcome: EntryOutcome
    again_at: datetime | None = None
    """When to call again, of ``not_reached`` and ``busy``; by itself soon."""
    refusal_reason_id: int | None = None
    note: str = ""
