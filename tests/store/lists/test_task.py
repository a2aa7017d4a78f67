"""The list of tasks: by whom they were given to, and only one's own (R29)."""

from dataclasses import replace
from typing import Any

from callbridge.crm.entities import ENTITIES
from callbridge.crm.list_filter import read_filter
from callbridge.crm.list_order import read_order
from callbridge.crm.list_query import ListQuery
from callbridge.crm.operator import Role
from callbridge.kernel.ids import OperatorId
from callbridge.store.store import SqlStore
from tests.support.list_things import READER
from tests.support.records import Writer
from tests.support.stores import NOW, an_operator

TASK = ENTITIES["task"]


def asked(condition: Any = None, operator_id: OperatorId | None = None) -> ListQuery:
    wanted = None if condition is None else read_filter(condition, TASK, Role.OPERATOR)
    order = read_order("", TASK, Role.OPERATOR)
    return ListQuery(entity=TASK, order=order, reader=replace(READER, operator_id=operator_id), filter=wanted)


async def names(store: SqlStore, query: ListQuery) -> list[str]:
    page = await store.lists.page(query, None, 50)
    assert (await store.lists.totals(query)).count == len(page.rows)
    return sorted(str(row["name"]) for row in page.rows)


async def test_tasks_are_found_by_their_people_and_seen_by_them_alone(store: SqlStore, anna: OperatorId) -> None:
    boris = await store.operators.add_operator(an_operator("boris"), "hash")
    gleb = await store.operators.add_operator(an_operator("gleb"), "hash")
    ids = {one.id: one.employee_id for one in await store.operators.operators()}
    writer = Writer(store, anna, Role.OPERATOR)
    both = await writer.make("task", kind="task", name="Обоим", assignees=[ids[anna], ids[boris]])
    await writer.make("task", kind="task", name="Борису", assignees=[ids[boris]])
    await writer.make("task", kind="message", name="Сообщение Глебу", assignees=[ids[gleb]])
    boris_done = Writer(store, boris, Role.OPERATOR).author
    await store.tasks.do_part(both.id, boris_done, is_done=True, at=NOW)

    assert await names(store, asked()) == ["Борису", "Обоим", "Сообщение Глебу"]
    assert await names(store, asked(operator_id=boris)) == ["Борису", "Обоим"]
    assert await names(store, asked(operator_id=gleb)) == ["Сообщение Глебу"]
    given = {"field": "assignees", "op": "eq", "value": ids[boris]}
    waiting = {"field": "pending", "op": "in", "value": [ids[boris], ids[gleb]]}
    assert await names(store, asked(given)) == ["Борису", "Обоим"]
    assert await names(store, asked({"not": given})) == ["Сообщение Глебу"]
    assert await names(store, asked(waiting)) == ["Борису"]
    assert await names(store, asked({"field": "pending", "op": "is_empty"})) == ["Сообщение Глебу"]

    rows = {row["name"]: row for row in (await store.lists.page(asked(), None, 50)).rows}
    assert sorted(str(rows["Обоим"]["assignees"]).split(", ")) == ["Anna", "Boris"]
    assert (rows["Обоим"]["pending"], rows["Сообщение Глебу"]["pending"]) == ("Anna", None)
