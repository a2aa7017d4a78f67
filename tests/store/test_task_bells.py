"""What waits for every login at once."""

from datetime import timedelta

from callbridge.crm.operator import Role
from callbridge.crm.record import Author
from callbridge.crm.task import LATEST
from callbridge.kernel.ids import OperatorId
from callbridge.store.store import SqlStore
from tests.support.records import Writer
from tests.support.stores import NOW, an_operator

DUE = NOW + timedelta(days=30)


async def test_a_task_is_overdue_from_its_time_on_until_it_is_done(store: SqlStore, anna: OperatorId) -> None:
    """R29."""
    boris = await store.operators.add_operator(an_operator("boris"), "hash")
    me = next(one.employee_id for one in await store.operators.operators() if one.id == boris)
    made = await Writer(store, anna).make("task", kind="task", name="Отчёт", assignees=[me], due_at=DUE.isoformat())
    reader = Author(operator_id=boris, role=Role.OPERATOR)
    await store.tasks.see(made.id, reader, at=NOW)
    before = DUE - timedelta(microseconds=1)
    assert await store.tasks.bells(before) == ({}, DUE)
    bells, following = await store.tasks.bells(DUE)
    assert (bells[boris].overdue, bells[boris].unseen, following) == (1, 0, None)
    assert [(brief.is_overdue, brief.due_at) for brief in bells[boris].latest] == [(True, DUE)]
    await store.tasks.do_part(made.id, reader, is_done=True, at=DUE)
    assert boris not in (await store.tasks.bells(DUE))[0]


async def test_the_bell_counts_all_and_shows_the_latest_the_unseen_first(store: SqlStore, anna: OperatorId) -> None:
    boris = await store.operators.add_operator(an_operator("boris"), "hash")
    me = next(one.employee_id for one in await store.operators.operators() if one.id == boris)
    writer = Writer(store, anna)
    past = (NOW - timedelta(days=1)).isoformat()
    made = [
        await writer.make("task", kind="task", name=f"№{number}", assignees=[me], due_at=past)
        for number in range(LATEST + 2)
    ]
    await store.tasks.see(made[-1].id, Author(operator_id=boris, role=Role.OPERATOR), at=NOW)
    bell = (await store.tasks.bells(NOW))[0][boris]
    assert (bell.unseen, bell.overdue, len(bell.latest)) == (LATEST + 1, LATEST + 2, LATEST)
    assert [brief.id for brief in bell.latest] == [one.id for one in reversed(made[-LATEST - 1 : -1])]
    await store.records.remove("task", made[0].id, 1, writer.author, at=NOW)
    assert (await store.tasks.bells(NOW))[0][boris].unseen == LATEST
