"""``/ws``: the door of the operators' socket, then its life (docs/protocol.md).

An ASGI application of its own beside FastAPI's: what stays in memory for each idle socket is small.
"""

import asyncio
from typing import NamedTuple

import structlog
from starlette.datastructures import Headers
from starlette.requests import cookie_parser
from starlette.types import Receive, Scope, Send

from callbridge import __version__
from callbridge.kernel.errors import SessionError, StoreUnavailable
from callbridge.screenpop.wire import PROTOCOL_VERSION, Auth, ClientMessage, CloseCode, Hello, Rendered
from callbridge.web.codec import decode_client_message, encode
from callbridge.web.context import WebContext
from callbridge.web.logins import COOKIE, Login
from callbridge.web.origin import is_own_origin
from callbridge.web.sockets import Socket
from callbridge.web.transport import SCOPE_EXTENSION, Outlet

PATH = "/ws"
AUTH_TIMEOUT_S = 5.0
TRY_AGAIN_LATER = 1013
"""RFC 6455 registry: we cannot tell now who this is, since the store is away."""

PAGE_CLOSED = 1001
"""RFC 6455 7.4.1: the browser leaves the page, whose tab was closed or which is loaded anew."""

_LOGGER = structlog.get_logger(__name__)


class _Goodbye(NamedTuple):
    """The socket is closed."""

    code: int


class SocketDoor:
    """The ASGI application for WebSockets."""

    def __init__(self, web: WebContext) -> None:
        self._web = web

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one socket until either side closes it."""
        await receive()
        if scope["path"] != PATH:
            await send({"type": "websocket.close"})
            return
        await send({"type": "websocket.accept"})
        outlet: Outlet = scope["extensions"][SCOPE_EXTENSION]
        try:
            await self._serve(Headers(scope=scope), receive, outlet)
        except SessionError as error:
            outlet.close_with(error.close_code)
        except StoreUnavailable:
            outlet.close_with(TRY_AGAIN_LATER)
        if (code := outlet.closed_with) is not None:
            _LOGGER.info("socket closed", code=int(code))
            self._web.metrics.socket_closed(int(code))

    async def _serve(self, headers: Headers, receive: Receive, outlet: Outlet) -> None:
        login = await self._knock(headers)
        socket = Socket(login, outlet, self._web.services.masks)
        self._web.sockets.add(socket)
        try:
            hello = Hello(
                protocol=PROTOCOL_VERSION,
                server_version=__version__,
                server_at=self._web.clock.now(),
                beat_s=self._web.config.page_beat_s,
            )
            outlet.write_text(encode(hello))
            auth = await self._auth(receive, login)
            if auth is not None:
                await self._live(socket, auth, receive)
        finally:
            self._web.sockets.remove(socket)

    async def _knock(self, headers: Headers) -> Login:
        """Say who the upgrade request is from; a browser always names its Origin, so a missing one is refused."""
        if not is_own_origin(headers.get("origin", ""), headers.get("host", ""), self._web.config.origins):
            raise SessionError(CloseCode.FORBIDDEN_ORIGIN, "session.forbidden_origin")
        cookies = cookie_parser(headers.get("cookie", ""))
        login = await self._web.logins.find(cookies.get(COOKIE, ""))
        if login is None:
            raise SessionError(CloseCode.NOT_AUTHENTICATED, "session.not_authenticated")
        return login

    async def _auth(self, receive: Receive, login: Login) -> Auth | None:
        try:
            async with asyncio.timeout(AUTH_TIMEOUT_S):
                message = await _next(receive)
        except TimeoutError:
            raise SessionError(CloseCode.AUTH_TIMEOUT, "session.auth_timeout") from None
        if isinstance(message, _Goodbye):
            return None
        if not isinstance(message, Auth):
            raise SessionError(CloseCode.BAD_MESSAGE, "session.bad_message")
        if not login.has_csrf(message.csrf):
            raise SessionError(CloseCode.NOT_AUTHENTICATED, "session.not_authenticated")
        return message

    async def _live(self, socket: Socket, auth: Auth, receive: Receive) -> None:
        operator_id, sessions = socket.login.operator.id, self._web.services.sessions
        sessions.attach(operator_id, auth.resume, socket)
        message: ClientMessage | _Goodbye = auth
        try:
            while not isinstance(message := await _next(receive), _Goodbye):
                if isinstance(message, Auth):
                    raise SessionError(CloseCode.BAD_MESSAGE, "session.bad_message")
                sessions.heard(operator_id, socket)
                if isinstance(message, Rendered):
                    sessions.rendered(operator_id, message)
        finally:
            is_page_closed = isinstance(message, _Goodbye) and message.code == PAGE_CLOSED
            sessions.detach(operator_id, socket, is_page_closed=is_page_closed)


async def _next(receive: Receive) -> ClientMessage | _Goodbye:
    """Return the client's next message, or how the socket was closed."""
    event = await receive()
    if event["type"] == "websocket.disconnect":
        return _Goodbye(event["code"])
    text = event.get("text")
    if text is None:
        raise SessionError(CloseCode.BAD_MESSAGE, "session.bad_message")
    return decode_client_message(text.encode())
