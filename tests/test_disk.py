import asyncio
import io
import os
import threading
from pathlib import Path

import pytest

from callbridge.disk import Disk, FileStream
from callbridge.kernel.errors import OutsideUnavailable


class OurDisk(Disk):
    def failed(self, error: OSError) -> OutsideUnavailable:
        return OutsideUnavailable("failed", reason=error.strerror or "timeout")

    def busy(self) -> OutsideUnavailable:
        return OutsideUnavailable("busy")

    def changed(self) -> OutsideUnavailable:
        return OutsideUnavailable("changed")


class WatchedFile(io.FileIO):
    """A file that says when it is closed."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.is_closed = threading.Event()

    def close(self) -> None:
        super().close()
        self.is_closed.set()


async def test_work_is_done_beside_the_loop() -> None:
    assert await OurDisk(60).run(threading.get_ident) != threading.get_ident()


async def test_a_disk_that_does_not_answer_is_not_waited_for() -> None:
    disk, answer = OurDisk(0.01), threading.Event()
    with pytest.raises(OutsideUnavailable, match="timeout"):
        await disk.run(answer.wait)
    answer.set()


async def test_a_line_before_a_stuck_disk_is_bounded() -> None:
    disk, answer = OurDisk(0.5), threading.Event()
    asking = (disk.run(answer.wait) for _ in range(70))
    refusals = await asyncio.gather(*asking, return_exceptions=True)
    answer.set()
    codes = sorted(refusal.code for refusal in refusals if isinstance(refusal, OutsideUnavailable))
    assert codes == ["busy"] * 6 + ["failed"] * 64


async def test_what_the_system_says_is_passed_on() -> None:
    def fail() -> None:
        raise PermissionError(13, "Permission denied")

    with pytest.raises(OutsideUnavailable, match="Permission denied"):
        await OurDisk(60).run(fail)


async def test_what_is_done_later_is_done() -> None:
    done = threading.Event()
    OurDisk(60).later(done.set)
    assert done.wait(60)


async def test_a_part_of_a_file_is_streamed_and_a_file_that_ends_early_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"0123456789")
    file = WatchedFile(tmp_path / "file")
    stream = FileStream(OurDisk(60), file, 2, 5)
    assert [piece async for piece in stream] == [b"2345"]
    await stream.aclose()
    assert file.is_closed.wait(60)
    longer = FileStream(OurDisk(60), io.FileIO(tmp_path / "file"), 8, 12)
    with pytest.raises(OutsideUnavailable, match="changed"):
        [piece async for piece in longer]
    await longer.aclose()


async def test_a_file_is_not_closed_under_a_read_that_was_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its number could be another file's by the time that the thread reads from it."""
    answer = threading.Event()

    def slow(descriptor: int, count: int, offset: int) -> bytes:
        answer.wait(60)
        return b"late"

    (tmp_path / "file").write_bytes(b"text")
    file = WatchedFile(tmp_path / "file")
    stream = FileStream(OurDisk(0.01), file, 0, 3)
    monkeypatch.setattr(os, "pread", slow)
    with pytest.raises(OutsideUnavailable, match="timeout"):
        await anext(stream)
    await stream.aclose()
    assert not file.is_closed.wait(0.1)
    answer.set()
    assert file.is_closed.wait(60)
