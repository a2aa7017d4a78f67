"""A client that stops reading harms nobody: not the others, not the memory, not the end of the daemon."""

import asyncio
import base64
import contextlib
import gc
import os
import socket as sockets
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Literal
from weakref import WeakSet

import pytest
from websockets.frames import Frame, Opcode

from callbridge.app.sessions import Sink
from callbridge.kernel.ids import OperatorId
from callbridge.screenpop.wire import CloseCode, ListsChanged
from callbridge.web import transport
from callbridge.web.codec import encode
from callbridge.web.transport import UnwaitingWebSocket
from tests.support.web_people import ANNA, BORIS
from tests.support.web_server import Browser, Site, hear, running, say_auth

BIG = 64 * 1024


@asynccontextmanager
async def stuck_client(site: Site, browser: Browser) -> AsyncIterator[sockets.socket]:
    """Open a socket by hand with a tiny receive buffer, log in on it, and then never read again."""
    raw = sockets.socket()
    raw.setsockopt(sockets.SOL_SOCKET, sockets.SO_RCVBUF, 4096)
    raw.setblocking(False)
    loop = asyncio.get_running_loop()
    await loop.sock_connect(raw, (site.listening.host, site.listening.port))
    key = base64.b64encode(os.urandom(16)).decode()
    request = (
        f"GET /ws HTTP/1.1\r\nHost: 127.0.0.1:{site.listening.port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        f"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {key}\r\nOrigin: {browser.origin}\r\n"
        f"Cookie: {browser.cookie}\r\n\r\n"
    )
    await loop.sock_sendall(raw, request.encode())
    await receive_until(raw, b'"hello"')
    auth = encode({"type": "auth", "csrf": browser.csrf, "tab": "stuck"})
    await loop.sock_sendall(raw, Frame(Opcode.TEXT, auth).serialize(mask=True))
    await receive_until(raw, b'"snapshot"')
    try:
        yield raw
    finally:
        raw.close()


async def receive_until(raw: sockets.socket, wanted: bytes) -> None:
    seen = b""
    while wanted not in seen:
        seen += await asyncio.get_running_loop().sock_recv(raw, 4096)


def push_large(site: Site) -> None:
    lists: list[Literal["calls"]] = ["calls"] * (BIG // 8)
    site.world.sessions.push(ANNA.id, lambda revision: ListsChanged(revision=revision, lists=tuple(lists)))


async def read_to_the_end(raw: sockets.socket) -> bytes:
    """Return what was on its way; a reset connection just ends."""
    loop, seen = asyncio.get_running_loop(), b""
    with contextlib.suppress(ConnectionResetError):
        while part := await loop.sock_recv(raw, 1 << 20):
            seen += part
    return seen


async def test_a_client_that_stops_reading_is_cut_at_a_bounded_backlog(site: Site, anna: Browser) -> None:
    async with stuck_client(site, anna) as raw:
        sent = 0
        while site.world.sessions.socket_count:
            push_large(site)
            sent += BIG
            await asyncio.sleep(0)
            assert sent < 100 * transport.MAX_BACKLOG_BYTES, "the backlog is not bounded"
        seen = await read_to_the_end(raw)
        assert len(seen) < sent


async def test_whoever_reads_again_in_time_learns_why_they_were_cut(
    site: Site, anna: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(transport, "CLOSE_GRACE_S", 60.0)
    async with stuck_client(site, anna) as raw:
        while site.world.sessions.socket_count:
            push_large(site)
            await asyncio.sleep(0)
        seen, why = b"", CloseCode.TOO_SLOW.to_bytes(2, "big")
        while not seen.endswith(why):
            seen = seen[-1:] + (part := await asyncio.get_running_loop().sock_recv(raw, 1 << 20))
            assert part, "cut without a word"


async def test_a_stalled_client_is_cut_even_when_the_backlog_is_within_bounds(
    site: Site, anna: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(transport, "MAX_STALL_S", 0.05)
    monkeypatch.setattr(transport, "MAX_BACKLOG_BYTES", 1 << 30)
    detached, detach = asyncio.Event(), site.world.sessions.detach

    def note(operator_id: OperatorId, sink: Sink, *, is_page_closed: bool) -> None:
        detach(operator_id, sink, is_page_closed=is_page_closed)
        detached.set()

    monkeypatch.setattr(site.world.sessions, "detach", note)
    async with stuck_client(site, anna), asyncio.timeout(30):
        for _ in range(256):
            push_large(site)
        await detached.wait()


async def test_a_closed_socket_leaves_nothing_for_the_garbage_collector(
    site: Site, anna: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Sockets come and go all day, and a full collection stops everything."""
    living: WeakSet[UnwaitingWebSocket] = WeakSet()
    made = UnwaitingWebSocket.connection_made

    def note(protocol: UnwaitingWebSocket, connection: asyncio.BaseTransport) -> None:
        living.add(protocol)
        made(protocol, connection)

    monkeypatch.setattr(UnwaitingWebSocket, "connection_made", note)
    gc.disable()
    try:
        async with anna.open_socket() as socket:
            await hear(socket)
            await say_auth(socket, anna)
            await hear(socket)
            assert len(living) == 1
        async with asyncio.timeout(30):
            while living:
                await asyncio.sleep(0)
    finally:
        gc.enable()


async def test_the_others_are_served_while_one_is_stuck(site: Site, anna: Browser) -> None:
    boris = await site.logged_in(BORIS)
    async with stuck_client(site, anna), boris.open_socket() as socket:
        await hear(socket)
        await say_auth(socket, boris)
        await hear(socket)
        for revision in range(1, 40):
            push_large(site)
            site.world.sessions.push(BORIS.id, lambda number: ListsChanged(revision=number, lists=("leads",)))
            assert (await hear(socket))["revision"] == revision


async def test_the_daemon_stops_in_time_with_a_stuck_client() -> None:
    async with AsyncExitStack() as clients, asyncio.timeout(None) as limit, running() as site:
        anna = await site.logged_in()
        await clients.enter_async_context(stuck_client(site, anna))
        for _ in range(64):
            push_large(site)
        limit.reschedule(asyncio.get_running_loop().time() + 30)


async def test_pings_of_a_client_that_reads_no_pongs_do_not_fill_the_memory(site: Site, anna: Browser) -> None:
    pings = Frame(Opcode.PING, b"p" * 125).serialize(mask=True) * 500
    sent = 0
    async with stuck_client(site, anna) as raw:
        with contextlib.suppress(ConnectionResetError, BrokenPipeError):
            while sent < 64 << 20:
                await asyncio.get_running_loop().sock_sendall(raw, pings)
                sent += len(pings)
    assert sent < 64 << 20
