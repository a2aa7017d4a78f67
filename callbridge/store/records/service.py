"""Reading, making, changing and taking away records of any kind, each as one unit of work; every change is audited."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, func, insert, select, update

from callbridge.crm.audit import AuditNote
from callbridge.crm.entities.fields import ARCHIVED_AT
from callbridge.crm.entity import FieldKind
from callbridge.crm.record import (
    ARCHIVED,
    CHANGED,
    CREATED,
    RESTORED,
    Author,
    PutAway,
    RecordRights,
    Removal,
    Stored,
    put_away_of,
    write_changes,
)
from callbridge.crm.record_form import Value, Values, check_whole
from callbridge.kernel.errors import Conflict, DomainError, IllegalMove, InvalidInput, NotFound
from callbridge.kernel.numbers import PhoneNumber
from callbridge.store import tables as t
from callbridge.store.audit import entries_of, write_note
from callbridge.store.reach import check_within, may_be_named
from callbridge.store.records.binding import RecordBinding, Write
from callbridge.store.records.bindings import binding_of
from callbridge.store.records.members import read_members, split, write_members
from callbridge.store.records.statements import named_records, select_in_use, select_row, select_whole
from callbridge.store.statement import Prepared
from callbridge.store.tx import Tx

_HEARD = Prepared(
    select(t.heard_request.c.entity, t.heard_request.c.record_id).where(
        t.heard_request.c.operator_id == bindparam("operator_id"), t.heard_request.c.key == bindparam("key")
    )
)
_HEAR = Prepared(insert(t.heard_request).inline(), columns=("operator_id", "key", "entity", "record_id", "at"))
_LOOKED_BACK = 50
"""Entries of a record among which who put it away is looked for."""
_WRITTEN = (FieldKind.TEXT, FieldKind.LONG_TEXT, FieldKind.PHONE, FieldKind.EMAIL)
_ABSENT: Mapping[FieldKind, Value] = {**dict.fromkeys(_WRITTEN, ""), FieldKind.FLAG: False, FieldKind.INTEGER: 0}


def rights(entity: str) -> RecordRights:
    """Return what can be done with the records of a kind, whoever asks."""
    binding = binding_of(entity)
    return RecordRights(may_create=binding.is_made_here, may_change=True, removal=binding.removal)


def read_record(tx: Tx, entity: str, record_id: int, *, is_any: bool = False) -> Stored:
    """Return a record with the names of those it names, an archived one only as `is_any`; raises NotFound."""
    binding = binding_of(entity)
    row = tx.row(select_whole(entity, is_any=is_any), id=record_id)
    if row is None:
        raise NotFound("record.not_found", id=record_id)
    values: dict[str, Value] = {name: getattr(row, column) for name, column in binding.fields.items()}
    held = [name for name in named_records(binding) if values[name] is not None]
    in_english = {name: getattr(row, f"{name}__en") for name in held}
    return Stored(
        id=record_id,
        version=row.version,
        values=values | read_members(tx, binding, record_id),
        names={name: getattr(row, f"{name}__name") or "" for name in held},
        names_en={name: text for name, text in in_english.items() if text},
        put_away=_put_away(tx, entity, record_id, values),
    )


def _put_away(tx: Tx, entity: str, record_id: int, values: Values) -> PutAway | None:
    at = values.get(ARCHIVED_AT)
    if at is None and values.get("is_active") is not False:
        return None
    entries = entries_of(tx, entity, str(record_id), _LOOKED_BACK)
    return put_away_of(entries, at if isinstance(at, datetime) else None)


def read_record_for(tx: Tx, entity: str, record_id: int, reader: Author | None) -> Stored:
    """Return a record that is in the reader's reach; None reads for the program itself. Raises NotFound.

    An archived one is there for who may bring it back.
    """
    may_see = reader is not None and binding_of(entity).entity.is_written_by(reader.role)
    stored = read_record(tx, entity, record_id, is_any=may_see)
    check_within(tx, entity, record_id, None if reader is None else reader.operator_id)
    return stored


def create_record(
    tx: Tx, entity: str, values: Values, author: Author, *, key: str, at: datetime, number: PhoneNumber | None = None
) -> Stored:
    """Make a record, once per `key` of this author; the values were checked by crm.record_form."""
    binding = binding_of(entity)
    tx.serialize(f"record {author.operator_id} {key}")
    heard = tx.row(_HEARD, operator_id=author.operator_id, key=key)
    if heard is not None:
        if heard.entity != entity:
            raise Conflict("record.repeated", entity=heard.entity)
        return replace(read_record(tx, entity, heard.record_id), is_repeat=True)
    if not binding.is_made_here:
        raise DomainError("record.not_created", entity=entity)
    check_whole(binding.entity, values)
    write = _write(tx, binding, values, Write(author=author, at=at, before=None, values={}, number=number))
    record_id = int(tx.value(insert(binding.table).values(**write.values).returning(binding.table.c.id)))
    tx.execute(_HEAR, operator_id=author.operator_id, key=key, entity=entity, record_id=record_id, at=at)
    _follow(tx, binding, write, record_id)
    stored = read_record(tx, entity, record_id)
    filled = {name: value for name, value in stored.values.items() if value not in (None, "", ())}
    _note(tx, CREATED, binding, record_id, write_changes({}, filled), write)
    return stored


def change_record(
    tx: Tx,
    entity: str,
    record_id: int,
    version: int,
    values: Values,
    author: Author,
    *,
    at: datetime,
    number: PhoneNumber | None = None,
) -> Stored:
    """Set fields of a record that was at `version` when they were read.

    Raises Conflict ``record.changed`` with the record as it is now in `params["current"]` when it is at another.
    """
    binding = binding_of(entity)
    before = _kept(tx, binding, record_id, version, author)
    check_whole(binding.entity, {**before.values, **values})
    row = tx.row(select_row(entity), id=record_id)
    write = _write(tx, binding, values, Write(author=author, at=at, before=row, values={}, number=number))
    changed = {**write.values, "version": version + 1, "updated_at": at}
    table = binding.table
    same = (table.c.id == record_id) & (table.c.version == version)
    if tx.execute(update(table).where(same).values(**changed)) != 1:
        raise Conflict("record.changed", current=read_record(tx, entity, record_id))
    _follow(tx, binding, write, record_id)
    after = read_record(tx, entity, record_id)
    _note(tx, CHANGED, binding, record_id, write_changes(before.values, after.values), write)
    return after if after.put_away is None else read_record(tx, entity, record_id)  # the note says by whom


def remove_record(tx: Tx, entity: str, record_id: int, version: int, author: Author, *, at: datetime) -> None:
    """Take a record away as its kind says: put away, made inactive, or deleted; raises as `change_record`."""
    binding = binding_of(entity)
    if binding.removal is Removal.NEVER:
        raise DomainError("record.not_archived", entity=entity)
    before = _kept(tx, binding, record_id, version, author)
    for leave in binding.leave:
        leave(tx.row(select_row(entity), id=record_id))
    table = binding.table
    if binding.removal is Removal.DELETED:
        tx.execute(delete(table).where(table.c.id == record_id))
    else:
        gone = {"archived_at": at} if binding.removal is Removal.ARCHIVED else {"is_active": False}
        values = {**gone, "version": version + 1, "updated_at": at}
        tx.execute(update(table).where(table.c.id == record_id).values(**values))
    was = {name: value for name, value in before.values.items() if value not in (None, "")}
    detail = write_changes(was, dict.fromkeys(was))
    _note(tx, ARCHIVED, binding, record_id, detail, Write(author=author, at=at, before=None, values={}))


def restore_record(tx: Tx, entity: str, record_id: int, version: int, author: Author, *, at: datetime) -> Stored:
    """Bring back what was archived or made inactive; one that is there already stays as it is, whatever its version.

    Raises as `change_record`.
    """
    binding = binding_of(entity)
    if binding.removal not in (Removal.ARCHIVED, Removal.DEACTIVATED):
        raise DomainError("record.not_archived", entity=entity)
    before = _locked(tx, binding, record_id, author)
    if before.put_away is None:
        return before
    _check_version(before, version)
    row = tx.row(select_row(entity), id=record_id)
    write = Write(author=author, at=at, before=row, values={} if row is None else row._asdict())
    back: dict[str, Any] = {"archived_at": None} if binding.removal is Removal.ARCHIVED else {"is_active": True}
    for prepare in binding.back:
        back |= prepare(tx, write)
    table = binding.table
    values = {**back, "version": version + 1, "updated_at": at}
    tx.execute(update(table).where(table.c.id == record_id).values(**values))
    for returned in binding.returned:
        returned(tx, write, record_id)
    after = read_record(tx, entity, record_id)
    _note(tx, RESTORED, binding, record_id, write_changes(before.values, after.values), write)
    return after


def _kept(tx: Tx, binding: RecordBinding, record_id: int, version: int, author: Author) -> Stored:
    """Return what `_locked` does, when it is at `version` and not in the archive."""
    before = _locked(tx, binding, record_id, author)
    if before.values.get(ARCHIVED_AT) is not None:
        raise IllegalMove("record.is_archived")
    _check_version(before, version)
    return before


def _check_version(before: Stored, version: int) -> None:
    if before.version != version:
        raise Conflict("record.changed", current=before)


def _locked(tx: Tx, binding: RecordBinding, record_id: int, author: Author) -> Stored:
    """Return a record that nobody else writes meanwhile, when the author may."""
    entity = binding.entity.id
    tx.serialize(f"{entity} {record_id}")
    before = read_record_for(tx, entity, record_id, author)
    row = tx.row(select_row(entity), id=record_id)
    if binding.may_write is not None and row is not None:
        binding.may_write(tx, author, row)
    return before


def _write(tx: Tx, binding: RecordBinding, values: Values, empty: Write) -> Write:
    """Return the write with all it sets: what was sent, what a new row has by itself, what its kind adds."""
    _check_references(tx, binding, values, empty)
    columns = binding.fields
    plain, members = split(binding, values)
    write = replace(empty, values={columns[name]: value for name, value in plain.items()}, members=members)
    if write.is_new:
        write = replace(write, values={**_defaults(tx, binding, write), **write.values})
    for prepare in binding.prepare:
        write = replace(write, values={**write.values, **prepare(tx, write)})
    _check_filled(binding, write)
    return write


def _check_filled(binding: RecordBinding, write: Write) -> None:
    """Raise InvalidInput for each field that was cleared and must hold something."""
    table, fields = binding.table, binding.fields.items()
    empty = [name for name, column in fields if write.values.get(column, "") is None and not table.c[column].nullable]
    if empty:
        raise InvalidInput(dict.fromkeys(empty, "required"))


def _defaults(tx: Tx, binding: RecordBinding, write: Write) -> dict[str, Any]:
    """Return what a new row has that nobody sent."""
    found: dict[str, Any] = {}
    for field in binding.entity.fields:
        column = binding.column(field.id)
        if column is None or column.name in write.values:
            continue
        if column.name == "position":
            found["position"] = tx.value(select(func.coalesce(func.max(column), 0) + 1))
        elif column.name == "is_active":
            found["is_active"] = True
        elif field.kind is FieldKind.CHOICE and field.choices and field.is_editable and not field.is_required:
            found[column.name] = field.choices[0].value
        elif not column.nullable and column.server_default is None and field.kind in _ABSENT:
            found[column.name] = _ABSENT[field.kind]
    if "created_at" in binding.table.c:
        found["created_at"] = write.at
    return found


def _check_references(tx: Tx, binding: RecordBinding, values: Values, write: Write) -> None:
    """Raise InvalidInput for each record that is named and not there, or not for the author, or no longer in use."""
    mistakes: dict[str, str] = {}
    columns, author_id = binding.fields, write.author.operator_id
    for name, value in values.items():
        field = binding.entity.field(name)
        if field is None or not field.record:
            continue
        for one in value if isinstance(value, tuple) else () if value is None else (value,):
            found = tx.row(select_in_use(field.record), id=one)
            may_name = write.held(columns.get(name, ""), one) or may_be_named(tx, field.record, one, author_id)
            if found is None or not may_name or not found.is_used:
                mistakes[name] = "inactive" if found is not None and may_name else "not_found"
    if mistakes:
        raise InvalidInput(mistakes)


def _follow(tx: Tx, binding: RecordBinding, write: Write, record_id: int) -> None:
    write_members(tx, binding, write, record_id)
    for written in binding.written:
        written(tx, write, record_id)


def _note(tx: Tx, action: str, binding: RecordBinding, record_id: int, detail: Mapping[str, str], write: Write) -> None:
    if detail:
        note = AuditNote(
            at=write.at,
            operator_id=write.author.operator_id,
            action=action,
            entity=binding.entity.id,
            entity_id=str(record_id),
            detail=detail,
        )
        write_note(tx, note)
