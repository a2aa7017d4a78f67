"""What is told of the disk of attached files."""

import errno

import pytest

from callbridge.files.disk import FilesDisk
from callbridge.kernel.text import Phrase


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOSPC, "files.disk_full"),
        (errno.EDQUOT, "files.disk_full"),
        (errno.EIO, "files.unavailable"),
        (errno.EROFS, "files.unavailable"),
    ],
)
def test_an_error_of_the_disk_is_told_as_a_code(number: int, code: str) -> None:
    assert FilesDisk(5).failed(OSError(number, "told")).code == code


def test_a_disk_that_is_slow_busy_or_lost_something_tells_so() -> None:
    disk = FilesDisk(5)
    assert disk.failed(TimeoutError()).params == {"reason": Phrase("system.timeout")}
    assert [disk.busy().code, disk.changed().code] == ["files.busy", "files.missing"]
