"""The recent calls, and what an operator does with a ringing one."""

from fastapi import APIRouter, Response

from callbridge.crm.operator import Role
from callbridge.kernel.errors import NotFound
from callbridge.kernel.ids import CallId
from callbridge.web import cursors
from callbridge.web.context import Web, Who
from callbridge.web.cursors import Before, CallKey, Limit
from callbridge.web.errors import json
from callbridge.web.guard import needs
from callbridge.web.shapes import CallPage

router = APIRouter(dependencies=[needs(Role.OPERATOR)])


@router.get("/api/calls")
async def calls(web: Web, who: Who, *, mine: bool = False, before: Before = "", limit: Limit = 50) -> Response:
    """List calls newest first, all or the operator's own."""
    at, call_id = cursors.instant_and_call(before)
    rows = await web.services.desk.recent_calls(
        operator_id=who.operator.id if mine else None, before=at, before_id=call_id, limit=limit
    )
    is_last = len(rows) < limit
    following = None if is_last else cursors.write_with_id(rows[-1].started_at, rows[-1].call_id)
    return json(CallPage(rows=rows, next=following))


@router.get("/api/calls/{call_id}")
async def call(web: Web, call_id: CallKey) -> Response:
    """Return one call."""
    found = await web.services.desk.call(CallId(call_id))
    if found is None:
        raise NotFound
    return json(found)


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
