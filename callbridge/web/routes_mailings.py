"""Mailings (R27): how far they are, whom they go to, how a letter looks, and what is done with them."""

from fastapi import APIRouter, Request, Response

from callbridge.crm.mail_template import MAX_BODY, MAX_SUBJECT
from callbridge.crm.operator import Role
from callbridge.kernel.errors import InvalidInput
from callbridge.web.body import read_body
from callbridge.web.context import Web, Who
from callbridge.web.cursors import Id
from callbridge.web.errors import json
from callbridge.web.guard import needs
from callbridge.web.mailing_shapes import MailingMove, PreviewForm, TestForm, TestSent

router = APIRouter(dependencies=[needs(Role.OPERATOR)])
managers = APIRouter(dependencies=[needs(Role.MANAGER)])


@router.get("/api/mailings/{mailing_id}/progress")
async def progress(web: Web, who: Who, mailing_id: Id) -> Response:
    """Return how far a mailing is."""
    return json(await web.services.mailings.progress(who.operator, mailing_id))


@managers.get("/api/mailings/{mailing_id}/audience")
async def audience(web: Web, who: Who, mailing_id: Id) -> Response:
    """Count whom a mailing would go to now."""
    return json(await web.services.mailings.audience(who.operator, mailing_id))


@managers.post("/api/mailings/{mailing_id}/preview")
async def preview(request: Request, web: Web, who: Who, mailing_id: Id) -> Response:
    """Return a text as its reader would get it; 422 names an unknown field."""
    form = await read_body(request, PreviewForm)
    long = {"subject": len(form.subject) > MAX_SUBJECT, "body": len(form.body) > MAX_BODY}
    if any(long.values()):
        raise InvalidInput({name: "too_long" for name, is_long in long.items() if is_long})
    told = await web.services.mailings.preview(who.operator, mailing_id, form.subject, form.body, form.person_id)
    return json(told)


@managers.post("/api/mailings/{mailing_id}/test")
async def test(request: Request, web: Web, who: Who, mailing_id: Id) -> Response:
    """Send one letter, to oneself."""
    form = await read_body(request, TestForm)
    return json(TestSent(to=await web.services.mailings.test(who.operator, mailing_id, form.to, form.person_id)))


@managers.post("/api/mailings/{mailing_id}/move")
async def move(request: Request, web: Web, who: Who, mailing_id: Id) -> Response:
    """Begin, schedule, pause, go on, end."""
    wanted = await read_body(request, MailingMove)
    after = await web.services.mailings.move(who.operator, mailing_id, wanted.version, wanted.action, wanted.at)
    return json(after)


@managers.post("/api/mailings/{mailing_id}/recipients/{recipient_id}/again")
async def send_again(web: Web, who: Who, mailing_id: Id, recipient_id: Id) -> Response:
    """Try once more an address that failed, or whose letter went nobody knows where."""
    return json(await web.services.mailings.send_again(who.operator, mailing_id, recipient_id))
