"""What people do with their tasks, on each engine (R29)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest

from callbridge.crm.operator import Role
from callbridge.crm.record import Author, Stored
from callbridge.crm.task import TaskBell
from callbridge.kernel.errors import Conflict, Forbidden, IllegalMove, InvalidInput, NotFound
from callbridge.kernel.ids import OperatorId
from callbridge.store.store import SqlStore
from tests.support.records import Writer
from tests.support.stores import NOW, an_operator

SOON, LATER = NOW + timedelta(hours=2), NOW + timedelta(days=1)


@dataclass
class Team:
    """Anna gives tasks, Boris and Vera do them; Gleb is nobody to them, Olga their supervisor."""

    store: SqlStore
    authors: dict[str, Author]
    employees: dict[str, int]
    anna: Writer

    async def give(self, *names: str, kind: str = "task") -> Stored:
        to = [self.employees[name] for name in names]
        return await self.anna.make("task", kind=kind, name="Позвонить", assignees=to)

    async def bell(self, name: str, at: datetime = NOW) -> TaskBell:
        bells, _ = await self.store.tasks.bells(at)
        return bells.get(self.authors[name].operator_id, TaskBell())


@pytest.fixture
async def team(store: SqlStore, anna: OperatorId) -> Team:
    roles = {"boris": Role.OPERATOR, "vera": Role.OPERATOR, "gleb": Role.OPERATOR, "olga": Role.SUPERVISOR}
    authors = {"anna": Author(operator_id=anna, role=Role.OPERATOR)}
    for name, role in roles.items():
        added = await store.operators.add_operator(an_operator(name, role=role), "hash")
        authors[name] = Author(operator_id=added, role=role)
    employees = {one.login: one.employee_id for one in await store.operators.operators()}
    return Team(store, authors, employees, Writer(store, anna, Role.OPERATOR))


async def test_a_task_rings_for_each_it_is_given_to_until_they_have_seen_it(team: Team) -> None:
    made = await team.give("boris", "vera")
    assert [(await team.bell(name)).unseen for name in ("boris", "vera", "anna", "gleb")] == [1, 1, 0, 0]
    (brief,) = (await team.bell("boris")).latest
    assert (brief.id, brief.name, brief.author, brief.is_unseen, brief.is_overdue) == (
        made.id, "Позвонить", "Anna", True, False,
    )  # fmt: skip
    await team.store.tasks.see(made.id, team.authors["boris"], at=NOW)
    assert [(await team.bell(name)).unseen for name in ("boris", "vera")] == [0, 1]


async def test_a_supervisor_looks_without_a_trace_and_strangers_find_nothing(team: Team) -> None:
    made = await team.give("boris")
    await team.store.tasks.see(made.id, team.authors["olga"], at=NOW)
    assert (await team.store.tasks.view(made.id, team.authors["olga"])).may_edit
    assert (await team.bell("boris")).unseen == 1
    for act in (
        team.store.tasks.view(made.id, team.authors["gleb"]),
        team.store.tasks.see(made.id, team.authors["gleb"], at=NOW),
        team.store.tasks.answer(made.id, "Что это?", team.authors["gleb"], key="k", at=NOW),
        team.store.tasks.do_part(made.id, team.authors["gleb"], is_done=True, at=NOW),
        team.store.tasks.view(made.id + 1, team.authors["boris"]),
    ):
        with pytest.raises(NotFound):
            await act


async def test_an_answer_is_written_once_and_is_news_to_all_others(team: Team) -> None:
    made = await team.give("boris", "vera")
    for name in ("boris", "vera"):
        await team.store.tasks.see(made.id, team.authors[name], at=NOW)
    tasks, boris = team.store.tasks, team.authors["boris"]
    first = await tasks.answer(made.id, "Не берёт трубку", boris, key="k", at=LATER)
    assert await tasks.answer(made.id, "Не берёт трубку", boris, key="k", at=LATER) == first
    view = await tasks.view(made.id, team.authors["vera"])
    assert [(each.author, each.body, each.at) for each in view.thread] == [("Boris", "Не берёт трубку", LATER)]
    assert not view.is_seen
    assert [(await team.bell(name)).unseen for name in ("anna", "boris", "vera")] == [1, 0, 1]
    (brief,) = (await team.bell("anna")).latest
    assert brief.happened_at == LATER
    with pytest.raises(InvalidInput):
        await tasks.answer(made.id, " ", boris, key="other", at=LATER)
    await team.anna.make("person", key="taken", full_name="Пётр")
    with pytest.raises(Conflict):
        await tasks.answer(made.id, "Да", team.authors["anna"], key="taken", at=LATER)


async def test_the_last_part_done_is_the_whole_done_and_one_open_again_opens_it(team: Team) -> None:
    made = await team.give("boris", "vera")
    half = await team.store.tasks.do_part(made.id, team.authors["boris"], is_done=True, at=SOON)
    assert (half.task.record["done_at"], half.task.version) == (None, 1)
    assert [part.name for part in half.parts if part.done_at] == ["Boris"]
    whole = await team.store.tasks.do_part(made.id, team.authors["vera"], is_done=True, at=LATER)
    assert whole.task.record["done_at"] is not None
    assert (await team.bell("anna")).unseen == 1
    again = await team.store.tasks.do_part(made.id, team.authors["vera"], is_done=False, at=LATER)
    assert (again.task.record["done_at"], again.task.version) == (None, 3)
    history = await team.store.records.history("task", made.id, 10)
    assert [entry.detail.get("pending") for entry in history] == [
        '["", "Vera"]', '["Vera", ""]', '["Boris, Vera", "Vera"]', None,
    ]  # fmt: skip


async def test_what_is_done_already_is_done_once(team: Team) -> None:
    made = await team.give("boris")
    for _ in range(2):
        await team.store.tasks.do_part(made.id, team.authors["boris"], is_done=True, at=NOW)
    assert len(await team.store.records.history("task", made.id, 10)) == 2


async def test_its_author_closes_a_task_for_everybody_and_gives_it_back(team: Team) -> None:
    made = await team.give("boris", "vera")
    tasks = team.store.tasks
    with pytest.raises(Forbidden):
        await tasks.do_whole(made.id, 1, team.authors["boris"], is_done=True, at=NOW)
    with pytest.raises(Forbidden):
        await tasks.do_part(made.id, team.authors["anna"], is_done=True, at=NOW)
    closed = await tasks.do_whole(made.id, 1, team.authors["anna"], is_done=True, at=NOW)
    assert all(part.done_at for part in closed.parts)
    with pytest.raises(Conflict):
        await tasks.do_whole(made.id, 1, team.authors["olga"], is_done=False, at=NOW)
    back = await tasks.do_whole(made.id, 2, team.authors["olga"], is_done=False, at=NOW)
    assert (back.task.record["done_at"], [part.done_at for part in back.parts]) == (None, [None, None])


async def test_a_message_has_no_end(team: Team) -> None:
    made = await team.give("boris", kind="message")
    with pytest.raises(IllegalMove):
        await team.store.tasks.do_part(made.id, team.authors["boris"], is_done=True, at=NOW)
    with pytest.raises(IllegalMove):
        await team.store.tasks.do_whole(made.id, 1, team.authors["anna"], is_done=True, at=NOW)
