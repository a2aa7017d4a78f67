"""Threads for a slow disk, and its errors as codes."""

import errno
import threading

import pytest

from callbridge.files.disk import Disk
from callbridge.kernel.errors import FilesUnavailable


async def test_what_a_thread_returns_is_returned() -> None:
    assert await Disk(5).run(threading.get_ident) != threading.get_ident()


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOSPC, "files.disk_full"),
        (errno.EDQUOT, "files.disk_full"),
        (errno.EIO, "files.unavailable"),
        (errno.EROFS, "files.unavailable"),
    ],
)
async def test_an_error_of_the_disk_is_told_as_a_code(number: int, code: str) -> None:
    def work() -> None:
        raise OSError(number, "told")

    with pytest.raises(FilesUnavailable) as refused:
        await Disk(5).run(work)
    assert refused.value.code == code


async def test_a_disk_that_does_not_answer_is_waited_for_in_time() -> None:
    answered = threading.Event()
    try:
        with pytest.raises(FilesUnavailable) as refused:
            await Disk(0.05).run(answered.wait)
        assert refused.value.params == {"reason": "timeout"}
    finally:
        answered.set()
