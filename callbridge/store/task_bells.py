"""What waits for every login at once: tasks not seen and tasks overdue, counted, and the latest of them."""

from collections import defaultdict
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, literal, select, union_all

from callbridge.crm.task import LATEST, TaskBell, TaskBrief, TaskKind
from callbridge.kernel.ids import OperatorId
from callbridge.store import tables as t
from callbridge.store.statement import Prepared, Row
from callbridge.store.tx import Tx

_TASK, _PART = t.task, t.task_assignee
_KEPT = _TASK.c.archived_at.is_(None)
_GIVEN = _PART.join(_TASK, _TASK.c.id == _PART.c.task_id)
_IS_OPEN = (_TASK.c.done_at.is_(None), _PART.c.done_at.is_(None), _KEPT)


def _found(who: Any, *, unseen: int, overdue: int) -> Any:
    return select(who.label("who"), _TASK.c.id, literal(unseen).label("unseen"), literal(overdue).label("overdue"))


_waiting = union_all(
    _found(_PART.c.employee_id, unseen=1, overdue=0).select_from(_GIVEN).where(_PART.c.seen_at.is_(None), _KEPT),
    _found(_TASK.c.author_id, unseen=1, overdue=0).where(
        _TASK.c.author_seen_at.is_(None), _TASK.c.author_id.is_not(None), _KEPT
    ),
    _found(_PART.c.employee_id, unseen=0, overdue=1)
    .select_from(_GIVEN)
    .where(_TASK.c.due_at <= bindparam("now"), *_IS_OPEN),
).cte("waiting")
_each = (
    select(
        _waiting.c.who,
        _waiting.c.id,
        func.max(_waiting.c.unseen).label("unseen"),
        func.max(_waiting.c.overdue).label("overdue"),
    )
    .group_by(_waiting.c.who, _waiting.c.id)
    .cte("each_task")
)
_own = t.operator.c.employee_id == _each.c.who
_COUNTS = Prepared(
    select(t.operator.c.id, func.sum(_each.c.unseen).label("unseen"), func.sum(_each.c.overdue).label("overdue"))
    .select_from(_each.join(t.operator, _own))
    .where(t.operator.c.is_active.is_(True))
    .group_by(t.operator.c.id)
)
_ranked = (
    select(
        _each,
        func.row_number()
        .over(
            partition_by=_each.c.who,
            order_by=(_each.c.unseen.desc(), _each.c.overdue.desc(), _TASK.c.happened_at.desc(), _TASK.c.id.desc()),
        )
        .label("place"),
    )
    .select_from(_each.join(_TASK, _TASK.c.id == _each.c.id))
    .cte("ranked")
)
_LATEST = Prepared(
    select(
        t.operator.c.id.label("operator_id"),
        _TASK.c.id,
        _TASK.c.kind,
        _TASK.c.name,
        func.coalesce(t.employee.c.full_name, "").label("author"),
        _TASK.c.due_at,
        _TASK.c.happened_at,
        _ranked.c.unseen,
        _ranked.c.overdue,
    )
    .select_from(
        _ranked.join(t.operator, t.operator.c.employee_id == _ranked.c.who)
        .join(_TASK, _TASK.c.id == _ranked.c.id)
        .outerjoin(t.employee, t.employee.c.id == _TASK.c.author_id)
    )
    .where(_ranked.c.place <= LATEST, t.operator.c.is_active.is_(True))
    .order_by(t.operator.c.id, _ranked.c.place)
)
_NEXT_DUE = Prepared(
    select(func.min(_TASK.c.due_at).label("due_at")).where(
        _TASK.c.due_at > bindparam("now"), _TASK.c.done_at.is_(None), _KEPT
    )
)


def bells(tx: Tx, at: datetime) -> dict[OperatorId, TaskBell]:
    """Return the bell of every login for whom something waits."""
    latest: dict[int, list[TaskBrief]] = defaultdict(list)
    for row in tx.rows(_LATEST, now=at):
        latest[row.operator_id].append(_brief(row))
    return {
        OperatorId(row.id): TaskBell(unseen=row.unseen, overdue=row.overdue, latest=tuple(latest[row.id]))
        for row in tx.rows(_COUNTS, now=at)
    }


def next_due(tx: Tx, at: datetime) -> datetime | None:
    """Return when the next task will be overdue."""
    due: datetime | None = tx.value(_NEXT_DUE, now=at)
    return due


def _brief(row: Row) -> TaskBrief:
    return TaskBrief(
        id=row.id,
        kind=TaskKind(row.kind),
        name=row.name,
        author=row.author,
        due_at=row.due_at,
        happened_at=row.happened_at,
        is_unseen=bool(row.unseen),
        is_overdue=bool(row.overdue),
    )
