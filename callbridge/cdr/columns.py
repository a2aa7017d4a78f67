"""From a source's columns and values to CDR rows; what is not a row is left out and counted."""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from callbridge.kernel.errors import CdrRefused
from callbridge.telephony.cdr_row import CdrRow

_ALIASES: dict[str, tuple[str, ...]] = {
    "started_at": ("calldate", "start"),
    "answered_at": ("answer",),
    "ended_at": ("end",),
    "duration": ("duration",),
    "billsec": ("billsec",),
    "source": ("src",),
    "destination": ("dst",),
    "did": ("did",),
    "caller_id": ("clid",),
    "channel": ("channel",),
    "other_channel": ("dstchannel",),
    "application": ("lastapp",),
    "data": ("lastdata",),
    "disposition": ("disposition",),
    "unique_id": ("uniqueid",),
    "linked_id": ("linkedid",),
    "sequence": ("sequence",),
}
"""Our fields by the names of Asterisk's drivers: ``calldate`` in tables, ``start`` in files and custom tables."""
_OPTIONAL = frozenset({"answered_at", "ended_at", "did", "caller_id", "linked_id", "sequence"})
TEXT_LIMIT = 512
"""Characters of a value that are kept."""
LONGEST_CALL_S = 7 * 24 * 3600


@dataclass(frozen=True, slots=True)
class Columns:
    """Which column of a source holds what."""

    names: Mapping[str, str]
    """By our field, the source's own name."""
    zone: ZoneInfo

    @property
    def has_links(self) -> bool:
        """Say whether the Linkedid is told: without it the rows of one call are guessed by their channels."""
        return "linked_id" in self.names


def find_columns(present: Sequence[str], zone: ZoneInfo) -> Columns:
    """Find ours among the columns that are there; raises CdrRefused naming all that are missing."""
    known = {name.lower(): name for name in present}
    names = {
        field: next(known[alias] for alias in aliases if alias in known)
        for field, aliases in _ALIASES.items()
        if any(alias in known for alias in aliases)
    }
    missing = [aliases[0] for field, aliases in _ALIASES.items() if field not in names and field not in _OPTIONAL]
    if missing:
        raise CdrRefused("cdr.columns_missing", columns=", ".join(missing))
    return Columns(names, zone)


def read_rows(columns: Columns, values: Iterable[Mapping[str, Any]]) -> list[CdrRow]:
    """Return the rows that can be read, each from a mapping of our fields to the source's values."""
    found = (_row(columns.zone, each) for each in values)
    return [row for row in found if row is not None]


async def read_page(columns: Columns, page: Sequence[Sequence[Any]]) -> list[CdrRow]:
    """Return a page's rows, whose values stand in the order of the columns; on a thread, so that the loop goes on."""
    return await asyncio.to_thread(
        lambda: read_rows(columns, [dict(zip(columns.names, values, strict=True)) for values in page])
    )


def _row(zone: ZoneInfo, value: Mapping[str, Any]) -> CdrRow | None:
    text = {field: _text(value.get(field)) for field in _ALIASES}
    seconds = _seconds(text["duration"])
    started_at = instant(value.get("started_at"), zone, text["unique_id"])
    if started_at is None or seconds is None or not text["unique_id"] or not text["channel"]:
        return None
    billed = min(_seconds(text["billsec"]) or 0, seconds)
    is_answered = text["disposition"].upper() == "ANSWERED"
    ended_at = started_at + timedelta(seconds=seconds)
    answered_at = instant(value.get("answered_at"), zone, text["unique_id"])
    if answered_at is None and (is_answered or billed):
        answered_at = ended_at - timedelta(seconds=billed)
    return CdrRow(
        unique_id=text["unique_id"],
        linked_id=text["linked_id"],
        sequence=int(text["sequence"]) if text["sequence"].isdecimal() and len(text["sequence"]) < 16 else 0,
        started_at=started_at,
        answered_at=min(max(answered_at, started_at), ended_at) if answered_at else None,
        ended_at=ended_at,
        source=text["source"],
        destination=text["destination"],
        did=text["did"],
        caller_id=text["caller_id"],
        channel=text["channel"],
        other_channel=text["other_channel"],
        application=text["application"],
        data=text["data"],
        disposition=text["disposition"].upper(),
    )


def _text(value: object) -> str:
    return "" if value is None else str(value)[:TEXT_LIMIT].replace("\0", "\ufffd").strip()


def _seconds(text: str) -> int | None:
    whole = text.partition(".")[0]
    seconds = int(whole) if whole.isascii() and whole.isdigit() and len(whole) < 9 else None
    return seconds if seconds is not None and seconds <= LONGEST_CALL_S else None


def instant(value: object, zone: ZoneInfo, unique_id: str = "") -> datetime | None:
    """Return the UTC instant of a driver's value or text in `zone`; None when it is none.

    Asterisk writes local time without an offset. In the hour that comes twice in autumn the Uniqueid, which begins
    with the second of the channel's birth, tells which of the two it was.
    """
    at = value if isinstance(value, datetime) else _parsed(_text(value))
    if at is None or not 1990 < at.year < 2200:
        return None
    if at.tzinfo is not None:
        return at.astimezone(UTC)
    first, second = (at.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1))
    head = unique_id.rpartition("-")[2].partition(".")[0]
    if first == second or not (head.isascii() and head.isdigit() and len(head) < 12):
        return first
    born_at = int(head)
    return min((first, second), key=lambda each: abs(each.timestamp() - born_at))


def _parsed(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None
