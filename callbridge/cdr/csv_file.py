"""``Master.csv`` of ``cdr_csv``, or of ``cdr_custom`` with the same columns: read from its end, with its rotated parts.

Asterisk adds whole lines while we read. Anything may stand in the file: a record that cannot be read costs itself only.
"""

import asyncio
import csv
import threading
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from callbridge.cdr.columns import Columns, instant, read_rows
from callbridge.cdr.limits import MAX_ROWS, in_time
from callbridge.kernel.errors import CdrRefused, CdrUnavailable
from callbridge.kernel.system_words import system_words
from callbridge.telephony.cdr_row import CdrRow

_FIELDS = (
    "account",
    "source",
    "destination",
    "context",
    "caller_id",
    "channel",
    "other_channel",
    "application",
    "data",
    "started_at",
    "answered_at",
    "ended_at",
    "duration",
    "billsec",
    "disposition",
    "ama_flags",
    "unique_id",  # loguniqueid
    "user_field",  # loguserfield
    "peer_account",  # newcdrcolumns, with the two below
    "linked_id",
    "sequence",
)
"""The order of `cdr/cdr_csv.c`; the switches of cdr.conf's ``[csv]`` add the last ones."""
_LEAST = _FIELDS.index("unique_id") + 1
_LINK = _FIELDS.index("linked_id")
BLOCK_BYTES = 256 * 1024
MAX_BYTES = 64 * 1024 * 1024
"""How far back one asking reads: about 300,000 records."""
MAX_RECORD_BYTES = 32 * 1024
MAX_RECORD_LINES = 5
"""A record's values may hold line ends; more than this is a quotation mark that was never closed."""
MAX_PARTS = 8
WRITTEN_LATE = timedelta(hours=6)
"""A record is written at its call's end: what began in the window may stand this far behind what began after it."""


class CsvSource:
    """`CdrSource` of app/ports.py."""

    def __init__(self, address: str, table: str, zone: ZoneInfo) -> None:  # noqa: ARG002 - as the other sources
        self._path = Path(address.removeprefix("csv://"))
        self._zone = zone

    async def rows(self, since: datetime, until: datetime) -> Sequence[CdrRow]:
        """Return the rows that began in the window."""
        is_given_up = threading.Event()
        try:
            async with in_time():
                return await asyncio.to_thread(self._read, since, until, is_given_up)
        except OSError as error:
            raise self._fault(error) from error
        finally:
            is_given_up.set()

    async def columns(self) -> Columns:
        """Return the columns that the newest record has; raises CdrRefused when the Uniqueid is not among them."""
        try:
            async with in_time():
                width = await asyncio.to_thread(self._width)
        except OSError as error:
            raise self._fault(error) from error
        if width is not None and width < _LEAST:
            raise CdrRefused("cdr.columns_missing", columns="uniqueid")
        names = _FIELDS if width is None else _FIELDS[:width]
        return Columns({name: name for name in names}, self._zone)

    def _width(self) -> int | None:
        """Return how many columns the newest record has, None when there is none."""
        for block in _blocks(self._path, threading.Event()):
            for fields in reversed(list(_records(block))):
                return len(fields)
        return None

    def _read(self, since: datetime, until: datetime, is_given_up: threading.Event) -> list[CdrRow]:
        found: list[CdrRow] = []
        too_narrow = 0
        for path in self._parts(since):
            for block in _blocks(path, is_given_up):
                records = list(_records(block))
                too_narrow += sum(len(each) < _LEAST for each in records)
                rows = read_rows(Columns({}, self._zone), [dict(zip(_FIELDS, each, strict=False)) for each in records])
                found += [row for row in rows if since <= row.started_at <= until]
                if len(found) >= MAX_ROWS or (rows and max(row.ended_at for row in rows) < since - WRITTEN_LATE):
                    break
        if not found and too_narrow:
            raise CdrRefused("cdr.columns_missing", columns="uniqueid")
        return sorted(found, key=lambda row: row.order)[-MAX_ROWS:]

    def _parts(self, since: datetime) -> list[Path]:
        """Return the file and its rotated parts that may hold the window, newest first."""
        self._path.stat()  # that it is not there is worth an error; a part that went away meanwhile is not
        beside = [*self._path.parent.glob(f"{self._path.name}.*"), *self._path.parent.glob(f"{self._path.name}-*")]
        older = [(each.stat().st_mtime, each) for each in beside if each.suffix not in (".gz", ".xz", ".bz2")]
        recent = sorted((each for each in older if each[0] >= since.timestamp()), reverse=True)
        return [self._path, *(path for _, path in recent[:MAX_PARTS])]

    def _fault(self, error: OSError) -> CdrRefused | CdrUnavailable:
        reason = system_words(error)
        if isinstance(error, FileNotFoundError | PermissionError | IsADirectoryError):
            return CdrRefused("cdr.unreadable", path=str(self._path), reason=reason)
        return CdrUnavailable("cdr.unavailable", reason=reason)


def _blocks(path: Path, is_given_up: threading.Event) -> Iterator[bytes]:
    """Yield the file's whole lines in blocks, from its end; a last line without an end is still being written."""
    with path.open("rb") as file:
        position = file.seek(0, 2)
        lowest = max(0, position - MAX_BYTES)
        rest = b""
        is_last = True
        while position > lowest and not is_given_up.is_set():
            begin = max(lowest, position - BLOCK_BYTES)
            file.seek(begin)
            data = file.read(position - begin) + rest
            position = begin
            if is_last:
                data = data[: data.rfind(b"\n") + 1]
                is_last = False
            # A record may begin in the block before: its lines are left to that one.
            cut = data.find(b"\n") + 1 if begin > 0 else 0
            rest = data[:cut] if cut <= MAX_RECORD_BYTES else b""
            yield data[cut:]


def _records(block: bytes) -> Iterator[list[str]]:
    """Yield the records of whole lines; after one that cannot be read the next line begins anew."""
    lines = block.decode("utf-8", "replace").replace("\0", "\ufffd").split("\n")
    number = 0
    while number < len(lines):
        for count in range(1, MAX_RECORD_LINES + 1):
            text = "\n".join(lines[number : number + count])
            if text.count('"') % 2 == 0 or len(text) > MAX_RECORD_BYTES:
                break
        fields = _fields(text)
        if fields is not None:
            yield fields
        number += count if fields is not None else 1


def _fields(text: str) -> list[str] | None:
    if not text or len(text) > MAX_RECORD_BYTES:
        return None
    try:
        (fields,) = csv.reader([text.rstrip("\r")], strict=True)
    except (csv.Error, ValueError):
        return None
    began = _FIELDS.index("started_at")
    is_record = len(_FIELDS) >= len(fields) > began and instant(fields[began], ZoneInfo("UTC")) is not None
    return fields if is_record else None
