"""A file's bytes on their way to a browser: piece by piece, given up when nobody reads, always closed.

Of calls' audio, and of attached files.
"""

import asyncio
from collections.abc import Mapping

import structlog
from starlette.responses import StreamingResponse
from starlette.types import Message, Receive, Scope, Send

from callbridge.app.audio_port import AudioStream
from callbridge.kernel.errors import OutsideUnavailable

READ_WAIT_S = 60.0
"""How long a browser may leave a piece unread: a paused player comes back with a range of its own."""
WHOLE_WAIT_S = 3600.0

_LOGGER = structlog.get_logger(__name__)


class AudioResponse(StreamingResponse):
    """Streams an `AudioStream`; one that ends early, or is left unread, breaks the connection off."""

    def __init__(self, stream: AudioStream, status: int, headers: Mapping[str, str], media_type: str) -> None:
        super().__init__(stream, status, headers, media_type)
        self._stream = stream

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request; the browser sees from the length that something is missing."""

        async def send_in_time(message: Message) -> None:
            async with asyncio.timeout(READ_WAIT_S):
                await send(message)

        try:
            async with asyncio.timeout(WHOLE_WAIT_S):
                await super().__call__(scope, receive, send_in_time)
        except (OutsideUnavailable, TimeoutError) as error:
            _LOGGER.warning("file broken off", path=scope["path"], error=str(error) or "nobody reads")
        finally:
            await self._stream.aclose()
