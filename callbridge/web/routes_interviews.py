"""Questionnaires: their questions, filling them for a person, and what was answered (R28)."""

from collections.abc import AsyncIterator, Mapping
from typing import Any

import structlog
from fastapi import APIRouter, Request, Response
from fastapi.responses import StreamingResponse

from callbridge.crm.interview_results import InterviewView
from callbridge.crm.operator import Role
from callbridge.kernel.errors import InvalidInput
from callbridge.web.body import read_body, read_object
from callbridge.web.codec import MAX_INTEGER
from callbridge.web.context import Web, Who
from callbridge.web.cursors import Id, Limit, OptionalId
from callbridge.web.errors import json
from callbridge.web.guard import needs
from callbridge.web.interview_export import ResponseExport, ResponseTable
from callbridge.web.logins import Login
from callbridge.web.shapes import QuestionsWrite, ResponsePage
from callbridge.web.table_file import MEDIA_TYPES, TableFormat
from callbridge.web.write_headers import edited_version, idempotency_key

_LOGGER = structlog.get_logger(__name__)
router = APIRouter(dependencies=[needs(Role.OPERATOR)])
supervisors = APIRouter(dependencies=[needs(Role.SUPERVISOR)])


@router.get("/api/interviews/{interview_id}")
async def interview(web: Web, who: Who, interview_id: Id) -> Response:
    """Return a questionnaire with what it asks now."""
    return _answer(await web.services.interviews.view(who.operator, interview_id))


@supervisors.put("/api/interviews/{interview_id}/questions")
async def reword(request: Request, web: Web, who: Who, interview_id: Id) -> Response:
    """Give it these questions, with If-Match; one that was answered is replaced, never changed."""
    version = edited_version(request)
    written = await read_body(request, QuestionsWrite)
    changed = await web.services.interviews.reword(who.operator, interview_id, version, written.questions)
    return _answer(changed)


@router.post("/api/interviews/{interview_id}/responses")
async def fill(request: Request, web: Web, who: Who, interview_id: Id) -> Response:
    """Keep what somebody answered, once per Idempotency-Key."""
    key = idempotency_key(request)
    answers, person_id = _filled(await read_object(request))
    saved = await web.services.interviews.fill(who.operator, interview_id, answers, person_id, key)
    return json(saved, 200 if saved.is_repeat else 201)


def _filled(body: Mapping[str, Any]) -> tuple[Mapping[str, object], int | None]:
    """Return the answers, whose values the questions check, and whom they are of."""
    mistakes = dict.fromkeys(sorted(body.keys() - {"answers", "person_id"})[:20], "unknown_field")
    answers, person_id = body.get("answers"), body.get("person_id")
    if not isinstance(answers, dict):
        mistakes["answers"] = "required" if answers is None else "wrong_type"
    is_id = isinstance(person_id, int) and not isinstance(person_id, bool) and 0 < person_id <= MAX_INTEGER
    if person_id is not None and not is_id:
        mistakes["person_id"] = "wrong_type"
    if mistakes or not isinstance(answers, dict):
        raise InvalidInput(mistakes)
    return answers, person_id


@supervisors.get("/api/interviews/{interview_id}/responses")
async def responses(web: Web, who: Who, interview_id: Id, *, before: OptionalId = None, limit: Limit = 50) -> Response:
    """Return filled forms, newest first."""
    rows = await web.services.interviews.responses(who.operator, interview_id, before, limit)
    return json(ResponsePage(rows=rows, next=rows[-1].id if len(rows) == limit else None))


@supervisors.get("/api/interviews/{interview_id}/results")
async def results(web: Web, who: Who, interview_id: Id) -> Response:
    """Return all answers counted."""
    return json(await web.services.interviews.results(who.operator, interview_id))


@supervisors.get("/api/interviews/{interview_id}/export")
async def export(
    web: Web,
    who: Who,
    interview_id: Id,
    *,
    format: TableFormat = TableFormat.CSV,  # noqa: A002 - the word of the address
) -> Response:
    """Send all filled forms as a file; who took it is logged."""
    found = await web.services.interviews.results(who.operator, interview_id)
    table = ResponseTable([one.question for one in found.questions], who.operator)
    exporting = ResponseExport(web.services.interviews, who.operator, interview_id, web.table_for(who, table))
    name = f"interview-{interview_id}-{web.clock.now():%Y%m%d-%H%M}.{format.value}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    sending = _audited(exporting, interview_id, who, format)
    return StreamingResponse(sending, media_type=MEDIA_TYPES[format], headers=headers)


async def _audited(exporting: ResponseExport, interview_id: int, who: Login, kind: TableFormat) -> AsyncIterator[bytes]:
    try:
        async for piece in exporting.bytes_as(kind):
            yield piece
    finally:
        _LOGGER.info(
            "interview exported", operator_id=who.operator.id, interview_id=interview_id, format=kind.value,
            rows=exporting.rows,
        )  # fmt: skip


def _answer(view: InterviewView) -> Response:
    return json(view, 200, {"ETag": f'"{view.interview.version}"'})
