"""Recordings read back."""

import gzip
import json
from pathlib import Path

import pytest

from callbridge.ami.replay import read_recording
from callbridge.kernel.errors import ConfigError

RECORDINGS = Path(__file__).parents[1] / "recordings"
RAW = b"Event: Newchannel\r\nTimestamp: 100.5\r\n\r\nEvent: VarSet\r\nA: b\r\n\r\n"
RAW += b"Event: Hangup\r\nTimestamp: 102.0\r\n\r\n"


def test_an_event_has_the_time_of_the_packet_that_ended_it() -> None:
    recording = read_recording(RECORDINGS / "s01_direct_answered.ami")
    times = {event.name: seconds for seconds, event in reversed(recording.events)}
    assert (times["Newchannel"], times["DialBegin"], times["Hangup"]) == (1.014, 1.017, 5.0271)
    assert recording.unparsed_bytes == 0


def test_a_packed_recording_is_read_like_any_other() -> None:
    recording = read_recording(RECORDINGS / "s18_burst.ami.gz")
    assert sum(event.name == "Hangup" for _, event in recording.events) == 400
    seconds = [at for at, _ in recording.events]
    assert seconds == sorted(seconds)


def test_without_packet_times_the_timestamps_count(tmp_path: Path) -> None:
    path = tmp_path / "call.ami.gz"
    path.write_bytes(gzip.compress(RAW))
    assert [(at, event.name) for at, event in read_recording(path).events] == [(0.0, "Newchannel"), (1.5, "Hangup")]
    assert len(read_recording(path, wanted=None).events) == 3


def test_what_cannot_be_read_is_measured(tmp_path: Path) -> None:
    path = tmp_path / "call.ami"
    path.write_bytes(b"garbage\r\n\r\n" + RAW + b"Event: Cut")
    assert read_recording(path).unparsed_bytes == len(b"garbage") + len(b"Event: Cut")


@pytest.mark.parametrize("chunks", [[[0, 5, 10]], [[0, 0, 10]], [[0, 0]], ["x"], 7, [[0, 0, 10], [1, 11, 3]]])
def test_packets_that_do_not_fit_the_file_are_refused(tmp_path: Path, chunks: object) -> None:
    path = tmp_path / "call.ami"
    path.write_bytes(RAW)
    path.with_suffix(".json").write_text(json.dumps({"chunks": chunks}), encoding="utf-8")
    with pytest.raises(ConfigError):
        read_recording(path)


def test_a_file_that_is_not_there_or_not_packed_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.ami.gz").write_bytes(b"no gzip")
    for name in ("nothing.ami", "x.ami.gz"):
        with pytest.raises(ConfigError):
            read_recording(tmp_path / name)
