"""A file on its way in: the raw body of a request, every wait timed, never whole in memory."""

import asyncio
from collections.abc import AsyncIterator

from fastapi import Request
from starlette.requests import ClientDisconnect

from callbridge.kernel.errors import DomainError

PIECE_WAIT_S = 30.0
"""How long a sender may be silent."""
WHOLE_WAIT_S = 3600.0


class BrokenOff(DomainError):
    """The sender went away or fell silent; nothing was kept."""

    default_code = "files.broken_off"
    http_status = 408


async def pieces(request: Request) -> AsyncIterator[bytes]:
    """Yield the body as it comes; raises BrokenOff."""
    stream = request.stream().__aiter__()
    try:
        async with asyncio.timeout(WHOLE_WAIT_S):
            while True:
                async with asyncio.timeout(PIECE_WAIT_S):
                    piece = await anext(stream, None)
                if piece is None:
                    return
                yield piece
    except (TimeoutError, ClientDisconnect):
        raise BrokenOff from None


def declared_length(request: Request) -> int | None:
    """Return what the sender says that the length is, None when nothing readable."""
    text = request.headers.get("content-length", "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else None
