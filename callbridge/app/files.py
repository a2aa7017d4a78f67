"""Files of records, as each role may see and attach them. Implements `services.FileCommands`."""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass

from callbridge.app.audio_port import AudioStream
from callbridge.app.file_keeper import FileKeeper
from callbridge.app.file_port import Attachments, FileStorage, Received
from callbridge.app.openings import Openings
from callbridge.app.ports import AuditTrail, Desk
from callbridge.app.record_port import Records
from callbridge.crm.attachment import (
    MAX_NOTE,
    OPENED,
    TAKEN,
    Attachment,
    FileView,
    NewAttachment,
    RecordFiles,
    clean_name,
    media_type_of,
    new_name,
    owner_kind,
    view,
)
from callbridge.crm.audit import AuditNote
from callbridge.crm.operator import Operator
from callbridge.crm.record import Author
from callbridge.crm.typed_text import clean_lines
from callbridge.kernel.clock import Clock
from callbridge.kernel.errors import (
    FilesUnavailable,
    InvalidInput,
    NotFound,
    TooLarge,
)
from callbridge.kernel.hidden_number import is_hidden
from callbridge.kernel.ids import LeadId

MAX_UPLOADS = 8
MAX_OPEN = 64
"""Files on their way in, and out, at once."""
_LEAD = "lead"
_MIB = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """A file that begins to come."""

    entity: str
    record_id: int
    name: str
    key: str
    declared: int | None
    """How many bytes its sender says that there are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """Somebody who opens a file, or takes it home."""

    operator: Operator
    file: Attachment
    is_taken: bool = False
    address: str = ""


class FileDesk:
    """Checks rights and sizes, counts what is on its way, and tells the audit trail."""

    def __init__(
        self,
        *,
        keeper: FileKeeper,
        attachments: Attachments,
        records: Records,
        desk: Desk,
        audit: AuditTrail,
        clock: Clock,
    ) -> None:
        self._keeper = keeper
        self._attachments = attachments
        self._records = records
        self._desk = desk
        self._audit = audit
        self._clock = clock
        self._uploads = 0
        self._open = 0
        self._openings = Openings(clock)

    async def files(self, operator: Operator, entity: str, record_id: int) -> RecordFiles:
        """List the files of a record; raises NotFound, Forbidden."""
        kind = owner_kind(entity).for_reader(operator.role)
        await self._owner(operator, entity, record_id)
        found = await self._attachments.of_record(entity, record_id, Author.of(operator))
        return RecordFiles(
            files=tuple(view(one) for one in found),
            may_write=kind.is_written_by(operator.role),
            is_kept=self._keeper.is_set_up,
            max_bytes=self._keeper.place.max_bytes,
        )

    async def upload(self, operator: Operator, upload: Upload, pieces: AsyncIterator[bytes]) -> tuple[FileView, bool]:
        """Attach what comes, once per `upload.key`, and say whether it was there; raises TooLarge, FilesUnavailable."""
        owner_kind(upload.entity).for_writer(operator.role)
        storage = self._keeper.storage
        await self._owner(operator, upload.entity, upload.record_id)
        if upload.declared is not None and upload.declared > self._keeper.place.max_bytes:
            raise self._too_large()
        if self._uploads >= MAX_UPLOADS:
            raise FilesUnavailable("files.busy")
        self._uploads += 1
        try:
            received = await storage.receive(pieces, self._keeper.place.max_bytes)
        except TooLarge:
            raise self._too_large() from None
        finally:
            self._uploads -= 1
        return await self._keep(storage, operator, upload, received)

    async def _keep(
        self, storage: FileStorage, operator: Operator, upload: Upload, received: Received
    ) -> tuple[FileView, bool]:
        if received.size == 0:
            await storage.discard(received)
            raise InvalidInput({"file": "files.empty"}, "files.empty")
        name = clean_name(upload.name)
        new = NewAttachment(
            owner_entity=upload.entity,
            owner_id=upload.record_id,
            name=name,
            sha256=received.sha256,
            size=received.size,
            media_type=media_type_of(received.head, name),
            storage_key=received.storage_key,
        )
        made, is_repeat = await self._keeper.attach(received, new, Author.of(operator), upload.key)
        return view(made), is_repeat

    async def change(self, operator: Operator, file_id: int, version: int, raw: Mapping[str, object]) -> FileView:
        """Set ``name`` or ``note``; raises InvalidInput, NotFound, Forbidden, Conflict."""
        await self._writable_file(operator, file_id)
        name, note = _typed(raw)
        changed = await self._attachments.change(
            file_id, version, Author.of(operator), name=name, note=note, at=self._clock.now()
        )
        return view(changed)

    async def set_removed(self, operator: Operator, file_id: int, version: int, *, is_removed: bool) -> FileView:
        """Remove a file, or bring it back."""
        await self._writable_file(operator, file_id)
        changed = await self._attachments.set_removed(
            file_id, version, Author.of(operator), is_removed=is_removed, at=self._clock.now()
        )
        return view(changed)

    async def find(self, operator: Operator, file_id: int) -> Attachment:
        """Return a file that `operator` may read; raises NotFound, Forbidden."""
        found = await self._attachments.find(file_id, Author.of(operator))
        owner_kind(found.owner_entity).for_reader(operator.role)
        if found.archived_at is not None:
            raise NotFound
        return found

    async def open(self, opening: Opening, first: int, last: int) -> AudioStream:
        """Return the bytes of a file that `find` returned, once it is written down who opens it.

        A later part of a file that they opened a moment ago is the same opening.
        """
        storage = self._keeper.storage
        if self._open >= MAX_OPEN:
            raise FilesUnavailable("files.busy")
        self._open += 1
        try:
            stream = await storage.open(opening.file.storage_key, first, last)
        except BaseException:
            self._open -= 1
            raise
        counted = _Counted(stream, self)
        try:
            key = (opening.operator.id, opening.file.id, opening.is_taken)
            await self._openings.note(key, lambda: self._audit.note(self._opened(opening)), is_new=first == 0)
        except BaseException:
            await counted.aclose()
            raise
        return counted

    def closed(self) -> None:
        """One file less is open."""
        self._open -= 1

    async def _writable_file(self, operator: Operator, file_id: int) -> None:
        found = await self._attachments.find(file_id, Author.of(operator))
        owner_kind(found.owner_entity).for_writer(operator.role)
        await self._owner(operator, found.owner_entity, found.owner_id)

    async def _owner(self, operator: Operator, entity: str, record_id: int) -> None:
        """Raise NotFound when there is no such record in the operator's reach."""
        if entity != _LEAD:
            await self._records.read(entity, record_id, Author.of(operator))
        elif await self._desk.lead(LeadId(record_id), reader_id=operator.id) is None:
            raise NotFound("record.not_found", id=record_id)

    def _too_large(self) -> TooLarge:
        return TooLarge(limit_mib=self._keeper.place.max_bytes // _MIB)

    def _opened(self, opening: Opening) -> AuditNote:
        return AuditNote(
            at=self._clock.now(),
            operator_id=opening.operator.id,
            action=TAKEN if opening.is_taken else OPENED,
            entity=opening.file.owner_entity,
            entity_id=str(opening.file.owner_id),
            detail={"file": opening.file.name, "file_id": str(opening.file.id), "address": opening.address},
        )


class _Counted:
    """A stream that tells once when it is closed."""

    def __init__(self, stream: AudioStream, desk: FileDesk) -> None:
        self._stream = stream
        self._desk: FileDesk | None = desk

    def __aiter__(self) -> AsyncIterator[bytes]:
        return self._stream.__aiter__()

    async def aclose(self) -> None:
        desk, self._desk = self._desk, None
        if desk:
            desk.closed()
        await self._stream.aclose()


def _typed(raw: Mapping[str, object]) -> tuple[str | None, str | None]:
    mistakes = {name: "unknown_field" for name in list(raw)[:20] if name not in ("name", "note")}
    mistakes |= {name: "hidden_number" for name, text in raw.items() if is_hidden(text)}
    mistakes |= {name: "wrong_type" for name in ("name", "note") if not isinstance(raw.get(name, ""), str)}
    if mistakes:
        raise InvalidInput(mistakes)
    name = new_name(str(raw["name"])) if "name" in raw else None
    note = clean_lines(str(raw["note"])) if "note" in raw else None
    if note is not None and len(note) > MAX_NOTE:
        raise InvalidInput({"note": "too_long"})
    return name, note
