"""Recordings of an AMI socket read back as what the tracker is fed: events, lists of what lives, lost links."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from callbridge.ami.framing import Framer
from callbridge.ami.recording import Header, Mark, MarkKind, Packet, RawRecording, read_raw
from callbridge.ami.snapshot import as_channel
from callbridge.ami.subscription import TRACKED_EVENTS
from callbridge.kernel.errors import ConfigError
from callbridge.telephony.ami_event import AmiEvent, PbxSnapshot

_BRIDGES = frozenset({"BridgeListItem"})
_QUEUES = frozenset({"QueueParams", "QueueMember", "QueueEntry"})
_CHANNELS = frozenset({"CoreShowChannel", "Status"})


@dataclass(frozen=True, slots=True)
class LinkLost:
    """The capture's link went down here; `error` is the code of the cause."""

    error: str = ""


Step = AmiEvent | PbxSnapshot | LinkLost


@dataclass(frozen=True, slots=True, kw_only=True)
class Recording:
    """What was heard, oldest first, each with the seconds since the recording's start."""

    steps: tuple[tuple[float, Step], ...]
    unparsed_bytes: int
    """How much of the file could not be read as AMI, or is missing; a cut end included, save that of a cut link."""
    header: Header

    @property
    def events(self) -> tuple[tuple[float, AmiEvent], ...]:
        """The events alone, without those that came while lists were being answered."""
        return tuple((seconds, step) for seconds, step in self.steps if isinstance(step, AmiEvent))

    def continues(self, before: "Recording") -> bool:
        """Tell whether this is the next part of the same capture."""
        return self.header.follows(before.header)


def read_recording(path: Path, wanted: frozenset[str] | None = TRACKED_EVENTS) -> Recording:
    """Read a recording; without packet times an event's own ``Timestamp`` counts, and without that the one before it.

    Raises ConfigError when the file cannot be read, its packets do not fit it, or no AMI is in it.
    """
    raw = read_raw(path)
    reader = _Reader(wanted, is_cut_expected=bool(raw.header.capture))
    steps = tuple(reader.read(raw.entries))
    if not steps and not _has_ami(raw):
        raise ConfigError("recording.foreign", path=str(path))
    return Recording(steps=steps, unparsed_bytes=reader.unparsed_bytes + raw.missing_bytes, header=raw.header)


def _has_ami(raw: RawRecording) -> bool:
    """Tell whether any message is whole; the part of a capture that was begun last may be empty."""
    is_empty_part = bool(raw.header.capture) and raw.size == 0
    framer = Framer()
    return is_empty_part or any(framer.feed(entry.data) for entry in raw.entries if isinstance(entry, Packet))


def read_steps(entries: Iterable[Packet | Mark]) -> Iterator[tuple[float, Step]]:
    """Yield what packets and marks mean, all events among them."""
    return _Reader(None, is_cut_expected=True).read(entries)


class _Reader:
    def __init__(self, wanted: frozenset[str] | None, *, is_cut_expected: bool) -> None:
        self.unparsed_bytes = 0
        self._wanted = wanted
        self._is_cut_expected = is_cut_expected
        self._framer = Framer(wanted)
        self._lists: _Lists | None = None

    def read(self, entries: Iterable[Packet | Mark]) -> Iterator[tuple[float, Step]]:
        for entry in entries:
            if isinstance(entry, Mark):
                yield from ((entry.seconds, step) for step in self._note(entry))
                continue
            for message in self._framer.feed(entry.data):
                if not isinstance(message, AmiEvent):
                    continue
                if self._lists is None:
                    yield entry.seconds, message
                else:
                    self._lists.take(message)
        self._end_link()

    def _note(self, mark: Mark) -> Iterator[Step]:
        if mark.kind is MarkKind.ASKING:
            self._lists = _Lists(self._wanted)
        elif mark.kind is MarkKind.LISTED and self._lists is not None:
            lists, self._lists = self._lists, None
            yield lists.snapshot()
        elif mark.kind is MarkKind.LOST:
            self._end_link()
            yield LinkLost(mark.error)

    def _end_link(self) -> None:
        self.unparsed_bytes += self._framer.unparsed_bytes
        if not self._is_cut_expected:
            self.unparsed_bytes += self._framer.pending_bytes
        self._framer = Framer(self._wanted)
        self._lists = None


class _Lists:
    """The answers to a capture's questions, and the events that came between them."""

    def __init__(self, wanted: frozenset[str] | None) -> None:
        self._wanted = wanted
        self._channels: list[AmiEvent] = []
        self._bridges: list[AmiEvent] = []
        self._queues: list[AmiEvent] = []
        self._live: list[AmiEvent] = []

    def take(self, event: AmiEvent) -> None:
        """Take an item of a list, or what happened meanwhile, which alone has a Privilege."""
        if "ActionID" not in event.headers or "Privilege" in event.headers:
            if self._wanted is None or event.name in self._wanted:
                self._live.append(event)
        elif event.name in _CHANNELS:
            self._channels.append(as_channel(event))
        elif event.name in _BRIDGES:
            self._bridges.append(event)
        elif event.name in _QUEUES:
            self._queues.append(event)

    def snapshot(self) -> PbxSnapshot:
        return PbxSnapshot(
            channels=tuple(self._channels),
            bridges=tuple(self._bridges),
            queues=tuple(self._queues),
            live=tuple(self._live),
        )
