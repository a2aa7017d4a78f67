"""Taking an import back: what it made is put away and what it filled emptied, unless it was changed or used since."""

import json
from collections.abc import Sequence
from datetime import datetime
from itertools import groupby

from sqlalchemy import bindparam, delete, select

from callbridge.crm.entities import ENTITIES
from callbridge.crm.entity import FieldKind
from callbridge.crm.importing import RowState
from callbridge.crm.record import Author
from callbridge.crm.record_form import MAX_INTEGER, Value
from callbridge.kernel.errors import DomainError
from callbridge.store import tables as t
from callbridge.store.imports.directory_rows import ORGANIZATION, PERSON
from callbridge.store.imports.jobs import RowEnd
from callbridge.store.imports.putting_away import Made, put_away
from callbridge.store.records.service import change_record, remove_record
from callbridge.store.statement import Prepared, Row
from callbridge.store.tx import Tx

_row, _point = t.import_row, t.contact_point
_LAST = Prepared(
    select(_row.c.line, _row.c.state, _row.c.record_id, _row.c.record_version, _row.c.trace)
    .where(
        _row.c.job_id == bindparam("job"),
        _row.c.line < bindparam("before"),
        _row.c.state.in_([bindparam("created"), bindparam("filled")]),
    )
    .order_by(_row.c.line.desc())
    .limit(bindparam("limit"))
)
_DROP_POINT = Prepared(delete(_point).where(_point.c.id == bindparam("point_id"), _point.c.version == 1))


def last_rows(tx: Tx, job_id: int, before: int | None, limit: int) -> Sequence[Row]:
    """Return rows that can be taken back, from the last on: a later row may stand on what an earlier one made.

    They are above the line `before`, so that those taken back already are not walked over each time.
    """
    states = {"created": RowState.CREATED.value, "filled": RowState.FILLED.value}
    return tx.rows(_LAST, job=job_id, before=MAX_INTEGER if before is None else before, limit=limit, **states)


def take_back(tx: Tx, entity: str, rows: Sequence[Row], author: Author, at: datetime) -> list[RowEnd]:
    """Take back what rows did, in their order; what cannot be taken back is kept."""
    ends: list[RowEnd] = []
    for state, of_state in groupby(rows, key=lambda row: row.state):
        if state == RowState.CREATED.value and entity in (PERSON, ORGANIZATION):
            ends += _put_away_many(tx, entity, list(of_state), author, at)
        else:
            ends += [_one_taken_back(tx, entity, row, author, at) for row in of_state]
    return ends


def _put_away_many(tx: Tx, entity: str, rows: Sequence[Row], author: Author, at: datetime) -> list[RowEnd]:
    """Put away what the import made, and then the organizations that it made for people of these rows."""
    traces = {row.line: json.loads(row.trace) for row in rows}
    made = [Made(id=row.record_id, version=row.record_version, points=traces[row.line]["points"]) for row in rows]
    gone = put_away(tx, entity, made, author, at)
    named = (traces[row.line].get("organization") for row in rows if row.record_id in gone)
    put_away(tx, ORGANIZATION, [Made(id=one) for one in named if one is not None], author, at)
    return [_end(row, RowState.UNDONE if row.record_id in gone else RowState.KEPT) for row in rows]


def _one_taken_back(tx: Tx, entity: str, row: Row, author: Author, at: datetime) -> RowEnd:
    try:
        if row.state == RowState.FILLED.value:
            _empty(tx, entity, row, json.loads(row.trace), author, at)
        else:
            remove_record(tx, entity, row.record_id, row.record_version, author, at=at)
    except DomainError:  # it was changed, or is gone; nothing of the row is written then
        return _end(row, RowState.KEPT)
    return _end(row, RowState.UNDONE)


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
