"""The daemon as a process, killed while it reads its mailboxes: each letter becomes one lead, with its files."""

import asyncio
import json
from pathlib import Path
from typing import Any

import httpx

from callbridge.commands.user import add
from tests.support.daemon_process import PASSWORD, Daemon, logged_in
from tests.support.imap_server import LOGIN, ImapServer, imap_server
from tests.support.imap_server import PASSWORD as MAILBOX_PASSWORD
from tests.support.letters import a_letter
from tests.support.ports import leased_port

MANY = 12


def sections(server: ImapServer, folder: Path) -> str:
    """Return the configuration of both mailboxes, of one and the same folder here, and of a place for files."""
    box = (
        f'host = "127.0.0.1"\nport = {server.port}\nsecurity = "none"\nlogin = "{LOGIN}"\n'
        f"password = {json.dumps(MAILBOX_PASSWORD, ensure_ascii=False)}\npoll_s = 0.1\n"
    )
    return f'[mail.inbox]\n{box}[leads.mailbox]\n{box}acts_as = "vera"\n[files]\nfolder = "{folder}/files"\n'


async def leads(http: httpx.AsyncClient, at_least: int) -> list[dict[str, Any]]:
    """Return the leads once there are so many."""
    async with asyncio.timeout(120):
        while True:
            rows: list[dict[str, Any]] = (await http.get("/api/leads")).json()["rows"]
            if len(rows) >= at_least:
                return rows
            await asyncio.sleep(0.05)


async def files_of(http: httpx.AsyncClient, lead_id: int) -> list[str]:
    """Wait for a lead's files, which are attached once the lead is there; return their names."""
    async with asyncio.timeout(60):
        while True:
            files = (await http.get(f"/api/records/lead/{lead_id}/files")).json()["files"]
            if files:
                return [file["name"] for file in files]
            await asyncio.sleep(0.05)


async def read_mailboxes(http: httpx.AsyncClient) -> None:
    """Wait until both mailboxes were looked into."""
    async with asyncio.timeout(60):
        while True:
            told = (await http.get("/health")).json()["mailboxes"]
            if [one["mailbox"] for one in told if one["is_read"]] == ["mail.inbox", "leads.mailbox"]:
                return
            await asyncio.sleep(0.05)


async def test_a_killed_daemon_makes_one_lead_of_each_letter(tmp_path: Path) -> None:
    """R52"""
    async with imap_server() as server:
        daemon = Daemon(tmp_path, leased_port(), sections(server, tmp_path))
        await add(daemon.config, login="vera", password=PASSWORD, full_name="Вера", role="admin")
        try:
            await daemon.start()
            await _read_through_a_kill(daemon, server)
        finally:
            await daemon.kill()


async def _read_through_a_kill(daemon: Daemon, server: ImapServer) -> None:
    http = await logged_in(daemon.url)
    await read_mailboxes(http)
    await server.put(a_letter("с файлом", files={"прайс.pdf": b"%PDF-1.7"}))
    (first,) = await leads(http, 1)
    assert (first["person"], first["method"], first["owner"]) == ("Анна Иванова", "E-mail", "")
    assert await files_of(http, first["id"]) == ["прайс.pdf"]
    await server.put(*(a_letter(f"письмо {one}", message_id=f"<n{one}@client.ru>") for one in range(MANY)))
    await leads(http, 2)
    await daemon.kill()
    await http.aclose()
    await daemon.start()
    http = await logged_in(daemon.url)
    rows = await leads(http, MANY + 1)
    await server.put(a_letter("последнее", message_id="<last@client.ru>"))
    rows = await leads(http, MANY + 2)
    assert len({row["content"] for row in rows}) == len(rows) == MANY + 2
    assert {row["person_id"] for row in rows} == {first["person_id"]}
    await http.aclose()
