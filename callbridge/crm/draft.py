"""Drafts: what was typed and not saved yet."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from callbridge.kernel.ids import CallId

_OF_DEAL = re.compile(r"deal:\d+:(.+)")
MAX_DRAFT_BYTES = 64 * 1024
"""Of all values and dirty fields as JSON in UTF-8: far more than a person types into one card."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """One operator's unsaved card.

    `key` is the call id, ``manual:<uuid>`` for a card made by hand, ``deal:<id>`` or ``deal:<id>:<call id>`` for the
    contact of a deal.
    """

    key: str
    schema: int
    version: int
    """Grows by one with each accepted write; a write names the version it was based on."""
    saved_at: datetime
    values: dict[str, Any]
    """Field name → JSON value, as the form holds them; never validated, at most `MAX_DRAFT_BYTES`."""
    dirty_fields: tuple[str, ...] = ()


def call_of_draft(key: str) -> CallId:
    """Return the call that a draft is about; of one that is about none this is nobody's id."""
    of_deal = _OF_DEAL.fullmatch(key)
    return CallId(of_deal[1] if of_deal else key)
