"""A file's way through the real store, without the web before it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pytest
from sqlalchemy import Table, select

from callbridge.app.importer import Importer
from callbridge.crm.import_text import csv_lines
from callbridge.crm.importing import ImportJob, ImportPlan, OnMatch
from callbridge.crm.operator import Operator, Role
from callbridge.kernel.ids import OperatorId
from callbridge.kernel.numbers import NumberPlan, read_number
from callbridge.store.store import SqlStore
from tests.support.clock import FakeClock
from tests.support.stores import NOW


@dataclass
class Manager:
    """Somebody who imports files, waits for nothing and sees all rows."""

    store: SqlStore
    operator: Operator
    importer: Importer

    async def load(self, text: str, entity: str = "person") -> ImportJob:
        return await self.importer.load(self.operator, entity, "file.csv", csv_lines(text))

    async def run(
        self, text: str, entity: str = "person", on_match: OnMatch = OnMatch.SKIP, mapping: Sequence[str] = ()
    ) -> ImportJob:
        """Import a file whole."""
        job = await self.load(text, entity)
        plan = ImportPlan(mapping=tuple(mapping) or job.plan.mapping, on_match=on_match)
        await self.importer.begin(self.operator, job.id, plan)
        return await self.worked(job.id)

    async def worked(self, job_id: int) -> ImportJob:
        """Do what the background would."""
        for job in await self.store.imports.at_work():
            await self.importer._work(job)
        return await self.store.imports.job(job_id)

    async def undo(self, job_id: int) -> ImportJob:
        await self.importer.undo(self.operator, job_id)
        return await self.worked(job_id)

    async def rows(self, table: Table, *columns: str) -> list[tuple[Any, ...]]:
        wanted = [table.c[name] for name in columns]
        found = await self.store.database.read(lambda tx: tx.rows(select(*wanted).order_by(*table.primary_key)))
        return [tuple(row) for row in found]


@pytest.fixture
async def vera(store: SqlStore, anna: OperatorId) -> Manager:
    """A manager."""
    operator = Operator(id=anna, login="anna", full_name="Anna", role=Role.MANAGER)
    importer = Importer(
        imports=store.imports,
        read_number=lambda raw: read_number(raw, NumberPlan()),
        operator_of=lambda operator_id: operator if operator_id == anna else None,
        clock=FakeClock(NOW),
    )
    return Manager(store, operator, importer)
