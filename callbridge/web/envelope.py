"""What is around every HTTP request: its id, the security headers, the count of it, and the end of our own bugs."""

import secrets
import string

import structlog
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from callbridge.kernel.clock import Clock
from callbridge.web.errors import internal_error, language_of
from callbridge.web.headers import security_headers
from callbridge.web.metrics import Metrics

_LOGGER = structlog.get_logger(__name__)

_ID_CHARACTERS = 14


class Envelope:
    """Wraps the HTTP application."""

    def __init__(
        self, inner: ASGIApp, *, clock: Clock, metrics: Metrics, is_secure: bool, origins: tuple[str, ...] = ()
    ) -> None:
        self._inner = inner
        self._clock = clock
        self._metrics = metrics
        self._is_secure = is_secure
        self._origins = origins

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request; an error nobody handled is logged with the request's id and told in one line."""
        request, request_id = Request(scope), _new_id()
        extra = [
            *security_headers(request.headers.get("host", ""), self._origins, is_secure=self._is_secure),
            (b"x-request-id", request_id.encode()),
        ]
        status, is_complete = 0, False

        async def send_with_headers(message: Message) -> None:
            nonlocal status, is_complete
            if message["type"] == "http.response.start":
                status = message["status"]
                own = list(message.get("headers", ()))
                named = {name for name, _ in own}
                message = {**message, "headers": [*own, *(pair for pair in extra if pair[0] not in named)]}
            await send(message)
            is_complete = message["type"] == "http.response.body" and not message.get("more_body", False)

        begun = self._clock.monotonic()
        try:
            await self._inner(scope, receive, send_with_headers)
        except Exception:
            _LOGGER.exception("request failed", request_id=request_id, path=scope["path"], method=scope["method"])
            if status and not is_complete:
                raise
            if not status:
                await internal_error(language_of(request))(scope, receive, send_with_headers)
        finally:
            seconds = self._clock.monotonic() - begun
            self._metrics.http_answered(_template(scope), _method(scope), status, seconds)


def _new_id() -> str:
    """Return an id of letters alone: the log masks what looks like a telephone number."""
    return "".join(secrets.choice(string.ascii_lowercase) for _ in range(_ID_CHARACTERS))


def _template(scope: Scope) -> str:
    route = scope.get("route")
    return str(getattr(route, "path", "other"))


def _method(scope: Scope) -> str:
    method = str(scope["method"])
    return method if method in {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"} else "other"
