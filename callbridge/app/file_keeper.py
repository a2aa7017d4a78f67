"""Keeps the storage of files and the rows about them in step.

A file comes whole to a place apart, then it is kept under the hash of what it holds, then the row is written. Whatever
breaks off before the row leaves contents that nothing holds; `sweep` deletes those a day later. The same contents may
be attached again at that very moment, so keeping and deleting of one key exclude each other.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta

import structlog

from callbridge.app.file_port import Attachments, FileScanner, FileStorage, Received
from callbridge.crm.attachment import Attachment, NewAttachment
from callbridge.crm.record import Author
from callbridge.kernel.clock import Clock
from callbridge.kernel.errors import FilesUnavailable, Infected, OutsideUnavailable

SWEEP_EVERY_S = 3600.0
ORPHAN_AGE = timedelta(hours=24)
_LOGGER = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class FilePlace:
    """Where files are kept, and how much is taken."""

    storage: FileStorage | None
    max_bytes: int
    """Of one file."""
    total_bytes: int
    """Of all contents together."""
    scanner: FileScanner | None = None
    """Asked about every file before it is kept; one that does not answer lets nothing pass."""


@dataclass(slots=True)
class _Taken:
    """Contents that somebody keeps or deletes, and how many want to."""

    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    wanted: int = 0


class FileKeeper:
    """The one that writes to the storage; without one no files are taken."""

    def __init__(self, place: FilePlace, attachments: Attachments, clock: Clock) -> None:
        self.place = place
        self._attachments = attachments
        self._clock = clock
        self._keys: dict[str, _Taken] = {}

    @property
    def is_set_up(self) -> bool:
        """Say whether there is a storage."""
        return self.place.storage is not None

    @property
    def storage(self) -> FileStorage:
        """The storage; raises FilesUnavailable ``files.off`` when there is none."""
        if self.place.storage is None:
            raise FilesUnavailable("files.off")
        return self.place.storage

    async def attach(self, received: Received, new: NewAttachment, author: Author, key: str) -> tuple[Attachment, bool]:
        """Keep what came and write its row; what cannot be kept is forgotten.

        Raises as `Attachments.add`, and Infected.
        """
        async with self._alone_with(received.storage_key):
            try:
                await self._scan(received, author)
                await self.storage.keep(received)
            except BaseException:
                await self.storage.discard(received)
                raise
            total_limit = self.place.total_bytes
            return await self._attachments.add(new, author, key=key, at=self._clock.now(), total_limit=total_limit)

    async def _scan(self, received: Received, author: Author) -> None:
        found = await self.place.scanner.scan(received) if self.place.scanner else ""
        if found:
            _LOGGER.warning(
                "infected file refused", operator_id=author.operator_id, sha256=received.sha256, found=found
            )
            raise Infected(found=found)

    async def run(self) -> None:
        """Sweep for ever, first when the desk has had time to come up."""
        while True:
            await asyncio.sleep(SWEEP_EVERY_S)
            try:
                await self.sweep()
            except OutsideUnavailable as error:
                _LOGGER.warning("files nobody holds were not looked for", error=str(error))

    async def sweep(self) -> int:
        """Delete contents that nothing has held for a day; return how many."""
        if not self.is_set_up:
            return 0
        old = self._clock.now() - ORPHAN_AGE
        deleted = 0
        async for keys in self.storage.older_than(old):
            used = await self._attachments.used(keys)
            for key in keys:
                if key not in used:
                    deleted += await self._delete_free(key)
        if deleted:
            _LOGGER.info("files nobody holds are deleted", count=deleted)
        return deleted

    async def _delete_free(self, key: str) -> bool:
        async with self._alone_with(key):
            if await self._attachments.used([key]):
                return False
            await self.storage.delete(key)
            return True

    @asynccontextmanager
    async def _alone_with(self, key: str) -> AsyncIterator[None]:
        """Let nobody else keep or delete these contents meanwhile."""
        known = self._keys.setdefault(key, _Taken())
        known.wanted += 1
        try:
            async with known.lock:
                yield
        finally:
            known.wanted -= 1
            if not known.wanted:
                del self._keys[key]
