"""What is done with a task is kept first and told then."""

import pytest

from callbridge.app.tasks import TaskDesk
from callbridge.kernel.errors import Forbidden
from tests.support.clock import FakeClock
from tests.support.kept_tasks import KeptTasks
from tests.support.web_people import ANNA, BORIS, NINE


async def test_every_change_is_told_and_a_refused_one_is_not() -> None:
    told: list[str] = []
    kept = KeptTasks()
    desk = TaskDesk(tasks=kept, clock=FakeClock(NINE), on_change=lambda: told.append("changed"))
    assert not (await desk.view(ANNA, 1)).is_seen
    assert told == []
    await desk.see(ANNA, 1)
    await desk.answer(ANNA, 1, "Звоню", "k")
    await desk.do_part(ANNA, 1, is_done=True)
    await desk.do_whole(BORIS, 1, 1, is_done=False)
    assert len(told) == 4
    with pytest.raises(Forbidden):
        await desk.do_part(BORIS, 1, is_done=True)
    assert len(told) == 4
    assert kept.thread["k"].at == NINE
