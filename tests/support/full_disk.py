"""A disk without room, as Linux lends one."""

from pathlib import Path

import pytest

from callbridge.ami.recording_series import RecordingSeries
from callbridge.ami.recording_writer import RecordingWriter

FULL = Path("/dev/full")
needs_full_disk = pytest.mark.skipif(not FULL.exists(), reason="no /dev/full here")


def fill_disk(writer: RecordingWriter) -> None:
    """Let what is written from here on find no room."""
    writer._data.close()
    writer._data = FULL.open("wb", buffering=0)


def fill_disk_of(series: RecordingSeries) -> None:
    """Do so with the part being written."""
    assert series._writer is not None
    fill_disk(series._writer)
