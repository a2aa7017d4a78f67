"""What one route takes and answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

KEY, VERSION = ("Idempotency-Key",), ("If-Match",)
TABLES = ("text/csv", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """The shapes of one route."""

    answer: Any = None
    """What is answered in JSON; None: nothing, or `kinds` that are no JSON."""
    statuses: tuple[int, ...] = (200,)
    body: Any = None
    is_object: bool = False
    """The body is a JSON object whose fields the kind of record says."""
    is_form: bool = False
    is_file: bool = False
    """The body is a file as it is."""
    is_page: bool = False
    """Answers a person with HTML, also when it refuses."""
    headers: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    unwell: Mapping[str, Any] | None = None
    """What a 503 is when it is no refusal."""


FORM: Mapping[str, Any] = {
    "type": "object",
    "properties": {
        name: {"type": "string"}
        for name in ("name", "phone", "email", "organization", "message", "consent", "page_url", "website")
    },
}


NOTHING = Operation(statuses=(204,))
MADE = (200, 201)
