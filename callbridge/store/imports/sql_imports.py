"""`Imports` of app/import_port.py: each method one unit of work, or a few short ones."""

from collections.abc import Sequence
from datetime import datetime

from callbridge.crm.importing import (
    BadRow,
    ImportJob,
    ImportPlan,
    ImportState,
    Line,
    OnMatch,
    RowDraft,
    RowOutcome,
)
from callbridge.crm.record import Author
from callbridge.kernel.errors import DomainError
from callbridge.kernel.ids import OperatorId
from callbridge.store.database import Database
from callbridge.store.imports import directory_rows, jobs, record_rows, undoing
from callbridge.store.tx import Tx
from callbridge.store.worker import Access

_MANY = (directory_rows.PERSON, directory_rows.ORGANIZATION)
_UNIT = Access.SOON
"""Rows that a power cut takes away wait again as they did: the end of the job alone is kept surely, and all with it."""


class SqlImports:
    """Imports in the database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def add(
        self,
        entity: str,
        file_name: str,
        columns: Sequence[str],
        mapping: Sequence[str],
        operator_id: OperatorId,
        *,
        at: datetime,
    ) -> int:
        return await self._database.run(
            lambda tx: jobs.add_job(tx, entity, file_name, columns, mapping, operator_id, at=at)
        )

    async def add_rows(self, job_id: int, lines: Sequence[Line]) -> None:
        await self._database.run(lambda tx: jobs.add_rows(tx, job_id, lines))

    async def loaded(self, job_id: int) -> ImportJob:
        return await self._database.run(lambda tx: jobs.loaded(tx, job_id))

    async def forget_unread(self, job_id: int | None = None) -> None:
        await self._database.run(lambda tx: jobs.forget_unread(tx, job_id))

    async def forget(self, job_id: int) -> None:
        await self._database.run(lambda tx: jobs.forget(tx, job_id))

    async def job(self, job_id: int) -> ImportJob:
        return await self._database.read(lambda tx: jobs.read_job(tx, job_id))

    async def newest(self, limit: int) -> Sequence[ImportJob]:
        return await self._database.read(lambda tx: jobs.newest(tx, limit))

    async def at_work(self) -> Sequence[ImportJob]:
        return await self._database.read(jobs.at_work)

    async def waiting(self, job_id: int, after: int, limit: int) -> Sequence[Line]:
        return await self._database.read(lambda tx: jobs.waiting(tx, job_id, after, limit))

    async def bad_rows(self, job_id: int, after: int, limit: int) -> Sequence[BadRow]:
        return await self._database.read(lambda tx: jobs.bad_rows(tx, job_id, after, limit))

    async def foretell(self, entity: str, drafts: Sequence[RowDraft], on_match: OnMatch) -> Sequence[RowOutcome]:
        rows = directory_rows if entity in _MANY else record_rows
        return await self._database.read(lambda tx: rows.foretold(tx, entity, drafts, on_match))

    async def begin(self, job_id: int, plan: ImportPlan, operator_id: OperatorId, *, at: datetime) -> ImportJob:
        return await self._database.run(lambda tx: jobs.begin(tx, job_id, plan, operator_id, at))

    async def cancel(self, job_id: int, operator_id: OperatorId, *, at: datetime) -> ImportJob:
        return await self._database.run(lambda tx: jobs.cancel(tx, job_id, operator_id, at))

    async def begin_undo(self, job_id: int, operator_id: OperatorId, *, at: datetime) -> ImportJob:
        return await self._database.run(lambda tx: jobs.begin_undo(tx, job_id, operator_id, at))

    async def finish(self, job_id: int, state: ImportState, *, at: datetime, problem: str = "") -> None:
        await self._database.run(lambda tx: jobs.finish(tx, job_id, state, at, problem))

    async def write(self, job: ImportJob, drafts: Sequence[RowDraft], author: Author, *, at: datetime) -> bool:
        if job.entity not in _MANY:
            return await self._one_by_one(job, drafts, author, at)

        def unit(tx: Tx) -> bool:
            if not _still(tx, job.id, ImportState.RUNNING):
                return False
            tx.by_index()
            ends = directory_rows.write_rows(tx, job.entity, drafts, job.plan.on_match, author, at)
            jobs.end_rows(tx, job.id, ends)
            return True

        return await self._database.run(unit, access=_UNIT)

    async def _one_by_one(self, job: ImportJob, drafts: Sequence[RowDraft], author: Author, at: datetime) -> bool:
        for draft in drafts:
            try:
                goes_on = await self._database.run(lambda tx, draft=draft: _one(tx, job, draft, author, at))  # type: ignore[misc]
            except DomainError as error:
                end = record_rows.failed(draft.line, error)
                await self._database.run(lambda tx, end=end: jobs.end_rows(tx, job.id, [end]))  # type: ignore[misc]
                goes_on = True
            if not goes_on:
                return False
        return True

    async def undo_some(self, job: ImportJob, author: Author, limit: int, *, before: int | None, at: datetime) -> int:
        def unit(tx: Tx) -> int:
            tx.by_index()
            rows = undoing.last_rows(tx, job.id, before, limit)
            if rows:
                jobs.end_rows(tx, job.id, undoing.take_back(tx, job.entity, rows, author, at))
            return int(rows[-1].line) if len(rows) == limit else 0

        return await self._database.run(unit, access=_UNIT)


def _one(tx: Tx, job: ImportJob, draft: RowDraft, author: Author, at: datetime) -> bool:
    if not _still(tx, job.id, ImportState.RUNNING):
        return False
    key = f"import {job.id} {draft.line}"
    end = record_rows.write_row(tx, job.entity, draft, job.plan.on_match, author, key=key, at=at)
    jobs.end_rows(tx, job.id, [end])
    return True


def _still(tx: Tx, job_id: int, state: ImportState) -> bool:
    """Say whether the job was neither cancelled nor forgotten; nobody cancels it until the unit ends."""
    tx.serialize(f"import {job_id}")
    return jobs.read_job(tx, job_id).state is state
