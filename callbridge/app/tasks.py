"""What an operator does with a task beside editing it. Implements `services.TaskCommands`."""

from collections.abc import Callable

from callbridge.app.task_port import Tasks
from callbridge.crm.operator import Operator
from callbridge.crm.record import Author
from callbridge.crm.task import TaskAnswer, TaskView
from callbridge.kernel.clock import Clock


class TaskDesk:
    """Passes to the store what was done, and tells `on_change` after it was kept."""

    def __init__(self, *, tasks: Tasks, clock: Clock, on_change: Callable[[], None]) -> None:
        self._tasks = tasks
        self._clock = clock
        self._on_change = on_change

    async def view(self, operator: Operator, task_id: int) -> TaskView:
        """Return a task with its parts and its thread."""
        return await self._tasks.view(task_id, Author.of(operator))

    async def see(self, operator: Operator, task_id: int) -> None:
        """Note that the operator has seen what is new."""
        await self._tasks.see(task_id, Author.of(operator), at=self._clock.now())
        self._on_change()

    async def answer(self, operator: Operator, task_id: int, text: str, key: str) -> TaskAnswer:
        """Add a message to the thread."""
        made = await self._tasks.answer(task_id, text, Author.of(operator), key=key, at=self._clock.now())
        self._on_change()
        return made

    async def do_part(self, operator: Operator, task_id: int, *, is_done: bool) -> TaskView:
        """Mark the operator's own part as done or not."""
        kept = await self._tasks.do_part(task_id, Author.of(operator), is_done=is_done, at=self._clock.now())
        self._on_change()
        return kept

    async def do_whole(self, operator: Operator, task_id: int, version: int, *, is_done: bool) -> TaskView:
        """Close the task for everybody, or give it back."""
        now = self._clock.now()
        kept = await self._tasks.do_whole(task_id, version, Author.of(operator), is_done=is_done, at=now)
        self._on_change()
        return kept
