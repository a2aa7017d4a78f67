"""Receives a file: hashed while it is written, and on the disk before anybody is told that it came."""

import hashlib
import os
import secrets
import stat
from collections.abc import AsyncIterator
from datetime import datetime
from functools import partial
from pathlib import Path

from callbridge.app.file_port import Received
from callbridge.crm.attachment import HEAD_BYTES
from callbridge.disk import Disk
from callbridge.kernel.errors import TooLarge

_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC | os.O_NOFOLLOW
_WRITE_BYTES = 256 * 1024
"""Gathered before a thread is asked to write: browsers send small pieces."""


class Spool:
    """A folder of files that have not come whole, or are not yet where they belong."""

    def __init__(self, folder: Path, disk: Disk) -> None:
        self._folder = folder
        self._disk = disk

    async def receive(self, pieces: AsyncIterator[bytes], limit: int) -> Received:
        """Write what comes; raises TooLarge as soon as more than `limit` bytes came, and leaves nothing then."""
        part = await self._disk.run(self._begin)
        try:
            waiting = bytearray()
            async for piece in pieces:
                waiting += piece
                if part.size + len(waiting) > limit:
                    raise TooLarge  # noqa: TRY301 - what was written is forgotten below, as after every other error
                if len(waiting) >= _WRITE_BYTES:
                    await self._disk.run(partial(part.write, bytes(waiting)))
                    waiting.clear()
            await self._disk.run(partial(part.write, bytes(waiting)))
            await self._disk.run(part.finish)
        except BaseException:
            self._disk.later(part.abandon)
            raise
        return Received(place=str(part.path), sha256=part.hash.hexdigest(), size=part.size, head=part.head)

    async def discard(self, received: Received) -> None:
        """Delete a file that is not to be kept."""
        await self._disk.run(lambda: Path(received.place).unlink(missing_ok=True))

    async def forget_older_than(self, instant: datetime) -> None:
        """Delete what a crash left behind."""
        await self._disk.run(lambda: self._forget(instant.timestamp()))

    def _begin(self) -> "_Part":
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        path = self._folder / secrets.token_hex(16)
        return _Part(path, os.open(path, _NEW, 0o600))

    def _forget(self, before: float) -> None:
        if not self._folder.is_dir():
            return
        with os.scandir(self._folder) as entries:
            for entry in entries:
                known = entry.stat(follow_symlinks=False)
                if stat.S_ISREG(known.st_mode) and known.st_mtime < before:
                    Path(entry.path).unlink(missing_ok=True)


class _Part:
    """A file on its way; its methods run one at a time, in threads."""

    def __init__(self, path: Path, descriptor: int) -> None:
        self.path = path
        self.size = 0
        self.head = b""
        self.hash = hashlib.sha256()
        self._file = open(descriptor, "wb", buffering=0)  # noqa: SIM115 - closed by `finish` or `abandon`

    def write(self, piece: bytes) -> None:
        left = memoryview(piece)
        while left:
            left = left[self._file.write(left) :]
        self.hash.update(piece)
        self.head += piece[: HEAD_BYTES - len(self.head)]
        self.size += len(piece)

    def finish(self) -> None:
        os.fsync(self._file.fileno())
        self._file.close()

    def abandon(self) -> None:
        self._file.close()
        self.path.unlink(missing_ok=True)
