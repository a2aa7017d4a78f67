"""What the running program tells Prometheus."""

import asyncio
from pathlib import Path

import httpx

from tests.support.program import running


async def test_links_lanes_and_calls_are_watched_from_the_start(tmp_path: Path) -> None:
    queues = ("ami inbox", "call log", "live calls", "live channels", "store read", "store write")
    empty = {f'callbridge_queue_depth{{queue="{queue}"}}': "0.0" for queue in queues}
    async with (
        running(tmp_path) as rig,
        rig.operator("anna"),
        httpx.AsyncClient(base_url=rig.url, timeout=30) as http,
        asyncio.timeout(60),
    ):
        while not empty.items() <= (rows := await told(http)).items():  # a login leaves work behind it
            await asyncio.sleep(0.01)
    assert rows['callbridge_ami_link{pbx="main",what="ups"}'] == "1.0"
    assert rows['callbridge_ami_link{pbx="main",what="is_up"}'] == "1.0"
    assert rows["callbridge_calls_given_up"] == "0.0"


async def told(http: httpx.AsyncClient) -> dict[str, str]:
    lines = (await http.get("/metrics")).text.splitlines()
    return dict(line.rsplit(" ", 1) for line in lines if not line.startswith("#"))
