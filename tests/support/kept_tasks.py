"""Tasks in memory, as `Tasks` of app/task_port.py promises them."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from callbridge.crm.record import Author, RecordView
from callbridge.crm.task import TaskAnswer, TaskBell, TaskPart, TaskView, read_answer
from callbridge.kernel.errors import Conflict, Forbidden, NotFound, StoreUnavailable
from callbridge.kernel.ids import OperatorId


@dataclass
class KeptTasks:
    """One task, number 1, of operator 2, given to operator 1; an operator is the employee of the same number."""

    parts: dict[int, TaskPart] = field(
        default_factory=lambda: {1: TaskPart(employee_id=1, name="Anna", seen_at=None, done_at=None)}
    )
    thread: dict[str, TaskAnswer] = field(default_factory=dict)
    version: int = 1
    kept_bells: dict[OperatorId, TaskBell] = field(default_factory=dict)
    next_due: datetime | None = None
    asked_at: list[datetime] = field(default_factory=list)
    is_down: bool = False

    async def view(self, task_id: int, reader: Author) -> TaskView:
        if task_id != 1 or reader.operator_id not in (1, 2):
            raise NotFound("record.not_found", id=task_id)
        part = self.parts.get(reader.operator_id)
        return TaskView(
            task=RecordView(id=1, version=self.version, record={"name": "Позвонить"}, names={}),
            parts=tuple(self.parts.values()),
            thread=tuple(self.thread.values()),
            may_edit=reader.operator_id == 2,
            is_seen=part is None or part.seen_at is not None,
        )

    async def see(self, task_id: int, reader: Author, *, at: datetime) -> None:
        await self.view(task_id, reader)
        self.parts[reader.operator_id] = replace(self.parts[reader.operator_id], seen_at=at)

    async def answer(self, task_id: int, text: str, author: Author, *, key: str, at: datetime) -> TaskAnswer:
        await self.view(task_id, author)
        body = read_answer(text, len(self.thread))
        made = TaskAnswer(id=len(self.thread) + 1, at=at, author_id=author.operator_id, author="Anna", body=body)
        return self.thread.setdefault(key, made)

    async def do_part(self, task_id: int, author: Author, *, is_done: bool, at: datetime) -> TaskView:
        await self.view(task_id, author)
        part = self.parts.get(author.operator_id)
        if part is None:
            raise Forbidden("task.not_yours")
        self.parts[author.operator_id] = replace(part, done_at=at if is_done else None)
        return await self.view(task_id, author)

    async def do_whole(self, task_id: int, version: int, author: Author, *, is_done: bool, at: datetime) -> TaskView:
        found = await self.view(task_id, author)
        if not found.may_edit:
            raise Forbidden("task.not_yours")
        if version != self.version:
            raise Conflict("record.changed", current=found.task)
        self.version += 1
        self.parts = {who: replace(part, done_at=at if is_done else None) for who, part in self.parts.items()}
        return await self.view(task_id, author)

    async def bells(self, at: datetime) -> tuple[Mapping[OperatorId, TaskBell], datetime | None]:
        self.asked_at.append(at)
        if self.is_down:
            raise StoreUnavailable
        return dict(self.kept_bells), self.next_due
