"""Call control: colleagues, live calls, transfer, parking, fetching; supervisors listen."""

from fastapi import APIRouter, Request, Response

from callbridge.crm.call_board import ListenWish, TransferWish
from callbridge.crm.operator import Role
from callbridge.crm.taping import TapeWish
from callbridge.kernel.ids import CallId
from callbridge.web.body import read_body
from callbridge.web.context import Web, Who
from callbridge.web.cursors import CallKey
from callbridge.web.errors import json
from callbridge.web.guard import needs

router = APIRouter(dependencies=[needs(Role.OPERATOR)])
supervisors = APIRouter(dependencies=[needs(Role.SUPERVISOR)])


@router.get("/api/colleagues")
async def colleagues(web: Web, who: Who) -> Response:
    """List who could take a call, who is free first."""
    return json(web.services.control.colleagues(who.operator))


@router.get("/api/live-calls")
async def live(web: Web, who: Who) -> Response:
    """List the calls within reach that go on."""
    return json(await web.services.control.live(who.operator))


@router.post("/api/calls/{call_id}/transfer")
async def transfer(request: Request, web: Web, who: Who, call_id: CallKey) -> Response:
    """Hand one's customer over to a colleague."""
    await web.services.control.transfer(who.operator, CallId(call_id), await read_body(request, TransferWish))
    return Response(status_code=204)


@router.post("/api/calls/{call_id}/park")
async def park(web: Web, who: Who, call_id: CallKey) -> Response:
    """Let one's customer wait where any colleague can fetch them."""
    await web.services.control.park(who.operator, CallId(call_id))
    return Response(status_code=204)


@router.post("/api/calls/{call_id}/fetch")
async def fetch(web: Web, who: Who, call_id: CallKey) -> Response:
    """Take a parked customer, or a call that rings at a colleague."""
    await web.services.control.fetch(who.operator, CallId(call_id))
    return Response(status_code=204)


@router.post("/api/calls/{call_id}/tape")
async def tape(request: Request, web: Web, who: Who, call_id: CallKey) -> Response:
    """Begin, pause, resume or end the tape of one's talk."""
    wish = await read_body(request, TapeWish)
    await web.services.tapes.order(who.operator, CallId(call_id), wish.do)
    return Response(status_code=204)


@supervisors.post("/api/calls/{call_id}/listen")
async def listen(request: Request, web: Web, who: Who, call_id: CallKey) -> Response:
    """Hear a talk, whisper into it, or join it."""
    wish = await read_body(request, ListenWish)
    await web.services.control.listen(who.operator, CallId(call_id), wish.way)
    return Response(status_code=204)
