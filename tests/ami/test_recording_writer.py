"""A part being written, looked at while it is."""

import errno
from datetime import UTC, datetime
from pathlib import Path

import pytest

from callbridge.ami.recording import Header, Mark, MarkKind, Packet, read_raw, times_path
from callbridge.ami.recording_writer import FLUSH_BYTES, RecordingWriter
from tests.support.full_disk import fill_disk, needs_full_disk

HEADER = Header(capture="c1", part=3, pbx="msk", started_at=datetime(2026, 11, 23, 9, 0, tzinfo=UTC))


def write(path: Path) -> RecordingWriter:
    writer = RecordingWriter(path, HEADER)
    writer.mark(Mark(0.0, MarkKind.ASKING))
    writer.packet(0.25, b"abc")
    writer.mark(Mark(0.5, MarkKind.LOST, "ami.unavailable"))
    writer.packet(1.0, b"de")
    return writer


ENTRIES = (
    Mark(0.0, MarkKind.ASKING),
    Packet(0.25, b"abc"),
    Mark(0.5, MarkKind.LOST, "ami.unavailable"),
    Packet(1.0, b"de"),
)


@pytest.mark.parametrize("name", ["call.ami", "call.ami.gz"])
def test_what_was_written_is_read_back(tmp_path: Path, name: str) -> None:
    writer = write(tmp_path / name)
    writer.close()
    raw = read_raw(tmp_path / name)
    assert (raw.header, raw.entries, raw.missing_bytes, writer.size) == (HEADER, ENTRIES, 0, 5)


@pytest.mark.parametrize("name", ["call.ami", "call.ami.gz"])
def test_after_a_flush_it_can_be_read_though_it_is_not_closed(tmp_path: Path, name: str) -> None:
    writer = write(tmp_path / name)
    writer.flush()
    assert read_raw(tmp_path / name).entries == ENTRIES
    writer.close()


def test_a_packed_part_is_flushed_by_itself_when_much_has_come(tmp_path: Path) -> None:
    writer = write(tmp_path / "call.ami.gz")
    writer.packet(2.0, b"x" * FLUSH_BYTES)
    assert read_raw(tmp_path / "call.ami.gz").size == 5 + FLUSH_BYTES
    writer.close()


def test_only_who_records_may_read_it(tmp_path: Path) -> None:
    path = tmp_path / "call.ami"
    write(path).close()
    assert [each.stat().st_mode & 0o777 for each in (path, times_path(path))] == [0o600, 0o600]


@pytest.mark.parametrize("taken", ["call.ami", "call.times"])
def test_nothing_is_written_over(tmp_path: Path, taken: str) -> None:
    (tmp_path / taken).write_text("mine")
    with pytest.raises(FileExistsError):
        RecordingWriter(tmp_path / "call.ami", HEADER)
    assert [path.name for path in tmp_path.iterdir()] == [taken]
    assert (tmp_path / taken).read_text() == "mine"


def test_a_link_in_the_place_of_the_file_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "call.ami").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(FileExistsError):
        RecordingWriter(tmp_path / "call.ami", HEADER)
    assert not (tmp_path / "elsewhere").exists()


@needs_full_disk
def test_a_full_disk_is_told(tmp_path: Path) -> None:
    writer = write(tmp_path / "call.ami")
    fill_disk(writer)
    with pytest.raises(OSError) as full:  # noqa: PT011 - the number says which
        writer.packet(3.0, b"more")
    assert full.value.errno == errno.ENOSPC
    writer.close()
    assert read_raw(tmp_path / "call.ami").entries[:4] == ENTRIES
