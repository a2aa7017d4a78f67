"""How much of a CDR source is read at once, and how long that may take."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from callbridge.kernel.errors import CdrUnavailable

MAX_ROWS = 20_000
"""Rows of one asking, the newest: more is a day of 5,000 calls with four legs each."""
PAGE_ROWS = 500
CONNECT_TIMEOUT_S = 5.0
READ_TIMEOUT_S = 30.0


@asynccontextmanager
async def in_time(timeout_s: float = READ_TIMEOUT_S) -> AsyncIterator[None]:
    """Bound what is done inside; raises CdrUnavailable ``cdr.timeout`` when it takes longer."""
    try:
        async with asyncio.timeout(timeout_s):
            yield
    except TimeoutError as error:
        raise CdrUnavailable("cdr.timeout", seconds=timeout_s) from error
