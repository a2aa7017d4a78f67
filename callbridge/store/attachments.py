"""Files of records as rows: which hangs where, and which contents something holds. Implements `Attachments`."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, insert, select, update

from callbridge.crm.attachment import ADDED, CHANGED, MAX_FILES, REMOVED, RESTORED, Attachment, NewAttachment
from callbridge.crm.audit import AuditNote
from callbridge.crm.record import Author
from callbridge.kernel.errors import Conflict, NotFound, TooLarge
from callbridge.store import tables as t
from callbridge.store.audit import write_note
from callbridge.store.database import Database
from callbridge.store.deals import employee_of
from callbridge.store.reach import check_within, is_within, reach_of
from callbridge.store.statement import Prepared, Row
from callbridge.store.tx import Tx

ENTITY = "attachment"
_GIB = 1 << 30
_file = t.attachment
_FOUND = select(_file, t.employee.c.full_name.label("author")).select_from(
    _file.outerjoin(t.employee, t.employee.c.id == _file.c.employee_id)
)
_ONE = Prepared(_FOUND.where(_file.c.id == bindparam("id")))
_OF_RECORD = Prepared(
    _FOUND.where(
        _file.c.owner_entity == bindparam("entity"),
        _file.c.owner_id == bindparam("record_id"),
        _file.c.archived_at.is_(None),
    )
    .order_by(_file.c.id.desc())
    .limit(MAX_FILES)
)
_COUNT = Prepared(
    select(func.count()).where(
        _file.c.owner_entity == bindparam("entity"),
        _file.c.owner_id == bindparam("record_id"),
        _file.c.archived_at.is_(None),
    )
)
_INSERT = Prepared(
    insert(_file).returning(_file.c.id),
    columns=(
        "owner_entity", "owner_id", "name", "sha256", "size", "media_type", "storage_key", "employee_id", "created_at",
    ),
)  # fmt: skip
_contents = select(_file.c.sha256, func.max(_file.c.size).label("size")).group_by(_file.c.sha256).subquery()
_TOTAL = Prepared(select(func.coalesce(func.sum(_contents.c.size), 0)))
_IS_HELD = Prepared(select(func.count()).where(_file.c.sha256 == bindparam("sha256")))
_HEARD = Prepared(
    select(t.heard_request.c.entity, t.heard_request.c.record_id).where(
        t.heard_request.c.operator_id == bindparam("operator_id"), t.heard_request.c.key == bindparam("key")
    )
)
_HEAR = Prepared(insert(t.heard_request).inline(), columns=("operator_id", "key", "entity", "record_id", "at"))


@dataclass(frozen=True, slots=True)
class _Act:
    """Who does what when."""

    author: Author
    action: str
    at: datetime


class SqlAttachments:
    """Files of records in the database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def of_record(self, entity: str, record_id: int, reader: Author | None = None) -> Sequence[Attachment]:
        def unit(tx: Tx) -> Sequence[Attachment]:
            _check_owner(tx, entity, record_id, reader)
            return [_attachment(row) for row in tx.rows(_OF_RECORD, entity=entity, record_id=record_id)]

        return await self._database.read(unit)

    async def find(self, attachment_id: int, reader: Author | None = None) -> Attachment:
        return await self._database.read(lambda tx: _find_for(tx, attachment_id, reader))

    async def add(
        self, new: NewAttachment, author: Author, *, key: str, at: datetime, total_limit: int
    ) -> tuple[Attachment, bool]:
        return await self._database.run(lambda tx: _add(tx, new, author, key, at, total_limit))

    async def change(
        self, attachment_id: int, version: int, author: Author, *, name: str | None, note: str | None, at: datetime
    ) -> Attachment:
        wanted = {column: text for column, text in (("name", name), ("note", note)) if text is not None}
        return await self._database.run(lambda tx: _set(tx, attachment_id, version, wanted, _Act(author, CHANGED, at)))

    async def set_removed(
        self, attachment_id: int, version: int, author: Author, *, is_removed: bool, at: datetime
    ) -> Attachment:
        wanted = {"archived_at": at if is_removed else None}
        act = _Act(author, REMOVED if is_removed else RESTORED, at)
        return await self._database.run(lambda tx: _set(tx, attachment_id, version, wanted, act))

    async def used(self, storage_keys: Collection[str]) -> frozenset[str]:
        def unit(tx: Tx) -> frozenset[str]:
            return frozenset(key for key in storage_keys if tx.value(_IS_HELD, sha256=key.rpartition("/")[2]))

        return await self._database.read(unit)


def _find(tx: Tx, attachment_id: int) -> Attachment:
    row = tx.row(_ONE, id=attachment_id)
    if row is None:
        raise NotFound
    return _attachment(row)


def _find_for(tx: Tx, attachment_id: int, reader: Author | None) -> Attachment:
    """Return a file; NotFound of one that hangs on a record out of the reader's reach, as of one that is not there."""
    found = _find(tx, attachment_id)
    if reader is not None and not is_within(tx, found.owner_entity, found.owner_id, reach_of(tx, reader.operator_id)):
        raise NotFound
    return found


def _check_owner(tx: Tx, entity: str, record_id: int, author: Author | None) -> None:
    check_within(tx, entity, record_id, None if author is None else author.operator_id)


def _add(
    tx: Tx, new: NewAttachment, author: Author, key: str, at: datetime, total_limit: int
) -> tuple[Attachment, bool]:
    tx.serialize(f"record {author.operator_id} {key}")
    heard = tx.row(_HEARD, operator_id=author.operator_id, key=key)
    if heard is not None:
        if heard.entity != ENTITY:
            raise Conflict("record.repeated", entity=heard.entity)
        return _find(tx, heard.record_id), True
    _check_owner(tx, new.owner_entity, new.owner_id, author)
    tx.serialize("attachments")  # one at a time, or two would take the last room
    if tx.value(_COUNT, entity=new.owner_entity, record_id=new.owner_id) >= MAX_FILES:
        raise Conflict("files.too_many", limit=MAX_FILES)
    is_new = not tx.value(_IS_HELD, sha256=new.sha256)
    if is_new and int(tx.value(_TOTAL)) + new.size > total_limit:
        raise TooLarge("files.all_full", limit_gib=total_limit // _GIB)
    employee_id = employee_of(tx, author.operator_id).id
    values = {name: getattr(new, name) for name in new.__dataclass_fields__}
    attachment_id = int(tx.value(_INSERT, **values, employee_id=employee_id, created_at=at))
    tx.execute(_HEAR, operator_id=author.operator_id, key=key, entity=ENTITY, record_id=attachment_id, at=at)
    made = _find(tx, attachment_id)
    _note(tx, made, _Act(author, ADDED, at), {"size": str(made.size)})
    return made, False


def _set(tx: Tx, attachment_id: int, version: int, wanted: Mapping[str, Any], act: _Act) -> Attachment:
    before = _find_for(tx, attachment_id, act.author)
    same = (_file.c.id == attachment_id) & (_file.c.version == version)
    values = {**wanted, "version": version + 1, "updated_at": act.at}
    if tx.execute(update(_file).where(same).values(**values)) != 1:
        raise Conflict("files.changed")
    after = _find(tx, attachment_id)
    _note(tx, after, act, {"was": before.name} if before.name != after.name else {})
    return after


def _note(tx: Tx, file: Attachment, act: _Act, more: Mapping[str, str]) -> None:
    """Tell it in the history of the record that the file hangs on."""
    note = AuditNote(
        at=act.at,
        operator_id=act.author.operator_id,
        action=act.action,
        entity=file.owner_entity,
        entity_id=str(file.owner_id),
        detail={"file": file.name, "file_id": str(file.id), **more},
    )
    write_note(tx, note)


def _attachment(row: Row) -> Attachment:
    return Attachment(
        id=row.id,
        version=row.version,
        owner_entity=row.owner_entity,
        owner_id=row.owner_id,
        name=row.name,
        sha256=row.sha256,
        size=row.size,
        media_type=row.media_type,
        storage_key=row.storage_key,
        note=row.note,
        author=row.author or "",
        created_at=row.created_at,
        archived_at=row.archived_at,
    )
