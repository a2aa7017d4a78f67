"""The daemon as a process, killed while it tells: everything arrives, in order of each record, signed."""

import asyncio
import json
from collections import defaultdict
from pathlib import Path

import httpx

from callbridge.commands.user import add
from tests.support.daemon_process import PASSWORD, Daemon, logged_in
from tests.support.hook_server import HookServer, Post, drop, hook_server, stall, status
from tests.support.ports import leased_port


async def make_deals(http: httpx.AsyncClient, changes: int) -> None:
    """Make two deals and change each so often, in turns."""
    versions: dict[int, int] = {}
    for number in range(2):
        body = {"name": f"Сделка {number}", "topic": 1}
        made = await http.post("/api/records/deal", json=body, headers={"Idempotency-Key": f"deal {number}"})
        assert made.status_code == 201, made.text
        versions[made.json()["id"]] = made.json()["version"]
    for change in range(changes):
        for deal_id, version in versions.items():
            changed = await http.patch(
                f"/api/records/deal/{deal_id}", json={"name": f"Имя {change}"}, headers={"If-Match": f'"{version}"'}
            )
            assert changed.status_code == 200, changed.text
            versions[deal_id] = changed.json()["version"]


def in_order(posts: list[Post]) -> dict[str, list[int]]:
    """Return the events of each record, each at its first coming."""
    seen: dict[str, list[int]] = defaultdict(list)
    for post in posts:
        told = post.told
        key = str(told["data"]["id"])
        if told["id"] not in seen[key]:
            seen[key].append(told["id"])
    return seen


async def test_a_killed_daemon_loses_nothing_and_keeps_the_order(tmp_path: Path) -> None:
    daemon = Daemon(tmp_path, leased_port())
    await add(daemon.config, login="vera", password=PASSWORD, full_name="Вера", role="admin")
    async with hook_server() as server:
        try:
            await daemon.start()
            await _told_through_a_kill(daemon, server)
        finally:
            await daemon.kill()


async def _told_through_a_kill(daemon: Daemon, server: HookServer) -> None:
    http = await logged_in(daemon.url)
    server.script = [status(500), drop, status(204), stall]
    topics = ["deal.created", "deal.changed"]
    made = await http.post("/api/webhooks", json={"name": "Склад", "url": server.url, "topics": topics})
    secret = made.json()["secret"]
    await make_deals(http, changes=3)
    await server.until(4)
    await daemon.kill()
    await http.aclose()
    await daemon.start()
    async with asyncio.timeout(180):
        while sum(map(len, in_order(server.posts).values())) < 8:
            await server.until(len(server.posts) + 1, within_s=120)
    assert all(post.is_signed_with(secret) and not post.is_signed_with("other") for post in server.posts)
    for events in in_order(server.posts).values():
        assert events == sorted(events)
        assert len(events) == 4
    names = [post.told["data"]["changes"]["name"][1] for post in server.posts if post.told["topic"] == "deal.changed"]
    assert list(dict.fromkeys(names)) == ["Имя 0", "Имя 1", "Имя 2"]
    assert json.loads(server.posts[0].body)["entity"] == "deal"
