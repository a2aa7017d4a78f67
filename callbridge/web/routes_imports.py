"""Imports of files: uploaded, mapped, previewed, run, cancelled, undone; their bad rows as a file."""

import asyncio
import tempfile
from collections.abc import AsyncIterator, Mapping, Sequence
from typing import IO, Annotated

from fastapi import APIRouter, HTTPException, Query, Request, Response
from fastapi.responses import StreamingResponse
from starlette.requests import ClientDisconnect

from callbridge.crm.entities import ENTITIES
from callbridge.crm.entity import Entity
from callbridge.crm.import_columns import IMPORTED, Target
from callbridge.crm.importing import BadRow, ImportJob, ImportPlan
from callbridge.crm.operator import Language, Role
from callbridge.kernel.errors import DomainError
from callbridge.kernel.text import say
from callbridge.web.body import read_body
from callbridge.web.context import Web, WebContext, Who
from callbridge.web.cursors import Id
from callbridge.web.errors import json
from callbridge.web.guard import needs
from callbridge.web.import_file import MAX_FILE_BYTES, file_lines
from callbridge.web.import_shapes import (
    ImportKind,
    ImportList,
    ImportPlanWrite,
    ImportPreview,
    ImportView,
    PreviewRow,
    RowProblem,
)
from callbridge.web.list_shapes import Label
from callbridge.web.logins import Login
from callbridge.web.table_file import MEDIA_TYPES, CsvWriter, TableFormat

MAX_UPLOAD_S = 120.0
_SPOOL_BYTES = 4 * 1024 * 1024
_PAGE_ROWS = 500
_FILE_TYPE = "application/octet-stream"

router = APIRouter(dependencies=[needs(Role.MANAGER)])


@router.get("/api/imports")
async def imports(web: Web, who: Who) -> Response:
    """Return the newest imports, and the kinds of record that may be imported."""
    kinds = [
        ImportKind(id=name, label=Label(ru=ENTITIES[name].many.ru, en=ENTITIES[name].many.en))
        for name in IMPORTED
        if ENTITIES[name].is_written_by(who.operator.role)
    ]
    return json(ImportList(jobs=await web.services.imports.jobs(who.operator), kinds=kinds))


@router.post("/api/imports")
async def upload(
    request: Request,
    web: Web,
    who: Who,
    entity: Annotated[str, Query(max_length=40)],
    name: Annotated[str, Query(max_length=200)] = "",
) -> Response:
    """Read a CSV, XLSX or vCard, the body as it is, and keep its rows."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != _FILE_TYPE:
        raise HTTPException(415)
    with tempfile.SpooledTemporaryFile(max_size=_SPOOL_BYTES) as file:
        await _received(request, file)
        job = await web.services.imports.load(who.operator, entity, name, file_lines(file))
    return await _answer(web, who, job.id, 201)


async def _received(request: Request, file: IO[bytes]) -> None:
    size = 0
    try:
        async with asyncio.timeout(MAX_UPLOAD_S):
            async for part in request.stream():
                size += len(part)
                if size > MAX_FILE_BYTES:
                    raise DomainError("import.too_large", limit=MAX_FILE_BYTES // 1024 // 1024)
                file.write(part)
    except TimeoutError:
        raise HTTPException(408, headers={"Connection": "close"}) from None
    except ClientDisconnect:  # nobody hears it; but it is not our bug
        raise HTTPException(400) from None
    file.seek(0)


@router.get("/api/imports/{import_id}")
async def one_import(web: Web, who: Who, import_id: Id) -> Response:
    """Return an import, how far it is, and where its columns may go."""
    return await _answer(web, who, import_id)


@router.post("/api/imports/{import_id}/preview")
async def preview(request: Request, web: Web, who: Who, import_id: Id) -> Response:
    """Return the first rows and what would become of each; nothing is written."""
    plan = await _plan(request)
    job, _ = await web.services.imports.job(who.operator, import_id)
    lines, outcomes = await web.services.imports.preview(who.operator, import_id, plan)
    entity, language = ENTITIES[job.entity], who.operator.language
    rows = [
        PreviewRow(
            line=line,
            cells=cells,
            state=outcome.state,
            record_id=outcome.record_id,
            record=outcome.record,
            problems=_problems(entity, outcome.mistakes, language),
        )
        for (line, cells), outcome in zip(lines, outcomes, strict=True)
    ]
    return json(ImportPreview(rows=rows))


@router.post("/api/imports/{import_id}/start")
async def start(request: Request, web: Web, who: Who, import_id: Id) -> Response:
    """Run an import in the background."""
    await web.services.imports.begin(who.operator, import_id, await _plan(request))
    return await _answer(web, who, import_id)


@router.post("/api/imports/{import_id}/cancel")
async def cancel(web: Web, who: Who, import_id: Id) -> Response:
    """Stop an import; what it wrote stays until it is undone."""
    await web.services.imports.cancel(who.operator, import_id)
    return await _answer(web, who, import_id)


@router.post("/api/imports/{import_id}/undo")
async def undo(web: Web, who: Who, import_id: Id) -> Response:
    """Take back, in the background, what an import did and nobody changed since."""
    await web.services.imports.undo(who.operator, import_id)
    return await _answer(web, who, import_id)


@router.delete("/api/imports/{import_id}")
async def forget(web: Web, who: Who, import_id: Id) -> Response:
    """Forget an import and its bad rows; what it made stays, and can no longer be undone."""
    await web.services.imports.forget(who.operator, import_id)
    return Response(status_code=204)


@router.get("/api/imports/{import_id}/bad-rows")
async def bad_rows(web: Web, who: Who, import_id: Id) -> Response:
    """Send the rows that were not imported, each with the reason, as a CSV that can be mended and imported."""
    job, _ = await web.services.imports.job(who.operator, import_id)
    headers = {
        "Content-Disposition": f'attachment; filename="import-{import_id}-errors.csv"',
        "Cache-Control": "no-store",
    }
    return StreamingResponse(_bad_csv(web, who, job), media_type=MEDIA_TYPES[TableFormat.CSV], headers=headers)


class BadRowTable:
    """Bad rows as a table: the file's columns, then the reason and the row's number."""

    def __init__(self, job: ImportJob, language: Language) -> None:
        self.language = language
        self._job = job
        self._entity = ENTITIES[job.entity]

    @property
    def head(self) -> Sequence[str]:
        words = ("Ошибка", "Строка") if self.language is Language.RU else ("Error", "Row")
        return (*self._job.columns, *words)

    def cells(self, row: BadRow) -> Sequence[str | int]:
        """Return the row as it stood in the file, then why it was not imported."""
        width = len(self._job.columns)
        own = (*row.cells, *("" for _ in range(width - len(row.cells))))[:width]
        reasons = (
            f"{problem.field}: {problem.message}" if problem.field else problem.message
            for problem in _problems(self._entity, row.mistakes, self.language)
        )
        return (*own, " ".join(reasons), row.line)


async def _bad_csv(web: WebContext, who: Login, job: ImportJob) -> AsyncIterator[bytes]:
    writer = CsvWriter(BadRowTable(job, who.operator.language))
    yield writer.begin()
    page: list[BadRow] = []
    async for row in web.services.imports.bad_rows(who.operator, job.id):
        page.append(row)
        if len(page) == _PAGE_ROWS:
            yield await asyncio.to_thread(writer.rows, tuple(page))
            page.clear()
    yield writer.rows(page)


async def _answer(web: WebContext, who: Login, import_id: int, status: int = 200) -> Response:
    job, targets = await web.services.imports.job(who.operator, import_id)
    message = say(job.problem, who.operator.language) if job.problem else ""
    entity = ENTITIES[job.entity]
    return json(ImportView(job=job, targets=[_target(entity, each) for each in targets], message=message), status)


def _target(entity: Entity, target: Target) -> ImportKind:
    field = entity.field(target.id)
    is_required = field is not None and field.is_required
    label = Label(ru=target.label.ru, en=target.label.en)
    return ImportKind(id=target.id, label=label, is_many=target.is_many, is_required=is_required)


async def _plan(request: Request) -> ImportPlan:
    wanted = await read_body(request, ImportPlanWrite)
    return ImportPlan(mapping=wanted.mapping, on_match=wanted.on_match)


def _problems(entity: Entity, mistakes: Mapping[str, str], language: Language) -> list[RowProblem]:
    return [
        RowProblem(field=_called(entity, name, language), code=code, message=say(code, language))
        for name, code in mistakes.items()
    ]


def _called(entity: Entity, name: str, language: Language) -> str:
    points = {"phone": ("Телефон", "Phone"), "email": ("E-mail", "E-mail"), "url": ("Сайт", "Web site")}
    field = entity.field(name)
    if field is not None:
        return field.label.said_in(language)
    return points.get(name, (name, name))[0 if language is Language.RU else 1]
