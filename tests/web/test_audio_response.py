"""Bytes on their way: closed at the end whatever happens."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest

from callbridge.kernel.errors import AudioUnavailable
from callbridge.web import audio_response
from callbridge.web.audio_response import AudioResponse


class Pieces:
    """A stream of given pieces; an error among them is raised."""

    def __init__(self, *pieces: bytes | Exception) -> None:
        self.pieces = list(pieces)
        self.is_closed = False

    async def _run(self) -> AsyncIterator[bytes]:
        for piece in self.pieces:
            if isinstance(piece, Exception):
                raise piece
            yield piece

    def __aiter__(self) -> AsyncIterator[bytes]:
        return self._run()

    async def aclose(self) -> None:
        self.is_closed = True


class Browser:
    """The other end of an ASGI response."""

    def __init__(self, *, reads: bool = True) -> None:
        self.sent: list[dict[str, Any]] = []
        self._reads = reads

    async def receive(self) -> dict[str, Any]:
        await asyncio.Event().wait()
        raise AssertionError

    async def send(self, message: Any) -> None:
        self.sent.append(message)
        if not self._reads and message["type"] == "http.response.body":
            await asyncio.Event().wait()

    @property
    def is_complete(self) -> bool:
        return not self.sent[-1].get("more_body", True)


async def run(pieces: Pieces, browser: Browser) -> None:
    response = AudioResponse(pieces, 206, {"ETag": '"t"'}, "audio/wav")
    scope = {"type": "http", "path": "/x", "asgi": {"spec_version": "2.3"}}
    await response(scope, browser.receive, browser.send)


async def test_all_pieces_go_out_and_the_stream_is_closed() -> None:
    pieces, browser = Pieces(b"ab", b"c"), Browser()
    await run(pieces, browser)
    assert b"".join(message.get("body", b"") for message in browser.sent) == b"abc"
    assert (browser.sent[0]["status"], browser.is_complete, pieces.is_closed) == (206, True, True)


async def test_a_stream_that_breaks_leaves_the_answer_incomplete() -> None:
    pieces, browser = Pieces(b"ab", AudioUnavailable()), Browser()
    await run(pieces, browser)
    assert (browser.is_complete, pieces.is_closed) == (False, True)


async def test_a_browser_that_does_not_read_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audio_response, "READ_WAIT_S", 0.01)
    pieces, browser = Pieces(b"ab", b"c"), Browser(reads=False)
    await run(pieces, browser)
    assert (browser.is_complete, pieces.is_closed) == (False, True)


async def test_our_own_bug_is_not_hushed_up() -> None:
    pieces = Pieces(ZeroDivisionError())
    with pytest.raises(ZeroDivisionError):
        await run(pieces, Browser())
    assert pieces.is_closed
