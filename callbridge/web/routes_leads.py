"""Interests: the list, one, and saving the interest card."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response

from callbridge.crm.api_token import Scope
from callbridge.crm.interest import InterestForm
from callbridge.crm.operator import Role
from callbridge.kernel.errors import NotFound
from callbridge.kernel.ids import CallId, CampaignId, LeadId, OrganizationId, PersonId
from callbridge.web import cursors
from callbridge.web.body import read_body
from callbridge.web.context import Web, Who
from callbridge.web.cursors import Before, Id, Limit, OptionalId
from callbridge.web.errors import json
from callbridge.web.guard import needs
from callbridge.web.shapes import LeadPage
from callbridge.web.write_headers import idempotency_key


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadsOf:
    """Whose interests are asked for."""

    campaign_id: OptionalId = None
    person_id: OptionalId = None
    organization_id: OptionalId = None


router = APIRouter(dependencies=[needs(Role.OPERATOR, reading=Scope.RECORDS_READ)])


@router.get("/api/leads")
async def leads(
    web: Web, who: Who, of: Annotated[LeadsOf, Depends()], *, before: Before = "", limit: Limit = 50
) -> Response:
    """List interests newest first (R53)."""
    start = cursors.instant_and_id(before)
    rows = await web.services.desk.leads(
        campaign_id=None if of.campaign_id is None else CampaignId(of.campaign_id),
        person_id=None if of.person_id is None else PersonId(of.person_id),
        organization_id=None if of.organization_id is None else OrganizationId(of.organization_id),
        before=None if start is None else (start[0], LeadId(start[1])),
        limit=limit,
        reader_id=who.operator.id,
    )
    is_last = len(rows) < limit
    return json(LeadPage(rows=rows, next=None if is_last else cursors.write_with_id(rows[-1].at, rows[-1].id)))


@router.get("/api/leads/awaiting")
async def awaiting(
    web: Web, who: Who, *, call_id: Annotated[str, Query(max_length=200)] = "", entry_id: OptionalId = None
) -> Response:
    """Return the leads without a result of who is on the asker's card, or of an entry of a call round."""
    asked = CallId(call_id) if call_id else None
    return json(await web.services.caller_contacts.awaiting(who.operator, asked, entry_id))


@router.get("/api/leads/{lead_id}")
async def lead(web: Web, who: Who, lead_id: Id) -> Response:
    """Return one interest."""
    found = await web.services.desk.lead(LeadId(lead_id), reader_id=who.operator.id)
    if found is None:
        raise NotFound
    return json(found)


@router.post("/api/leads")
async def save_interest(request: Request, web: Web, who: Who) -> Response:
    """Save the interest card once per Idempotency-Key (R116)."""
    key = idempotency_key(request)
    saved = await web.services.interests.save(who.operator, key, await read_body(request, InterestForm))
    return json(saved, 200 if saved.is_repeat else 201)
