"""One GET against a real server that answers as it likes."""

import asyncio

import pytest

from callbridge.audio.http_fetch import Fetch, Origin
from callbridge.kernel.errors import AudioUnavailable
from tests.support.audio_server import answer, audio_server, sends, stalls


async def body_of(url: str, *, timeout_s: float = 60) -> bytes:
    fetch = await Fetch.open(url, {"X-Asked": "1"}, timeout_s=timeout_s)
    try:
        whole = b""
        while piece := await fetch.piece():
            whole += piece
        return whole
    finally:
        fetch.close()


async def test_a_file_is_read_whole_and_the_question_is_a_plain_one() -> None:
    async with audio_server() as server:
        server.files["/a%20b.wav?x=1"] = bytes(200_000)
        assert await body_of(f"{server.url}/a%20b.wav?x=1") == bytes(200_000)
    (asked,) = server.asked
    assert asked.headers == {"host": f"127.0.0.1:{server.port}", "connection": "close", "x-asked": "1"}


async def test_an_answer_in_chunks_is_read() -> None:
    async with audio_server() as server:
        chunked = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n"
        server.answers["/a.wav"] = sends(b"HTTP/1.1 103 Early\r\n\r\n" + chunked)
        assert await body_of(f"{server.url}/a.wav") == b"abcde"


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"not http at all\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nX: " + b"y" * 100_000,
        answer(200, b"short", length=1000),
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
    ],
    ids=["nothing", "foreign", "wrong length", "endless head", "cut short", "wrong chunk"],
)
async def test_a_wrong_answer_is_an_outage_and_nothing_worse(raw: bytes) -> None:
    async with audio_server() as server:
        server.answers["/a.wav"] = sends(raw)
        with pytest.raises(AudioUnavailable):
            await body_of(f"{server.url}/a.wav")


async def test_more_than_was_promised_is_not_passed_on() -> None:
    async with audio_server() as server:
        server.answers["/a.wav"] = sends(answer(200, b"abcdef", length=3))
        assert await body_of(f"{server.url}/a.wav") == b"abc"


@pytest.mark.parametrize("raw", [b"", b"HTTP/1.1 200 OK\r\n", answer(200, b"x", length=10)])
async def test_a_server_that_stalls_is_not_waited_for(raw: bytes) -> None:
    async with audio_server() as server:
        server.answers["/a.wav"] = stalls(raw)
        with pytest.raises(AudioUnavailable, match="no answer in time"):
            async with asyncio.timeout(30):
                await body_of(f"{server.url}/a.wav", timeout_s=0.2)


async def test_a_server_that_is_not_there_is_an_outage() -> None:
    async with audio_server() as server:
        url = server.url
    with pytest.raises(AudioUnavailable):
        await body_of(f"{url}/a.wav")


@pytest.mark.parametrize(
    ("url", "authority"),
    [
        ("http://pbx", "pbx"),
        ("http://pbx:80/a", "pbx"),
        ("https://pbx:80", "pbx:80"),
        ("https://pbx/x", "pbx"),
        ("http://[::1]:8080/", "[::1]:8080"),
    ],
)
def test_a_server_is_known_by_scheme_host_and_port(url: str, authority: str) -> None:
    assert Origin.of(url).authority == authority


@pytest.mark.parametrize("url", ["", "ftp://pbx/a", "//pbx/a", "http://", "javascript:alert(1)", "http://pbx:99999/"])
def test_what_names_no_server_is_refused(url: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - its text is nobody's
        Origin.of(url)
