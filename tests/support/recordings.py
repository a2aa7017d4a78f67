"""The recordings of tests/recordings: what Asterisk sent, and what truly happened."""

import gzip
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from callbridge.kernel.ids import PbxName
from callbridge.telephony.ami_event import AmiEvent
from callbridge.telephony.call_event import (
    CallAnswered,
    CallEnded,
    CallEvent,
    CallHeld,
    CallResumed,
    CallStarted,
    PhoneLeft,
    PhoneRang,
    PhoneStopped,
)
from callbridge.telephony.topology import Topology
from callbridge.telephony.tracker import TRACKED_EVENTS, Tracker

T = TypeVar("T")
FOLDER = Path(__file__).parent.parent / "recordings"
NAMES = sorted(path.stem for path in FOLDER.glob("*.json"))
ASTERISK_16 = "a16_"
"""Begins the name of what was recorded on Asterisk 16."""
EVERY_WAY = [name for name in NAMES if name.removeprefix(ASTERISK_16).startswith("t")]
"""Recorded by `tests.asterisk.record`: the truth names each customer's call under ``calls``."""
SINGLE_CALLS = [name for name in NAMES if name != "s18_burst" and name not in EVERY_WAY]
"""One call each."""
SMALL = SINGLE_CALLS + EVERY_WAY
"""All but the burst of 200 calls."""
START = datetime(2026, 1, 1, tzinfo=UTC)
PBX = PbxName("main")


@dataclass(frozen=True)
class Recording:
    """One recorded scenario."""

    truth: dict[str, Any]
    """Told by the phones, not by the AMI."""
    events: list[tuple[float, AmiEvent]] = field(repr=False)
    """Seconds since the scenario's start, and every event of whatever class."""

    @property
    def tracked(self) -> list[tuple[float, AmiEvent]]:
        """Return the events the tracker asks for."""
        return [(seconds, event) for seconds, event in self.events if event.name in TRACKED_EVENTS]


def instant(seconds: float) -> datetime:
    """Return the instant that many seconds after the scenario's start."""
    return START + timedelta(seconds=seconds)


@cache
def load(name: str) -> Recording:
    """Read a recording; responses are left out, list items are events too."""
    raw_path = FOLDER / f"{name}.ami"
    raw = raw_path.read_bytes() if raw_path.exists() else gzip.decompress((FOLDER / f"{name}.ami.gz").read_bytes())
    truth = json.loads((FOLDER / f"{name}.json").read_text())
    ends = [(offset + length, seconds) for seconds, offset, length in truth["chunks"]]
    events: list[tuple[float, AmiEvent]] = []
    end = chunk = 0
    for block in raw.split(b"\r\n\r\n"):
        end = min(end + len(block) + 4, len(raw))
        while chunk + 1 < len(ends) and ends[chunk][0] < end:
            chunk += 1
        headers: dict[str, str] = {}
        for line in block.decode().splitlines():
            header, colon, value = line.partition(":")
            if colon:
                headers.setdefault(header, value.strip())
        if "Event" in headers:
            events.append((ends[chunk][1], AmiEvent(headers["Event"], headers)))
    return Recording(truth, events)


def new_tracker() -> Tracker:
    """Return a tracker that knows nothing yet, of the PBX the recordings were made on."""
    return Tracker(PBX, Topology())


def follow(tracker: Tracker, events: list[tuple[float, AmiEvent]]) -> list[CallEvent]:
    """Feed timed events and return all that came out."""
    return [said for seconds, event in events for said in tracker.feed(event, instant(seconds))]


def replay(name: str) -> list[CallEvent]:
    """Follow a whole recording from its beginning."""
    return follow(new_tracker(), load(name).tracked)


def of_type(said: Sequence[CallEvent], kind: type[T]) -> list[T]:
    """Return the call events of one type, in order."""
    return [event for event in said if isinstance(event, kind)]


_OPENS: dict[type, str] = {PhoneRang: "ring", CallAnswered: "talk", CallHeld: "hold"}
_CLOSES: dict[type, str] = {PhoneStopped: "ring", PhoneLeft: "talk", CallResumed: "hold"}


def assert_coherent(said: list[CallEvent]) -> None:
    """Hold what must be true of any stream that has come to its end: each begins once and ends once, in its call."""
    live: set[str] = set()
    begun: dict[tuple[str, str], str] = {}
    for event in said:
        if isinstance(event, CallStarted):
            assert event.call_id not in live, f"started twice: {event}"
            live.add(event.call_id)
        assert event.call_id in live, f"outside its call: {event}"
        leg_id = getattr(event, "leg_id", "")
        if kind := _OPENS.get(type(event)):
            assert (kind, leg_id) not in begun, f"begun twice: {event}"
            begun[kind, leg_id] = event.call_id
        if kind := _CLOSES.get(type(event)):
            assert begun.pop((kind, leg_id), None) == event.call_id, f"ended without a beginning: {event}"
        if isinstance(event, CallEnded):
            assert event.call_id not in begun.values(), f"something goes on after the end: {event}"
            live.discard(event.call_id)
    assert (live, begun) == (set(), {})


def assert_forgotten(tracker: Tracker) -> None:
    """Hold that nothing is remembered of what has ended."""
    assert (tracker.live_channels, tracker.live_calls, len(tracker._board.bridges)) == (0, 0, 0)
