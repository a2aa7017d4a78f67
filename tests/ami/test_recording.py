"""Recordings as they lie on disk, whole and broken."""

import gzip
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from callbridge.ami.recording import Header, Mark, MarkKind, Packet, RawRecording, read_raw, times_path
from callbridge.kernel.errors import ConfigError

RAW = b"Event: A\r\nTimestamp: 100.5\r\n\r\nEvent: B\r\n\r\nEvent: C\r\nTimestamp: 102.0\r\n\r\n"
AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
HEAD = {"format": 1, "capture": "c1", "part": 2, "pbx": "msk", "started_at": AT.isoformat()}


def recorded(folder: Path, data: bytes, *lines: object, name: str = "call.ami") -> Path:
    path = folder / name
    path.write_bytes(data)
    times_path(path).write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return path


def test_packets_and_marks_come_in_the_order_they_were_written(tmp_path: Path) -> None:
    lines = (
        HEAD,
        {"at": 0.1, "mark": "asking"},
        [0.5, 3],
        {"at": 0.6, "mark": "lost", "error": "ami.half_open"},
        [2, 4],
    )
    raw = read_raw(recorded(tmp_path, b"abcdefg", *lines))
    assert raw == RawRecording(
        header=Header(capture="c1", part=2, pbx="msk", started_at=AT),
        entries=(
            Mark(0.1, MarkKind.ASKING),
            Packet(0.5, b"abc"),
            Mark(0.6, MarkKind.LOST, "ami.half_open"),
            Packet(2.0, b"defg"),
        ),
    )


def test_a_torn_last_line_is_no_mistake(tmp_path: Path) -> None:
    path = recorded(tmp_path, b"abcdefg", HEAD, [0.5, 3])
    with times_path(path).open("a") as times:
        times.write("[0.7, ")
    assert read_raw(path).entries == (Packet(0.5, b"abc"), Packet(0.5, b"defg"))


def test_bytes_that_are_missing_are_counted(tmp_path: Path) -> None:
    raw = read_raw(recorded(tmp_path, b"abc", HEAD, [0.5, 3], [0.6, 10], [0.7, 4]))
    assert (raw.entries, raw.missing_bytes) == ((Packet(0.5, b"abc"),), 14)


def test_a_packed_capture_that_was_killed_is_read_to_its_end(tmp_path: Path) -> None:
    whole = gzip.compress(RAW * 50, compresslevel=0)
    raw = read_raw(recorded(tmp_path, whole[:-100], HEAD, [0.5, len(RAW)], name="call.ami.gz"))
    assert raw.entries[0] == Packet(0.5, RAW)
    assert len(RAW) * 48 < raw.size < len(RAW) * 50


def test_a_packed_file_of_several_members_is_one(tmp_path: Path) -> None:
    path = tmp_path / "call.ami.gz"
    path.write_bytes(gzip.compress(RAW) + gzip.compress(RAW))
    assert read_raw(path).size == 2 * len(RAW)


def test_without_times_each_message_has_its_own_timestamp_or_the_one_before(tmp_path: Path) -> None:
    path = tmp_path / "call.ami"
    path.write_bytes(RAW + b"Event: Cut")
    entries = read_raw(path).entries
    assert [(entry.seconds, entry.data[:8]) for entry in entries if isinstance(entry, Packet)] == [
        (0.0, b"Event: A"),
        (0.0, b"Event: B"),
        (1.5, b"Event: C"),
        (1.5, b"Event: C"),
    ]


@pytest.mark.parametrize(
    "lines",
    [
        ("x",),
        ({"format": 2},),
        ({**HEAD, "started_at": "2026-11-23T09:00:00"},),
        (HEAD, [0.5]),
        (HEAD, [0.5, -1]),
        (HEAD, ["nan", 3]),
        (HEAD, [-1, 3]),
        (HEAD, {"at": 1, "mark": "elsewhere"}),
        (HEAD, {"at": 1}),
        (HEAD, None),
    ],
)
def test_times_that_make_no_sense_are_refused(tmp_path: Path, lines: tuple[object, ...]) -> None:
    with pytest.raises(ConfigError) as refused:
        read_raw(recorded(tmp_path, RAW, *lines))
    assert refused.value.code == "recording.unreadable"


def test_an_empty_file_of_times_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigError):
        read_raw(recorded(tmp_path, RAW))


def test_a_bomb_is_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("callbridge.ami.recording.MAX_BYTES", 1000)
    path = tmp_path / "call.ami.gz"
    path.write_bytes(gzip.compress(b"x" * 10_000))
    with pytest.raises(ConfigError):
        read_raw(path)


def test_only_the_next_part_of_the_same_capture_follows() -> None:
    second = Header(capture="c1", part=2)
    assert second.follows(Header(capture="c1", part=1))
    assert not second.follows(Header(capture="c1", part=2))
    assert not second.follows(Header(capture="c2", part=1))
    assert not Header(part=2).follows(Header(part=1))
