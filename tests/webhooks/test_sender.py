"""One POST against a real server that refuses, delays, drops and redirects; and against places it must not reach."""

import asyncio
import ipaddress
import ssl
from pathlib import Path
from typing import Any

import pytest

from callbridge.kernel.errors import OutsideUnavailable
from callbridge.webhooks.sender import HttpSender
from tests.support.hook_server import drop, hook_server, stall, status

TLS = Path(__file__).parents[1] / "support" / "tls"
LOOPBACK = ("127.0.0.0/8", "::1")


def sender(**other: Any) -> HttpSender:
    wanted: dict[str, Any] = {"allow_http": True, "allowed_networks": LOOPBACK, "timeout_s": 60.0, **other}
    return HttpSender(**wanted)


async def refusal(url: str, **other: Any) -> str:
    with pytest.raises(OutsideUnavailable) as caught:
        await sender(**other).post(url, {}, b"{}")
    assert caught.value.code == "webhook.unreachable"
    return str(caught.value.params["reason"])


@pytest.mark.parametrize("code", [200, 204, 404, 500])
async def test_the_status_of_the_answer_is_told(code: int) -> None:
    async with hook_server() as server:
        server.script = [status(code)]
        assert await sender().post(f"{server.url}?a=1", {"X-Asked": "1"}, '{"Я": 1}'.encode()) == code
    (post,) = server.posts
    assert (post.path, post.headers["x-asked"], post.told) == ("/hook?a=1", "1", {"Я": 1})
    assert post.headers["host"] == f"localhost:{server.port}"


async def test_a_redirect_is_an_answer_and_is_not_followed() -> None:
    async with hook_server() as other, hook_server() as server:
        server.script = [status(307, f"Location: {other.url}\r\n")]
        assert await sender().post(server.url, {}, b"{}") == 307
        assert other.posts == []


async def test_a_server_that_hangs_up_stalls_or_is_gone_is_told_as_such() -> None:
    async with hook_server() as server:
        server.script = [drop, stall]
        await refusal(server.url)
        assert await refusal(server.url, timeout_s=0.05) == "timeout"
    await refusal(server.url)


@pytest.mark.parametrize("raw", [b"", b"hello\r\n\r\n", b"HTTP/1.1 200 OK\r\nX: " + b"y" * 100_000])
async def test_what_is_no_answer_is_none(raw: bytes) -> None:
    async def serve(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(raw)
        writer.close()

    listening = await asyncio.start_server(serve, "127.0.0.1", 0)
    async with listening:
        await refusal(f"http://127.0.0.1:{listening.sockets[0].getsockname()[1]}/")


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1", "localhost", "[::1]", "10.1.2.3", "192.168.0.1", "169.254.169.254", "[::ffff:10.0.0.1]", "0.0.0.0",
        "[fe80::1]", "[fd00::1]", "[2002:7f00:1::]", "[64:ff9b::a00:1]", "224.0.0.1", "100.64.0.1", "2130706433",
    ],
)  # fmt: skip
async def test_no_way_leads_within_our_own_walls(host: str) -> None:
    assert await refusal(f"http://{host}:9/", allowed_networks=()) == "private address"


async def test_a_public_address_may_be_reached() -> None:
    assert sender(allowed_networks=())._is_allowed(ipaddress.ip_address("93.184.216.34"))


async def test_http_is_refused_unless_it_is_allowed() -> None:
    assert await refusal("http://127.0.0.1:9/", allow_http=False) == "https only"
    assert await refusal("ftp://127.0.0.1:9/") == "https only"


async def test_a_certificate_must_be_trusted() -> None:
    own = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    own.load_cert_chain(TLS / "localhost.pem")
    async with hook_server(own) as server:
        trusting = ssl.create_default_context(cafile=str(TLS / "ca.pem"))
        assert await sender(tls=trusting).post(server.url, {}, b"{}") == 204
        assert "certificate" in (await refusal(server.url)).lower()
