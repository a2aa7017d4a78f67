"""People, organizations, previous contacts, and the dictionaries the card chooses from."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Response

from callbridge.crm.api_token import Scope
from callbridge.crm.operator import Role
from callbridge.kernel.errors import InvalidInput, NotFound
from callbridge.kernel.ids import CallId, OrganizationId, PersonId
from callbridge.kernel.number_zone import zone_of
from callbridge.web.call_shapes import ContactPage
from callbridge.web.context import Web, WebContext, Who
from callbridge.web.cursors import Id, Limit, OptionalId, Text
from callbridge.web.errors import json
from callbridge.web.guard import needs
from callbridge.web.shapes import NumberZone

CallKey = Annotated[str, Query(max_length=300)]


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactsOf:
    """Whose contacts are asked for."""

    number: Text = ""
    call_id: CallKey = ""
    """The call's number, for who may not read it."""
    person_id: OptionalId = None
    organization_id: OptionalId = None


router = APIRouter(dependencies=[needs(Role.OPERATOR, reading=Scope.RECORDS_READ)])


@router.get("/api/dictionaries")
async def dictionaries(web: Web) -> Response:
    """Return all the card chooses from."""
    return json(await web.services.desk.dictionaries())


@router.get("/api/persons")
async def persons(web: Web, *, q: Text = "", organization_id: OptionalId = None, limit: Limit = 20) -> Response:
    """Find people by the beginning of a name or number."""
    organization = None if organization_id is None else OrganizationId(organization_id)
    return json(await web.services.desk.find_persons(q, organization, limit))


@router.get("/api/persons/{person_id}")
async def person(web: Web, person_id: Id) -> Response:
    """Return one person."""
    found = await web.services.desk.person(PersonId(person_id))
    if found is None:
        raise NotFound
    return json(found)


@router.get("/api/organizations")
async def organizations(web: Web, *, q: Text = "", limit: Limit = 20) -> Response:
    """Find organizations by the beginning of a name or number."""
    return json(await web.services.desk.find_organizations(q, limit))


@router.get("/api/organizations/{organization_id}")
async def organization(web: Web, organization_id: Id) -> Response:
    """Return one organization."""
    found = await web.services.desk.organization(OrganizationId(organization_id))
    if found is None:
        raise NotFound
    return json(found)


@router.get("/api/number-zone")
async def number_zone(web: Web, who: Who, *, number: Text = "", call_id: CallKey = "") -> Response:
    """Return the time zone of a number, or of the number of a call (R98)."""
    asked = await _number(web, who, number, call_id)
    return json(NumberZone(zone=zone_of(web.services.read_number(asked).e164 or asked) if asked else ""))


@router.get("/api/contacts")
async def contacts(web: Web, who: Who, of: Annotated[ContactsOf, Depends()], *, limit: Limit = 20) -> Response:
    """Return the newest previous contacts of a person, else of a number, else of an organization."""
    number = await _number(web, who, of.number, of.call_id)
    if not of.number and not of.call_id and of.person_id is None and of.organization_id is None:
        raise InvalidInput({"number": "required"})
    rows, total = await web.services.desk.prior_contacts(
        number=web.services.read_number(number) if number else None,
        person_id=None if of.person_id is None else PersonId(of.person_id),
        organization_id=None if of.organization_id is None else OrganizationId(of.organization_id),
        limit=limit,
    )
    return json(ContactPage(rows=rows, total=total))


async def _number(web: WebContext, who: Who, number: str, call_id: str) -> str:
    """Return the number that is asked about: as typed, or the call's for who may not read it."""
    if not call_id:
        return number
    call = await web.services.desk.call(CallId(call_id), reader_id=who.operator.id)
    return call.number if call is not None else ""
