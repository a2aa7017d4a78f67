"""An import of 100,000 people, each with a number and an e-mail, from the file to the last row and back.

Figures are seconds of the whole: reading and keeping the rows, then writing them as the background does; and how long
the longest transaction held the one writer, for which a card being saved must wait. A tenth with ``--quick``.
"""

import argparse
import asyncio
import tempfile
import time
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from callbridge.app.importer import Importer
from callbridge.crm.import_text import csv_lines
from callbridge.crm.importing import ImportJob, RowDraft
from callbridge.crm.operator import Operator, Role
from callbridge.crm.record import Author
from callbridge.interpreter import settle
from callbridge.kernel.errors import StoreUnavailable
from callbridge.kernel.numbers import NumberPlan, read_number
from callbridge.store.imports.sql_imports import SqlImports
from callbridge.store.store import SqlStore, open_store
from tests.bench.store import _Clock
from tests.support.stores import PostgresCluster, an_operator

GOAL_S = 60
LONGEST_MS = 150
"""What a card being saved may have to wait for an import."""


class _Timed(SqlImports):
    """Remembers the longest unit of writing, and of taking back."""

    longest_s = 0.0
    longest_undo_s = 0.0

    async def write(self, job: ImportJob, drafts: Sequence[RowDraft], author: Author, *, at: datetime) -> bool:
        begun = time.perf_counter()
        goes_on = await super().write(job, drafts, author, at=at)
        self.longest_s = max(self.longest_s, time.perf_counter() - begun)
        return goes_on

    async def undo_some(self, job: ImportJob, author: Author, limit: int, *, before: int | None, at: datetime) -> int:
        begun = time.perf_counter()
        line = await super().undo_some(job, author, limit, before=before, at=at)
        self.longest_undo_s = max(self.longest_undo_s, time.perf_counter() - begun)
        return line


def people(count: int) -> str:
    """Return a CSV of `count` people of a hundredth as many organizations."""
    rows = (
        f"Фамилия{number} Имя{number % 500} Отчество{number % 300};"
        f"+7{9000000000 + number};p{number}@mail{number % 50}.ru;ООО «Организация {number % (count // 100)}»;Менеджер"
        for number in range(count)
    )
    return "ФИО;Телефон;E-mail;Контрагент;Должность\n" + "\n".join(rows)


async def measure(store: SqlStore, engine: str, count: int) -> None:
    """Import and print the figures."""
    settle()  # as the daemon does: else a walk through all that lives falls into some unit
    operator_id = await store.operators.add_operator(an_operator("vera", role=Role.MANAGER), "hash")
    operator = Operator(id=operator_id, login="vera", full_name="Vera", role=Role.MANAGER)
    imports = _Timed(store.database)
    plan = NumberPlan()
    importer = Importer(
        imports=imports,
        read_number=lambda raw: read_number(raw, plan),
        operator_of=lambda _: operator,
        clock=_Clock(),
    )
    begun = time.perf_counter()
    spent = [time.process_time()]
    job = await importer.load(operator, "person", "people.csv", csv_lines(people(count)))
    read = time.perf_counter()
    running = await importer.begin(operator, job.id, job.plan)
    await importer._work(running)  # what the background does, without waiting for it
    written = time.perf_counter()
    spent.append(time.process_time())
    done = await store.imports.job(job.id)
    if done.counts.created != count:
        raise AssertionError(done.counts)
    undoing = await importer.undo(operator, job.id)
    await importer._work(undoing)
    undone = time.perf_counter()
    spent.append(time.process_time())
    goal = f" (goal <= {GOAL_S * count / 100_000:g})"
    print(f"imports.{engine}_read {read - begun:.2f}s")
    print(f"imports.{engine}_whole {written - begun:.2f}s{goal}, {spent[1] - spent[0]:.2f}s of this program's CPU")
    print(f"imports.{engine}_longest_write {imports.longest_s * 1000:.0f}ms (goal <= {LONGEST_MS})")
    print(f"imports.{engine}_undo {undone - written:.2f}s{goal}, {spent[2] - spent[1]:.2f}s of this program's CPU")
    print(f"imports.{engine}_longest_undo {imports.longest_undo_s * 1000:.0f}ms (goal <= {LONGEST_MS})")


async def measure_sqlite(count: int) -> None:
    """Measure on a file."""
    with tempfile.TemporaryDirectory() as folder:
        async with open_store(f"sqlite:///{Path(folder) / 'bench.db'}", 2, _Clock()) as store:
            await measure(store, "sqlite", count)


async def measure_postgres(count: int) -> None:
    """Measure on a server of the bench's own."""
    try:
        cluster = PostgresCluster.start_new()
    except (ImportError, OSError) as error:
        print(f"no PostgreSQL: {error!r}")
        return
    try:
        with suppress(StoreUnavailable):
            async with open_store(cluster.new_database(), 2, _Clock()) as store:
                await measure(store, "postgresql", count)
    finally:
        cluster.destroy()


def main() -> None:
    """Measure everything and print one line for each figure."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--rows", type=int, default=0, help="how many people, instead of the usual")
    chosen = parser.parse_args()
    count = chosen.rows or (10_000 if chosen.quick else 100_000)
    asyncio.run(measure_sqlite(count))
    asyncio.run(measure_postgres(count))


if __name__ == "__main__":
    main()
