"""The demo: one command, a call within seconds."""

import asyncio
import contextlib
import re
import socket
from pathlib import Path

import httpx
import pytest

from callbridge import daemon
from callbridge.commands import demo
from callbridge.commands.demo_data import OPERATORS, PASSWORD
from callbridge.commands.replay import server_of
from callbridge.kernel.errors import ConfigError
from callbridge.kernel.text import say
from tests.support.loopback import ONCE
from tests.support.recordings import FOLDER


async def calls_come(told: "asyncio.Queue[str]") -> None:
    """Log in as the welcome says, and wait for a call in the log."""
    async with asyncio.timeout(180):  # a company is made first
        welcome = await told.get()
        assert all(login in welcome for login, *_ in OPERATORS)
        [url] = re.findall(r"http://[\d.:]+", welcome)
        async with httpx.AsyncClient(base_url=url, headers={"Origin": url}, timeout=60, limits=ONCE) as http:
            login = await http.post("/api/login", json={"login": "anna", "password": PASSWORD})
            assert login.status_code == httpx.codes.OK
            while not (await http.get("/api/calls")).json()["rows"]:
                await asyncio.sleep(0.01)


async def test_the_demo_plays_a_recording_instead(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """R147: a recorded call is seen in the browser."""
    told: asyncio.Queue[str] = asyncio.Queue()
    stop, run = asyncio.Event(), daemon.run
    monkeypatch.setattr(daemon, "run", lambda config, *, on_ready: run(config, on_ready=on_ready, stop=stop))
    recorded = server_of([FOLDER / "s04_ring_group.ami"], 100.0)
    place = {"folder": tmp_path, "host": "127.0.0.1", "port": 0, "language": "en"}
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(demo.run_recording(recorded, tell=told.put_nowait, **place))  # type: ignore[arg-type]
        await calls_come(told)
        stop.set()


async def test_the_demo_tells_its_logins_and_a_call_comes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told: asyncio.Queue[str] = asyncio.Queue()
    stop, run = asyncio.Event(), daemon.run
    monkeypatch.setattr(daemon, "run", lambda config, *, on_ready: run(config, on_ready=on_ready, stop=stop))
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(
            demo.run(folder=tmp_path, host="127.0.0.1", port=0, pace=100.0, language="en", tell=told.put_nowait)
        )
        await calls_come(told)
        stop.set()
    with contextlib.suppress(asyncio.QueueEmpty):
        assert told.get_nowait() is None


async def test_a_port_that_is_taken_is_told_in_words_with_a_way_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def nobody(*_: object) -> None:
        """Make no company: it takes seconds, and nobody is to see it."""

    monkeypatch.setattr(demo, "seed", nobody)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(ConfigError) as refused:
            await demo.run(folder=tmp_path, host="127.0.0.1", port=port, pace=100.0, language="en", tell=print)
    assert "--port 0" in say(refused.value.code, "ru", **refused.value.params)
    assert f"cannot listen on 127.0.0.1:{port}" in say(refused.value.code, "en", **refused.value.params)
