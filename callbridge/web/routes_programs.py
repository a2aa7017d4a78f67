"""Where programs bring leads: with a token, or as a visitor's request from a form on a web site (R52)."""

import hashlib
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import APIRouter, Path, Request, Response

from callbridge.crm.api_token import Scope
from callbridge.crm.incoming_lead import IncomingLead, LeadSender
from callbridge.crm.operator import Language
from callbridge.crm.web_form import TRAP, WebForm, lead_of_form
from callbridge.kernel.errors import Forbidden, InvalidInput, NotFound
from callbridge.kernel.text import say
from callbridge.web.attempts import network
from callbridge.web.body import read_body, read_form
from callbridge.web.context import Web, WebContext, Who, address_of
from callbridge.web.errors import json, language_of
from callbridge.web.form_page import form_page
from callbridge.web.guard import anybody, needs_token
from callbridge.web.origin import origin_of
from callbridge.web.write_headers import idempotency_key

FormKey = Annotated[str, Path(min_length=1, max_length=40)]
SAME_REQUEST_S = 600
"""A visitor who presses the button again within this makes no second lead."""

router = APIRouter()


@router.post("/api/v1/leads", dependencies=[needs_token(Scope.LEADS_WRITE)])
async def bring_lead(request: Request, web: Web, who: Who) -> Response:
    """Make a lead once per Idempotency-Key, by the same rules as by hand."""
    key = idempotency_key(request)
    lead = await read_body(request, IncomingLead)
    if who.program is None:
        raise Forbidden("token.needed")
    sender = LeadSender(channel=f"token {who.program.id}", name=who.program.name, operator_id=who.operator.id)
    saved = await web.services.interests.bring(sender, key, lead)
    return json(saved, 200 if saved.is_repeat else 201)


@router.post("/api/v1/forms/{key}", dependencies=[anybody])
async def send_form(request: Request, web: Web, key: FormKey) -> Response:
    """Make a lead of what a visitor sent, and lead them back; errors are pages that a visitor can read."""
    form = await web.services.programs.form(key)
    if form is None:
        raise NotFound("form.unknown")
    if origin_of(request.headers).lower() not in form.origins:
        raise Forbidden("form.origin")
    web.form_rate.take(f"{form.id} {network(address_of(request))}")
    fields = await read_form(request)
    if not fields.get(TRAP):
        try:
            await _bring(request, web, form, fields)
        except InvalidInput as mistakes:
            return form_page(_told(mistakes, language_of(request)), language_of(request), 422)
    return _led_back(form, request)


async def _bring(request: Request, web: WebContext, form: WebForm, fields: dict[str, str]) -> None:
    page = fields.get("page_url") or request.headers.get("referer", "")
    lead = lead_of_form(form, {**fields, "page_url": page if _is_page(page) else ""})
    sender = LeadSender(channel=f"form {form.id}", name=form.name, operator_id=form.operator_id)
    window = int(web.clock.now().timestamp()) // SAME_REQUEST_S
    told = "\0".join(f"{name}={fields[name]}" for name in sorted(fields))
    key = hashlib.sha256(f"{window}\0{told}".encode(errors="replace")).hexdigest()
    await web.services.interests.bring(sender, key, lead)


def _is_page(address: str) -> bool:
    try:
        return urlsplit(address).scheme in ("http", "https")
    except ValueError:
        return False


def _led_back(form: WebForm, request: Request) -> Response:
    if not form.redirect_url:
        return form_page([say("form.thanks", language_of(request))], language_of(request), 200)
    return Response(status_code=303, headers={"Location": form.redirect_url, "Cache-Control": "no-store"})


def _told(mistakes: InvalidInput, language: Language) -> list[str]:
    return [say("form.wrong", language), *(say(code, language) for code in dict.fromkeys(mistakes.fields.values()))]
