"""What the running program tells Prometheus."""

from pathlib import Path

import httpx

from tests.support.program import running


async def test_links_lanes_and_calls_are_watched_from_the_start(tmp_path: Path) -> None:
    async with running(tmp_path) as rig, rig.operator("anna"), httpx.AsyncClient(base_url=rig.url) as http:
        told = (await http.get("/metrics")).text
    rows = dict(line.rsplit(" ", 1) for line in told.splitlines() if not line.startswith("#"))
    assert rows['callbridge_ami_link{pbx="main",what="ups"}'] == "1.0"
    assert rows['callbridge_ami_link{pbx="main",what="is_up"}'] == "1.0"
    assert rows["callbridge_calls_given_up"] == "0.0"
    queues = ("ami inbox", "call log", "live calls", "live channels", "store read", "store write")
    assert [rows[f'callbridge_queue_depth{{queue="{queue}"}}'] for queue in queues] == ["0.0"] * len(queues)
