"""One's calendar for programs that show calendars: they have no login, the secret in the address is all they show."""

from typing import Annotated

from fastapi import APIRouter, Path, Request, Response

from callbridge.kernel.errors import NotFound
from callbridge.web.calendar_token import hash_of, token_of
from callbridge.web.context import Web, address_of
from callbridge.web.guard import anybody

router = APIRouter(dependencies=[anybody])
Name = Annotated[str, Path(max_length=200)]


@router.get("/calendar/{name}")
async def calendar(request: Request, web: Web, name: Name) -> Response:
    """Return the calendar (RFC 5545); wrong guesses are slowed down like wrong passwords."""
    address = address_of(request)
    web.strangers.begin(name, address)
    token = token_of(name)
    found = None if token is None else await web.services.follow_ups.calendar(hash_of(token))
    if found is None:
        raise NotFound("calendar.unknown")
    web.strangers.succeeded(name, address)
    headers = {"Cache-Control": "no-store", "Content-Disposition": 'inline; filename="callbridge.ics"'}
    return Response(found, 200, headers, media_type="text/calendar; charset=utf-8")
