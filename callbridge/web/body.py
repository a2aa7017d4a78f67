"""Reading a request's body: bounded in size and time, JSON only."""

import asyncio
from collections.abc import Callable
from typing import Any, TypeVar
from urllib.parse import parse_qs, parse_qsl

from fastapi import HTTPException, Request
from starlette.requests import ClientDisconnect

from callbridge.kernel.errors import InvalidInput
from callbridge.web.codec import decode, decode_object

MAX_BODY_BYTES = 256 * 1024
MAX_BODY_S = 15.0
MAX_FORM_FIELDS = 50
MAX_FORM_ANSWERS = 6_000
_FORM = "application/x-www-form-urlencoded"

T = TypeVar("T")


async def read_body(request: Request, shape: type[T]) -> T:
    """Return the body as one of our shapes; raises HTTPException 400, 408, 413, 415, or as codec.decode."""
    return await _read(request, lambda raw: decode(shape, raw))


async def _read(request: Request, read: Callable[[bytes], T], kind: str = "application/json") -> T:
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != kind:
        raise HTTPException(415)
    try:
        async with asyncio.timeout(MAX_BODY_S):
            return read(await _bytes(request))
    except TimeoutError:
        raise HTTPException(408, headers={"Connection": "close"}) from None
    except ClientDisconnect:  # nobody hears it; but it is not our bug
        raise HTTPException(400) from None


async def read_object(request: Request) -> dict[str, Any]:
    """Return the body as a JSON object whose fields the record's kind will check; raises as `read_body`."""
    return await _read(request, decode_object)


async def read_form(request: Request) -> dict[str, str]:
    """Return the fields of a page's form, the last of each name; raises as `read_body`, InvalidInput on too many."""
    return await _read(request, _fields, _FORM)


def _fields(raw: bytes) -> dict[str, str]:
    try:
        return dict(parse_qsl(raw.decode(errors="replace"), errors="replace", max_num_fields=MAX_FORM_FIELDS))
    except ValueError:
        raise InvalidInput({"body": "too_many"}) from None


async def read_answers(request: Request) -> dict[str, list[str]]:
    """Return the fields of a long form, all of each name, as a browser without scripts sends it; as `read_body`."""
    return await _read(request, _answers, _FORM)


def _answers(raw: bytes) -> dict[str, list[str]]:
    try:
        return parse_qs(raw.decode(), keep_blank_values=True, max_num_fields=MAX_FORM_ANSWERS, errors="strict")
    except ValueError:  # UnicodeDecodeError is one, and so are too many fields
        raise HTTPException(400) from None


async def _bytes(request: Request) -> bytes:
    collected = bytearray()
    async for part in request.stream():
        collected += part
        if len(collected) > MAX_BODY_BYTES:
            raise HTTPException(413, headers={"Connection": "close"})
    return bytes(collected)
