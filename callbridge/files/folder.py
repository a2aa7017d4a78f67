"""Files in a folder of ours: ``ab/abcdef…``, named by the hash of what they hold, never by what people call them.

A file appears under its name by one rename of what is on the disk already, so it is there whole or not at all.
"""

import errno
import io
import os
import re
import stat
from collections.abc import AsyncIterator, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path

from callbridge.app.file_port import Received
from callbridge.disk import FileStream
from callbridge.files.disk import FilesDisk
from callbridge.files.spool import Spool
from callbridge.kernel.errors import FilesUnavailable

_KEY = re.compile(r"([0-9a-f]{2})/(\1[0-9a-f]{62})")
_SHARD = re.compile(r"[0-9a-f]{2}")
_FILE = os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK


class FolderFiles:
    """`FileStorage` on a disk."""

    def __init__(self, folder: Path, *, timeout_s: float) -> None:
        self._folder = folder
        self._disk = FilesDisk(timeout_s)
        self._spool = Spool(folder / "incoming", self._disk)

    async def receive(self, pieces: AsyncIterator[bytes], limit: int) -> Received:
        """Write what comes beside the files that are kept, on the same disk."""
        return await self._spool.receive(pieces, limit)

    async def keep(self, received: Received) -> None:
        """Give it its name; contents that are there already become young again."""
        await self._disk.run(lambda: self._keep(received))

    async def discard(self, received: Received) -> None:
        """Delete it."""
        await self._spool.discard(received)

    async def open(self, storage_key: str, first: int, last: int) -> FileStream:
        """Return a part of a file."""
        return FileStream(self._disk, await self._disk.run(lambda: self._open(storage_key)), first, last)

    async def older_than(self, instant: datetime) -> AsyncIterator[Sequence[str]]:
        """Yield old keys folder by folder, and delete what never became a file."""
        await self._spool.forget_older_than(instant)
        for shard in await self._disk.run(self._shards):
            keys = await self._disk.run(partial(_older_than, shard, instant.timestamp()))
            if keys:
                yield keys

    async def delete(self, storage_key: str) -> None:
        """Delete a file."""
        await self._disk.run(lambda: self._path(storage_key).unlink(missing_ok=True))

    async def check(self) -> None:
        """Raise FilesUnavailable when nothing can be written; makes nothing, for it may be asked by another user."""
        await self._disk.run(self._check)

    def _check(self) -> None:
        place = self._folder if self._folder.exists() else self._folder.parent
        wrong = errno.EACCES if place.is_dir() else errno.ENOTDIR
        if wrong == errno.ENOTDIR or not os.access(place, os.W_OK | os.X_OK):
            raise OSError(wrong, os.strerror(wrong))

    def _path(self, storage_key: str) -> Path:
        if not _KEY.fullmatch(storage_key):
            raise FilesUnavailable("files.missing")
        return self._folder / storage_key

    def _keep(self, received: Received) -> None:
        path = self._path(received.storage_key)
        try:
            if path.stat(follow_symlinks=False).st_size == received.size:
                os.utime(path)
                Path(received.place).unlink()
                return
        except FileNotFoundError:
            pass
        path.parent.mkdir(mode=0o700, exist_ok=True)
        Path(received.place).replace(path)
        for folder in (path.parent, self._folder):
            _sync(folder)

    def _open(self, storage_key: str) -> io.FileIO:
        path = self._path(storage_key)
        try:
            descriptor = os.open(path, _FILE)
        except FileNotFoundError:
            raise FilesUnavailable("files.missing") from None
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            os.close(descriptor)
            raise FilesUnavailable("files.missing")
        return io.FileIO(descriptor)

    def _shards(self) -> list[Path]:
        found = self._folder.iterdir() if self._folder.is_dir() else ()
        return sorted(shard for shard in found if _SHARD.fullmatch(shard.name) and shard.is_dir())


def _older_than(shard: Path, before: float) -> list[str]:
    with os.scandir(shard) as entries:
        found = {f"{shard.name}/{entry.name}": entry.stat(follow_symlinks=False) for entry in entries}
    return [key for key, known in found.items() if _KEY.fullmatch(key) and known.st_mtime < before]


def _sync(folder: Path) -> None:
    """Make the names in a folder outlast a loss of power."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
