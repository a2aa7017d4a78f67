"""Click-to-call: any number that is shown, dialled from the operator's own phone."""

from fastapi import APIRouter, Request, Response

from callbridge.crm.dial_wish import DialWish
from callbridge.crm.operator import Role
from callbridge.web.body import read_body
from callbridge.web.context import Web, Who
from callbridge.web.guard import needs
from callbridge.web.write_headers import IDEMPOTENCY_HEADER

router = APIRouter(dependencies=[needs(Role.OPERATOR)])


@router.post("/api/dial")
async def dial(request: Request, web: Web, who: Who) -> Response:
    """Let the operator's phone ring and dial the number, once per Idempotency-Key."""
    wish = await read_body(request, DialWish)
    await web.services.dialling.dial(who.operator, request.headers.get(IDEMPOTENCY_HEADER, ""), wish)
    return Response(status_code=204)
