"""Recordings of an AMI socket read back: ``NAME.ami`` (or ``.ami.gz``), with its packets' times in ``NAME.json``."""

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from callbridge.ami.framing import Framer
from callbridge.ami.subscription import TRACKED_EVENTS
from callbridge.kernel.errors import ConfigError
from callbridge.telephony.ami_event import AmiEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class Recording:
    """What was heard, oldest first, each with the seconds since the recording's start."""

    events: tuple[tuple[float, AmiEvent], ...]
    unparsed_bytes: int
    """How much of the file could not be read as AMI, a cut end included."""


def read_recording(path: Path, wanted: frozenset[str] | None = TRACKED_EVENTS) -> Recording:
    """Read a recording; without packet times an event's own ``Timestamp`` counts, and without that the one before it.

    Raises ConfigError when the file cannot be read or its packets do not fit it.
    """
    try:
        packed = path.read_bytes()
        raw = gzip.decompress(packed) if path.suffix == ".gz" else packed
        chunks = _chunks(path, len(raw))
    except (OSError, EOFError, ValueError, LookupError, TypeError, AttributeError) as error:
        raise ConfigError(mistakes=[f"{path}: {error}"]) from error
    framer = Framer(wanted)
    events = tuple(_timed(framer, raw, chunks) if chunks else _stamped(framer, raw))
    return Recording(events=events, unparsed_bytes=framer.unparsed_bytes + framer.pending_bytes)


def _chunks(path: Path, size: int) -> list[tuple[float, int, int]]:
    name = path.name.removesuffix(".gz").removesuffix(".ami")
    truth = path.with_name(f"{name}.json")
    if not truth.is_file():
        return []
    listed = json.loads(truth.read_text(encoding="utf-8")).get("chunks", [])
    chunks = [(float(seconds), int(offset), int(length)) for seconds, offset, length in listed]
    end = 0
    for _, offset, length in chunks:
        if offset != end:
            raise ValueError(f"{truth.name}: a packet begins at {offset}, the one before ends at {end}")
        end += length
    if chunks and end != size:
        raise ValueError(f"{truth.name}: packets of {end} bytes for a file of {size}")
    return chunks


def _timed(framer: Framer, raw: bytes, chunks: list[tuple[float, int, int]]) -> Iterator[tuple[float, AmiEvent]]:
    for seconds, offset, length in chunks:
        for message in framer.feed(raw[offset : offset + length]):
            if isinstance(message, AmiEvent):
                yield seconds, message


def _stamped(framer: Framer, raw: bytes) -> Iterator[tuple[float, AmiEvent]]:
    first: float | None = None
    latest = 0.0
    for message in framer.feed(raw):
        if not isinstance(message, AmiEvent):
            continue
        stamp = _seconds(message.get("Timestamp"))
        if stamp is not None:
            first = stamp if first is None else first
            latest = max(latest, stamp - first)
        yield latest, message


def _seconds(stamp: str) -> float | None:
    try:
        return float(stamp)
    except ValueError:
        return None
