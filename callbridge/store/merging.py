"""Making two records one, and two of one again: all that names the given-up one is re-hung in one transaction."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Column, ColumnElement, Table, bindparam, delete, func, insert, select, update

from callbridge.crm.audit import AuditNote
from callbridge.crm.duplicate import MergeEntry, MergeWish
from callbridge.crm.entities import ENTITIES
from callbridge.crm.record import Author, Stored, as_json
from callbridge.crm.record_form import Value
from callbridge.kernel.errors import Conflict, IllegalMove, InvalidInput, NotFound
from callbridge.kernel.ids import OperatorId
from callbridge.store import tables as t
from callbridge.store.audit import write_note
from callbridge.store.folding import words
from callbridge.store.outbox import tell_of_lead_changes
from callbridge.store.records.service import change_record, read_record
from callbridge.store.references import references_to
from callbridge.store.row_json import row_as_json, row_from_json
from callbridge.store.statement import Prepared, Row
from callbridge.store.tx import Tx

MERGED, UNMERGED = "record.merged", "record.unmerged"
_TABLES: Mapping[str, Table] = {"person": t.person, "organization": t.organization}
_WORDS: Mapping[str, Table] = {"person": t.person_word, "organization": t.organization_word}
_ONCE: Mapping[str, str] = {"participant": "campaign_id", "supplier": "campaign_id", "not_caller": "number_key"}
"""Tables that name a record once for each value of this column: the given-up one's second row goes, and comes back."""
_merge, _file = t.merge, t.attachment
_NEWEST = Prepared(
    select(_merge, t.operator.c.full_name.label("operator"))
    .select_from(_merge.join(t.operator, t.operator.c.id == _merge.c.operator_id))
    .order_by(_merge.c.id.desc())
    .limit(bindparam("limit"))
)
_LATER = Prepared(
    select(_merge.c.id).where(
        _merge.c.entity == bindparam("entity"),
        _merge.c.id > bindparam("id"),
        _merge.c.undone_at.is_(None),
        _merge.c.kept_id.in_([bindparam("kept"), bindparam("given_up")])
        | _merge.c.given_up_id.in_([bindparam("kept"), bindparam("given_up")]),
    )
)


def counted(tx: Tx, entity: str, record_id: int) -> dict[str, int]:
    """Return how much names a record, by table."""
    found: dict[str, int] = {}
    point = t.contact_point
    for table, column in ((point, point.c[f"{entity}_id"]), *references_to(entity)):
        count = tx.value(select(func.count()).select_from(table).where(column == record_id))
        if count:
            name = str(table.name)  # SQLAlchemy's own kind of text is no key of JSON
            found[name] = found.get(name, 0) + count
    if files := tx.value(select(func.count()).select_from(_file).where(_files_of(entity, record_id))):
        found[_file.name] = files
    return found


def merge(tx: Tx, entity: str, wish: MergeWish, author: Author, at: datetime) -> int:
    """Merge, and return by what it can be undone; Conflict when either record was changed since it was looked at."""
    keep_id, gone_id = wish.keep_id, wish.give_up_id
    if keep_id == gone_id:
        raise InvalidInput({"give_up_id": "merge.same"}, "merge.same")
    for record_id in sorted((keep_id, gone_id)):
        tx.serialize(f"{entity} {record_id}")
    keep, gone = read_record(tx, entity, keep_id), read_record(tx, entity, gone_id)
    for stored, version in ((keep, wish.keep_version), (gone, wish.give_up_version)):
        if stored.version != version:
            raise Conflict("record.changed")
    fields = _taken(tx, entity, wish.take, (keep, gone), author, at)
    trace = {"fields": fields, "points": _points(tx, entity, keep_id, gone_id), **_rehung(tx, entity, keep_id, gone_id)}
    _give_up(tx, entity, gone_id, into=keep_id, at=at)
    values = {"entity": entity, "kept_id": keep_id, "given_up_id": gone_id, "operator_id": author.operator_id, "at": at}
    wanted = insert(_merge).values(trace=json.dumps(trace, ensure_ascii=False), **values).returning(_merge.c.id)
    merge_id = int(tx.value(wanted))
    leads = trace["moved"].get(f"lead.{entity}_id", ())
    tell_of_lead_changes(tx, leads, {entity: [gone_id, keep_id]}, by=author.operator_id, at=at)
    _note_both(tx, MERGED, entity, (keep_id, gone_id, merge_id), author.operator_id, at)
    return merge_id


def undo(tx: Tx, merge_id: int, author: Author, at: datetime) -> None:
    """Put back what a merge moved, so far as it still is where the merge put it."""
    row = tx.row(select(_merge).where(_merge.c.id == merge_id))
    if row is None:
        raise NotFound
    for record_id in sorted((row.kept_id, row.given_up_id)):
        tx.serialize(f"{row.entity} {record_id}")
    if tx.value(select(_merge.c.undone_at).where(_merge.c.id == merge_id)) is not None:
        raise IllegalMove("merge.undone_already")
    if tx.row(_LATER, entity=row.entity, id=merge_id, kept=row.kept_id, given_up=row.given_up_id) is not None:
        raise IllegalMove("merge.later_first")
    trace = json.loads(row.trace)
    _bring_back(tx, row.entity, row.given_up_id, at)
    _untaken(tx, row, trace["fields"], author, at)
    leads = _hang_back(tx, row, trace)
    changes = {row.entity: [row.kept_id, row.given_up_id]}
    tell_of_lead_changes(tx, leads, changes, by=author.operator_id, at=at)
    tx.execute(update(_merge).where(_merge.c.id == merge_id).values(undone_at=at))
    _note_both(tx, UNMERGED, row.entity, (row.kept_id, row.given_up_id, merge_id), author.operator_id, at)


def _hang_back(tx: Tx, row: Row, trace: Mapping[str, Any]) -> list[int]:
    """Hang rows where they hung, and put deleted ones back; return the leads that were hung back."""
    leads: list[int] = []
    for name, keys in {**trace["moved"], f"contact_point.{row.entity}_id": trace["points"]["moved"]}.items():
        back = _set_back(tx, name, keys, row.kept_id, row.given_up_id)
        if name == f"lead.{row.entity}_id":
            leads = back
    for name, rows in {**trace["dropped"], "contact_point": trace["points"]["dropped"]}.items():
        table = t.metadata.tables[name]
        for each in rows:
            tx.execute(insert(table).values(**row_from_json(table, each)))
    for cost_id, supplier_id in trace["costs"]:
        tx.execute(update(t.cost).where(t.cost.c.id == cost_id).values(supplier_id=supplier_id))
    return leads


def newest(tx: Tx, limit: int) -> list[MergeEntry]:
    """Return the newest merges."""
    return [_merged(tx, row) for row in tx.rows(_NEWEST, limit=limit)]


def _merged(tx: Tx, row: Row) -> MergeEntry:
    table = _TABLES[row.entity]
    name = table.c[ENTITIES[row.entity].name_field]
    kept, given_up = (tx.value(select(name).where(table.c.id == each)) for each in (row.kept_id, row.given_up_id))
    return MergeEntry(
        id=row.id, entity=row.entity, kept_id=row.kept_id, kept=kept or "", given_up_id=row.given_up_id,
        given_up=given_up or "", operator_id=OperatorId(row.operator_id), operator=row.operator, at=row.at,
        undone_at=row.undone_at,
    )  # fmt: skip


def _taken(
    tx: Tx, entity: str, take: Sequence[str], both: tuple[Stored, Stored], author: Author, at: datetime
) -> dict[str, list[Any]]:
    """Give the kept record the fields wanted from the other; return of each what it was and became."""
    keep, gone = both
    editable = {field.id for field in ENTITIES[entity].fields if field.is_editable}
    if any(name not in editable for name in take):
        raise InvalidInput({"take": "unknown_field"})
    values = {name: gone.values[name] for name in take if gone.values[name] != keep.values[name]}
    if values:
        change_record(tx, entity, keep.id, keep.version, values, author, at=at)
    return {name: [as_json(keep.values[name]), as_json(value)] for name, value in values.items()}


def _untaken(tx: Tx, row: Row, fields: Mapping[str, Sequence[Any]], author: Author, at: datetime) -> None:
    entity, kept_id = row.entity, row.kept_id
    stored = read_record(tx, entity, kept_id)
    values: dict[str, Value] = {
        name: before for name, (before, after) in fields.items() if as_json(stored.values[name]) == after
    }
    if values:
        change_record(tx, entity, kept_id, stored.version, values, author, at=at)


def _points(tx: Tx, entity: str, keep_id: int, gone_id: int) -> dict[str, list[Any]]:
    """Re-hang numbers and addresses; those that the kept record has already go."""
    table = t.contact_point
    owner = table.c[f"{entity}_id"]
    has = {_point_key(row) for row in tx.rows(select(table).where(owner == keep_id))}
    moved: list[int] = []
    dropped: list[dict[str, Any]] = []
    for row in tx.rows(select(table).where(owner == gone_id)):
        if _point_key(row) in has:
            dropped.append(row_as_json(table, row))
            tx.execute(delete(table).where(table.c.id == row.id))
        else:
            moved.append(row.id)
            tx.execute(update(table).where(table.c.id == row.id).values({owner.name: keep_id}))
    return {"moved": moved, "dropped": dropped}


def _point_key(row: Row) -> tuple[str, ...]:
    return row.kind, row.number_key or row.address_key or row.raw.casefold(), row.extension


def _rehung(tx: Tx, entity: str, keep_id: int, gone_id: int) -> dict[str, Any]:
    moved: dict[str, list[Any]] = {}
    dropped: dict[str, list[dict[str, Any]]] = {}
    costs: list[tuple[int, int]] = []
    for table, column in references_to(entity):
        if table.name in _ONCE:
            second = _second_rows(tx, table, column, keep_id, gone_id)
            costs += [pair for row, kept in second if table is t.supplier for pair in _costs(tx, row.id, kept)]
            for row, _ in second:
                dropped.setdefault(table.name, []).append(row_as_json(table, row))
                tx.execute(delete(table).where(table.c.id == row.id))
        key = _key(table)
        keys = [row[0] for row in tx.rows(select(key).where(column == gone_id))]
        if keys:
            moved[f"{table.name}.{column.name}"] = keys
            tx.execute(update(table).where(column == gone_id).values({column.name: keep_id}))
    files = [row.id for row in tx.rows(select(_file.c.id).where(_files_of(entity, gone_id)))]
    if files:
        moved[f"{_file.name}.owner_id"] = files
        tx.execute(update(_file).where(_files_of(entity, gone_id)).values(owner_id=keep_id))
    return {"moved": moved, "dropped": dropped, "costs": costs}


def _files_of(entity: str, record_id: int) -> ColumnElement[bool]:
    """Files hang on records of many kinds, so no foreign key tells of them."""
    return (_file.c.owner_entity == entity) & (_file.c.owner_id == record_id)


def _second_rows(tx: Tx, table: Table, column: Column[Any], keep_id: int, gone_id: int) -> list[tuple[Row, int]]:
    """Return rows of the given-up record that the kept one has too, each with the kept one's id."""
    of = _ONCE[table.name]
    own = {getattr(row, of): row.id for row in tx.rows(select(table).where(column == keep_id))}
    theirs = tx.rows(select(table).where(column == gone_id))
    return [(row, own[getattr(row, of)]) for row in theirs if getattr(row, of) in own]


def _costs(tx: Tx, supplier_id: int, kept_supplier_id: int) -> list[tuple[int, int]]:
    named = t.cost.c.supplier_id == supplier_id
    found = [(row.id, supplier_id) for row in tx.rows(select(t.cost.c.id).where(named))]
    tx.execute(update(t.cost).where(named).values(supplier_id=kept_supplier_id))
    return found


def _set_back(tx: Tx, name: str, keys: Sequence[Any], kept_id: int, given_up_id: int) -> list[Any]:
    """Hang rows where they hung, and return which; those that somebody re-hung since stay."""
    table_name, _, column_name = name.partition(".")
    table = t.metadata.tables[table_name]
    column, key = table.c[column_name], _key(table)
    return [
        each
        for each in keys
        if tx.execute(update(table).where(key == each, column == kept_id).values({column_name: given_up_id})) == 1
    ]


def _key(table: Table) -> Column[Any]:
    key: Column[Any] = next(iter(table.primary_key))
    return key


def _give_up(tx: Tx, entity: str, record_id: int, *, into: int, at: datetime) -> None:
    table, index = _TABLES[entity], _WORDS[entity]
    values = {"merged_into_id": into, "archived_at": at, "updated_at": at, "version": table.c.version + 1}
    tx.execute(update(table).where(table.c.id == record_id).values(**values))
    tx.execute(delete(index).where(index.c[f"{entity}_id"] == record_id))


def _bring_back(tx: Tx, entity: str, record_id: int, at: datetime) -> None:
    table, index = _TABLES[entity], _WORDS[entity]
    values = {"merged_into_id": None, "archived_at": None, "updated_at": at, "version": table.c.version + 1}
    tx.execute(update(table).where(table.c.id == record_id).values(**values))
    name = tx.value(select(table.c[ENTITIES[entity].name_field]).where(table.c.id == record_id))
    for word in words(name):
        tx.execute(insert(index).values(**{"word": word, f"{entity}_id": record_id}))


def _note_both(
    tx: Tx, action: str, entity: str, ids: tuple[int, int, int], operator_id: OperatorId, at: datetime
) -> None:
    """Write into the audit trail of both records which was kept, which given up, and by which merge."""
    kept_id, given_up_id, merge_id = ids
    detail = {"kept_id": str(kept_id), "given_up_id": str(given_up_id), "merge_id": str(merge_id)}
    for record_id in (kept_id, given_up_id):
        note = AuditNote(
            at=at, operator_id=operator_id, action=action, entity=entity, entity_id=str(record_id), detail=detail
        )
        write_note(tx, note)
