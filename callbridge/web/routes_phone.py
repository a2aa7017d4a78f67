"""The browser as a phone (R73): what it registers with, and which of its calls a card is about."""

from fastapi import APIRouter, Request, Response

from callbridge.crm.operator import Role
from callbridge.crm.softphone import TalkReport
from callbridge.kernel.errors import NotFound
from callbridge.kernel.ids import CallId
from callbridge.web.body import read_body
from callbridge.web.context import Web, Who, address_of
from callbridge.web.cursors import CallKey
from callbridge.web.errors import json
from callbridge.web.guard import needs

router = APIRouter(dependencies=[needs(Role.OPERATOR)])


@router.post("/api/phone/credentials")
async def phone_login(request: Request, web: Web, who: Who) -> Response:
    """Give the operator's own SIP login; POST, so that no other site's page can ask for it. Each one is audited."""
    address = address_of(request)
    answer = json(await web.services.phone.login(who.operator, address))
    answer.headers["Cache-Control"] = "no-store"
    return answer


@router.post("/api/phone/talks")
async def talked(request: Request, web: Web, who: Who) -> Response:
    """Keep how a talk through the headset sounded, with its call."""
    await web.services.phone.talked(who.operator, await read_body(request, TalkReport))
    return Response(status_code=204)


@router.get("/api/calls/{call_id}/quality")
async def quality(web: Web, who: Who, call_id: CallKey) -> Response:
    """Tell how the talks of a call through headsets sounded."""
    if await web.services.desk.call(CallId(call_id), reader_id=who.operator.id) is None:
        raise NotFound
    return json(await web.services.phone.quality(CallId(call_id)))


@router.get("/api/calls/{call_id}/phone")
async def phone_sessions(web: Web, who: Who, call_id: CallKey) -> Response:
    """Tell which SIP calls of the operator's phone this call is."""
    return json(await web.services.phone.sessions(who.operator, CallId(call_id)))
