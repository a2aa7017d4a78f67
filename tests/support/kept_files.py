"""Files of records, and what a dossier tells of an event, in memory, as the ports of the app promise them."""

import hashlib
from collections.abc import AsyncIterator, Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from callbridge.app.file_port import Received
from callbridge.crm.attachment import Attachment, NewAttachment
from callbridge.crm.dossier import InterviewSummary, MailingSummary
from callbridge.crm.record import Author
from callbridge.kernel.errors import Conflict, FilesUnavailable, NotFound, StoreUnavailable, TooLarge


@dataclass
class KeptAttachments:
    """Rows by id, and which key made which."""

    rows: dict[int, Attachment] = field(default_factory=dict)
    keys: dict[str, int] = field(default_factory=dict)
    is_down: bool = False

    async def of_record(self, entity: str, record_id: int, reader: Author | None = None) -> Sequence[Attachment]:
        wanted = (entity, record_id)
        found = [row for row in self.rows.values() if (row.owner_entity, row.owner_id) == wanted]
        return [row for row in reversed(found) if row.archived_at is None]

    async def find(self, attachment_id: int, reader: Author | None = None) -> Attachment:
        if attachment_id not in self.rows:
            raise NotFound
        return self.rows[attachment_id]

    async def add(
        self, new: NewAttachment, author: Author, *, key: str, at: datetime, total_limit: int
    ) -> tuple[Attachment, bool]:
        if self.is_down:
            raise StoreUnavailable
        if key in self.keys:
            return self.rows[self.keys[key]], True
        if new.size > total_limit:
            raise TooLarge("files.all_full", limit_gib=0)
        made = Attachment(
            id=len(self.rows) + 1,
            version=1,
            note="",
            author=f"operator {author.operator_id}",
            created_at=at,
            archived_at=None,
            **{name: getattr(new, name) for name in new.__dataclass_fields__},
        )
        self.rows[made.id] = made
        self.keys[key] = made.id
        return made, False

    async def change(
        self, attachment_id: int, version: int, author: Author, *, name: str | None, note: str | None, at: datetime
    ) -> Attachment:
        old = await self._at(attachment_id, version)
        changed = replace(
            old,
            version=version + 1,
            name=old.name if name is None else name,
            note=old.note if note is None else note,
        )
        self.rows[attachment_id] = changed
        return changed

    async def set_removed(
        self, attachment_id: int, version: int, author: Author, *, is_removed: bool, at: datetime
    ) -> Attachment:
        old = await self._at(attachment_id, version)
        self.rows[attachment_id] = replace(old, version=version + 1, archived_at=at if is_removed else None)
        return self.rows[attachment_id]

    async def used(self, storage_keys: Collection[str]) -> frozenset[str]:
        return frozenset(storage_keys) & {row.storage_key for row in self.rows.values()}

    async def _at(self, attachment_id: int, version: int) -> Attachment:
        found = await self.find(attachment_id)
        if found.version != version:
            raise Conflict("files.changed")
        return found


@dataclass
class KeptFiles:
    """Contents by key; those in `old` were written long ago; a failing storage does nothing."""

    contents: dict[str, bytes] = field(default_factory=dict)
    coming: dict[str, bytes] = field(default_factory=dict)
    old: set[str] = field(default_factory=set)
    is_down: bool = False
    open_streams: int = 0

    async def receive(self, pieces: AsyncIterator[bytes], limit: int) -> Received:
        body = b""
        async for piece in pieces:
            body += piece
            if len(body) > limit:
                raise TooLarge
        place = str(len(self.coming))
        self.coming[place] = body
        return Received(place=place, sha256=hashlib.sha256(body).hexdigest(), size=len(body), head=body[:4096])

    async def keep(self, received: Received) -> None:
        self._up()
        self.contents[received.storage_key] = self.coming.pop(received.place)

    async def discard(self, received: Received) -> None:
        self.coming.pop(received.place, None)

    async def open(self, storage_key: str, first: int, last: int) -> "KeptStream":
        self._up()
        if storage_key not in self.contents:
            raise FilesUnavailable("files.missing")
        self.open_streams += 1
        return KeptStream(self, self.contents[storage_key][first : last + 1])

    async def older_than(self, instant: datetime) -> AsyncIterator[Sequence[str]]:
        self._up()
        yield sorted(self.old & self.contents.keys())

    async def delete(self, storage_key: str) -> None:
        del self.contents[storage_key]

    async def check(self) -> None:
        self._up()

    def _up(self) -> None:
        if self.is_down:
            raise FilesUnavailable(reason="away")


@dataclass
class KeptScanner:
    """Finds what it is told to find."""

    finds: str = ""
    is_down: bool = False

    async def scan(self, received: Received) -> str:
        await self.check()
        return self.finds

    async def check(self) -> None:
        if self.is_down:
            raise FilesUnavailable("files.scanner", reason="away")


class KeptStream:
    """One piece."""

    def __init__(self, files: KeptFiles, body: bytes) -> None:
        self._files = files
        self._body = body

    async def __aiter__(self) -> AsyncIterator[bytes]:
        yield self._body

    async def aclose(self) -> None:
        self._files.open_streams -= 1


@dataclass
class KeptOutreach:
    """The same mailings and interviews for every event."""

    sent: list[MailingSummary] = field(default_factory=list)
    asked: list[InterviewSummary] = field(default_factory=list)

    async def mailings(self, campaign_id: int, limit: int) -> Sequence[MailingSummary]:
        return self.sent[:limit]

    async def interviews(self, campaign_id: int, limit: int) -> Sequence[InterviewSummary]:
        return self.asked[:limit]
