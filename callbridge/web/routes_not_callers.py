"""«Не он»: who of those offered on a call card does not call from its number."""

from fastapi import APIRouter, Request, Response

from callbridge.crm.not_caller import CallerKind, CallerRecord
from callbridge.crm.operator import Role
from callbridge.kernel.ids import CallId
from callbridge.web.body import read_body
from callbridge.web.context import Web, Who
from callbridge.web.cursors import CallKey, Id
from callbridge.web.errors import json
from callbridge.web.guard import needs

router = APIRouter(dependencies=[needs(Role.OPERATOR)])
"""What one says holds for the whole office, so anybody may take it back."""


@router.get("/api/calls/{call_id}/contacts")
async def contacts(web: Web, who: Who, call_id: CallKey) -> Response:
    """Return the earlier contacts of the caller, folded (R76)."""
    return json(await web.services.caller_contacts.groups(who.operator, CallId(call_id)))


@router.post("/api/calls/{call_id}/not-caller")
async def add(request: Request, web: Web, who: Who, call_id: CallKey) -> Response:
    """Offer a candidate for the number of this call no more."""
    record = await read_body(request, CallerRecord)
    await web.services.not_callers.add(who.operator, CallId(call_id), record)
    return Response(status_code=204)


@router.get("/api/persons/{person_id}/not-callers")
async def of_person(web: Web, person_id: Id) -> Response:
    """Return from which numbers a person was said not to call."""
    return json(await web.services.not_callers.of_record(CallerRecord(kind=CallerKind.PERSON, id=person_id)))


@router.get("/api/organizations/{organization_id}/not-callers")
async def of_organization(web: Web, organization_id: Id) -> Response:
    """Return from which numbers an organization was said not to call."""
    record = CallerRecord(kind=CallerKind.ORGANIZATION, id=organization_id)
    return json(await web.services.not_callers.of_record(record))


@router.delete("/api/not-callers/{said_id}")
async def remove(web: Web, who: Who, said_id: Id) -> Response:
    """Take it back."""
    await web.services.not_callers.remove(who.operator, said_id)
    return Response(status_code=204)
