"""One part of a capture being written: bytes and times side by side, readable at any moment, even after ``kill -9``."""

import contextlib
import json
import os
import zlib
from pathlib import Path
from typing import BinaryIO

from callbridge.ami.recording import FORMAT, Header, Mark, times_path

FLUSH_BYTES = 1 << 16
"""As much may be lost of a packed recording when its writer is killed; what is not packed is written at once."""

_OWN_EYES = 0o600
"""A stream names everybody who called: only who records may read it."""


class RecordingWriter:
    """Writes ``NAME.ami`` (packed when `path` ends in ``.gz``) and ``NAME.times``. Every method may raise OSError."""

    def __init__(self, path: Path, header: Header) -> None:
        """Make both files; raises FileExistsError rather than write over one."""
        self.path = path
        self.size = 0
        """Bytes taken so far, before they are packed."""
        self._held_times: list[bytes] = []
        self._held_bytes = 0
        self._packer = zlib.compressobj(wbits=31) if path.suffix == ".gz" else None
        self._data = _create(path)
        try:
            self._times = _create(times_path(path))
        except OSError:
            self._data.close()
            path.unlink()
            raise
        started_at = header.started_at.isoformat() if header.started_at else None
        told = {"format": FORMAT, "capture": header.capture, "part": header.part, "pbx": header.pbx}
        self._times.write(_line({**told, "started_at": started_at}))

    def packet(self, seconds: float, data: bytes) -> None:
        """Write what one read of the socket brought."""
        self.size += len(data)
        self._held_times.append(_line([round(seconds, 6), len(data)]))
        self._held_bytes += len(data)
        _write(self._data, self._packer.compress(data) if self._packer else data)
        if self._packer is None or self._held_bytes >= FLUSH_BYTES:
            self.flush()

    def mark(self, mark: Mark) -> None:
        """Write a note."""
        told = {"at": round(mark.seconds, 6), "mark": mark.kind.value}
        self._held_times.append(_line({**told, "error": mark.error} if mark.error else told))
        if self._packer is None:
            self.flush()

    def flush(self) -> None:
        """Make readable what was taken; a time is never written before its bytes."""
        if self._packer is not None and self._held_bytes:
            _write(self._data, self._packer.flush(zlib.Z_SYNC_FLUSH))
        times, self._held_times, self._held_bytes = b"".join(self._held_times), [], 0
        _write(self._times, times)

    def close(self) -> None:
        """Write the rest and close; the files are closed even when that fails."""
        with contextlib.ExitStack() as files:
            files.callback(self._times.close)
            files.callback(self._data.close)
            self.flush()
            if self._packer is not None:
                _write(self._data, self._packer.flush())


def _create(path: Path) -> BinaryIO:
    # O_EXCL: neither an older recording nor whatever a link of that name leads to is written over.
    return os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, _OWN_EYES), "wb", buffering=0)


def _write(file: BinaryIO, data: bytes) -> None:
    """Write all of `data`: a file without a buffer may take only a part when the disk fills up."""
    while data:
        data = data[file.write(data) :]


def _line(told: object) -> bytes:
    return json.dumps(told, separators=(",", ":")).encode() + b"\n"
