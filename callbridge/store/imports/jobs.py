"""Import jobs and their rows as rows of tables."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, func, insert, select, update

from callbridge.crm.audit import AuditNote
from callbridge.crm.importing import (
    BadRow,
    ImportCounts,
    ImportJob,
    ImportPlan,
    ImportState,
    Line,
    OnMatch,
    RowState,
)
from callbridge.kernel.errors import IllegalMove, NotFound
from callbridge.kernel.ids import OperatorId
from callbridge.store import tables as t
from callbridge.store.audit import write_note
from callbridge.store.key_list import one_of_ids
from callbridge.store.statement import Prepared, Row
from callbridge.store.tx import Tx

IMPORT = "import"
MAX_WAITING = 20
"""Imports read and not run, of all people together: their rows take room."""
_COUNTS = ("created", "filled", "skipped", "failed", "undone", "kept")
_job, _row = t.import_job, t.import_row
_ALIVE = (ImportState.RUNNING, ImportState.UNDOING)

_ADD = Prepared(
    insert(_job).returning(_job.c.id),
    columns=("entity", "file_name", "state", "operator_id", "created_at", "columns", "mapping"),
)
_ADD_ROW = Prepared(insert(_row).inline(), columns=("job_id", "line", "cells", "state"))
_JOBS = (
    select(_job, t.operator.c.full_name.label("operator"))
    .select_from(_job.join(t.operator, t.operator.c.id == _job.c.operator_id))
    .where(_job.c.state != ImportState.READING.value)
)
_ONE = Prepared(_JOBS.where(_job.c.id == bindparam("id")))
_NEWEST = Prepared(_JOBS.order_by(_job.c.id.desc()).limit(bindparam("limit")))
_RUNNING = Prepared(_JOBS.where(_job.c.state.in_([bindparam("running"), bindparam("undoing")])).order_by(_job.c.id))
_WAITING_JOBS = Prepared(
    select(func.count()).select_from(_job).where(
        _job.c.state.in_([bindparam("reading"), bindparam("ready"), bindparam("running")])
    )
)  # fmt: skip
_WAITING = Prepared(
    select(_row.c.line, _row.c.cells)
    .where(_row.c.job_id == bindparam("job"), _row.c.line > bindparam("line"), _row.c.state == RowState.WAITING.value)
    .order_by(_row.c.line)
    .limit(bindparam("limit"))
)
_FAILED = Prepared(
    select(_row.c.line, _row.c.cells, _row.c.mistakes)
    .where(_row.c.job_id == bindparam("job"), _row.c.line > bindparam("line"), _row.c.state == RowState.FAILED.value)
    .order_by(_row.c.line)
    .limit(bindparam("limit"))
)
_DROP_ROWS = Prepared(delete(_row).where(_row.c.job_id == bindparam("job"), one_of_ids(_row.c.line, "lines")))
_ADD_ENDED = Prepared(
    insert(_row).inline(),
    columns=("job_id", "line", "cells", "state", "record_id", "record_version", "trace", "mistakes"),
)
_END_FAILED = Prepared(
    update(_row)
    .where(_row.c.job_id == bindparam("job"), _row.c.line == bindparam("at_line"))
    .values(state=RowState.FAILED.value, mistakes=bindparam("wrong"))
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RowEnd:
    """What became of a row, with what taking it back needs."""

    line: int
    state: RowState
    record_id: int | None = None
    record_version: int | None = None
    trace: Mapping[str, Any] = field(default_factory=dict)
    mistakes: Mapping[str, str] = field(default_factory=dict)


def add_job(
    tx: Tx,
    entity: str,
    file_name: str,
    columns: Sequence[str],
    mapping: Sequence[str],
    operator_id: OperatorId,
    *,
    at: datetime,
) -> int:
    """Make a job whose rows are to come; raises IllegalMove ``import.too_many``."""
    tx.serialize("imports")
    states = {"reading": "reading", "ready": "ready", "running": "running"}
    if tx.value(_WAITING_JOBS, **states) >= MAX_WAITING:
        raise IllegalMove("import.too_many")
    return int(
        tx.value(
            _ADD,
            entity=entity,
            file_name=file_name,
            state=ImportState.READING.value,
            operator_id=operator_id,
            created_at=at,
            columns=json.dumps(list(columns), ensure_ascii=False),
            mapping=json.dumps(list(mapping)),
        )
    )


def add_rows(tx: Tx, job_id: int, lines: Sequence[Line]) -> None:
    """Keep rows that have been read."""
    waiting = RowState.WAITING.value
    tx.executemany(
        _ADD_ROW,
        [
            {"job_id": job_id, "line": line, "cells": json.dumps(cells, ensure_ascii=False), "state": waiting}
            for line, cells in lines
        ],
    )


def loaded(tx: Tx, job_id: int) -> ImportJob:
    """Say that all rows are in."""
    count = tx.value(select(func.count()).select_from(_row).where(_row.c.job_id == job_id))
    _set(tx, job_id, state=ImportState.READY.value, rows=count)
    return read_job(tx, job_id)


def forget(tx: Tx, job_id: int) -> None:
    """Forget a job that is not at work, with its rows; what it imported stays."""
    if read_job(tx, job_id).state in _ALIVE:
        raise IllegalMove("import.not_ready")
    tx.execute(delete(_row).where(_row.c.job_id == job_id))
    tx.execute(delete(_job).where(_job.c.id == job_id))


def forget_unread(tx: Tx, job_id: int | None = None) -> None:
    """Forget jobs whose rows will not all come: one, or all that an earlier run left behind."""
    unread = _job.c.state == ImportState.READING.value
    if job_id is not None:
        unread &= _job.c.id == job_id
    tx.execute(delete(_row).where(_row.c.job_id.in_(select(_job.c.id).where(unread))))
    tx.execute(delete(_job).where(unread))


def read_job(tx: Tx, job_id: int) -> ImportJob:
    """Return a job; raises NotFound."""
    row = tx.row(_ONE, id=job_id)
    if row is None:
        raise NotFound
    return _job_of(row)


def newest(tx: Tx, limit: int) -> list[ImportJob]:
    """Return the newest jobs."""
    return [_job_of(row) for row in tx.rows(_NEWEST, limit=limit)]


def at_work(tx: Tx) -> list[ImportJob]:
    """Return jobs that run or are being undone, oldest first."""
    return [_job_of(row) for row in tx.rows(_RUNNING, running="running", undoing="undoing")]


def waiting(tx: Tx, job_id: int, after: int, limit: int) -> list[Line]:
    """Return rows not yet written."""
    return [(row.line, tuple(json.loads(row.cells))) for row in tx.rows(_WAITING, job=job_id, line=after, limit=limit)]


def bad_rows(tx: Tx, job_id: int, after: int, limit: int) -> list[BadRow]:
    """Return rows that could not be imported."""
    found = tx.rows(_FAILED, job=job_id, line=after, limit=limit)
    return [
        BadRow(line=row.line, cells=tuple(json.loads(row.cells)), mistakes=json.loads(row.mistakes)) for row in found
    ]


def begin(tx: Tx, job_id: int, plan: ImportPlan, operator_id: OperatorId, at: datetime) -> ImportJob:
    """Let a job run; raises IllegalMove when it is not ready, or ran."""
    _move(tx, job_id, {ImportState.READY}, ImportState.RUNNING)
    _set(tx, job_id, mapping=json.dumps(list(plan.mapping)), on_match=plan.on_match.value, operator_id=operator_id)
    note(tx, "import.started", job_id, operator_id, at)
    return read_job(tx, job_id)


def cancel(tx: Tx, job_id: int, operator_id: OperatorId, at: datetime) -> ImportJob:
    """Stop a job; what it wrote stays until it is undone."""
    _move(tx, job_id, {ImportState.RUNNING}, ImportState.CANCELLED)
    _set(tx, job_id, finished_at=at)
    note(tx, "import.cancelled", job_id, operator_id, at)
    return read_job(tx, job_id)


def begin_undo(tx: Tx, job_id: int, operator_id: OperatorId, at: datetime) -> ImportJob:
    """Let a job be undone."""
    _move(tx, job_id, {ImportState.DONE, ImportState.CANCELLED}, ImportState.UNDOING)
    _set(tx, job_id, operator_id=operator_id, problem="")
    note(tx, "import.undone", job_id, operator_id, at)
    return read_job(tx, job_id)


def finish(tx: Tx, job_id: int, state: ImportState, at: datetime, problem: str = "") -> None:
    """Say that a job came to its end."""
    _set(tx, job_id, state=state.value, finished_at=at, problem=problem)


def end_rows(tx: Tx, job_id: int, ends: Sequence[RowEnd]) -> None:
    """Keep what became of rows, and count them; the cells of all but bad rows are let go of."""
    good = [end for end in ends if end.state is not RowState.FAILED]
    # Put anew: many rows go by one statement, which changing each to something else does not.
    tx.execute(_DROP_ROWS, job=job_id, lines=[end.line for end in good])
    tx.executemany(_ADD_ENDED, [_ended(job_id, end) for end in good])
    bad = [end for end in ends if end.state is RowState.FAILED]
    tx.executemany(
        _END_FAILED, [{"job": job_id, "at_line": end.line, "wrong": json.dumps(dict(end.mistakes))} for end in bad]
    )
    counted = {name: sum(end.state.value == name for end in ends) for name in _COUNTS}
    added: dict[str, Any] = {name: _job.c[name] + count for name, count in counted.items() if count}
    last = max(end.line for end in ends)
    tx.execute(update(_job).where(_job.c.id == job_id).values(next_line=last, **added))


def note(tx: Tx, action: str, job_id: int, operator_id: OperatorId, at: datetime) -> None:
    """Write into the audit trail what was done to a job."""
    job = read_job(tx, job_id)
    detail = {"entity": job.entity, "file": job.file_name, "rows": str(job.counts.rows)}
    write_note(
        tx,
        AuditNote(at=at, operator_id=operator_id, action=action, entity=IMPORT, entity_id=str(job_id), detail=detail),
    )


def _ended(job_id: int, end: RowEnd) -> dict[str, Any]:
    return {
        "job_id": job_id,
        "line": end.line,
        "cells": "[]",
        "state": end.state.value,
        "record_id": end.record_id,
        "record_version": end.record_version,
        "trace": json.dumps(dict(end.trace)),
        "mistakes": json.dumps(dict(end.mistakes)),
    }


def _move(tx: Tx, job_id: int, states: set[ImportState], to: ImportState) -> None:
    tx.serialize(f"import {job_id}")
    if read_job(tx, job_id).state not in states:
        raise IllegalMove("import.not_ready")
    _set(tx, job_id, state=to.value)


def _set(tx: Tx, job_id: int, **values: Any) -> None:
    tx.execute(update(_job).where(_job.c.id == job_id).values(**values))


def _job_of(row: Row) -> ImportJob:
    counts = ImportCounts(rows=row.rows, **{name: getattr(row, name) for name in _COUNTS})
    return ImportJob(
        id=row.id,
        entity=row.entity,
        file_name=row.file_name,
        state=ImportState(row.state),
        operator_id=OperatorId(row.operator_id),
        operator=row.operator,
        created_at=row.created_at,
        finished_at=row.finished_at,
        columns=tuple(json.loads(row.columns)),
        plan=ImportPlan(mapping=tuple(json.loads(row.mapping)), on_match=OnMatch(row.on_match)),
        counts=counts,
        problem=row.problem,
    )
