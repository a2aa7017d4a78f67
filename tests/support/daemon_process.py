"""The daemon in a process of its own, without a PBX: to be killed, and to be asked from outside."""

import asyncio
import signal
import sys
from pathlib import Path

import httpx

from callbridge.config import parse
from tests.support.loopback import NO_TLS, ONCE

PASSWORD = "correct horse"
START_S = 120.0


class Daemon:
    """callbridge run, in a process of its own, without a PBX."""

    def __init__(self, folder: Path, port: int, more: str = "") -> None:
        self.url = f"http://127.0.0.1:{port}"
        self._file = folder / "config.toml"
        store = f"sqlite:///{folder}/callbridge.db"
        hooks = 'allow_http = true\nallowed_networks = ["127.0.0.0/8"]\ntimeout_s = 1.0'
        self._file.write_text(f'[server]\nport = {port}\n[store]\nurl = "{store}"\n[webhooks]\n{hooks}\n{more}')
        self.config = parse({"store": {"url": store}})
        self._process: asyncio.subprocess.Process | None = None

    async def start(self) -> None:
        self._process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "callbridge", "run", "--config", str(self._file), stderr=asyncio.subprocess.DEVNULL
        )
        async with asyncio.timeout(START_S), httpx.AsyncClient(trust_env=False, verify=NO_TLS) as http:
            while True:
                try:
                    await http.get(f"{self.url}/health")
                except httpx.TransportError:
                    await asyncio.sleep(0.05)
                else:
                    return

    async def kill(self, number: int = signal.SIGKILL) -> None:
        if self._process is not None and self._process.returncode is None:
            self._process.send_signal(number)
            await self._process.wait()


async def logged_in(url: str) -> httpx.AsyncClient:
    http = httpx.AsyncClient(
        base_url=url, headers={"Origin": url}, trust_env=False, verify=NO_TLS, limits=ONCE, timeout=60
    )
    me = await http.post("/api/login", json={"login": "vera", "password": PASSWORD})
    http.headers["X-CSRF-Token"] = me.json()["csrf"]
    return http
