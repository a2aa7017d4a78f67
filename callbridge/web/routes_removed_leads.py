"""Leads taken out of every list, and brought back: an administrator's alone (R54)."""

from fastapi import APIRouter, Request, Response

from callbridge.crm.interest import LeadRemoval
from callbridge.crm.operator import Role
from callbridge.kernel.ids import LeadId
from callbridge.web.body import read_body
from callbridge.web.context import Web, Who
from callbridge.web.cursors import Id
from callbridge.web.errors import json
from callbridge.web.guard import needs
from callbridge.web.write_headers import edited_version

router = APIRouter(dependencies=[needs(Role.ADMIN)])


@router.post("/api/leads/{lead_id}/removal")
async def remove(request: Request, web: Web, who: Who, lead_id: Id) -> Response:
    """Take a lead out of every list, for a reason; removed once more it stays as it is."""
    version = edited_version(request)
    removal = await read_body(request, LeadRemoval)
    return json(await web.services.interests.remove(who.operator, LeadId(lead_id), version, removal.reason))


@router.delete("/api/leads/{lead_id}/removal")
async def restore(request: Request, web: Web, who: Who, lead_id: Id) -> Response:
    """Bring a removed lead back."""
    return json(await web.services.interests.restore(who.operator, LeadId(lead_id), edited_version(request)))
