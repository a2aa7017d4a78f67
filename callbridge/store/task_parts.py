"""The rows of a task: who has which part of it, and what makes it news to whom."""

from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, or_, select, update

from callbridge.crm.record import Author
from callbridge.crm.task import Party, TaskFacts, TaskKind, is_whole_done
from callbridge.store import tables as t
from callbridge.store.deals import employee_of
from callbridge.store.statement import Prepared, Row
from callbridge.store.tx import Tx

_PART = t.task_assignee
_OF_TASK = _PART.c.task_id == bindparam("task_id")
_PARTS = Prepared(select(_PART).where(_OF_TASK).order_by(_PART.c.employee_id))
_UNSEEN_BY_OTHERS = Prepared(update(_PART).where(_OF_TASK, _PART.c.employee_id != bindparam("by")).values(seen_at=None))
_HAPPENED = Prepared(update(t.task).where(t.task.c.id == bindparam("task_id")).values(happened_at=bindparam("at")))
_UNSEEN_BY_AUTHOR = Prepared(
    update(t.task)
    .where(
        t.task.c.id == bindparam("task_id"), or_(t.task.c.author_id != bindparam("by"), t.task.c.author_id.is_(None))
    )
    .values(author_seen_at=None)
)


def parts_of(tx: Tx, task_id: int) -> list[Row]:
    """Return the rows of those whom the task was given to."""
    return tx.rows(_PARTS, task_id=task_id)


def facts_of(tx: Tx, row: Row) -> TaskFacts:
    """Return what the rules ask of a task, from its row."""
    ids = frozenset(int(part.employee_id) for part in parts_of(tx, row.id))
    return TaskFacts(kind=TaskKind(row.kind), author_id=row.author_id, assignee_ids=ids)


def party_of(tx: Tx, author: Author) -> Party:
    """Return who writes, as an employee."""
    return Party(employee_id=employee_of(tx, author.operator_id).id, role=author.role)


def news(tx: Tx, task_id: int, *, by: int, at: datetime) -> None:
    """Note that something happened to a task: all its people but `by` have not seen it."""
    tx.execute(_HAPPENED, task_id=task_id, at=at)
    tx.execute(_UNSEEN_BY_OTHERS, task_id=task_id, by=by)
    tx.execute(_UNSEEN_BY_AUTHOR, task_id=task_id, by=by)


def write_part(tx: Tx, task_id: int, employee_id: int, **values: Any) -> None:
    """Set when one of the assignees saw a task or did their part."""
    own = (_PART.c.task_id == task_id) & (_PART.c.employee_id == employee_id)
    tx.execute(update(_PART).where(own).values(**values))


def settle(tx: Tx, task_id: int, *, by: int, at: datetime) -> None:
    """Make the whole done when all its parts are, and open when one is not; the version says that it changed."""
    is_done = is_whole_done(part.done_at for part in parts_of(tx, task_id))
    finish(tx, task_id, done_at=at if is_done else None, by=by, at=at)


def finish(tx: Tx, task_id: int, *, done_at: datetime | None, by: int, at: datetime) -> None:
    """Set whether the whole is done, unless it is so already."""
    task = t.task
    differs = task.c.done_at.is_not(None) if done_at is None else task.c.done_at.is_(None)
    values = {"done_at": done_at, "done_by_id": None if done_at is None else by, "updated_at": at}
    statement = update(task).where(task.c.id == task_id, differs)
    tx.execute(statement.values(**values, version=task.c.version + 1))
