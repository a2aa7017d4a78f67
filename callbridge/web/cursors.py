"""Where a page of a list begins: text that `next` gives and ``before`` takes."""

from datetime import UTC, datetime
from typing import Annotated

from fastapi import Path, Query

from callbridge.kernel.errors import InvalidInput
from callbridge.web.codec import MAX_INTEGER

Limit = Annotated[int, Query(ge=1, le=200)]
Before = Annotated[str, Query(max_length=80)]
Id = Annotated[int, Path(ge=1, le=MAX_INTEGER)]
OptionalId = Annotated[int | None, Query(ge=1, le=MAX_INTEGER)]
Text = Annotated[str, Query(max_length=200)]
CallKey = Annotated[str, Path(min_length=1, max_length=200)]
KindKey = Annotated[str, Path(min_length=1, max_length=40)]
"""The id of a kind of record."""


def instant(text: str) -> datetime | None:
    """Return the instant of a cursor, None of ``""``; raises InvalidInput."""
    if not text:
        return None
    try:
        at = datetime.fromisoformat(text)
        in_utc = at.astimezone(UTC)
    except (ValueError, OverflowError):
        raise InvalidInput({"before": "wrong_type"}) from None
    if at.tzinfo is None:
        raise InvalidInput({"before": "no_offset"})
    return in_utc


def write(at: datetime) -> str:
    """Return the cursor of an instant; ``Z`` needs no escape in an address, ``+00:00`` would."""
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")


def instant_and_id(text: str) -> tuple[datetime, int] | None:
    """Return what `write_with_id` wrote, None of ``""``; raises InvalidInput."""
    at_text, _, id_text = text.partition("~")
    at = instant(at_text)
    if at is None:
        return None
    if not (id_text.isascii() and id_text.isdigit() and int(id_text) <= MAX_INTEGER):
        raise InvalidInput({"before": "wrong_type"})
    return at, int(id_text)


def write_with_id(at: datetime, row_id: int) -> str:
    """Return the cursor of a row among others of the same instant."""
    return f"{write(at)}~{row_id}"
