"""The call log, and what an operator does with a ringing call."""

from collections.abc import AsyncIterator
from typing import Annotated

import structlog
from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import StreamingResponse

from callbridge.crm.api_token import Scope
from callbridge.crm.call_list import CallFilter
from callbridge.crm.call_log import CallRow
from callbridge.crm.operator import Role
from callbridge.kernel.errors import Forbidden, InvalidInput, NotFound
from callbridge.kernel.ids import CallId
from callbridge.screenpop.trace_text import step_text, trace_text, verdict
from callbridge.web.body import read_body
from callbridge.web.call_export import CallExport
from callbridge.web.call_query import CallQuery, CallStart, cursor_after, cursor_of, order_of, write_cursor
from callbridge.web.call_shapes import CallPage, CallTraceView, CardSkip, TraceLine
from callbridge.web.call_table import CallTable, columns_of
from callbridge.web.context import Web, WebContext, Who
from callbridge.web.cursors import CallKey, Limit, Text
from callbridge.web.errors import json
from callbridge.web.guard import needs
from callbridge.web.logins import Login
from callbridge.web.table_file import MEDIA_TYPES, TableFormat

NEWEST_FIRST = "-started"
MAX_WHY = 200
_LOGGER = structlog.get_logger(__name__)

router = APIRouter(dependencies=[needs(Role.OPERATOR, reading=Scope.CALLS_READ)])
supervisors = APIRouter(dependencies=[needs(Role.SUPERVISOR)])


def _wanted(web: Web, who: Who, query: Annotated[CallQuery, Depends()]) -> CallFilter:
    return query.wanted(who.operator.id, web.services.read_number)


Wanted = Annotated[CallFilter, Depends(_wanted)]
Sort = Text


@router.get("/api/calls")
async def calls(
    web: Web, who: Who, wanted: Wanted, *, sort: Sort = NEWEST_FIRST, before: CallStart = "", limit: Limit = 50
) -> Response:
    """List the calls that every filter agrees with, from a cursor on."""
    order = order_of(sort)
    start = cursor_of(before, order)
    rows = await web.services.desk.calls(wanted, order, start, limit, reader_id=who.operator.id)
    is_last = len(rows) < limit
    return json(CallPage(rows=rows, next=None if is_last else write_cursor(cursor_after(rows[-1], order))))


@router.get("/api/calls/totals")
async def totals(web: Web, who: Who, wanted: Wanted) -> Response:
    """Count and sum all calls of the filter."""
    return json(await web.services.desk.call_totals(wanted, reader_id=who.operator.id))


@supervisors.get("/api/calls/export")
async def export(
    web: Web,
    who: Who,
    wanted: Wanted,
    *,
    format: TableFormat = TableFormat.CSV,  # noqa: A002 - the word of the address
    columns: Text = "",
    sort: Sort = NEWEST_FIRST,
) -> Response:
    """Send the filtered list as a file; who took it is logged."""
    operator = who.operator
    table = CallTable(columns_of(columns), operator.language, operator.time_zone)
    exporting = CallExport(web.services.desk, wanted, order_of(sort), web.table_for(who, table), operator.id)
    name = f"calls-{web.clock.now():%Y%m%d-%H%M}.{format.value}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return StreamingResponse(_audited(exporting, who, format), media_type=MEDIA_TYPES[format], headers=headers)


async def _audited(exporting: CallExport, who: Login, kind: TableFormat) -> AsyncIterator[bytes]:
    """Log what left the house when it has, also when only a part of it did."""
    try:
        async for piece in exporting.bytes_as(kind):
            yield piece
    finally:
        wanted = {name: str(value) for name, value in _given(exporting.wanted).items()}
        _LOGGER.info(
            "calls exported", operator_id=who.operator.id, format=kind.value, rows=exporting.rows, filters=wanted
        )


def _given(wanted: CallFilter) -> dict[str, object]:
    """Return the filters that are set; ``has_lead=0`` is one."""
    given = {name: (getattr(wanted, name), part.default) for name, part in CallFilter.__dataclass_fields__.items()}
    return {name: value for name, (value, default) in given.items() if value != default}


@router.get("/api/calls/{call_id}")
async def call(web: Web, who: Who, call_id: CallKey) -> Response:
    """Return one call."""
    return json(await _known(web, who, call_id))


@router.get("/api/calls/{call_id}/legs")
async def legs(web: Web, who: Who, call_id: CallKey) -> Response:
    """Return the phones of one call with their times."""
    await _known(web, who, call_id)
    return json(await web.services.desk.call_legs(CallId(call_id), reader_id=who.operator.id))


@router.get("/api/calls/{call_id}/moments")
async def moments(web: Web, who: Who, call_id: CallKey) -> Response:
    """Return what happened to the customer of one call: queues, holds, transfers, pickups, parking."""
    await _known(web, who, call_id)
    return json(await web.services.desk.call_moments(CallId(call_id), reader_id=who.operator.id))


async def _known(web: WebContext, who: Login, call_id: str) -> CallRow:
    found = await web.services.desk.call(CallId(call_id), reader_id=who.operator.id)
    if found is None:
        raise NotFound
    return found


@router.get("/api/calls/{call_id}/trace")
async def trace(web: Web, who: Who, call_id: CallKey) -> Response:
    """Tell why the call did or did not become a card: a supervisor of any call, an operator of their own."""
    found = await web.services.desk.call_trace(CallId(call_id), reader_id=who.operator.id)
    if found is None:
        raise NotFound
    if not who.operator.role.covers(Role.SUPERVISOR) and who.operator.id not in found.operator_ids:
        raise Forbidden
    language = who.operator.language
    lines = [
        TraceLine(at=step.at, code=step.code, params=step.params, text=step_text(step, language))
        for step in found.steps
    ]
    return json(
        CallTraceView(
            call_id=found.call_id,
            started_at=found.started_at,
            verdict=verdict(found.steps, language),
            steps=lines,
            text=trace_text(found, language),
        )
    )


@router.post("/api/calls/{call_id}/answer")
async def answer(web: Web, who: Who, call_id: CallKey) -> Response:
    """Ask the operator's phone to answer (R73)."""
    await web.services.cards.answer(who.operator, CallId(call_id))
    return Response(status_code=204)


@router.post("/api/calls/{call_id}/dismiss")
async def dismiss(web: Web, who: Who, call_id: CallKey) -> Response:
    """Close the card of an ended call."""
    await web.services.cards.dismiss(who.operator, CallId(call_id))
    return Response(status_code=204)


@router.post("/api/calls/{call_id}/skip")
async def skip(request: Request, web: Web, who: Who, call_id: CallKey) -> Response:
    """Put the card away for this call (A10)."""
    why = " ".join((await read_body(request, CardSkip)).why.split())
    if len(why) > MAX_WHY:
        raise InvalidInput({"why": "too_long"})
    await web.services.cards.skip(who.operator, CallId(call_id), why)
    return Response(status_code=204)


@router.delete("/api/calls/{call_id}/skip")
async def fetch(web: Web, who: Who, call_id: CallKey) -> Response:
    """Take that back, while the call lives."""
    await web.services.cards.fetch(who.operator, CallId(call_id))
    return Response(status_code=204)
