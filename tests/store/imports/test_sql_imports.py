"""The port onto imports: one unit a method."""

from callbridge.crm.importing import RowDraft
from callbridge.crm.record import Author
from callbridge.store import tables as t
from tests.store.imports.conftest import Manager
from tests.support.stores import NOW


async def test_rows_and_what_became_of_them_are_kept_together_so_that_a_restart_goes_on(vera: Manager) -> None:
    """What one run of the program wrote, the next one does not write again."""
    job = await vera.load("ФИО\nИванов\nПетров\n")
    begun = await vera.importer.begin(vera.operator, job.id, job.plan)
    author = Author(operator_id=vera.operator.id, role=vera.operator.role)
    first = [RowDraft(line=2, values={"full_name": "Иванов"})]
    assert await vera.store.imports.write(begun, first, author, at=NOW)
    assert await vera.store.imports.waiting(job.id, 0, 10) == [(3, ("Петров",))]
    done = await vera.worked(job.id)
    assert done.counts.created == 2
    assert [row[0] for row in await vera.rows(t.person, "full_name")] == ["Иванов", "Петров"]
