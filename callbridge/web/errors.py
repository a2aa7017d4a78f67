"""Refusals: every error becomes coded JSON in the reader's language, and nothing else gets out."""

from collections.abc import Mapping
from typing import Any

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from callbridge.crm.operator import Language
from callbridge.kernel.errors import (
    CallbridgeError,
    DomainError,
    InvalidInput,
    NotFound,
    OutsideUnavailable,
    TooManyAttempts,
)
from callbridge.kernel.text import Phrase, say
from callbridge.web.codec import encode
from callbridge.web.number_hiding import hidden_json, reads_no_numbers
from callbridge.web.shapes import ErrorBody, ErrorInfo, FieldError

_STATUS_CODES = {404: "not_found", 405: "method_not_allowed", 413: "too_long", 415: "wrong_type"}
_LOGGER = structlog.get_logger(__name__)


class Answer(Response):
    """JSON of ours: whose role reads no customer's number whole gets it with them hidden."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send it."""
        if reads_no_numbers(scope):
            self.body = hidden_json(bytes(self.body))
            self.headers["content-length"] = str(len(self.body))
        await super().__call__(scope, receive, send)


def json(value: object, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    """Return an answer of ours; no browser or proxy may keep it."""
    return Answer(
        encode(value), status, {"Cache-Control": "no-store", **(headers or {})}, media_type="application/json"
    )


def language_of(request: Request) -> Language:
    """Return the operator's language, else the browser's, else Russian."""
    login = getattr(request.state, "login", None)
    if login is not None:
        language: Language = login.operator.language
        return language
    wanted = request.headers.get("accept-language", "").strip().lower()
    return Language.EN if wanted.startswith("en") else Language.RU


def refusal(error: CallbridgeError, language: Language) -> Response:
    """Return the answer that tells an operator about `error`."""
    params = {name: _said(value, language) for name, value in error.params.items() if name != "fields"}
    codes = error.fields if isinstance(error, InvalidInput) else {}
    headers = {}
    if isinstance(error, TooManyAttempts):
        headers["Retry-After"] = str(error.params.get("retry_after_s", 1))
    body = ErrorBody(
        error=ErrorInfo(
            code=error.code,
            message=say(error.code, language, **params),
            params=params,
            fields={name: FieldError(code=code, message=say(code, language)) for name, code in codes.items()},
        )
    )
    return json(body, _status(error), headers)


def _said(value: object, language: Language) -> object:
    if isinstance(value, Phrase):
        return value.said(language)
    return [_said(one, language) for one in value] if isinstance(value, list) else value


def _status(error: CallbridgeError) -> int:
    if isinstance(error, DomainError):
        return error.http_status
    return 503 if isinstance(error, OutsideUnavailable) else 502


def internal_error(language: Language) -> Response:
    """Return the answer to a bug of ours; what happened is in the log under the request's id."""
    text = say("internal", language)
    return json(ErrorBody(error=ErrorInfo(code="internal", message=text, params={}, fields={})), 500)


async def _told(request: Request, error: Exception) -> Response:
    if not isinstance(error, CallbridgeError):
        raise error
    return refusal(error, language_of(request))


async def _wrong_parameters(request: Request, error: Exception) -> Response:
    details: list[Any] = list(error.errors()) if isinstance(error, RequestValidationError) else []
    names = {str(detail["loc"][-1]): str(detail["type"]) for detail in details}
    if any(detail["loc"][0] == "path" for detail in details):
        return refusal(NotFound(), language_of(request))
    codes = {name: _parameter_code(kind) for name, kind in names.items()}
    return refusal(InvalidInput(codes), language_of(request))


def _parameter_code(kind: str) -> str:
    if kind == "missing":
        return "required"
    if kind == "string_too_long":
        return "too_long"
    return "out_of_range" if kind.startswith(("less_than", "greater_than")) else "wrong_type"


def http_refusal(status: int, request: Request, headers: Mapping[str, str] | None = None) -> Response:
    """Return the answer to a request that fits no route."""
    code = _STATUS_CODES.get(status, "invalid")
    body = ErrorInfo(code=code, message=say(code, language_of(request)), params={}, fields={})
    return json(ErrorBody(error=body), status, headers)


async def _http(request: Request, error: Exception) -> Response:
    if not isinstance(error, HTTPException):
        raise error
    return http_refusal(error.status_code, request, error.headers)


async def _bug(request: Request, _: Exception) -> Response:
    """Answer; starlette raises the error again, and the envelope logs it."""
    return internal_error(language_of(request))


def install(app: FastAPI) -> None:
    """Teach the application our refusals."""
    app.add_exception_handler(Exception, _bug)
    app.add_exception_handler(CallbridgeError, _told)
    app.add_exception_handler(RequestValidationError, _wrong_parameters)
    app.add_exception_handler(HTTPException, _http)
