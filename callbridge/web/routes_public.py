"""A questionnaire under its public link: no login, no script; the link cannot be guessed, and may be closed.

There is no session that another site's page could borrow; a foreign Origin is refused all the same.
"""

import re
import secrets
from typing import Annotated

from fastapi import APIRouter, Path, Query, Request, Response

from callbridge.crm.interview_results import OpenForm
from callbridge.crm.operator import Language
from callbridge.kernel.errors import InvalidInput, OutsideUnavailable, TooManyAttempts
from callbridge.web.attempts import network
from callbridge.web.body import read_answers
from callbridge.web.context import Web, WebContext, address_of
from callbridge.web.errors import language_of
from callbridge.web.guard import anybody, refuse_foreign_origin
from callbridge.web.public_form import AGAIN, BUSY, CLOSED, THANKS, answers_of, form_page, told_page

PREFIX = "/f/"
_KEY = re.compile(r"[A-Za-z0-9_-]{16,64}")
Token = Annotated[str, Path(max_length=200)]
Asked = Annotated[str, Query(max_length=5)]

router = APIRouter(dependencies=[anybody])


@router.get("/f/{token}")
async def form(request: Request, web: Web, token: Token, lang: Asked = "") -> Response:
    """Show the questions, with a key of its own by which they are kept once."""
    language = _language(request, lang)
    try:
        web.answer_rate.take(network(address_of(request)))
        found = await _open(web, token)
    except TooManyAttempts as error:
        return _busy(error, language)
    except OutsideUnavailable:
        return _html(told_page(AGAIN, language), 503)
    if found is None:
        return _html(told_page(CLOSED, language), 404)
    return _html(form_page(found, secrets.token_urlsafe(18), language))


@router.post("/f/{token}")
async def fill(request: Request, web: Web, token: Token, lang: Asked = "") -> Response:
    """Keep the answers, once per key; a mistake is shown in the form with all that was filled in."""
    language = _language(request, lang)
    refuse_foreign_origin(request, web)
    try:
        web.answer_rate.take(network(address_of(request)))
        return await _filled(request, web, token, language)
    except TooManyAttempts as error:
        return _busy(error, language)
    except OutsideUnavailable:
        return _html(told_page(AGAIN, language), 503)


async def _filled(request: Request, web: WebContext, token: str, language: Language) -> Response:
    given = await read_answers(request)
    found = await _open(web, token)
    if found is None:
        return _html(told_page(CLOSED, language), 404)
    sent_key = next(iter(given.get("key", ())), "")
    key = sent_key if _KEY.fullmatch(sent_key) else secrets.token_urlsafe(18)
    try:
        saved = await web.services.interviews.fill_public(token, answers_of(found, given), key)
    except InvalidInput as refused:
        return _html(form_page(found, key, language, given=given, mistakes=refused.fields), 422)
    if saved is None:
        return _html(told_page(CLOSED, language), 404)
    return _html(told_page(THANKS, language, found.name))


async def _open(web: WebContext, token: str) -> OpenForm | None:
    return await web.services.interviews.open_form(token) if _KEY.fullmatch(token) else None


def _language(request: Request, lang: str) -> Language:
    return Language(lang) if lang in set(Language) else language_of(request)


def _busy(error: TooManyAttempts, language: Language) -> Response:
    return _html(told_page(BUSY, language), 429, {"Retry-After": str(error.params["retry_after_s"])})


def _html(text: str, status: int = 200, headers: dict[str, str] | None = None) -> Response:
    return Response(text, status, {"Cache-Control": "no-store", **(headers or {})}, media_type="text/html")
