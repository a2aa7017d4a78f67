"""What the use cases of tasks need from the store."""

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol

from callbridge.crm.record import Author
from callbridge.crm.task import TaskAnswer, TaskBell, TaskView
from callbridge.kernel.ids import OperatorId


class Tasks(Protocol):
    """Tasks beside what `Records` writes; each method is one unit of work. NotFound of a task that is not theirs."""

    async def view(self, task_id: int, reader: Author) -> TaskView: ...

    async def see(self, task_id: int, reader: Author, *, at: datetime) -> None:
        """Note that the reader has seen what is new."""
        ...

    async def answer(self, task_id: int, text: str, author: Author, *, key: str, at: datetime) -> TaskAnswer:
        """Add a message to the thread once per `key`; InvalidInput of one without words."""
        ...

    async def do_part(self, task_id: int, author: Author, *, is_done: bool, at: datetime) -> TaskView:
        """Mark the author's part; Forbidden when they have none, IllegalMove of a message."""
        ...

    async def do_whole(self, task_id: int, version: int, author: Author, *, is_done: bool, at: datetime) -> TaskView:
        """Close it for everybody or give it back to everybody; Forbidden, IllegalMove, Conflict."""
        ...

    async def bells(self, at: datetime) -> tuple[Mapping[OperatorId, TaskBell], datetime | None]:
        """Return what waits for each login, of those for whom something does, and when the next task is overdue."""
        ...
