"""uvicorn's WebSocket protocol, taught never to wait for a client that does not read.

The transport's own write buffer is the socket's one outbox: it is bounded here in bytes and in time. Whoever exceeds
either is closed with TOO_SLOW, and after a short grace the transport is aborted. Closing a transport waits for its
buffer to drain, which a stuck client never does (measured: `wait_closed()` hung past every timeout), so every way out
of uvicorn's class is followed by the abort. Why no queue and sender task: docs/decisions/0006-web.md.
"""

import asyncio
from typing import Any, Protocol, cast

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.frames import Frame
from websockets.http11 import Request
from websockets.protocol import State

from callbridge.screenpop.wire import CloseCode

SCOPE_EXTENSION = "callbridge.outlet"
MAX_BACKLOG_BYTES = 1 << 20
MAX_STALL_S = 10.0
"""How long a client may leave the system's and our first 64 KiB of buffers full."""
CLOSE_GRACE_S = 1.0
"""How long a client has to take what was written and to answer our close frame."""


class Outlet(Protocol):
    """The sending half of a socket."""

    @property
    def closed_with(self) -> int | None:
        """The code we closed it with, None while it is open or when the client was first."""
        ...

    def write_text(self, text: bytes) -> None:
        """Send one message without waiting, or close with TOO_SLOW; nothing happens after a close."""
        ...

    def close_with(self, code: int) -> None:
        """Begin to close without waiting; doing so twice is harmless."""
        ...


class UnwaitingWebSocket(WebSocketsSansIOProtocol):
    """Offers itself to the application as `Outlet` in the scope's extensions."""

    closed_with: int | None = None
    _abort_timer: asyncio.TimerHandle | None = None
    _stall_timer: asyncio.TimerHandle | None = None

    def write_text(self, text: bytes) -> None:
        """Send one message without waiting, or close with TOO_SLOW; nothing happens after a close."""
        if self.close_sent or self.conn.state is not State.OPEN or self.transport.is_closing():
            return
        if self.transport.get_write_buffer_size() > MAX_BACKLOG_BYTES:
            self.close_with(CloseCode.TOO_SLOW)
            return
        self.conn.send_text(text)
        self._flush()

    def close_with(self, code: int) -> None:
        """Begin to close without waiting; doing so twice is harmless."""
        if self.close_sent or self.disconnected:
            return
        self.closed_with = code
        self.stop_keepalive()
        self.queue.put_nowait({"type": "websocket.disconnect", "code": code})
        if self.conn.state is State.OPEN and not self.transport.is_closing():
            self.conn.send_close(code)
            self._flush()
        self.close_sent = True
        if self.read_paused:
            self.read_paused = False
            self.transport.resume_reading()
        self.close_timer = self.loop.call_later(CLOSE_GRACE_S, self.transport.abort)

    def _flush(self) -> None:
        self.transport.write(b"".join(self.conn.data_to_send()))

    def _abort_soon(self) -> None:
        if self._abort_timer is None and not self.disconnected:
            self._abort_timer = self.loop.call_later(CLOSE_GRACE_S, self.transport.abort)

    def handle_connect(self, event: Request) -> None:
        """Hand the application this object beside uvicorn's scope."""
        super().handle_connect(event)
        if self.response.status_code == 101:
            cast("dict[str, Any]", self.scope["extensions"])[SCOPE_EXTENSION] = self

    def data_received(self, data: bytes) -> None:
        """Read, unless the client makes us write (pongs) and does not read them."""
        if self.transport.get_write_buffer_size() > MAX_BACKLOG_BYTES:
            self.transport.abort()
            return
        super().data_received(data)

    def pause_writing(self) -> None:
        """Give a client that stopped reading a while to go on."""
        super().pause_writing()
        self._stall_timer = self.loop.call_later(MAX_STALL_S, self.close_with, CloseCode.TOO_SLOW)

    def resume_writing(self) -> None:
        """The client reads again."""
        super().resume_writing()
        self._cancel_stall()

    def _cancel_stall(self) -> None:
        if self._stall_timer is not None:
            self._stall_timer.cancel()
            self._stall_timer = None

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the timers: they would keep this object alive."""
        self._cancel_stall()
        if self._abort_timer is not None:
            self._abort_timer.cancel()
        super().connection_lost(exc)
        self.conn.parser.close()  # its frame holds the connection, which holds it

    async def run_asgi(self) -> None:
        """Serve, and leave no circle behind: some sixty objects a socket would wait for a full collection."""
        await super().run_asgi()
        cast("dict[str, Any]", self.scope["extensions"]).clear()

    def handle_close(self, event: Frame) -> None:
        """The client closes, or answers our close."""
        super().handle_close(event)
        self._abort_soon()

    def handle_parser_exception(self) -> None:
        """The client broke the protocol or sent too much at once."""
        super().handle_parser_exception()
        self._abort_soon()

    def keepalive_timeout(self) -> None:
        """The client did not answer a ping."""
        super().keepalive_timeout()
        self._abort_soon()

    def shutdown(self) -> None:
        """The server stops."""
        super().shutdown()
        self._abort_soon()
