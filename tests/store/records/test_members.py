"""Fields that name several records."""

import pytest

from callbridge.kernel.errors import InvalidInput
from callbridge.store.records.bindings import BINDINGS
from callbridge.store.records.members import read_members, split
from tests.support.records import Writer


async def test_the_ids_are_checked_kept_in_order_and_named_in_the_history(vera: Writer) -> None:
    """R29: several assignees."""
    people = [(await vera.make("employee", full_name=name)).id for name in ("Олег", "Яна", "Пётр")]
    made = await vera.make("task", kind="task", name="Отчёт", assignees=[people[1], people[0], people[1]])
    assert made.values["assignees"] == (people[0], people[1])
    changed = await vera.change("task", made, assignees=[people[2], people[1]])
    assert changed.values["assignees"] == (people[1], people[2])
    newest, *_ = await vera.store.records.history("task", made.id, 5)
    assert newest.detail["assignees"] == f"[[{people[0]}, {people[1]}], [{people[1]}, {people[2]}]]"
    kept = await vera.store.database.read(lambda tx: read_members(tx, BINDINGS["task"], made.id))
    assert kept == {"assignees": (people[1], people[2])}


async def test_who_is_not_there_or_works_here_no_more_is_refused(vera: Writer) -> None:
    gone = await vera.make("employee", full_name="Олег")
    await vera.store.records.remove("employee", gone.id, gone.version, vera.author, at=vera.at)
    for ids, code in (([gone.id], "inactive"), ([9999], "not_found")):
        with pytest.raises(InvalidInput) as refused:
            await vera.make("task", kind="task", name="Отчёт", assignees=ids)
        assert refused.value.fields == {"assignees": code}


def test_rows_are_told_from_columns() -> None:
    assert split(BINDINGS["task"], {"name": "Отчёт", "assignees": (1, 2)}) == ({"name": "Отчёт"}, {"assignees": (1, 2)})
