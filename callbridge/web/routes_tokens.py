"""API tokens and forms on web sites, as admins keep them."""

import secrets

from fastapi import APIRouter, Request, Response

from callbridge.crm.api_token import check_new_token, checked_name
from callbridge.crm.operator import Role
from callbridge.crm.web_form import WebFormDraft, checked_form
from callbridge.web.body import read_body
from callbridge.web.context import Web, Who
from callbridge.web.cursors import Id
from callbridge.web.errors import json
from callbridge.web.guard import needs
from callbridge.web.shapes import MadeToken, NewToken

router = APIRouter(dependencies=[needs(Role.ADMIN)])


@router.get("/api/tokens")
async def tokens(web: Web) -> Response:
    """List all tokens, the revoked too."""
    return json(await web.services.programs.tokens())


@router.post("/api/tokens")
async def make_token(request: Request, web: Web, who: Who) -> Response:
    """Make a token, which is shown in this answer and never again."""
    wanted = await read_body(request, NewToken)
    scopes = tuple(dict.fromkeys(wanted.scopes))
    check_new_token(scopes, wanted.expires_at, web.clock.now())
    token, kept = await web.programs.make(checked_name(wanted.name), scopes, who.operator, wanted.expires_at)
    return json(MadeToken(token=token, kept=kept), 201)


@router.delete("/api/tokens/{token_id}")
async def revoke_token(web: Web, who: Who, token_id: Id) -> Response:
    """End a token for good; the list keeps it."""
    return json(await web.programs.revoke(token_id, who.operator))


@router.get("/api/forms")
async def forms(web: Web) -> Response:
    """List the forms on web sites."""
    return json(await web.services.programs.forms())


@router.post("/api/forms")
async def add_form(request: Request, web: Web, who: Who) -> Response:
    """Make a form with a key of its own."""
    draft = checked_form(await read_body(request, WebFormDraft))
    key = secrets.token_urlsafe(12)
    return json(await web.services.programs.add_form(key, draft, who.operator.id, at=web.clock.now()), 201)


@router.put("/api/forms/{form_id}")
async def change_form(request: Request, web: Web, who: Who, form_id: Id) -> Response:
    """Change a form; its key stays."""
    draft = checked_form(await read_body(request, WebFormDraft))
    return json(await web.services.programs.change_form(form_id, draft, who.operator.id, at=web.clock.now()))
