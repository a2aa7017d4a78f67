"""Call audio over HTTP, from real files to a raw client."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from callbridge.audio.folder import FolderAudio, FolderPlace
from callbridge.crm.audio_pattern import AudioPattern
from callbridge.crm.call_audio import AudioRules, Hearing
from callbridge.crm.call_log import LegRow
from callbridge.crm.operator import Operator
from callbridge.kernel.ids import CallId
from tests.support.clock import FakeClock
from tests.support.fake_desk import call_row
from tests.support.sounds import ANNAS_LEG, DAY, PATTERN, put, wave
from tests.support.web_people import ANNA, BORIS, CALL, NINE, VERA
from tests.support.web_server import Browser, Site, running
from tests.support.web_services import World

BODY = wave(30)
PAGE = f"/api/calls/{CALL}/audio"
NAME = "external-101-79161234567-20260302-120000-1772442000.1.wav"


@pytest.fixture
def monitor(tmp_path: Path) -> Path:
    put(tmp_path, f"{DAY}/{NAME}", BODY)
    return tmp_path


@pytest.fixture
def world(monitor: Path) -> World:
    place = FolderPlace(
        pbx="main",
        root=str(monitor),
        patterns=[AudioPattern.parse(PATTERN)],
        zone=ZoneInfo("Europe/Moscow"),
        max_bytes=1 << 20,
    )
    made = World(clock=FakeClock(NINE + timedelta(hours=1)))
    made.audio_sources["main"] = FolderAudio(place, made.clock, timeout_s=60)
    made.desk.calls_kept = [replace(call_row(1), call_id=CALL, ended_at=NINE)]
    made.desk.legs = [
        LegRow(
            leg_id=ANNAS_LEG, endpoint="PJSIP/101", operator_id=ANNA.id, operator=ANNA.full_name, rang_at=NINE,
            answered_at=NINE, ended_at=NINE, ring_end="answered", ring_seconds=1.0, talk_seconds=60.0, hold_seconds=0.0,
        )
    ]  # fmt: skip
    return made


@pytest.fixture
async def site(world: World) -> AsyncIterator[Site]:
    async with running(world) as site:
        yield site


async def first_file(browser: Browser) -> str:
    (file,) = (await browser.get(PAGE)).json()["files"]
    return f"{PAGE}/{file['id']}"


async def test_a_call_lists_its_audio_without_telling_where_it_is(site: Site, anna: Browser) -> None:
    answer = await anna.get(PAGE)
    view = answer.json()
    (file,) = view["files"]
    assert (view["is_kept"], view["may_download"]) == (True, False)
    assert (file["name"], file["state"], file["size"], file["seconds"]) == (NAME, "ready", len(BODY), 30.0)
    assert DAY not in answer.text


async def test_a_file_is_sent_whole_or_in_the_range_asked_for(site: Site, anna: Browser) -> None:
    address = await first_file(anna)
    whole = await anna.get(address)
    assert (whole.status_code, whole.content) == (200, BODY)
    assert whole.headers["accept-ranges"] == "bytes"
    assert whole.headers["content-type"] == "audio/wav"
    assert whole.headers["x-content-type-options"] == "nosniff"
    assert whole.headers["content-disposition"] == f'inline; filename="{NAME}"'
    assert whole.headers["cache-control"] == "private, no-store"
    assert "media-src 'self'" in whole.headers["content-security-policy"]
    part = await anna.get(address, Range="bytes=1000-1999")
    assert (part.status_code, part.content) == (206, BODY[1000:2000])
    assert part.headers["content-range"] == f"bytes 1000-1999/{len(BODY)}"
    assert part.headers["content-length"] == "1000"
    assert (await anna.get(address, Range="bytes=-10")).content == BODY[-10:]
    assert (await anna.get(address, Range=f"bytes={len(BODY) - 5}-")).content == BODY[-5:]


async def test_a_range_behind_the_end_is_416_and_a_stale_one_the_whole(site: Site, anna: Browser) -> None:
    address = await first_file(anna)
    behind = await anna.get(address, Range=f"bytes={len(BODY)}-")
    assert (behind.status_code, behind.headers["content-range"]) == (416, f"bytes */{len(BODY)}")
    etag = behind.headers["etag"]
    assert (await anna.get(address, **{"Range": "bytes=0-9", "If-Range": etag})).status_code == 206
    assert (await anna.get(address, **{"Range": "bytes=0-9", "If-Range": '"other"'})).status_code == 200
    assert (await anna.get(address, **{"If-None-Match": etag})).status_code == 304


async def test_head_tells_all_and_is_no_listening(site: Site, anna: Browser) -> None:
    address = await first_file(anna)
    answer = await anna.http.head(address, headers={"Range": "bytes=5-9"})
    assert (answer.status_code, answer.content, answer.headers["content-length"]) == (206, b"", "5")
    assert site.world.audit.notes == []


async def test_one_listening_in_many_ranges_is_one_entry_which_a_supervisor_reads(site: Site, anna: Browser) -> None:
    address = await first_file(anna)
    for first in range(0, 50_000, 10_000):
        await anna.get(address, Range=f"bytes={first}-{first + 9999}")
    boris = await site.logged_in(BORIS)
    await boris.get(f"{address}?download=1")
    heard = (await boris.get(f"{PAGE}/heard")).json()
    assert [(entry["operator_id"], entry["action"]) for entry in heard] == [(2, "audio.taken"), (1, "audio.heard")]
    assert heard[1]["detail"] == {"file": f"{DAY}/{NAME}", "address": "127.0.0.1"}
    assert (await boris.get("/api/calls/main:9.9/audio/heard")).status_code == 404


async def test_taking_home_is_for_those_who_may(site: Site, anna: Browser) -> None:
    address = await first_file(anna)
    assert (await anna.get(f"{address}?download=1")).status_code == 403
    boris = await site.logged_in(BORIS)
    taken = await boris.get(f"{address}?download=1")
    assert taken.headers["content-disposition"] == f'attachment; filename="{NAME}"'


@pytest.mark.parametrize(("operator", "status"), [(ANNA, 403), (BORIS, 200), (VERA, 200)])
async def test_a_call_of_others_is_heard_by_supervisors_and_admins_alone(
    world: World, site: Site, operator: Operator, status: int
) -> None:
    address = await first_file(await site.logged_in(VERA))
    world.desk.calls_kept = [replace(world.desk.calls_kept[0], operator_id=None)]
    world.desk.legs = []
    browser = await site.logged_in(operator)
    assert (await browser.get(PAGE)).json()["is_kept"] is (status == 200)
    assert (await browser.get(address)).status_code == status
    assert len(world.audit.notes) == (status == 200)


async def test_operators_hear_nothing_where_that_is_set(world: World) -> None:
    world.audio_rules = AudioRules(operators_hear=Hearing.NONE)
    async with running(world) as site:
        address = await first_file(await site.logged_in(VERA))
        anna = await site.logged_in()
        assert (await anna.get(address)).status_code == 403


@pytest.mark.parametrize("key", ["..%2f..%2fetc%2fpasswd", "a", "A" * 32, "0" * 33, "%00", f"{DAY}/{NAME}"])
async def test_a_file_has_no_other_name_than_its_id(site: Site, anna: Browser, key: str) -> None:
    assert (await anna.get(f"{PAGE}/{key}")).status_code == 404
    assert (await anna.get(f"{PAGE}/{'0' * 32}")).status_code == 404


async def test_the_audio_of_one_call_is_not_found_by_way_of_another(world: World, site: Site, anna: Browser) -> None:
    address = await first_file(anna)
    mine = CallId("main:1772449999.9")
    world.desk.calls_kept.append(replace(world.desk.calls_kept[0], call_id=mine))
    world.desk.legs = []
    assert (await anna.get(address.replace(CALL, mine))).status_code == 404


async def test_a_file_still_being_written_is_told_of_and_not_sent(world: World, site: Site, anna: Browser) -> None:
    address = await first_file(anna)
    world.desk.calls_kept = [replace(world.desk.calls_kept[0], ended_at=None)]
    (file,) = (await anna.get(PAGE)).json()["files"]
    assert file["state"] == "growing"
    answer = await anna.get(address)
    assert (answer.status_code, answer.json()["error"]["code"]) == (409, "audio.growing")


async def test_an_outage_is_told_in_words(monitor: Path, site: Site, anna: Browser) -> None:
    await asyncio.to_thread(monitor.rename, monitor.with_name("gone"))
    answer = await anna.get(PAGE)
    assert (answer.status_code, answer.json()["error"]["code"]) == (503, "audio.folder")
    assert "Папку с записями" in answer.json()["error"]["message"]


async def test_nothing_is_sent_when_the_audit_trail_cannot_be_written(world: World, site: Site, anna: Browser) -> None:
    address = await first_file(anna)
    world.audit.is_down = True
    answer = await anna.get(address)
    assert (answer.status_code, answer.json()["error"]["code"]) == (503, "store.unavailable")


async def test_a_hostile_file_name_cannot_break_out_of_its_header(monitor: Path, site: Site, anna: Browser) -> None:
    (monitor / DAY / NAME).unlink()
    put(monitor, f'{DAY}/"; x=\r\nSet-Cookie: a=b\udcff Иван-1772442000.1.wav', BODY)
    answer = await anna.get(await first_file(anna))
    assert answer.status_code == 200
    assert "a=b" not in answer.headers.get("set-cookie", "")
    assert answer.headers["content-disposition"].endswith('-1772442000.1.wav"')
    assert answer.headers["content-disposition"].isascii()


async def test_a_browser_that_goes_away_leaves_no_file_open(
    world: World, site: Site, anna: Browser, monitor: Path
) -> None:
    put(monitor, f"{DAY}/{NAME}", wave(60))
    streams: list[Any] = []
    source = world.audio_sources["main"]
    opening = source.open

    async def remembered(*args: Any) -> Any:
        streams.append(await opening(*args))
        return streams[-1]

    source.open = remembered  # type: ignore[method-assign,assignment]
    address = await first_file(anna)
    async with anna.http.stream("GET", address) as answer:
        async for _ in answer.aiter_bytes(1000):
            break
    async with asyncio.timeout(30):
        while not all(stream._file.closed for stream in streams):
            await asyncio.sleep(0.01)
    assert len(streams) == 1
