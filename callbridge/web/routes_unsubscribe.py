"""The page behind a letter's last line: its reader leaves all mailings with one click, without a login.

GET changes nothing: mail scanners follow every link. POST is what its button sends, and what mail programs send for the
letter's ``List-Unsubscribe-Post`` (RFC 8058). Wrong guesses are slowed down like wrong passwords.
"""

import re
from collections.abc import Awaitable, Callable
from html import escape
from typing import Annotated

from fastapi import APIRouter, Path, Request, Response

from callbridge.crm.operator import Language
from callbridge.kernel.errors import TooManyAttempts
from callbridge.kernel.text import say
from callbridge.web.context import Web, WebContext, address_of
from callbridge.web.errors import language_of
from callbridge.web.guard import anybody
from callbridge.web.public_page import public_page

PREFIX = "/unsubscribe/"
_TOKEN = re.compile(r"[A-Za-z0-9_-]{8,64}")
Token = Annotated[str, Path(max_length=200)]

router = APIRouter(dependencies=[anybody])


@router.get("/unsubscribe/{token}")
async def ask(request: Request, web: Web, token: Token) -> Response:
    """Ask whether the reader means it."""
    language = language_of(request)
    try:
        is_known = await _guessed(web, request, token, lambda: web.services.mailings.knows(token))
    except TooManyAttempts as error:
        return _too_many(error, language)
    if not is_known:
        return _page(language, "unsubscribe.unknown", status=404)
    button = f'<form method="post"><button>{escape(say("unsubscribe.button", language))}</button></form>'
    return _page(language, "unsubscribe.ask", button)


@router.post("/unsubscribe/{token}")
async def leave(request: Request, web: Web, token: Token) -> Response:
    """Send this address no mailing any more."""
    language = language_of(request)
    try:
        is_known = await _guessed(web, request, token, lambda: web.services.mailings.unsubscribe(token))
    except TooManyAttempts as error:
        return _too_many(error, language)
    if not is_known:
        return _page(language, "unsubscribe.unknown", status=404)
    return _page(language, "unsubscribe.done")


async def _guessed(web: WebContext, request: Request, token: str, ask_store: Callable[[], Awaitable[bool]]) -> bool:
    """Ask the store about a token; raises TooManyAttempts after many wrong ones from one place."""
    address = address_of(request)
    web.strangers.begin(token, address)
    is_known = bool(_TOKEN.fullmatch(token)) and await ask_store()
    if is_known:
        web.strangers.succeeded(token, address)
    return is_known


def _too_many(error: TooManyAttempts, language: Language) -> Response:
    seconds = error.params.get("retry_after_s", 1)
    answer = _page(language, error.code, status=error.http_status, retry_after_s=seconds)
    answer.headers["Retry-After"] = str(seconds)
    return answer


def _page(language: Language, code: str, more: str = "", *, status: int = 200, **params: object) -> Response:
    text = f"<p>{escape(say(code, language, **params))}</p>"
    page = public_page(say("unsubscribe.title", language), text + more, language)
    headers = {"Cache-Control": "no-store"}
    return Response(page, status, headers, media_type="text/html")
