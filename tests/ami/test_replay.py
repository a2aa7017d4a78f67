"""Recordings read back."""

import gzip
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from callbridge.ami.recording import Header, Mark, MarkKind, Packet
from callbridge.ami.recording_writer import RecordingWriter
from callbridge.ami.replay import LinkLost, read_recording
from callbridge.kernel.errors import ConfigError
from callbridge.telephony.ami_event import AmiEvent, PbxSnapshot

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


def capture(path: Path, *entries: Packet | Mark, part: int = 1) -> Path:
    header = Header(capture="c1", part=part, pbx="msk", started_at=datetime(2026, 11, 23, tzinfo=UTC))
    writer = RecordingWriter(path, header)
    for entry in entries:
        if isinstance(entry, Mark):
            writer.mark(entry)
        else:
            writer.packet(entry.seconds, entry.data)
    writer.close()
    return path


def test_the_lists_of_a_capture_are_one_snapshot_with_what_happened_meanwhile(tmp_path: Path) -> None:
    recording = read_recording(
        capture(
            tmp_path / "call.ami",
            Mark(0, MarkKind.ASKING),
            Packet(0.1, b"Response: Success\r\nActionID: 1\r\n\r\n"),
            Packet(0.2, b"Event: CoreShowChannel\r\nActionID: 1\r\nUniqueid: 1.1\r\n\r\n"),
            Packet(0.2, b"Event: Hangup\r\nPrivilege: call,all\r\nUniqueid: 1.1\r\n\r\nEvent: VarSet\r\nA: b\r\n\r\n"),
            Packet(0.3, b"Event: Status\r\nActionID: 2\r\nUniqueid: 1.2\r\nBridgeID: b\r\n\r\n"),
            Packet(0.4, b"Event: BridgeListItem\r\nActionID: 3\r\nBridgeUniqueid: b\r\n\r\n"),
            Packet(0.5, b"Event: QueueEntry\r\nActionID: 4\r\nUniqueid: 1.2\r\n\r\n"),
            Mark(0.6, MarkKind.LISTED),
            Packet(0.7, b"Event: Newchannel\r\nUniqueid: 1.3\r\n\r\n"),
        )
    )
    (at, snapshot), (later, event) = recording.steps
    assert isinstance(snapshot, PbxSnapshot)
    assert isinstance(event, AmiEvent)
    assert (at, later, event.get("Uniqueid")) == (0.6, 0.7, "1.3")
    assert [item.name for item in snapshot.live] == ["Hangup"]
    assert [(item.name, item.get("Uniqueid"), item.get("BridgeId")) for item in snapshot.channels] == [
        ("CoreShowChannel", "1.1", ""),
        ("CoreShowChannel", "1.2", "b"),
    ]
    assert [item.name for item in (*snapshot.bridges, *snapshot.queues)] == ["BridgeListItem", "QueueEntry"]


def test_what_a_lost_link_cut_does_not_meet_what_the_next_one_brings(tmp_path: Path) -> None:
    recording = read_recording(
        capture(
            tmp_path / "call.ami",
            Packet(0.1, b"Event: Newchannel\r\n\r\nEvent: Hang"),
            Mark(0.2, MarkKind.LOST, "ami.half_open"),
            Mark(0.3, MarkKind.ASKING),
            Mark(0.4, MarkKind.LISTED),
            Packet(0.5, b"Event: Hangup\r\n\r\nEvent: Cut by the end"),
        )
    )
    steps = [step.name if isinstance(step, AmiEvent) else step for _, step in recording.steps]
    assert steps == ["Newchannel", LinkLost("ami.half_open"), PbxSnapshot(), "Hangup"]
    assert recording.unparsed_bytes == 0


def test_what_is_no_ami_at_all_is_refused(tmp_path: Path) -> None:
    for number, data in enumerate((b"", b"GET / HTTP/1.1\r\nHost: x\r\n\r\n", bytes(range(256)) * 40)):
        path = tmp_path / f"{number}.ami"
        path.write_bytes(data)
        with pytest.raises(ConfigError) as refused:
            read_recording(path)
        assert refused.value.code == "recording.foreign"


@pytest.mark.parametrize("path", sorted(RECORDINGS.glob("*.ami*")), ids=lambda path: path.name)
def test_every_recording_of_the_corpus_is_whole(path: Path) -> None:
    assert read_recording(path).unparsed_bytes == 0


def test_a_file_that_is_not_there_or_not_packed_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.ami.gz").write_bytes(b"no gzip")
    for name in ("nothing.ami", "x.ami.gz"):
        with pytest.raises(ConfigError):
            read_recording(tmp_path / name)
