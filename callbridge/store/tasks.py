"""What people do with their tasks, and what waits for each of them. Implements `Tasks` of app/task_port.py."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, insert, select, update

from callbridge.crm.audit import AuditNote
from callbridge.crm.entities import ENTITIES
from callbridge.crm.record import CHANGED, Author, view, write_changes
from callbridge.crm.task import (
    Party,
    TaskAnswer,
    TaskBell,
    TaskFacts,
    TaskPart,
    TaskView,
    check_doer,
    check_editor,
    check_has_end,
    may_edit,
    read_answer,
)
from callbridge.kernel.errors import Conflict, NotFound
from callbridge.kernel.ids import OperatorId
from callbridge.store import tables as t
from callbridge.store.audit import write_note
from callbridge.store.database import Database
from callbridge.store.reach import check_within
from callbridge.store.records.service import read_record
from callbridge.store.statement import Prepared, Row
from callbridge.store.task_bells import bells, next_due
from callbridge.store.task_parts import facts_of, finish, news, parts_of, party_of, settle, write_part
from callbridge.store.tx import Tx

TASK = "task"
ANSWERED = "task.answered"
_TASK = Prepared(select(t.task).where(t.task.c.id == bindparam("id"), t.task.c.archived_at.is_(None)))
_PARTS = Prepared(
    select(t.task_assignee, t.employee.c.full_name)
    .select_from(t.task_assignee.join(t.employee, t.employee.c.id == t.task_assignee.c.employee_id))
    .where(t.task_assignee.c.task_id == bindparam("task_id"))
    .order_by(t.employee.c.full_name, t.employee.c.id)
)
_THREAD = (
    select(t.task_message, func.coalesce(t.employee.c.full_name, "").label("author"))
    .select_from(t.task_message.outerjoin(t.employee, t.employee.c.id == t.task_message.c.author_id))
    .order_by(t.task_message.c.id)
)
_WHOLE_THREAD = Prepared(_THREAD.where(t.task_message.c.task_id == bindparam("task_id")))
_ONE_ANSWER = Prepared(_THREAD.where(t.task_message.c.id == bindparam("id")))
_COUNT = Prepared(select(func.count()).where(t.task_message.c.task_id == bindparam("task_id")))
_ANSWER = Prepared(
    insert(t.task_message).returning(t.task_message.c.id), columns=("task_id", "author_id", "at", "body")
)
_SEEN_BY_AUTHOR = Prepared(update(t.task).where(t.task.c.id == bindparam("id")).values(author_seen_at=bindparam("at")))
_HEARD = Prepared(
    select(t.heard_request.c.entity, t.heard_request.c.record_id).where(
        t.heard_request.c.operator_id == bindparam("operator_id"), t.heard_request.c.key == bindparam("key")
    )
)
_HEAR = Prepared(insert(t.heard_request).inline(), columns=("operator_id", "key", "entity", "record_id", "at"))


class SqlTasks:
    """Tasks in the database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def view(self, task_id: int, reader: Author) -> TaskView:
        return await self._database.read(lambda tx: view_task(tx, task_id, reader))

    async def see(self, task_id: int, reader: Author, *, at: datetime) -> None:
        await self._database.run(lambda tx: see_task(tx, task_id, reader, at=at))

    async def answer(self, task_id: int, text: str, author: Author, *, key: str, at: datetime) -> TaskAnswer:
        return await self._database.run(lambda tx: answer_task(tx, task_id, text, author, key=key, at=at))

    async def do_part(self, task_id: int, author: Author, *, is_done: bool, at: datetime) -> TaskView:
        return await self._database.run(lambda tx: do_part(tx, task_id, author, is_done=is_done, at=at))

    async def do_whole(self, task_id: int, version: int, author: Author, *, is_done: bool, at: datetime) -> TaskView:
        return await self._database.run(lambda tx: do_whole(tx, task_id, version, author, is_done=is_done, at=at))

    async def bells(self, at: datetime) -> tuple[Mapping[OperatorId, TaskBell], datetime | None]:
        return await self._database.read(lambda tx: (bells(tx, at), next_due(tx, at)))


def view_task(tx: Tx, task_id: int, reader: Author) -> TaskView:
    """Return a task with its thread; NotFound of one that does not concern the reader."""
    row, facts, party = _found(tx, task_id, reader)
    parts = [_part(part) for part in tx.rows(_PARTS, task_id=task_id)]
    unseen = [part for part in parts if part.employee_id == party.employee_id and part.seen_at is None]
    return TaskView(
        task=view(ENTITIES[TASK], read_record(tx, TASK, task_id), reader.role),
        parts=parts,
        thread=[_answer(each) for each in tx.rows(_WHOLE_THREAD, task_id=task_id)],
        may_edit=may_edit(facts, party),
        is_seen=not unseen and not (row.author_id == party.employee_id and row.author_seen_at is None),
    )


def see_task(tx: Tx, task_id: int, reader: Author, *, at: datetime) -> None:
    """Note that the reader has seen what is new; who only looks at others' tasks leaves no trace."""
    row, facts, party = _found(tx, task_id, reader)
    if party.employee_id in facts.assignee_ids:
        write_part(tx, task_id, party.employee_id, seen_at=at)
    if party.employee_id == row.author_id:
        tx.execute(_SEEN_BY_AUTHOR, id=task_id, at=at)


def answer_task(tx: Tx, task_id: int, text: str, author: Author, *, key: str, at: datetime) -> TaskAnswer:
    """Add a message to the thread, once per `key` of the author; all others have news."""
    tx.serialize(f"record {author.operator_id} {key}")
    heard = tx.row(_HEARD, operator_id=author.operator_id, key=key)
    if heard is not None and heard.entity != ANSWERED:
        raise Conflict("record.repeated", entity=heard.entity)
    tx.serialize(f"{TASK} {task_id}")
    _, _, party = _found(tx, task_id, author)
    if heard is None:
        body = read_answer(text, int(tx.value(_COUNT, task_id=task_id)))
        answer_id = int(tx.value(_ANSWER, task_id=task_id, author_id=party.employee_id, at=at, body=body))
        tx.execute(_HEAR, operator_id=author.operator_id, key=key, entity=ANSWERED, record_id=answer_id, at=at)
        news(tx, task_id, by=party.employee_id, at=at)
        _note(tx, ANSWERED, task_id, {}, author, at)
    else:
        answer_id = heard.record_id
    row = tx.row(_ONE_ANSWER, id=answer_id)
    if row is None:
        raise NotFound("record.not_found", id=answer_id)
    return _answer(row)


def do_part(tx: Tx, task_id: int, author: Author, *, is_done: bool, at: datetime) -> TaskView:
    """Mark the author's own part as done or not; the last part done is the whole done."""
    tx.serialize(f"{TASK} {task_id}")
    _, facts, party = _found(tx, task_id, author)
    check_doer(facts, party)
    own = next(part for part in parts_of(tx, task_id) if part.employee_id == party.employee_id)
    if (own.done_at is not None) != is_done:
        _done(tx, task_id, {party.employee_id}, author, party, is_done=is_done, at=at)
        settle(tx, task_id, by=party.employee_id, at=at)
    return view_task(tx, task_id, author)


def do_whole(tx: Tx, task_id: int, version: int, author: Author, *, is_done: bool, at: datetime) -> TaskView:
    """Close the task for everybody, or give it back to everybody; Conflict as of any change."""
    tx.serialize(f"{TASK} {task_id}")
    row, facts, party = _found(tx, task_id, author)
    check_editor(facts, party)
    check_has_end(facts)
    if row.version != version:
        current = view(ENTITIES[TASK], read_record(tx, TASK, task_id), author.role)
        raise Conflict("record.changed", current=current)
    if (row.done_at is not None) != is_done:
        differing = {part.employee_id for part in parts_of(tx, task_id) if (part.done_at is not None) != is_done}
        _done(tx, task_id, differing, author, party, is_done=is_done, at=at)
        finish(tx, task_id, done_at=at if is_done else None, by=party.employee_id, at=at)
    return view_task(tx, task_id, author)


def _done(
    tx: Tx, task_id: int, employee_ids: set[int], author: Author, party: Party, *, is_done: bool, at: datetime
) -> None:
    before = _pending(tx, task_id)
    for employee_id in sorted(employee_ids):
        write_part(tx, task_id, employee_id, done_at=at if is_done else None)
    news(tx, task_id, by=party.employee_id, at=at)
    write_part(tx, task_id, party.employee_id, seen_at=at)
    detail = write_changes({"pending": before}, {"pending": _pending(tx, task_id)})
    _note(tx, CHANGED, task_id, detail, author, at)


def _pending(tx: Tx, task_id: int) -> str:
    """Return the names of those who have not done their part."""
    return ", ".join(part.full_name for part in tx.rows(_PARTS, task_id=task_id) if part.done_at is None)


def _found(tx: Tx, task_id: int, author: Author) -> tuple[Any, TaskFacts, Party]:
    row = tx.row(_TASK, id=task_id)
    if row is None:
        raise NotFound("record.not_found", id=task_id)
    check_within(tx, TASK, task_id, author.operator_id)
    return row, facts_of(tx, row), party_of(tx, author)


def _note(tx: Tx, action: str, task_id: int, detail: Mapping[str, str], author: Author, at: datetime) -> None:
    note = AuditNote(
        at=at, operator_id=author.operator_id, action=action, entity=TASK, entity_id=str(task_id), detail=detail
    )
    write_note(tx, note)


def _part(row: Row) -> TaskPart:
    return TaskPart(employee_id=row.employee_id, name=row.full_name, seen_at=row.seen_at, done_at=row.done_at)


def _answer(row: Row) -> TaskAnswer:
    return TaskAnswer(id=row.id, at=row.at, author_id=row.author_id, author=row.author, body=row.body)
