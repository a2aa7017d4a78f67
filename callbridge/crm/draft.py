"""Drafts: what was typed and not saved yet (DESK.md §4)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

MAX_DRAFT_BYTES = 64 * 1024
"""Of all values and dirty fields as JSON in UTF-8: far more than a person types into one card."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """One operator's unsaved card. `key` is the call id, or ``manual:<uuid>`` for a card made by hand."""

    key: str
    schema: int
    version: int
    """Grows by one with each accepted write; a write names the version it was based on."""
    saved_at: datetime
    values: dict[str, Any]
    """Field name → JSON value, as the form holds them; never validated, at most `MAX_DRAFT_BYTES`."""
    dirty_fields: tuple[str, ...] = ()
