"""A capture's parts: begun, closed and thrown away by size, number and age."""

import asyncio
import contextlib
import glob
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from callbridge.ami.anonymise import Anonymiser
from callbridge.ami.recording import Header, Mark, MarkKind, times_path
from callbridge.ami.recording_writer import RecordingWriter
from callbridge.kernel.clock import Clock

RING_PARTS = 12
"""A ring is thrown away in steps of a twelfth: an hour, by five minutes."""

_END = b"\r\n\r\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Retention:
    """When a new part begins and which old ones go; all None: one file that grows."""

    part_bytes: int | None = None
    keep: int | None = None
    """At most so many parts stay."""
    ring_seconds: float | None = None
    """Parts whose last byte is older go."""

    @property
    def has_parts(self) -> bool:
        """Say whether there is more than one file."""
        return (self.part_bytes, self.keep, self.ring_seconds) != (None, None, None)


class RecordingSeries:
    """Takes down one PBX's link (`LinkRecorder`); a failure to write is kept in `failure` and ends the writing."""

    def __init__(self, output: Path, retention: Retention, *, pbx: str, clock: Clock) -> None:
        """`output` is ``NAME.ami`` or ``NAME.ami.gz``; with parts they are ``NAME.0001.ami`` and so on."""
        self.failure: OSError | None = None
        self.failed = asyncio.Event()
        self.needs_lists = asyncio.Event()
        """A part has begun in the midst: it is worth more with the lists of what lives."""
        self.anonymiser: Anonymiser | None = None
        """Set before the link comes up, everybody gets another name before anything is written."""
        self._output = output
        self._retention = retention
        self._clock = clock
        self._header = Header(capture=secrets.token_hex(8), pbx=pbx)
        self._part = 0
        self._number = 0
        self._writer: RecordingWriter | None = None
        self._began = 0.0
        self._is_linked = False
        self._is_listing = False
        """Lists are not cut in two: a part that begins with half of them knows nothing."""

    @property
    def path(self) -> Path | None:
        """The part being written."""
        return self._writer.path if self._writer else None

    @property
    def size(self) -> int:
        """Bytes in the part being written."""
        return self._writer.size if self._writer else 0

    def open(self) -> None:
        """Begin the first part. Raises OSError, FileExistsError among them."""
        self._number = max((_number(path) for path in self._parts()), default=0)
        self._begin()

    def close(self) -> None:
        """End the last part."""
        writer, self._writer = self._writer, None
        if writer is not None:
            self._try(writer.close)

    def discard(self) -> None:
        """End the last part and throw it away: nothing was heard, and its name would be taken at the next try."""
        path = self.path
        self.close()
        if path is not None:
            path.unlink(missing_ok=True)
            times_path(path).unlink(missing_ok=True)

    def flush(self) -> None:
        """Let everything so far be readable."""
        if self._writer is not None:
            self._try(self._writer.flush)

    # --- what the link tells

    def asking(self) -> None:
        """Begin the lists."""
        self._is_linked = self._is_listing = True
        self.needs_lists.clear()
        self._mark(MarkKind.ASKING)

    def packet(self, data: bytes) -> None:
        """Write bytes, and begin a new part between two messages when it is time."""
        if self.anonymiser is not None:
            data = self.anonymiser.feed(data)
        cut = data.rfind(_END) + len(_END) if self._is_due(len(data)) else 0
        if cut >= len(_END):
            self._packet(data[:cut])
            self._try(self._turn)
            data = data[cut:]
        self._packet(data)

    def listed(self) -> None:
        """End the lists."""
        self._is_listing = False
        self._mark(MarkKind.LISTED)

    def lost(self, error: str) -> None:
        """Note the gap, once for each link that was up."""
        if self._is_linked:
            self._is_linked = self._is_listing = False
            if self.anonymiser is not None:
                self.anonymiser.reset()
            self._mark(MarkKind.LOST, error)

    # --- parts

    def _is_due(self, coming_bytes: int) -> bool:
        limit, ring_seconds = self._retention.part_bytes, self._retention.ring_seconds
        is_old = ring_seconds is not None and self._seconds() >= ring_seconds / RING_PARTS
        is_full = limit is not None and self.size + coming_bytes >= limit
        return (is_old or is_full) and not self._is_listing

    def _turn(self) -> None:
        if self._writer is not None:
            self._writer.close()
        self._begin()
        self.needs_lists.set()

    def _begin(self) -> None:
        self._part += 1
        self._number += 1
        path = _named(self._output, self._number) if self._retention.has_parts else self._output
        now = self._clock.now()
        header = Header(capture=self._header.capture, part=self._part, pbx=self._header.pbx, started_at=now)
        self._began = self._clock.monotonic()
        self._writer = RecordingWriter(path, header)
        self._throw_away(now)

    def _throw_away(self, now: datetime) -> None:
        """Remove old parts, also those of an earlier capture with the same output."""
        parts = sorted(self._parts(), key=_number)
        old, current = parts[:-1], parts[-1:]
        excess = len(old) + len(current) - self._retention.keep if self._retention.keep is not None else 0
        ring_seconds = self._retention.ring_seconds
        for index, path in enumerate(old):
            with contextlib.suppress(FileNotFoundError):
                is_old = ring_seconds is not None and now.timestamp() - path.stat().st_mtime > ring_seconds
                if index < excess or is_old:
                    path.unlink()
                    times_path(path).unlink(missing_ok=True)

    def _parts(self) -> list[Path]:
        if not self._retention.has_parts:
            return []
        stem, suffix = _split(self._output)
        pattern = f"{glob.escape(stem)}.*{suffix}"
        return [path for path in self._output.parent.glob(pattern) if _number(path)]

    # --- writing

    def _seconds(self) -> float:
        return max(0.0, self._clock.monotonic() - self._began)

    def _packet(self, data: bytes) -> None:
        if data and self._writer is not None:
            writer, seconds = self._writer, self._seconds()
            self._try(lambda: writer.packet(seconds, data))

    def _mark(self, kind: MarkKind, error: str = "") -> None:
        if self._writer is not None:
            writer, mark = self._writer, Mark(self._seconds(), kind, error)
            self._try(lambda: writer.mark(mark))

    def _try(self, write: Callable[[], None]) -> None:
        try:
            write()
        except OSError as error:
            # Half of a packet may stand there: nothing may follow it.
            writer, self._writer = self._writer, None
            self.failure = self.failure or error
            self.failed.set()
            if writer is not None:
                with contextlib.suppress(OSError):
                    writer.close()


def _split(output: Path) -> tuple[str, str]:
    suffix = ".ami.gz" if output.name.endswith(".ami.gz") else ".ami"
    return output.name.removesuffix(suffix), suffix


def _named(output: Path, number: int) -> Path:
    stem, suffix = _split(output)
    return output.with_name(f"{stem}.{number:04d}{suffix}")


def _number(path: Path) -> int:
    """Return the number in ``NAME.0001.ami``, 0 when there is none."""
    text = _split(path)[0].rpartition(".")[2]
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 9 else 0
