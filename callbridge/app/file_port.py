"""What the use cases of attached files need from the store and from where the bytes are kept."""

from collections.abc import AsyncIterator, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from callbridge.app.audio_port import AudioStream
from callbridge.crm.attachment import Attachment, NewAttachment
from callbridge.crm.record import Author


class Attachments(Protocol):
    """Which files hang on which record. Every method is one unit of work and may raise StoreUnavailable."""

    async def of_record(self, entity: str, record_id: int, reader: Author | None) -> Sequence[Attachment]:
        """Return the files of a record that were not removed, newest first; NotFound out of the reader's reach."""
        ...

    async def find(self, attachment_id: int, reader: Author | None) -> Attachment:
        """Return a file, a removed one too; raises NotFound, also of one out of the reader's reach."""
        ...

    async def add(
        self, new: NewAttachment, author: Author, *, key: str, at: datetime, total_limit: int
    ) -> tuple[Attachment, bool]:
        """Attach a file once per `key` of the author, and say whether the key had done so before.

        Raises TooLarge ``files.all_full`` when all contents together would be more than `total_limit` bytes, and
        Conflict when the record has too many files or the key made something else.
        """
        ...

    async def change(
        self, attachment_id: int, version: int, author: Author, *, name: str | None, note: str | None, at: datetime
    ) -> Attachment:
        """Rename it or set its note; raises NotFound, Conflict ``files.changed``."""
        ...

    async def set_removed(
        self, attachment_id: int, version: int, author: Author, *, is_removed: bool, at: datetime
    ) -> Attachment:
        """Remove a file, or bring it back; what it holds is kept. Raises as `change`."""
        ...

    async def used(self, storage_keys: Collection[str]) -> frozenset[str]:
        """Return those that some file, removed or not, holds."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """A file that came whole and lies apart until it is kept or thrown away."""

    place: str
    sha256: str
    size: int
    head: bytes

    @property
    def storage_key(self) -> str:
        """Where it is to be kept: by what it holds, never by what it is called."""
        return storage_key(self.sha256)


def storage_key(sha256: str) -> str:
    """Return where contents of that hash are kept."""
    return f"{sha256[:2]}/{sha256}"


class FileStorage(Protocol):
    """Where the bytes are. Every wait is timed; methods raise FilesUnavailable."""

    async def receive(self, pieces: AsyncIterator[bytes], limit: int) -> Received:
        """Write what comes to a place apart; raises TooLarge as soon as more than `limit` bytes came."""
        ...

    async def keep(self, received: Received) -> None:
        """Move it where it belongs, whole or not at all; the same contents twice are one."""
        ...

    async def discard(self, received: Received) -> None:
        """Forget a file that is not to be kept."""
        ...

    async def open(self, storage_key: str, first: int, last: int) -> AudioStream:
        """Return the bytes from `first` to `last`; ``files.missing`` when they are not there."""
        ...

    def older_than(self, instant: datetime) -> AsyncIterator[Sequence[str]]:
        """Yield all storage keys last written before `instant`, part by part; forget what was never kept."""
        ...

    async def delete(self, storage_key: str) -> None:
        """Delete contents that nothing holds."""
        ...

    async def check(self) -> None:
        """Raise FilesUnavailable when nothing can be kept now."""
        ...


class FileScanner(Protocol):
    """Looks for what is bad in a file. Every wait is timed; methods raise FilesUnavailable ``files.scanner``."""

    async def scan(self, received: Received) -> str:
        """Return the name of what was found, ``""`` when nothing."""
        ...

    async def check(self) -> None:
        """Raise FilesUnavailable when it does not answer."""
        ...
