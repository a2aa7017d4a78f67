"""A recorded AMI stream as it lies on disk: packets with their times, and what happened to the link.

``NAME.ami`` (or ``NAME.ami.gz``) holds the bytes. The times stand beside it, in one of two files:

- ``NAME.times``, which ``callbridge capture`` appends to: a line of JSON each, first the :class:`Header`, then
  ``[seconds, length]`` for a packet and ``{"at": seconds, "mark": kind, "error": code}`` for a :class:`Mark`;
- ``NAME.json`` with ``chunks``, a list of ``[seconds, offset, length]`` (tests/recordings/README.md).

Without either every message is a packet of its own, at its own ``Timestamp``.
"""

import json
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, Protocol

from callbridge.kernel.errors import ConfigError

FORMAT = 1
MAX_BYTES = 1 << 30
"""A larger file is not read: whoever sends one may send a gzip bomb."""

_END = b"\r\n\r\n"
_STAMP = re.compile(rb"\r\nTimestamp: (\d{1,12}(?:\.\d{1,9})?)(?:\r\n|\Z)")
_FAULTS = (OSError, EOFError, ValueError, LookupError, TypeError, AttributeError, zlib.error)


class MarkKind(StrEnum):
    """What a capture notes between the packets."""

    ASKING = "asking"
    """The lists of what lives now are being asked for: after a login, and at the start of each part."""
    LISTED = "listed"
    """The lists are whole."""
    LOST = "lost"
    """The link is down: what happened from here to the next ASKING was not heard."""


@dataclass(frozen=True, slots=True)
class Packet:
    """What one read of the socket brought, `seconds` after the recording's start."""

    seconds: float
    data: bytes


@dataclass(frozen=True, slots=True)
class Mark:
    """A note of the capture; `error` is the code that tells why the link was lost."""

    seconds: float
    kind: MarkKind
    error: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """What a capture knows of itself; the parts of one have the same `capture` and are counted by `part`."""

    capture: str = ""
    """``""``: not made by ``callbridge capture``."""
    part: int = 1
    pbx: str = ""
    started_at: datetime | None = None

    def follows(self, before: "Header") -> bool:
        """Tell whether this is the next part of the same capture."""
        return bool(self.capture) and (self.capture, self.part) == (before.capture, before.part + 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class RawRecording:
    """A recording as it was written."""

    header: Header
    entries: tuple[Packet | Mark, ...]
    missing_bytes: int = 0
    """How much the times speak of that the file does not hold."""

    @property
    def size(self) -> int:
        """How many bytes are there."""
        return sum(len(entry.data) for entry in self.entries if isinstance(entry, Packet))


class LinkRecorder(Protocol):
    """Takes down what a link brings (``callbridge capture``); must not raise."""

    def asking(self) -> None:
        """A login was accepted, the lists of what lives are asked for."""
        ...

    def packet(self, data: bytes) -> None:
        """Bytes came, after a login."""
        ...

    def listed(self) -> None:
        """The lists are whole."""
        ...

    def lost(self, error: str) -> None:
        """The link ended, or never came up."""
        ...


def times_path(path: Path) -> Path:
    """Return where the times of a recording stand."""
    return path.with_name(_stem(path) + ".times")


def read_raw(path: Path) -> RawRecording:
    """Read a recording. Raises ConfigError (``recording.unreadable``) when it cannot be read or does not fit its times.

    A file that ends too early is no error: what it lacks is counted.
    """
    try:
        data, is_cut = _bytes(path)
        times, truth = times_path(path), path.with_name(_stem(path) + ".json")
        if times != path and times.is_file():
            return _with_times(data, times)
        if truth != path and truth.is_file() and (chunks := _chunks(truth, len(data))):
            packets = (Packet(seconds, data[offset : offset + length]) for seconds, offset, length in chunks)
            return RawRecording(header=Header(), entries=tuple(packets))
        return RawRecording(header=Header(), entries=tuple(_stamped(data)), missing_bytes=1 if is_cut else 0)
    except _FAULTS as error:
        raise ConfigError("recording.unreadable", mistakes=[f"{path}: {error}"]) from error


def _stem(path: Path) -> str:
    return path.name.removesuffix(".gz").removesuffix(".ami")


def _bytes(path: Path) -> tuple[bytes, bool]:
    """Return the bytes, unpacked, and whether the packing ends too early (a capture was killed)."""
    if path.stat().st_size > MAX_BYTES:
        raise ValueError(f"more than {MAX_BYTES} bytes")
    packed = path.read_bytes()
    if path.suffix != ".gz":
        return packed, False
    parts: list[bytes] = []
    left = MAX_BYTES
    while packed:
        member = zlib.decompressobj(wbits=31)
        parts.append(member.decompress(packed, left))
        left -= len(parts[-1])
        if left <= 0 or member.unconsumed_tail:
            raise ValueError(f"more than {MAX_BYTES} bytes")
        if not member.eof:
            return b"".join(parts), True
        packed = member.unused_data
    return b"".join(parts), False


def _with_times(data: bytes, times: Path) -> RawRecording:
    # Split at line ends only, and the last line may be torn: whoever wrote it may have been killed.
    first, *lines = times.read_text(encoding="utf-8").split("\n")[:-1] or [""]
    header = _header(json.loads(first))
    entries: list[Packet | Mark] = []
    at, seconds, missing = 0, 0.0, 0
    for line in lines:
        entry = json.loads(line)
        if isinstance(entry, dict):
            seconds = _seconds(entry["at"])
            entries.append(Mark(seconds, MarkKind(entry["mark"]), str(entry.get("error", ""))))
            continue
        seconds, length = _seconds(entry[0]), int(entry[1])
        if length < 0:
            raise ValueError(f"{times.name}: a packet of {length} bytes")
        part = data[at : at + length]
        at, missing = at + length, missing + length - len(part)
        if part:
            entries.append(Packet(seconds, part))
    if data[at:]:
        entries.append(Packet(seconds, data[at:]))  # written, but its time was not any more
    return RawRecording(header=header, entries=tuple(entries), missing_bytes=missing)


def _header(told: dict[str, Any]) -> Header:
    if told["format"] != FORMAT:
        raise ValueError(f"a recording of format {told['format']}, not {FORMAT}")
    started_at = datetime.fromisoformat(told["started_at"]) if told["started_at"] else None
    if started_at is not None and started_at.tzinfo is None:
        raise ValueError("started_at has no time zone")
    return Header(capture=str(told["capture"]), part=int(told["part"]), pbx=str(told["pbx"]), started_at=started_at)


def _seconds(value: object) -> float:
    seconds = float(str(value))
    if not 0 <= seconds < 1e9:
        raise ValueError(f"a time of {value} seconds")
    return seconds


def _chunks(truth: Path, size: int) -> list[tuple[float, int, int]]:
    listed = json.loads(truth.read_text(encoding="utf-8")).get("chunks", [])
    chunks = [(_seconds(seconds), int(offset), int(length)) for seconds, offset, length in listed]
    end = 0
    for _, offset, length in chunks:
        if offset != end:
            raise ValueError(f"{truth.name}: a packet begins at {offset}, the one before ends at {end}")
        end += length
    if chunks and end != size:
        raise ValueError(f"{truth.name}: packets of {end} bytes for a file of {size}")
    return chunks


def _stamped(data: bytes) -> Iterator[Packet]:
    """Yield each message at its own ``Timestamp``, or at the latest before it."""
    first: float | None = None
    latest = 0.0
    *messages, rest = data.split(_END)
    for message in messages:
        if stamp := _STAMP.search(message):
            seconds = float(stamp[1])
            first = seconds if first is None else first
            latest = max(latest, seconds - first)
        yield Packet(latest, message + _END)
    if rest:
        yield Packet(latest, rest)
