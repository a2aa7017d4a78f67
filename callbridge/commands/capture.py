"""``callbridge capture``: records what a PBX says, beside a daemon that runs, for a report that is itself a test."""

import asyncio
import re
import signal
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from callbridge.ami.anonymise import Anonymiser
from callbridge.ami.capture import Capture, write_failure
from callbridge.ami.recording_series import RecordingSeries, Retention
from callbridge.clock import SystemClock
from callbridge.config import Config, PbxConfig
from callbridge.kernel.errors import ConfigError
from callbridge.kernel.text import say
from callbridge.telephony.topology import Topology

_MEGABYTE = 1_000_000
RING_PART_MB = 50
RING_KEEP = 24
"""A ring is bounded in size too: parts of 50 MB, 24 of them, are 1.2 GB at the most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What is asked for on the command line."""

    pbx: str = ""
    output: Path
    rotate_mb: int | None = None
    keep: int | None = None
    ring_minutes: int | None = None
    anonymise: bool = False

    def retention(self) -> Retention:
        """Return when parts begin and go; a ring has bounds of its own where none are given."""
        is_ring = self.ring_minutes is not None
        megabytes = self.rotate_mb or (RING_PART_MB if is_ring or self.keep else None)
        return Retention(
            part_bytes=megabytes * _MEGABYTE if megabytes else None,
            keep=self.keep or (RING_KEEP if is_ring else None),
            ring_seconds=self.ring_minutes * 60.0 if self.ring_minutes is not None else None,
        )


async def run(config: Config, order: Order, *, language: str, tell: Callable[[str], object]) -> None:
    """Record until SIGTERM or Ctrl+C. Raises ConfigError, AmiRefused, AmiUnavailable, OutsideUnavailable."""
    pbx = choose(config.pbx, order.pbx)
    clock = SystemClock()
    series = RecordingSeries(order.output, order.retention(), pbx="pbx" if order.anonymise else pbx.name, clock=clock)
    if order.anonymise:
        topology = Topology(internal=re.compile(pbx.internal), trunks=frozenset(pbx.trunks))
        series.anonymiser = Anonymiser(topology)
    capture = Capture(
        pbx, series, clock=clock, notice=lambda code: tell(say(code, language, pbx=pbx.name, path=order.output))
    )
    try:
        series.open()
    except OSError as error:
        raise write_failure(error) from error
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, capture.stop)
    try:
        await capture.run()
    finally:
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.remove_signal_handler(number)


def choose(pbxes: tuple[PbxConfig, ...], name: str) -> PbxConfig:
    """Return the PBX of that name, or the only one. Raises ConfigError that lists the names."""
    named = [pbx for pbx in pbxes if name in ("", pbx.name)]
    if len(named) != 1:
        raise ConfigError("capture.which_pbx", pbx=name, names=", ".join(pbx.name for pbx in pbxes))
    return named[0]
