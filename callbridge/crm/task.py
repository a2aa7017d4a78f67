"""Tasks and messages to employees: whose they are, when they are done and when overdue (R29)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from callbridge.crm.operator import Role
from callbridge.crm.record import RecordView
from callbridge.crm.typed_text import clean_lines
from callbridge.kernel.errors import Forbidden, IllegalMove, InvalidInput, NotFound

MAX_ANSWER = 20_000
MAX_THREAD = 500
"""Messages of one task; a conversation beyond that is no longer about it."""
LATEST = 8
"""How many the bell shows of all that wait."""


class TaskKind(StrEnum):
    """A task is done in the end; a message is only read and answered."""

    TASK = "task"
    MESSAGE = "message"


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """Who looks at a task, as an employee."""

    employee_id: int
    role: Role


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskFacts:
    """What the rules ask of a task."""

    kind: TaskKind
    author_id: int | None
    assignee_ids: frozenset[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskPart:
    """One assignee's part of a task."""

    employee_id: int
    name: str
    seen_at: datetime | None
    done_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskAnswer:
    """One message of the thread under a task; nobody changes it."""

    id: int
    at: datetime
    author_id: int | None
    author: str
    body: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskView:
    """A task as one of its parties sees it."""

    task: RecordView
    parts: Sequence[TaskPart]
    thread: Sequence[TaskAnswer]
    may_edit: bool
    is_seen: bool
    """The reader has no news of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskBrief:
    """A task as the bell shows it."""

    id: int
    kind: TaskKind
    name: str
    author: str
    due_at: datetime | None
    happened_at: datetime
    is_unseen: bool
    is_overdue: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskBell:
    """What waits for one login: how much was not seen, how much is overdue, and the latest of both."""

    unseen: int = 0
    overdue: int = 0
    latest: tuple[TaskBrief, ...] = ()


NOTHING_WAITS = TaskBell()


def check_reader(task: TaskFacts, party: Party) -> None:
    """Raise NotFound unless the task concerns the party: its author, those it was given to, and supervisors."""
    if not (_is_of(task, party) or party.role.covers(Role.SUPERVISOR)):
        raise NotFound("record.not_found")


def may_edit(task: TaskFacts, party: Party) -> bool:
    """Say whether the party may change, close, open again and put away the task: its author, and supervisors."""
    return party.employee_id == task.author_id or party.role.covers(Role.SUPERVISOR)


def check_editor(task: TaskFacts, party: Party) -> None:
    """Raise NotFound or Forbidden unless the party may edit the task."""
    check_reader(task, party)
    if not may_edit(task, party):
        raise Forbidden("task.not_yours")


def check_doer(task: TaskFacts, party: Party) -> None:
    """Raise unless the party has a part of the task to do."""
    check_reader(task, party)
    check_has_end(task)
    if party.employee_id not in task.assignee_ids:
        raise Forbidden("task.not_yours")


def check_has_end(task: TaskFacts) -> None:
    """Raise IllegalMove of a message: it is read, not done."""
    if task.kind is TaskKind.MESSAGE:
        raise IllegalMove("task.message_has_no_end")


def check_due(kind: TaskKind, due_at: datetime | None) -> None:
    """Raise InvalidInput of a message that is to be done by a time."""
    if kind is TaskKind.MESSAGE and due_at is not None:
        raise InvalidInput({"due_at": "not_of_message"})


def read_answer(text: str, count: int) -> str:
    """Return a message of a thread that has `count` already, cleaned; raises InvalidInput."""
    body = clean_lines(text)
    if not body.strip():
        raise InvalidInput({"body": "required"})
    if len(body) > MAX_ANSWER:
        raise InvalidInput({"body": "too_long"})
    if count >= MAX_THREAD:
        raise InvalidInput({"body": "too_many"})
    return body


def is_whole_done(done: Iterable[datetime | None]) -> bool:
    """Say whether a task is done when its parts were done at these instants, None of those that were not."""
    parts = tuple(done)
    return bool(parts) and None not in parts


def _is_of(task: TaskFacts, party: Party) -> bool:
    return party.employee_id == task.author_id or party.employee_id in task.assignee_ids
