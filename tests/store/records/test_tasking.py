"""What writing a task means (R29)."""

from datetime import timedelta

import pytest

from callbridge.crm.operator import Role
from callbridge.crm.record import Author
from callbridge.kernel.errors import Forbidden, InvalidInput, NotFound
from callbridge.store.store import SqlStore
from tests.support.records import Writer
from tests.support.stores import NOW, an_operator


@pytest.fixture
async def boris(store: SqlStore) -> Writer:
    """An operator whom tasks are given to."""
    return Writer(store, await store.operators.add_operator(an_operator("boris"), "hash"), Role.OPERATOR)


async def me(writer: Writer) -> int:
    operators = await writer.store.operators.operators()
    return next(one.employee_id for one in operators if one.id == writer.author.operator_id)


async def test_a_task_says_who_gives_it_and_its_author_has_seen_it(vera: Writer) -> None:
    mine = await me(vera)
    made = await vera.make("task", kind="task", name="Позвонить", assignees=[mine])
    assert made.names["author"] == "Anna"
    assert made.values["happened_at"] == made.values["created_at"]
    assert (await vera.store.tasks.bells(NOW))[0] == {}


async def test_a_change_is_news_to_those_it_was_given_to(vera: Writer, boris: Writer) -> None:
    made = await vera.make("task", kind="task", name="Позвонить", assignees=[await me(boris)])
    await vera.store.tasks.see(made.id, boris.author, at=NOW)
    await vera.change("task", made, due_at=(NOW + timedelta(days=9)).isoformat())
    (bell,) = (await vera.store.tasks.bells(NOW))[0].values()
    assert bell.unseen == 1


async def test_only_its_author_and_supervisors_change_a_task_and_strangers_find_none(
    vera: Writer, boris: Writer, store: SqlStore
) -> None:
    made = await vera.make("task", kind="task", name="Позвонить", assignees=[await me(boris)])
    with pytest.raises(Forbidden):
        await boris.change("task", made, name="Не звонить")
    with pytest.raises(Forbidden):
        await store.records.remove("task", made.id, made.version, boris.author, at=NOW)
    assert (await store.records.read("task", made.id, boris.author)).id == made.id
    gleb = await store.operators.add_operator(an_operator("gleb"), "hash")
    with pytest.raises(NotFound):
        await store.records.read("task", made.id, Author(operator_id=gleb, role=Role.OPERATOR))
    with pytest.raises(NotFound):
        await store.records.read("task", 999, vera.author)


async def test_without_the_last_who_had_not_done_it_a_task_is_done_and_with_a_new_one_open(
    vera: Writer, boris: Writer
) -> None:
    his, mine = await me(boris), await me(vera)
    made = await vera.make("task", kind="task", name="Позвонить", assignees=[his, mine])
    await vera.store.tasks.do_part(made.id, boris.author, is_done=True, at=NOW)
    done = await vera.change("task", made, assignees=[his])
    assert done.values["done_at"] is not None
    assert (await vera.change("task", done, assignees=[his, mine])).values["done_at"] is None


async def test_a_message_has_no_time_to_be_done_by(vera: Writer) -> None:
    with pytest.raises(InvalidInput) as refused:
        await vera.make("task", kind="message", name="Ура", assignees=[await me(vera)], due_at=NOW.isoformat())
    assert refused.value.fields == {"due_at": "not_of_message"}
    with pytest.raises(InvalidInput) as refused:
        await vera.make("task", kind="task", name="Никому", assignees=[])
    assert refused.value.fields == {"assignees": "required"}


async def test_whom_a_task_was_given_to_hear_that_it_came_back(vera: Writer, boris: Writer) -> None:
    """Their part of it may be due by now."""
    made = await vera.make("task", kind="task", name="Позвонить", assignees=[await me(boris)])
    await vera.store.tasks.see(made.id, boris.author, at=vera.at)
    await vera.store.records.remove("task", made.id, made.version, vera.author, at=vera.at)
    with pytest.raises(Forbidden):
        await boris.store.records.restore("task", made.id, 2, boris.author, at=vera.at)
    vera.at += timedelta(hours=1)
    await vera.store.records.restore("task", made.id, 2, vera.author, at=vera.at)
    view = await vera.store.tasks.view(made.id, boris.author)
    assert (view.is_seen, view.task.record["assignees"]) == (False, [await me(boris)])
