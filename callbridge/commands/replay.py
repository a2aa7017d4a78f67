"""``callbridge replay``: plays recorded AMI streams through the tracker, or to a daemon, and lists what happened."""

import asyncio
import math
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import orjson

from callbridge.ami.recording import read_raw
from callbridge.ami.replay import LinkLost, Recording, Step, read_recording
from callbridge.ami.replay_server import ReplayServer
from callbridge.kernel.errors import ConfigError, OutsideUnavailable
from callbridge.kernel.ids import PbxName
from callbridge.telephony.ami_event import AmiEvent, PbxSnapshot
from callbridge.telephony.call_event import CallEvent
from callbridge.telephony.report import Reporter
from callbridge.telephony.topology import Topology
from callbridge.telephony.tracker import Tracker

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
"""Where a recording without a time of its own begins."""


class Pacer:
    """Waits until it is time, `speed` times faster than it happened."""

    def __init__(self, speed: float, *, monotonic: Callable[[], float], sleep: Callable[[float], object]) -> None:
        self._speed = speed
        self._monotonic = monotonic
        self._sleep = sleep
        self._began = monotonic()

    def begin(self) -> None:
        """Let a recording begin now."""
        self._began = self._monotonic()

    def wait(self, seconds: float) -> None:
        """Return when that many seconds of the recording are over."""
        left_s = self._began + seconds / self._speed - self._monotonic()
        if left_s > 0:
            self._sleep(left_s)


class _Follower:
    """A tracker with its reporter, fed with recordings of one PBX that follow each other."""

    def __init__(self, pbx: str, topology: Topology) -> None:
        self._tracker = Tracker(PbxName(pbx), topology)
        self._reporter = Reporter(topology)

    def lines(self, step: Step, at: datetime, *, as_json: bool) -> list[str]:
        """Return a line for each call event that follows."""
        told = self._feed(step, at)
        if as_json:
            return [orjson.dumps(self._reporter.to_json(event)).decode() for event in told]
        return [self._reporter.to_text(event) for event in told]

    def _feed(self, step: Step, at: datetime) -> list[CallEvent]:
        match step:
            case AmiEvent():
                return self._tracker.feed(step, at)
            case PbxSnapshot():
                return self._tracker.resync(step, at)
            case LinkLost():
                self._tracker.link_lost(at)
                return []


def replay(
    files: Sequence[Path],
    *,
    pbx: str,
    topology: Topology,
    as_json: bool,
    write: Callable[[str], object],
    pacer: Pacer | None = None,
) -> None:
    """Write one line for each call event of each file, in order; the parts of one capture are one PBX.

    Raises ConfigError when a file cannot be read, or, after everything was told, when something in it could not.
    """
    pacer = pacer or Pacer(math.inf, monotonic=time.monotonic, sleep=time.sleep)
    before: Recording | None = None
    follower = _Follower(pbx, topology)
    damages: list[str] = []
    for path in files:
        recording = read_recording(path)
        if before is None or not recording.continues(before):
            follower = _Follower(pbx, topology)
        before = recording
        began = recording.header.started_at or EPOCH
        pacer.begin()
        for seconds, step in recording.steps:
            pacer.wait(seconds)
            for line in follower.lines(step, began + timedelta(seconds=seconds), as_json=as_json):
                write(line)
        if recording.unparsed_bytes:
            damages.append(f"{path}: {recording.unparsed_bytes}")
    if damages:
        raise ConfigError("recording.damaged", mistakes=damages)


async def serve(
    files: Sequence[Path],
    *,
    port: int,
    speed: float = 1.0,
    tell: Callable[[str, int], object],
    stop: asyncio.Event | None = None,
) -> None:
    """Play files as a PBX on loopback until `stop`; `tell` gets a message's code and the port.

    Raises ConfigError, and OutsideUnavailable when the port is taken.
    """
    server = server_of(files, speed)
    try:
        await server.start(port)
    except OSError as error:
        raise OutsideUnavailable("replay.port", port=port, reason=error.strerror or str(error)) from error
    try:
        tell("replay.serving", server.port)
        await server.play()
        tell("replay.played", server.port)
        await (stop or asyncio.Event()).wait()
    finally:
        await server.stop()


def server_of(files: Sequence[Path], speed: float) -> ReplayServer:
    """Return the PBX of these recordings, not yet started. Raises ConfigError when one is none."""
    for path in files:
        read_recording(path)  # it is told before anybody connects
    return ReplayServer([read_raw(path) for path in files], speed=speed)


def speed_of(text: str) -> float:
    """Return ``10`` as 10.0 and ``max`` as infinity. Raises ValueError."""
    speed = math.inf if text == "max" else float(text)
    if not speed > 0:
        raise ValueError(f"not a speed: {text}")
    return speed
