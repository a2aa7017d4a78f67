"""Reading a request's body: bounded in size and time, JSON only."""

import asyncio
from typing import TypeVar

from fastapi import HTTPException, Request
from starlette.requests import ClientDisconnect

from callbridge.web.codec import decode

MAX_BODY_BYTES = 256 * 1024
MAX_BODY_S = 15.0

T = TypeVar("T")


async def read_body(request: Request, shape: type[T]) -> T:
    """Return the body as one of our shapes; raises HTTPException 400, 408, 413, 415, or as codec.decode."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/json":
        raise HTTPException(415)
    try:
        async with asyncio.timeout(MAX_BODY_S):
            return decode(shape, await _bytes(request))
    except TimeoutError:
        raise HTTPException(408, headers={"Connection": "close"}) from None
    except ClientDisconnect:  # nobody hears it; but it is not our bug
        raise HTTPException(400) from None


async def _bytes(request: Request) -> bytes:
    collected = bytearray()
    async for part in request.stream():
        collected += part
        if len(collected) > MAX_BODY_BYTES:
            raise HTTPException(413, headers={"Connection": "close"})
    return bytes(collected)
