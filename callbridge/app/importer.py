"""Imports of files (R142): read at once, run in the background, cancelled, taken up after a restart, undone.

Implements `services.ImportCommands`. One import is at work at a time, in short transactions, so that cards are saved
between them.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from itertools import islice
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import structlog

from callbridge.app.import_port import Imports
from callbridge.crm.entity import Entity
from callbridge.crm.import_columns import PHONE, Target, check_mapping, entity_of, guessed, targets
from callbridge.crm.import_row import read_row
from callbridge.crm.importing import (
    MAX_FILE_NAME,
    PREVIEW_ROWS,
    BadRow,
    ImportJob,
    ImportPlan,
    ImportState,
    Line,
    RowDraft,
    RowOutcome,
)
from callbridge.crm.operator import Operator, Role
from callbridge.crm.record import Author
from callbridge.crm.typed_text import clean_line
from callbridge.kernel.clock import Clock
from callbridge.kernel.errors import DomainError, Forbidden, NotFound, OutsideUnavailable
from callbridge.kernel.ids import OperatorId
from callbridge.kernel.numbers import NumberForm, PhoneNumber

READ_ROWS = 1_000
"""Rows of a file kept by one transaction."""
WRITTEN_ROWS = 100
"""Rows written by one transaction: some 30 ms, so that a card saved meanwhile does not wait long."""
SHOWN_IMPORTS = 50
RETRY_S = 5.0
LEAST_ROLE = Role.MANAGER
_LOGGER = structlog.get_logger(__name__)


class Importer:
    """The imports of all; `run` is the work in the background."""

    def __init__(
        self,
        *,
        imports: Imports,
        read_number: Callable[[str], PhoneNumber],
        operator_of: Callable[[OperatorId], Operator | None],
        clock: Clock,
    ) -> None:
        self._imports = imports
        self._read_number = read_number
        self._operator_of = operator_of
        self._clock = clock
        self._wanted = asyncio.Event()

    # --- what people ask ------------------------------------------------------------------------------------------

    async def load(self, operator: Operator, entity_id: str, file_name: str, lines: Iterator[Line]) -> ImportJob:
        """Keep a file's rows, of which the first is the heading, and guess where its columns go."""
        entity = _entity(operator, entity_id)
        head = await asyncio.to_thread(next, lines, None)
        if head is None:
            raise DomainError("import.no_rows")
        columns = tuple(clean_line(cell)[:MAX_FILE_NAME] for cell in head[1])
        name = clean_line(file_name)[:MAX_FILE_NAME]
        mapping = guessed(entity, operator.role, columns)
        job_id = await self._imports.add(entity_id, name, columns, mapping, operator.id, at=self._clock.now())
        try:
            job = await self._kept(job_id, lines)
        except BaseException:
            await asyncio.shield(self._imports.forget_unread(job_id))
            raise
        return job

    async def _kept(self, job_id: int, lines: Iterator[Line]) -> ImportJob:
        rows = 0
        while part := await asyncio.to_thread(_part, lines):
            await self._imports.add_rows(job_id, part)
            rows += len(part)
        if not rows:
            raise DomainError("import.no_rows")
        return await self._imports.loaded(job_id)

    async def jobs(self, operator: Operator) -> Sequence[ImportJob]:
        """Return the newest imports."""
        _refuse_unless_manager(operator)
        return await self._imports.newest(SHOWN_IMPORTS)

    async def job(self, operator: Operator, job_id: int) -> tuple[ImportJob, Sequence[Target]]:
        """Return an import, and where its columns may go."""
        _refuse_unless_manager(operator)
        job = await self._imports.job(job_id)
        entity = entity_of(job.entity)
        return job, () if entity is None else targets(entity, operator.role)

    async def preview(
        self, operator: Operator, job_id: int, plan: ImportPlan
    ) -> tuple[Sequence[Line], Sequence[RowOutcome]]:
        """Return the first rows and what would become of each."""
        job = await self._imports.job(job_id)
        entity = _entity(operator, job.entity)
        check_mapping(entity, operator.role, plan.mapping, len(job.columns))
        lines = await self._imports.waiting(job_id, 0, PREVIEW_ROWS)
        drafts = self._drafts(entity, replace(job, plan=plan), lines, operator)
        return lines, await self._imports.foretell(job.entity, drafts, plan.on_match)

    async def begin(self, operator: Operator, job_id: int, plan: ImportPlan) -> ImportJob:
        """Run an import that is ready."""
        job = await self._imports.job(job_id)
        check_mapping(_entity(operator, job.entity), operator.role, plan.mapping, len(job.columns))
        begun = await self._imports.begin(job_id, plan, operator.id, at=self._clock.now())
        self._wanted.set()
        return begun

    async def cancel(self, operator: Operator, job_id: int) -> ImportJob:
        """Stop an import; what it wrote stays."""
        _refuse_unless_manager(operator)
        return await self._imports.cancel(job_id, operator.id, at=self._clock.now())

    async def undo(self, operator: Operator, job_id: int) -> ImportJob:
        """Take back what an import did."""
        job = await self._imports.job(job_id)
        _entity(operator, job.entity)
        begun = await self._imports.begin_undo(job_id, operator.id, at=self._clock.now())
        self._wanted.set()
        return begun

    async def forget(self, operator: Operator, job_id: int) -> None:
        """Forget an import with the bad rows that it keeps; it can no longer be undone."""
        _refuse_unless_manager(operator)
        await self._imports.forget(job_id)

    async def bad_rows(self, operator: Operator, job_id: int) -> AsyncIterator[BadRow]:
        """Yield the rows that could not be imported."""
        _refuse_unless_manager(operator)
        after = 0
        while rows := await self._imports.bad_rows(job_id, after, READ_ROWS):
            for row in rows:
                yield row
            after = rows[-1].line

    # --- the work in the background -------------------------------------------------------------------------------

    async def run(self) -> None:
        """Do what is to be done, until cancelled; begins with what an earlier run of the program left."""
        is_first = True
        while True:
            self._wanted.clear()
            try:
                if is_first:
                    await self._imports.forget_unread()
                    is_first = False
                for job in await self._imports.at_work():
                    await self._work(job)
            except OutsideUnavailable as error:
                _LOGGER.warning("an import waits for the database", error=str(error), in_s=RETRY_S)
                await self._wait(RETRY_S)
                continue
            await self._wait(None)

    async def _wait(self, timeout_s: float | None) -> None:
        """Wait until something is wanted."""
        with suppress(TimeoutError):
            async with asyncio.timeout(timeout_s):
                await self._wanted.wait()

    async def _work(self, job: ImportJob) -> None:
        operator = self._operator_of(job.operator_id)
        try:
            if operator is None:
                raise Forbidden
            entity = _entity(operator, job.entity)
        except DomainError:
            await self._imports.finish(
                job.id, ImportState.CANCELLED, at=self._clock.now(), problem="import.author_gone"
            )
            return
        author = Author.of(operator)
        if job.state is ImportState.UNDOING:
            line: int | None = None
            while line != 0:
                line = await self._imports.undo_some(job, author, WRITTEN_ROWS, before=line, at=self._clock.now())
            await self._imports.finish(job.id, ImportState.UNDONE, at=self._clock.now())
        else:
            await self._write(job, entity, operator, author)
        _LOGGER.info("import ended", job=job.id, entity=job.entity)

    async def _write(self, job: ImportJob, entity: Entity, operator: Operator, author: Author) -> None:
        """Write the rows that wait, reading the next ones while some are being written."""
        drafts = await self._next_drafts(job, entity, operator, 0)
        while drafts:
            written, following = await asyncio.gather(
                self._imports.write(job, drafts, author, at=self._clock.now()),
                self._next_drafts(job, entity, operator, drafts[-1].line),
                return_exceptions=True,  # else rows could be written still while they are taken up anew
            )
            if isinstance(written, BaseException):
                raise written
            if isinstance(following, BaseException):
                raise following
            if not written:
                return
            drafts = following
        await self._imports.finish(job.id, ImportState.DONE, at=self._clock.now())

    async def _next_drafts(self, job: ImportJob, entity: Entity, operator: Operator, after: int) -> list[RowDraft]:
        lines = await self._imports.waiting(job.id, after, WRITTEN_ROWS)
        return await asyncio.to_thread(self._drafts, entity, job, lines, operator) if lines else []

    def _drafts(self, entity: Entity, job: ImportJob, lines: Sequence[Line], operator: Operator) -> list[RowDraft]:
        zone = _zone(operator.time_zone)
        mapping, role = job.plan.mapping, operator.role
        read = (read_row(entity, mapping, line, cells, role=role, zone=zone) for line, cells in lines)
        return [self._numbered(draft) for draft in read]

    def _numbered(self, draft: RowDraft) -> RowDraft:
        numbers = tuple(self._read_number(text) for text in draft.phones)
        if all(_may_be_kept(number) for number in numbers):
            return replace(draft, numbers=numbers)
        return replace(draft, mistakes={**draft.mistakes, PHONE: "not_a_number"})


def _may_be_kept(number: PhoneNumber) -> bool:
    return (
        bool(number.e164)
        if number.form is NumberForm.E164
        else (number.form is NumberForm.UNREADABLE and bool(number.digits))
    )


def _part(lines: Iterator[Line]) -> list[Line]:
    return list(islice(lines, READ_ROWS))


def _refuse_unless_manager(operator: Operator) -> None:
    if not operator.role.covers(LEAST_ROLE):
        raise Forbidden


def _entity(operator: Operator, entity_id: str) -> Entity:
    _refuse_unless_manager(operator)
    entity = entity_of(entity_id)
    if entity is None:
        raise NotFound("import.not_imported")
    return entity.for_writer(operator.role)


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")
