"""``callbridge replay``: plays recorded AMI streams through the tracker and lists what happened."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import orjson

from callbridge.ami.replay import read_recording
from callbridge.kernel.ids import PbxName
from callbridge.telephony.report import Reporter
from callbridge.telephony.topology import Topology
from callbridge.telephony.tracker import Tracker

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
"""Where a recording without a time of its own begins."""


def replay(
    files: Sequence[Path], *, pbx: str, topology: Topology, as_json: bool, write: Callable[[str], object]
) -> None:
    """Write one line for each call event of each file, in order; every file is a PBX of its own."""
    for path in files:
        tracker, reporter = Tracker(PbxName(pbx), topology), Reporter(topology)
        for seconds, event in read_recording(path).events:
            for told in tracker.feed(event, EPOCH + timedelta(seconds=seconds)):
                line = reporter.to_json(told)
                write(orjson.dumps(line).decode() if as_json else reporter.to_text(told))
