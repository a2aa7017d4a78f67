"""Imports: who may, what is refused, and the work in the background."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest

from callbridge.app import importer as module
from callbridge.app.importer import Importer
from callbridge.crm.importing import ImportPlan, ImportState, Line
from callbridge.crm.operator import Role
from callbridge.kernel.errors import DomainError, Forbidden, IllegalMove, InvalidInput, NotFound
from tests.support.web_people import ANNA, VERA
from tests.support.web_services import World

HEAD: Line = (1, ("ФИО", "Телефон"))


def lines(*rows: tuple[str, str]) -> Iterator[Line]:
    return iter([HEAD, *((number, row) for number, row in enumerate(rows, 2))])


@asynccontextmanager
async def working(importer: Importer) -> AsyncIterator[None]:
    """Let the background work."""
    async with asyncio.TaskGroup() as tasks:
        running = tasks.create_task(importer.run(), name="imports")
        yield
        running.cancel()


async def ended(world: World, job_id: int, state: ImportState = ImportState.DONE) -> None:
    async with asyncio.timeout(60):
        while world.imports.jobs[job_id].state is not state:
            await asyncio.sleep(0.001)


async def test_a_file_is_read_and_its_columns_guessed() -> None:
    world = World()
    job = await world.importer().load(VERA, "person", "клиенты.csv", lines(("Иванов", "1"), ("Петров", "2")))
    assert (job.state, job.counts.rows, job.plan.mapping) == (ImportState.READY, 2, ("full_name", "phone"))


async def test_a_file_that_breaks_off_leaves_nothing() -> None:
    def broken() -> Iterator[Line]:
        yield HEAD
        yield 2, ("Иванов", "1")
        raise DomainError("import.broken_row", line=3)

    world = World()
    with pytest.raises(DomainError, match="broken_row"):
        await world.importer().load(VERA, "person", "a.csv", broken())
    assert world.imports.jobs == {}


@pytest.mark.parametrize("rows", [[], [HEAD]])
async def test_a_file_without_rows_is_refused(rows: list[Line]) -> None:
    world = World()
    with pytest.raises(DomainError, match=r"import\.no_rows"):
        await world.importer().load(VERA, "person", "a.csv", iter(rows))
    assert world.imports.jobs == {}


async def test_only_managers_import_and_only_what_is_imported() -> None:
    importer = World().importer()
    with pytest.raises(Forbidden):
        await importer.load(ANNA, "person", "a.csv", lines(("Иванов", "1")))
    with pytest.raises(NotFound, match=r"import\.not_imported"):
        await importer.load(VERA, "stage", "a.csv", lines(("Иванов", "1")))
    for asked in (importer.jobs(ANNA), importer.job(ANNA, 1), importer.cancel(ANNA, 1), importer.forget(ANNA, 1)):
        with pytest.raises(Forbidden):
            await asked


async def test_an_import_runs_in_the_background_and_numbers_that_are_none_are_told() -> None:
    world = World()
    importer = world.importer()
    async with working(importer):
        job = await importer.load(VERA, "person", "a.csv", lines(("Иванов", "+79161234567"), ("Петров", "номер")))
        await importer.begin(VERA, job.id, job.plan)
        await ended(world, job.id)
    assert [dict(draft.mistakes) for draft in world.imports.written] == [{}, {"phone": "not_a_number"}]
    assert [row.line async for row in importer.bad_rows(VERA, job.id)] == [3]


async def test_a_mapping_is_checked_before_anything_is_written() -> None:
    world = World()
    importer = world.importer()
    job = await importer.load(VERA, "person", "a.csv", lines(("Иванов", "1")))
    for asked in (importer.begin, importer.preview):
        with pytest.raises(InvalidInput):
            await asked(VERA, job.id, ImportPlan(mapping=("phone", "phone")))
    assert world.imports.jobs[job.id].state is ImportState.READY


async def test_what_an_earlier_run_left_is_taken_up_and_what_was_half_read_forgotten() -> None:
    world = World()
    importer = world.importer()
    job = await importer.load(VERA, "person", "a.csv", lines(("Иванов", "")))
    await importer.begin(VERA, job.id, job.plan)
    half = await world.imports.add("person", "b.csv", (), (), VERA.id, at=world.clock.now())
    async with working(world.importer()):
        await ended(world, job.id)
    assert half not in world.imports.jobs


async def test_an_outage_of_the_database_is_waited_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "RETRY_S", 0.001)
    world = World()
    world.imports.outages = 2
    importer = world.importer()
    async with working(importer):
        job = await importer.load(VERA, "person", "a.csv", lines(("Иванов", "")))
        await importer.begin(VERA, job.id, job.plan)
        await ended(world, job.id)
    assert len(world.imports.written) == 1


async def test_an_import_of_somebody_who_may_no_longer_is_stopped_and_says_why() -> None:
    world = World()
    importer = world.importer()
    job = await importer.load(VERA, "person", "a.csv", lines(("Иванов", "")))
    await importer.begin(VERA, job.id, job.plan)
    world.operators.rows[VERA.id] = replace(VERA, role=Role.OPERATOR)
    async with working(importer):
        await ended(world, job.id, ImportState.CANCELLED)
    assert (world.imports.jobs[job.id].problem, world.imports.written) == ("import.author_gone", [])


async def test_an_import_is_undone_in_the_background() -> None:
    world = World()
    importer = world.importer()
    async with working(importer):
        job = await importer.load(VERA, "person", "a.csv", lines(("Иванов", ""), ("Петров", "")))
        with pytest.raises(IllegalMove):
            await importer.undo(VERA, job.id)
        await importer.begin(VERA, job.id, job.plan)
        await ended(world, job.id)
        await importer.undo(VERA, job.id)
        await ended(world, job.id, ImportState.UNDONE)
    assert world.imports.jobs[job.id].counts.undone == 2


async def test_first_rows_are_shown_with_what_will_become_of_them() -> None:
    world = World()
    importer = world.importer()
    rows = [(f"Иванов {number}", "") for number in range(30)]
    job = await importer.load(VERA, "person", "a.csv", lines(*rows))
    shown, outcomes = await importer.preview(VERA, job.id, job.plan)
    assert len(shown) == len(outcomes) == 20
    assert world.imports.written == []
