"""Taking an import back: what it made is put away and what it filled emptied, unless it was changed or used since."""

import json
from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import bindparam, delete, exists, func, literal, select

from callbridge.crm.entities import ENTITIES
from callbridge.crm.entity import FieldKind
from callbridge.crm.importing import RowState
from callbridge.crm.record import Author
from callbridge.crm.record_form import Value
from callbridge.store import tables as t
from callbridge.store.imports.directory_rows import ORGANIZATION, PERSON
from callbridge.store.imports.jobs import RowEnd
from callbridge.store.records.service import binding_of, change_record, remove_record
from callbridge.store.references import is_used
from callbridge.store.statement import Prepared, Row
from callbridge.store.tx import Tx

_row, _point = t.import_row, t.contact_point
_LAST = Prepared(
    select(_row.c.line, _row.c.state, _row.c.record_id, _row.c.record_version, _row.c.trace)
    .where(
        _row.c.job_id == bindparam("job"),
        _row.c.state.in_([bindparam("created"), bindparam("filled")]),
    )
    .order_by(_row.c.line.desc())
    .limit(bindparam("limit"))
)
_DROP_POINT = Prepared(delete(_point).where(_point.c.id == bindparam("point_id"), _point.c.version == 1))
_DROP_POINTS = {
    PERSON: Prepared(delete(_point).where(_point.c.person_id == bindparam("owner"))),
    ORGANIZATION: Prepared(delete(_point).where(_point.c.organization_id == bindparam("owner"))),
}

_DROP_WORDS = {
    PERSON: Prepared(delete(t.person_word).where(t.person_word.c.person_id == bindparam("owner"))),
    ORGANIZATION: Prepared(
        delete(t.organization_word).where(t.organization_word.c.organization_id == bindparam("owner"))
    ),
}


def last_rows(tx: Tx, job_id: int, limit: int) -> Sequence[Row]:
    """Return rows that can be taken back, from the last on: a later row may stand on what an earlier one made."""
    return tx.rows(_LAST, job=job_id, limit=limit, created=RowState.CREATED.value, filled=RowState.FILLED.value)


def take_back(tx: Tx, entity: str, row: Row, author: Author, at: datetime) -> RowEnd:
    """Take back what one row did; raises DomainError, before anything is written, when that cannot be."""
    trace = json.loads(row.trace)
    if row.state == RowState.FILLED.value:
        _empty(tx, entity, row, trace, author, at)
    elif not is_as_made(tx, entity, row.record_id, row.record_version, trace.get("points", 0)):
        return _end(row, RowState.KEPT)
    else:
        _put_away(tx, entity, row.record_id, row.record_version, author, at)
        made = trace.get("organization")
        if made is not None and is_as_made(tx, ORGANIZATION, made, 1, 0):
            _put_away(tx, ORGANIZATION, made, 1, author, at)
    return _end(row, RowState.UNDONE)


def kept(row: Row) -> RowEnd:
    """Return the end of a row that is left as it is."""
    return _end(row, RowState.KEPT)


def is_as_made(tx: Tx, entity: str, record_id: int, version: int, points: int) -> bool:
    """Say whether a record is what the import made: not changed, put away or named by anything."""
    found = tx.row(_state(entity), id=record_id)
    if found is None or found.version != version or found.is_used:
        return False
    return bool(found.points == points and not found.is_repointed)


def _put_away(tx: Tx, entity: str, record_id: int, version: int, author: Author, at: datetime) -> None:
    remove_record(tx, entity, record_id, version, author, at=at)
    if entity in _DROP_POINTS:  # callers are matched by them
        tx.execute(_DROP_POINTS[entity], owner=record_id)
        tx.execute(_DROP_WORDS[entity], owner=record_id)


def _empty(tx: Tx, entity: str, row: Row, trace: dict[str, list[str]], author: Author, at: datetime) -> None:
    """Empty the fields that the import filled and drop the numbers it added; Conflict when it was changed since."""
    fields = [ENTITIES[entity].field(name) for name in trace["filled"]]
    texts = (FieldKind.TEXT, FieldKind.LONG_TEXT)
    values: dict[str, Value] = {one.id: "" if one.kind in texts else None for one in fields if one is not None}
    if values:
        change_record(tx, entity, row.record_id, row.record_version, values, author, at=at)
    for point_id in trace["added"]:
        tx.execute(_DROP_POINT, point_id=int(point_id))


def _end(row: Row, state: RowState) -> RowEnd:
    return RowEnd(
        line=row.line, state=state, record_id=row.record_id, record_version=row.record_version,
        trace=json.loads(row.trace),
    )  # fmt: skip


@cache
def _state(entity: str) -> Prepared:
    table = binding_of(entity).table
    used: Any = literal(False)
    points: Any = literal(0)
    repointed: Any = literal(False)
    if entity in _DROP_POINTS:
        own = _point.c[f"{entity}_id"] == bindparam("id")
        used = is_used(entity, "id")
        points = select(func.count()).select_from(_point).where(own).scalar_subquery()
        repointed = exists().where(own, _point.c.version > 1)
    columns = (table.c.version, used.label("is_used"), points.label("points"), repointed.label("is_repointed"))
    found = select(*columns).where(table.c.id == bindparam("id"))
    if "archived_at" in table.c:
        found = found.where(table.c.archived_at.is_(None))
    return Prepared(found)
