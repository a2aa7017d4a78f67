"""Imports in memory, as `Imports` of app/import_port.py promises them; what rows become is the store's to test."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from callbridge.crm.importing import (
    BadRow,
    ImportCounts,
    ImportJob,
    ImportPlan,
    ImportState,
    Line,
    OnMatch,
    RowDraft,
    RowOutcome,
    RowState,
)
from callbridge.crm.record import Author
from callbridge.kernel.errors import IllegalMove, NotFound, StoreUnavailable
from callbridge.kernel.ids import OperatorId


@dataclass
class KeptImports:
    """Jobs, their waiting lines and what was written of each."""

    jobs: dict[int, ImportJob] = field(default_factory=dict)
    lines: dict[int, list[Line]] = field(default_factory=dict)
    bad: dict[int, list[BadRow]] = field(default_factory=dict)
    written: list[RowDraft] = field(default_factory=list)
    outages: int = 0
    """How many of the next writes fail."""

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
        job_id = len(self.jobs) + 1
        self.jobs[job_id] = ImportJob(
            id=job_id, entity=entity, file_name=file_name, state=ImportState.READING, operator_id=operator_id,
            operator="Vera", created_at=at, finished_at=None, columns=tuple(columns),
            plan=ImportPlan(mapping=tuple(mapping)), counts=ImportCounts(),
        )  # fmt: skip
        self.lines[job_id] = []
        return job_id

    async def add_rows(self, job_id: int, lines: Sequence[Line]) -> None:
        self.lines[job_id] += lines

    async def loaded(self, job_id: int) -> ImportJob:
        counts = ImportCounts(rows=len(self.lines[job_id]))
        return self._set(job_id, state=ImportState.READY, counts=counts)

    async def forget_unread(self, job_id: int | None = None) -> None:
        unread = [job.id for job in self.jobs.values() if job.state is ImportState.READING]
        for each in unread if job_id is None else [job_id]:
            del self.jobs[each]

    async def forget(self, job_id: int) -> None:
        if (await self.job(job_id)).state is ImportState.RUNNING:
            raise IllegalMove("import.not_ready")
        del self.jobs[job_id]

    async def job(self, job_id: int) -> ImportJob:
        if job_id not in self.jobs:
            raise NotFound
        return self.jobs[job_id]

    async def newest(self, limit: int) -> Sequence[ImportJob]:
        return [*reversed(self.jobs.values())][:limit]

    async def at_work(self) -> Sequence[ImportJob]:
        return [job for job in self.jobs.values() if job.state in (ImportState.RUNNING, ImportState.UNDOING)]

    async def waiting(self, job_id: int, after: int, limit: int) -> Sequence[Line]:
        return [line for line in self.lines[job_id] if line[0] > after][:limit]

    async def bad_rows(self, job_id: int, after: int, limit: int) -> Sequence[BadRow]:
        return [row for row in self.bad.get(job_id, ()) if row.line > after][:limit]

    async def foretell(self, entity: str, drafts: Sequence[RowDraft], on_match: OnMatch) -> Sequence[RowOutcome]:
        return [
            RowOutcome(line=draft.line, state=_end(draft), mistakes=draft.mistakes) for draft in drafts
        ]  # fmt: skip

    async def begin(self, job_id: int, plan: ImportPlan, operator_id: OperatorId, *, at: datetime) -> ImportJob:
        return self._move(job_id, ImportState.READY, ImportState.RUNNING, plan=plan)

    async def cancel(self, job_id: int, operator_id: OperatorId, *, at: datetime) -> ImportJob:
        return self._move(job_id, ImportState.RUNNING, ImportState.CANCELLED)

    async def begin_undo(self, job_id: int, operator_id: OperatorId, *, at: datetime) -> ImportJob:
        return self._move(job_id, ImportState.DONE, ImportState.UNDOING)

    async def finish(self, job_id: int, state: ImportState, *, at: datetime, problem: str = "") -> None:
        self._set(job_id, state=state, finished_at=at, problem=problem)

    async def write(self, job: ImportJob, drafts: Sequence[RowDraft], author: Author, *, at: datetime) -> bool:
        if self.outages:
            self.outages -= 1
            raise StoreUnavailable
        if self.jobs[job.id].state is not ImportState.RUNNING:
            return False
        self.written += drafts
        cells = dict(self.lines[job.id])
        bad = [BadRow(line=one.line, cells=cells[one.line], mistakes=one.mistakes) for one in drafts if one.mistakes]
        self.bad.setdefault(job.id, []).extend(bad)
        self.lines[job.id] = [line for line in self.lines[job.id] if line[0] > drafts[-1].line]
        counts = self.jobs[job.id].counts
        made = len(drafts) - len(bad)
        self._set(job.id, counts=replace(counts, created=counts.created + made, failed=counts.failed + len(bad)))
        return True

    async def undo_some(self, job: ImportJob, author: Author, limit: int, *, before: int | None, at: datetime) -> int:
        gone, self.written = self.written[-limit:], self.written[:-limit]
        counts = self.jobs[job.id].counts
        self._set(job.id, counts=replace(counts, undone=counts.undone + len(gone)))
        return len(self.written)

    def _move(self, job_id: int, state: ImportState, to: ImportState, **more: object) -> ImportJob:
        if job_id not in self.jobs:
            raise NotFound
        if self.jobs[job_id].state is not state:
            raise IllegalMove("import.not_ready")
        return self._set(job_id, state=to, **more)

    def _set(self, job_id: int, **values: object) -> ImportJob:
        self.jobs[job_id] = replace(self.jobs[job_id], **values)  # type: ignore[arg-type]
        return self.jobs[job_id]


def _end(draft: RowDraft) -> RowState:
    return RowState.FAILED if draft.mistakes else RowState.CREATED
