"""Somebody's server that webhooks are sent to: it answers as it is told, and verifies as the document says."""

import asyncio
import hashlib
import hmac
import json
import ssl
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

Answer = Callable[["Post", asyncio.StreamWriter], Any]


@dataclass(frozen=True)
class Post:
    """One request as it came."""

    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def told(self) -> dict[str, Any]:
        """What the body says."""
        return dict(json.loads(self.body))

    def is_signed_with(self, secret: str) -> bool:
        """Verify as docs/api.md tells a receiver to."""
        parts = dict(part.split("=", 1) for part in self.headers["x-callbridge-signature"].split(","))
        mac = hmac.new(secret.encode(), digestmod=hashlib.sha256)
        mac.update(parts["t"].encode() + b"." + self.body)
        return hmac.compare_digest(mac.hexdigest(), parts["v1"])


def status(code: int, head: str = "") -> Answer:
    """Answer with a status."""

    async def answer(_: Post, writer: asyncio.StreamWriter) -> None:
        writer.write(f"HTTP/1.1 {code} x\r\nContent-Length: 0\r\n{head}\r\n".encode())
        await writer.drain()

    return answer


async def drop(_: Post, writer: asyncio.StreamWriter) -> None:
    """Hang up without a word."""
    writer.transport.abort()


async def stall(_: Post, writer: asyncio.StreamWriter) -> None:
    """Say nothing until the other side gives up."""
    await writer.wait_closed()


@dataclass
class HookServer:
    """`script` holds the next answers; after it, `usual`."""

    port: int = 0
    scheme: str = "http"
    posts: list[Post] = field(default_factory=list)
    script: list[Answer] = field(default_factory=list)
    usual: Answer = field(default_factory=lambda: status(204))
    came: asyncio.Condition = field(default_factory=asyncio.Condition)
    open: set[asyncio.StreamWriter] = field(default_factory=set)

    @property
    def url(self) -> str:
        return f"{self.scheme}://localhost:{self.port}/hook"

    async def until(self, count: int, within_s: float = 60.0) -> list[Post]:
        """Wait until so many requests have come."""
        async with asyncio.timeout(within_s), self.came:
            await self.came.wait_for(lambda: len(self.posts) >= count)
        return self.posts

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.open.add(writer)
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode()
            first, *lines = head.strip().split("\r\n")
            headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
            post = Post(first.split()[1], headers, await reader.readexactly(int(headers["content-length"])))
            async with self.came:
                self.posts.append(post)
                self.came.notify_all()
            await (self.script.pop(0) if self.script else self.usual)(post, writer)
        except (ConnectionError, asyncio.IncompleteReadError, ssl.SSLError):
            pass
        finally:
            writer.close()
            with suppress(OSError):
                await writer.wait_closed()
            self.open.discard(writer)


@asynccontextmanager
async def hook_server(tls: ssl.SSLContext | None = None) -> AsyncIterator[HookServer]:
    """Listen on loopback."""
    hooks = HookServer(scheme="https" if tls else "http")
    server = await asyncio.start_server(hooks.serve, "127.0.0.1", 0, ssl=tls)
    hooks.port = server.sockets[0].getsockname()[1]
    try:
        yield hooks
    finally:
        server.close()
        for writer in hooks.open:
            writer.transport.abort()
        async with asyncio.timeout(30):
            while hooks.open:
                await asyncio.sleep(0)
