"""A real server on loopback over the doubles, and a browser's manners for talking to it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx
import orjson
from websockets.asyncio.client import ClientConnection, connect

from callbridge.config import ServerConfig
from callbridge.crm.operator import Operator
from callbridge.web.metrics import Metrics
from callbridge.web.passwords import Passwords
from callbridge.web.server import Listening, serve
from tests.support.loopback import NO_TLS, ONCE
from tests.support.web_people import ANNA
from tests.support.web_services import CHEAP, PASSWORD, World


@dataclass
class Browser:
    """One browser: its cookies, its Origin, its CSRF token."""

    url: str
    http: httpx.AsyncClient
    csrf: str = ""
    origin: str = ""

    def __post_init__(self) -> None:
        self.origin = self.origin or self.url

    async def log_in(self, operator: Operator = ANNA, password: str = PASSWORD) -> httpx.Response:
        body = {"login": operator.login, "password": password}
        answer = await self.http.post("/api/login", json=body, headers={"Origin": self.origin})
        if answer.status_code == 200:
            self.csrf = answer.json()["csrf"]
        return answer

    async def send(self, method: str, path: str, body: object = None, **headers: str) -> httpx.Response:
        wanted = {"X-CSRF-Token": self.csrf, "Origin": self.origin, **headers}
        return await self.http.request(method, path, json=body, headers=wanted)

    async def get(self, path: str, **headers: str) -> httpx.Response:
        return await self.http.get(path, headers=headers)

    @property
    def cookie(self) -> str:
        return "; ".join(f"{name}={value}" for name, value in self.http.cookies.items())

    def open_socket(self, path: str = "/ws", **other: Any) -> connect:
        headers = {"Cookie": self.cookie}
        wanted = {"origin": self.origin, "additional_headers": headers, "compression": None, "proxy": None, **other}
        return connect(f"{self.url.replace('http', 'ws', 1)}{path}", **wanted)


@dataclass
class Site:
    """The running server and its world."""

    world: World
    listening: Listening
    metrics: Metrics
    _browsers: list[httpx.AsyncClient] = field(default_factory=list)

    def browser(self) -> Browser:
        http = httpx.AsyncClient(base_url=self.listening.url, trust_env=False, timeout=30, verify=NO_TLS, limits=ONCE)
        self._browsers.append(http)
        return Browser(self.listening.url, http)

    async def logged_in(self, operator: Operator = ANNA) -> Browser:
        browser = self.browser()
        assert (await browser.log_in(operator)).status_code == 200
        return browser

    async def close(self) -> None:
        for http in self._browsers:
            await http.aclose()


@asynccontextmanager
async def running(world: World | None = None, **config: Any) -> AsyncIterator[Site]:
    """Serve a world on a port of the system's choice."""
    world = world or World()
    metrics = Metrics()
    async with asyncio.TaskGroup() as tasks:
        wanted = ServerConfig(port=0, **config)
        async with serve(
            tasks, world.services(), wanted, clock=world.clock, metrics=metrics, passwords=Passwords(CHEAP)
        ) as listening:
            site = Site(world, listening, metrics)
            try:
                yield site
            finally:
                await site.close()


async def hear(socket: ClientConnection) -> Any:
    """Return the next message of the server."""
    return orjson.loads(await socket.recv())


async def say_auth(socket: ClientConnection, browser: Browser, **more: Any) -> None:
    """Send the first message."""
    await socket.send(orjson.dumps({"type": "auth", "csrf": browser.csrf, "tab": "t1", **more}).decode())
