"""Calls that went by while nobody looked: recovered from the PBX's CDR, once, and said to be so."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from typing import Any

import httpx
import pytest
from playwright.async_api import expect

from tests.asterisk.call import Call
from tests.asterisk.dialplan import DIRECT_DID, QUEUE_DID
from tests.asterisk.fixtures import PhoneMaker
from tests.asterisk.server import Asterisk
from tests.e2e.browser import Watch
from tests.e2e.cable import Cable
from tests.e2e.conftest import DeskMaker
from tests.e2e.daemon import PASSWORD, RunningDaemon

LOST = ("WebSocket connection", "ERR_CONNECTION_REFUSED", "ERR_CONNECTION_RESET", "status of 50")
UP_AT_THE_KILL, ANSWERED, ABANDONED = "+79161230001", "+79161230002", "+79161230003"
WAIT_S = 60.0


@dataclass
class CallLog:
    """The call log as a supervisor reads it; one login serves over the daemon's restarts."""

    http: httpx.AsyncClient

    async def calls(self) -> dict[str, list[dict[str, Any]]]:
        """Return the calls by the customer's number."""
        page = (await self.http.get("/api/calls")).raise_for_status().json()
        found: dict[str, list[dict[str, Any]]] = {}
        for row in page["rows"]:
            found.setdefault(row["number"], []).append(row)
        return found


@pytest.fixture
async def call_log(callbridge: RunningDaemon) -> AsyncIterator[CallLog]:
    """Yield the call log, logged in."""
    headers = {"Origin": callbridge.url}
    async with httpx.AsyncClient(base_url=callbridge.url, headers=headers, timeout=30) as http:
        (await http.post("/api/login", json={"login": "gleb", "password": PASSWORD})).raise_for_status()
        yield CallLog(http)


async def until_recovered(log: CallLog, *numbers: str) -> dict[str, dict[str, Any]]:
    """Wait until each number's call is there and recovered; each is there once."""
    calls: dict[str, list[dict[str, Any]]] = {}
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(WAIT_S):
            while not all(any(row["is_recovered"] for row in calls.get(number, ())) for number in numbers):
                await asyncio.sleep(0.05)
                calls = await log.calls()
    assert {number: len(rows) for number, rows in calls.items()} == dict.fromkeys(numbers, 1)
    return {number: rows[0] for number, rows in calls.items()}


async def two_calls_go_by(phone_101: Any, phone_103: Any, outside_call: Callable[..., Call]) -> None:
    """One is answered by 101; one waits in the queue at 103 and gives up."""
    answered = outside_call(DIRECT_DID, number=ANSWERED)
    ring = await phone_101.rings()
    ring.answer()
    await ring.until_heard(3)
    await answered.hang_up()
    abandoned = outside_call(QUEUE_DID, number=ABANDONED)
    await phone_103.rings()
    await abandoned.hang_up()


async def until_no_call(asterisk: Asterisk) -> None:
    """Wait until Asterisk has ended every call: a phone may have been told before, and what is on is no loss."""
    async with asyncio.timeout(WAIT_S):
        while "0 active channels" not in await asterisk.cli("core show channels count"):
            await asyncio.sleep(0.02)


def assert_rightly_told(calls: dict[str, dict[str, Any]]) -> None:
    answered, abandoned, up = calls[ANSWERED], calls[ABANDONED], calls[UP_AT_THE_KILL]
    told = ("direction", "outcome", "operator", "queue", "did", "is_missed_open", "is_recovered")
    assert [answered[key] for key in told] == ["inbound", "answered", "Анна Иванова", "", "+74951110002", False, True]
    assert [abandoned[key] for key in told] == ["inbound", "abandoned", "", "sales", "+74951110001", True, True]
    assert [up[key] for key in told] == ["inbound", "answered", "Анна Иванова", "", "+74951110002", False, True]
    assert up["talk_seconds"] >= 1


@pytest.mark.parametrize("source", ["csv", "sqlite"])
async def test_calls_of_a_daemon_killed_mid_call_are_recovered_once(
    own_asterisk: Asterisk,
    phone: PhoneMaker,
    outside_call: Callable[..., Call],
    callbridge: RunningDaemon,
    call_log: CallLog,
    source: str,
) -> None:
    """R152: killed with -9 while one call is up; that one and two that come and go meanwhile are in the log rightly."""
    await callbridge.kill()
    callbridge.cdr_url = own_asterisk.cdr_csv_url if source == "csv" else own_asterisk.cdr_sqlite_url
    callbridge.write_config()
    await callbridge.start()
    first, third = await phone("101"), await phone("103")
    up = outside_call(DIRECT_DID, number=UP_AT_THE_KILL)
    ring = await first.rings()
    ring.answer()
    await ring.until_heard(60)
    await callbridge.kill()
    await up.hang_up()
    await two_calls_go_by(first, third, outside_call)
    await until_no_call(own_asterisk)
    await callbridge.start()
    calls = await until_recovered(call_log, UP_AT_THE_KILL, ANSWERED, ABANDONED)
    assert_rightly_told(calls)
    await callbridge.until_logged("nothing is missing any more")
    await callbridge.kill()
    await callbridge.start()
    await callbridge.until_logged("nothing is missing any more", times=2)
    assert await call_log.calls() == {number: [row] for number, row in calls.items()}


async def test_calls_of_a_cut_link_are_recovered_and_marked_on_the_screen(
    *,
    own_asterisk: Asterisk,
    desk: DeskMaker,
    phone: PhoneMaker,
    outside_call: Callable[..., Call],
    callbridge: RunningDaemon,
    call_log: CallLog,
    cable: Cable,
    watch: Watch,
) -> None:
    """R152: the AMI link is cut while the daemon lives; a card left open does not write over what is recovered."""
    watch.allowed.extend(LOST)
    await callbridge.kill()
    callbridge.cdr_url, callbridge.ami_port = own_asterisk.cdr_csv_url, cable.port
    callbridge.write_config()
    await callbridge.start()
    first, third = await phone("101"), await phone("103")
    anna = await desk("anna")
    up = outside_call(DIRECT_DID, number=UP_AT_THE_KILL)
    ring = await first.rings()
    ring.answer()
    await ring.until_heard(60)
    await anna.sees_card("talking")
    cable.pull()
    await anna.is_told("Нет связи с АТС")
    await up.hang_up()
    await two_calls_go_by(first, third, outside_call)
    await until_no_call(own_asterisk)
    cable.mend()
    assert_rightly_told(await until_recovered(call_log, UP_AT_THE_KILL, ANSWERED, ABANDONED))
    row = anna.page.get_by_role("row").filter(has_text="123-00-02")
    await expect(row.get_by_role("img", name="Восстановлен из CDR")).to_be_visible()
