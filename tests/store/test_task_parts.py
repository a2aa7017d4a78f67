"""The rows of a task: news reaches everybody but who made it."""

from callbridge.kernel.ids import OperatorId
from callbridge.store.store import SqlStore
from callbridge.store.task_parts import facts_of, finish, news, parts_of, settle, write_part
from callbridge.store.tasks import _TASK
from callbridge.store.tx import Tx
from tests.support.records import Writer
from tests.support.stores import NOW, an_operator


async def test_a_task_is_done_when_all_its_rows_are(store: SqlStore, anna: OperatorId) -> None:
    await store.operators.add_operator(an_operator("boris"), "hash")
    ids = [one.employee_id for one in await store.operators.operators()]
    made = await Writer(store, anna).make("task", kind="task", name="Отчёт", assignees=ids)

    def unit(tx: Tx) -> list[bool]:
        found = []
        for employee_id in ids:
            write_part(tx, made.id, employee_id, done_at=NOW)
            settle(tx, made.id, by=employee_id, at=NOW)
            found.append(tx.row(_TASK, id=made.id).done_at is not None)  # type: ignore[union-attr]
        finish(tx, made.id, done_at=None, by=ids[0], at=NOW)
        row = tx.row(_TASK, id=made.id)
        assert row is not None
        assert (row.done_at, row.done_by_id, row.version) == (None, None, 3)
        assert facts_of(tx, row).assignee_ids == set(ids)
        return found

    assert await store.database.run(unit) == [False, True]


async def test_news_is_for_all_but_who_made_it(store: SqlStore, anna: OperatorId) -> None:
    await store.operators.add_operator(an_operator("boris"), "hash")
    mine, other = sorted(one.employee_id for one in await store.operators.operators())
    made = await Writer(store, anna).make("task", kind="task", name="Отчёт", assignees=[mine, other])

    def unit(tx: Tx) -> list[bool]:
        for one in (mine, other):
            write_part(tx, made.id, one, seen_at=NOW)
        news(tx, made.id, by=other, at=NOW)
        row = tx.row(_TASK, id=made.id)
        assert row is not None
        return [*(part.seen_at is None for part in parts_of(tx, made.id)), row.author_seen_at is None]

    assert await store.database.run(unit) == [True, False, True]
