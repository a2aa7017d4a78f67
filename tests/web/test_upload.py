"""A body on its way in."""

import asyncio
from typing import Any

import pytest
from fastapi import Request

from callbridge.web import upload
from callbridge.web.upload import BrokenOff, declared_length, pieces


def a_request(*messages: dict[str, Any], length: str = "") -> Request:
    left = list(messages)

    async def receive() -> dict[str, Any]:
        if left:
            return left.pop(0)
        await asyncio.Event().wait()
        raise AssertionError

    headers = [(b"content-length", length.encode())] if length else []
    return Request({"type": "http", "method": "POST", "path": "/", "headers": headers}, receive)


def part(body: bytes, *, more: bool = True) -> dict[str, Any]:
    return {"type": "http.request", "body": body, "more_body": more}


async def test_the_body_comes_piece_by_piece() -> None:
    request = a_request(part(b"one"), part(b"two", more=False))
    assert b"".join([piece async for piece in pieces(request)]) == b"onetwo"


async def test_a_sender_that_goes_away_is_told_from_one_that_ends() -> None:
    with pytest.raises(BrokenOff):
        assert [piece async for piece in pieces(a_request(part(b"one"), {"type": "http.disconnect"}))]


async def test_a_sender_that_falls_silent_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(upload, "PIECE_WAIT_S", 0.01)
    with pytest.raises(BrokenOff):
        assert [piece async for piece in pieces(a_request(part(b"one")))]


@pytest.mark.parametrize(
    ("text", "length"), [("", None), ("12", 12), ("-1", None), ("1e3", None), ("٣", None), ("9" * 30, None)]
)
def test_a_length_is_believed_when_it_is_one(text: str, length: int | None) -> None:
    headers = [(b"content-length", text.encode("utf-8"))]
    assert declared_length(Request({"type": "http", "headers": headers})) == length
