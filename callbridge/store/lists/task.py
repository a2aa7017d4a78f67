"""The list of tasks: whom they were given to, and who has not done them."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, Text, and_, literal, select, true
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from callbridge.crm.entities import ENTITIES
from callbridge.crm.task import TaskKind
from callbridge.store import tables as t
from callbridge.store.lists.binding import Bound, Where
from callbridge.store.lists.plain import Plain


class Listed(FunctionElement[str]):
    """The texts of a group one after another (SQLAlchemy's own writes the comma too late for us)."""

    name = "listed"
    type = Text()
    inherit_cache = True


@compiles(Listed, "sqlite")
def _in_sqlite(element: Listed, compiler: SQLCompiler, **kw: Any) -> str:
    return f"group_concat({compiler.process(element.clauses, **kw)}, ', ')"


@compiles(Listed, "postgresql")
def _in_postgresql(element: Listed, compiler: SQLCompiler, **kw: Any) -> str:
    return f"string_agg({compiler.process(element.clauses, **kw)}, ', ')"


def task_fields() -> Plain:
    """Return the places of a task's fields."""
    own: Mapping[str, Bound] = {"assignees": _assigned(is_open=False), "pending": _assigned(is_open=True)}
    return Plain(ENTITIES["task"], t.task, own=own)


def _assigned(*, is_open: bool) -> Bound:
    """Return the place of those a task was given to, or of those among them who have not done their part."""
    part, employee = t.task_assignee, t.employee.alias()
    task_alone = t.task.c.kind == TaskKind.TASK.value if is_open else true()
    counted = part.c.done_at.is_(None) if is_open else true()
    names = (
        select(Listed(employee.c.full_name))
        .select_from(part.join(employee, employee.c.id == part.c.employee_id))
        .where(part.c.task_id == t.task.c.id, counted, task_alone)
        .correlate(t.task)
        .scalar_subquery()
    )

    def names_any(ids: Sequence[int]) -> Where:
        whose = part.c.employee_id.in_([literal(one) for one in ids]) if ids else true()
        return and_(task_alone, t.task.c.id.in_(_tasks_of(whose, counted)))

    return Bound(value=names, names_any=names_any)


def _tasks_of(*conditions: ColumnElement[bool]) -> Select[tuple[int]]:
    return select(t.task_assignee.c.task_id).where(*conditions)
