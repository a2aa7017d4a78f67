"""Parts of a capture: when they begin, what they begin with, which go."""

import errno
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

from callbridge.ami.anonymise import Anonymiser
from callbridge.ami.recording import Mark, MarkKind, Packet, read_raw
from callbridge.ami.recording_series import RecordingSeries, Retention
from callbridge.ami.replay import read_recording
from callbridge.telephony.topology import Topology
from tests.support.full_disk import fill_disk_of, needs_full_disk

MESSAGE = b"Event: Newchannel\r\nCallerIDNum: +79161234567\r\n\r\n"


class SetClock:
    """A clock that stands until it is told to move."""

    def __init__(self) -> None:
        self.at = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)

    def now(self) -> datetime:
        return self.at

    def monotonic(self) -> float:
        return self.at.timestamp()

    def pass_by(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)


def series(
    folder: Path, clock: SetClock | None = None, *, name: str = "call.ami", **retention: float
) -> RecordingSeries:
    made = RecordingSeries(folder / name, Retention(**retention), pbx="msk", clock=clock or SetClock())  # type: ignore[arg-type]
    made.open()
    return made


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.suffix != ".times")


def test_without_parts_there_is_one_file_that_grows(tmp_path: Path) -> None:
    clock = SetClock()
    one = series(tmp_path, clock)
    one.asking()
    clock.pass_by(1.5)
    one.packet(MESSAGE)
    one.listed()
    one.close()
    assert names(tmp_path) == ["call.ami"]
    raw = read_raw(tmp_path / "call.ami")
    assert raw.entries == (Mark(0, MarkKind.ASKING), Packet(1.5, MESSAGE), Mark(1.5, MarkKind.LISTED))
    assert (raw.header.part, raw.header.pbx) == (1, "msk")


def test_a_part_ends_between_two_messages(tmp_path: Path) -> None:
    """R147: each part is a recording of its own."""
    parts = series(tmp_path, part_bytes=len(MESSAGE) + 1)
    parts.packet(MESSAGE)
    parts.packet(MESSAGE[:10])
    assert (parts.path, parts.needs_lists.is_set()) == (tmp_path / "call.0001.ami", False)
    parts.packet(MESSAGE[10:] + MESSAGE[:7])
    assert (parts.path, parts.needs_lists.is_set()) == (tmp_path / "call.0002.ami", True)
    parts.close()
    first, second = (read_raw(tmp_path / f"call.000{number}.ami") for number in (1, 2))
    assert b"".join(entry.data for entry in first.entries if isinstance(entry, Packet)) == MESSAGE * 2
    assert [entry.data for entry in second.entries if isinstance(entry, Packet)] == [MESSAGE[:7]]
    assert second.header.follows(first.header)


def test_lists_are_not_cut_in_two(tmp_path: Path) -> None:
    parts = series(tmp_path, part_bytes=1)
    parts.asking()
    parts.packet(MESSAGE)
    parts.packet(MESSAGE)
    assert names(tmp_path) == ["call.0001.ami"]
    parts.listed()
    parts.packet(MESSAGE)
    assert names(tmp_path) == ["call.0001.ami", "call.0002.ami"]
    parts.close()


def test_only_so_many_parts_are_kept_those_of_an_earlier_capture_counted(tmp_path: Path) -> None:
    for _ in range(2):
        parts = series(tmp_path, name="call.ami.gz", part_bytes=1, keep=3)
        for _ in range(4):
            parts.packet(MESSAGE)
        parts.close()
    assert names(tmp_path) == ["call.0008.ami.gz", "call.0009.ami.gz", "call.0010.ami.gz"]
    assert read_recording(tmp_path / "call.0010.ami.gz").steps == ()
    assert len(list(tmp_path.iterdir())) == 6


def test_a_ring_forgets_what_is_older_than_asked(tmp_path: Path) -> None:
    clock = SetClock()
    ring = series(tmp_path, clock, ring_seconds=3600)
    for number in range(1, 31):
        clock.pass_by(300)
        ring.packet(MESSAGE)
        os.utime(tmp_path / f"call.{number:04d}.ami", (clock.at.timestamp(),) * 2)
    ring.close()
    assert names(tmp_path) == [f"call.{number:04d}.ami" for number in range(18, 32)]


def test_foreign_files_beside_it_are_left_alone(tmp_path: Path) -> None:
    for name in ("call.ami", "call.x.ami", "other.0001.ami", "call.0001.txt"):
        (tmp_path / name).write_text("mine")
    parts = series(tmp_path, part_bytes=1, keep=1)
    for _ in range(3):
        parts.packet(MESSAGE)
    parts.close()
    assert names(tmp_path) == ["call.0001.txt", "call.0004.ami", "call.ami", "call.x.ami", "other.0001.ami"]


def test_a_gap_is_noted_once_for_each_link_that_was_up(tmp_path: Path) -> None:
    one = series(tmp_path)
    one.lost("ami.unavailable")
    one.asking()
    one.lost("ami.half_open")
    one.lost("ami.unavailable")
    one.close()
    assert read_raw(tmp_path / "call.ami").entries == (
        Mark(0, MarkKind.ASKING),
        Mark(0, MarkKind.LOST, "ami.half_open"),
    )


def test_a_disguised_capture_never_writes_a_number(tmp_path: Path) -> None:
    one = series(tmp_path)
    one.anonymiser = Anonymiser(Topology())
    one.asking()
    one.packet(MESSAGE[:30])
    one.packet(MESSAGE[30:] + MESSAGE[:30])
    one.lost("ami.unavailable")
    one.packet(MESSAGE)
    one.close()
    written = (tmp_path / "call.ami").read_bytes()
    assert b"9161234567" not in written
    assert written.count(b"+7900555") == 2


@needs_full_disk
def test_a_full_disk_ends_the_writing_and_is_kept(tmp_path: Path) -> None:
    one = series(tmp_path)
    fill_disk_of(one)
    one.packet(MESSAGE)
    one.packet(MESSAGE)
    one.close()
    assert (one.failed.is_set(), one.failure and one.failure.errno) == (True, errno.ENOSPC)
