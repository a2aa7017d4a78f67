"""uvicorn's HTTP protocol, taught not to wait for ever for a request that does not come whole.

uvicorn limits how long a connection may be idle after an answer, not before one: whoever sends half a request, or none,
would keep the connection, and enough of them all the file descriptors that operators need.
"""

import asyncio

from uvicorn.protocols.http.h11_impl import H11Protocol

REQUEST_WAIT_S = 10.0
"""How long the head of a request may take; its body has a limit of its own (body.py)."""


class ImpatientHttp(H11Protocol):
    """Drops a connection whose next request does not come in time."""

    _request_timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn's own
        """Expect the first request."""
        super().connection_made(transport)
        self._expect_request()

    def data_received(self, data: bytes) -> None:
        """Read, and expect the rest of a request that is not whole."""
        super().data_received(data)
        self._expect_request()

    def connection_lost(self, exc: Exception | None) -> None:
        """Expect nothing more."""
        self._cancel_timer()
        super().connection_lost(exc)

    def _expect_request(self) -> None:
        is_answering = self.cycle is not None and not self.cycle.response_complete
        if is_answering or self.transport.get_protocol() is not self:  # a WebSocket's transport has another protocol
            self._cancel_timer()
        elif self._request_timer is None:
            self._request_timer = self.loop.call_later(REQUEST_WAIT_S, self.transport.abort)

    def _cancel_timer(self) -> None:
        if self._request_timer is not None:
            self._request_timer.cancel()
            self._request_timer = None
