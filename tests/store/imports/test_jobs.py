"""Jobs and their rows, on both engines."""

import pytest

from callbridge.crm.importing import ImportPlan, ImportState
from callbridge.kernel.errors import IllegalMove, NotFound
from callbridge.store import tables as t
from callbridge.store.imports import jobs
from tests.store.imports.conftest import Manager
from tests.support.stores import NOW

TWO = "ФИО;Телефон\nИванов;+79161234567\nПетров;плохой\n"


async def test_a_job_is_read_back_as_it_was_kept(vera: Manager) -> None:
    job = await vera.load(TWO)
    assert (job.state, job.counts.rows, job.columns, job.plan.mapping) == (
        ImportState.READY, 2, ("ФИО", "Телефон"), ("full_name", "phone"),
    )  # fmt: skip
    assert await vera.importer.jobs(vera.operator) == [job]
    assert (job.operator, job.created_at, job.finished_at) == ("Anna", NOW, None)


async def test_a_job_runs_once_and_only_what_is_ready_runs(vera: Manager) -> None:
    job = await vera.run(TWO)
    for move in (
        vera.store.imports.begin(job.id, ImportPlan(mapping=()), vera.operator.id, at=NOW),
        vera.store.imports.cancel(job.id, vera.operator.id, at=NOW),
    ):
        with pytest.raises(IllegalMove, match=r"import\.not_ready"):
            await move
    with pytest.raises(NotFound):
        await vera.store.imports.job(99)


async def test_a_cancelled_job_writes_no_more_and_can_be_undone(vera: Manager) -> None:
    job = await vera.load(TWO)
    begun = await vera.importer.begin(vera.operator, job.id, job.plan)
    await vera.importer.cancel(vera.operator, job.id)
    await vera.importer._work(begun)
    assert await vera.rows(t.person, "id") == []
    assert (await vera.undo(job.id)).state is ImportState.UNDONE


async def test_cells_are_let_go_of_but_those_of_bad_rows(vera: Manager) -> None:
    """What was imported stands in the directory; a second copy would outlive its erasure."""
    await vera.run(TWO)
    assert await vera.rows(t.import_row, "line", "cells", "state") == [
        (2, "[]", "created"), (3, '["Петров", "плохой"]', "failed"),
    ]  # fmt: skip


async def test_a_job_whose_reading_was_cut_off_is_forgotten(vera: Manager) -> None:
    cut = await vera.store.imports.add("person", "a.csv", ("ФИО",), ("full_name",), vera.operator.id, at=NOW)
    await vera.store.imports.add_rows(cut, [(2, ("Иванов",))])
    whole = await vera.load(TWO)
    await vera.store.imports.forget_unread()
    assert [row[0] for row in await vera.rows(t.import_job, "id")] == [whole.id]
    assert len(await vera.rows(t.import_row, "line")) == 2


async def test_a_job_is_forgotten_but_not_at_work(vera: Manager) -> None:
    job = await vera.load(TWO)
    await vera.importer.begin(vera.operator, job.id, job.plan)
    with pytest.raises(IllegalMove):
        await vera.importer.forget(vera.operator, job.id)
    await vera.worked(job.id)
    await vera.importer.forget(vera.operator, job.id)
    assert await vera.rows(t.import_row, "line") == []


async def test_not_everybody_s_files_are_kept_for_ever(vera: Manager) -> None:
    for _ in range(jobs.MAX_WAITING):
        await vera.load("ФИО\nИванов\n")
    with pytest.raises(IllegalMove, match=r"import\.too_many"):
        await vera.load("ФИО\nИванов\n")


async def test_who_did_what_to_an_import_is_in_the_audit_trail(vera: Manager) -> None:
    job = await vera.run(TWO)
    await vera.undo(job.id)
    entries = await vera.store.audit.entries("import", str(job.id), 10)
    assert {entry.action for entry in entries} == {"import.started", "import.undone"}
