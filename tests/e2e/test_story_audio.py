"""A call is recorded by a real Asterisk and heard on its page in a real browser; who heard it is written down."""

import asyncio
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.async_api import Page, expect

from tests.asterisk.call import Call
from tests.asterisk.dialplan import RECORDED_DID
from tests.asterisk.fixtures import PhoneMaker
from tests.e2e.browser import Watch
from tests.e2e.conftest import DeskMaker
from tests.e2e.daemon import RunningDaemon
from tests.e2e.desk_page import DeskPage
from tests.e2e.test_story_axe import Inspector
from tests.support.audio_server import answer, audio_server, sends

PACKETS = 150
"""Three seconds of talk."""
NUMBER = "+79161234567"


async def test_a_recorded_call_is_heard_by_who_talked_and_the_supervisor_sees_that(
    desk: DeskMaker, phone: PhoneMaker, outside_call: Callable[..., Call], callbridge: RunningDaemon
) -> None:
    """R152: the call's page plays the PBX's recording in ranges; the listening is audited."""
    device = await phone("101")
    anna = await desk("anna")
    await _talk(anna, device_call=await _ringing(device, outside_call))
    page = anna.page
    await _open_call(anna)
    player = page.get_by_test_id("audio-file")
    await expect(player).to_have_attribute("data-state", "ready")
    await expect(player.get_by_role("link", name="Скачать")).to_have_count(0)
    await _loops(page, has_no_end=True)  # it must still play when the space bar comes
    await player.get_by_role("button", name="Слушать").click()
    await _until(page, "audio.currentTime > 0.2")
    told = await _state(page)
    assert 2 < told["duration"] < 120
    assert told["sound"]

    position = player.get_by_role("slider", name="Место в записи")
    await position.focus()
    await page.keyboard.press("Space")
    await expect(player.get_by_role("button", name="Слушать")).to_be_visible()
    await _loops(page, has_no_end=False)
    await page.keyboard.press("End")
    await _until(page, "Math.abs(audio.currentTime - audio.duration) < 0.3")
    await page.keyboard.press("ArrowLeft")
    await _until(page, "audio.currentTime < Math.max(audio.duration - 4.8, 0.1)")
    await player.get_by_text("2×", exact=True).click()
    before = (await _state(page))["currentTime"]
    await player.get_by_role("button", name="Слушать").click()
    await _until(page, f"audio.currentTime > {before} + 0.3")
    assert (await _state(page))["playbackRate"] == 2
    await expect(page.get_by_text("Кто слушал")).to_have_count(0)

    gleb = await desk("gleb")
    await _open_call(gleb)
    await gleb.page.get_by_text("Кто слушал").click()
    heard = gleb.page.get_by_role("listitem").filter(has_text="слушал(а)")
    await expect(heard).to_have_count(1)
    await expect(heard).to_contain_text("Анна Иванова")
    async with gleb.page.expect_download() as downloading:
        await gleb.page.get_by_role("link", name="Скачать").click()
    taken = await (await downloading.value).path()
    assert (await asyncio.to_thread(taken.read_bytes))[:4] == b"RIFF"


async def test_a_call_that_goes_on_is_still_being_recorded_and_a_colleague_hears_nothing(
    desk: DeskMaker, phone: PhoneMaker, outside_call: Callable[..., Call]
) -> None:
    device = await phone("101")
    anna, boris = await desk("anna"), await desk("boris")
    ring = await _ringing(device, outside_call)
    ring.answer()
    await anna.sees_card("talking")
    await _open_call(anna)
    growing = anna.page.get_by_test_id("audio-file")
    await expect(growing).to_contain_text("ещё записывается")
    await ring.until_heard(3)
    await ring.hang_up()
    await expect(growing).to_have_attribute("data-state", "ready")
    await _open_call(boris)
    await expect(boris.page.get_by_role("heading", name="Ход звонка")).to_be_visible()
    await expect(boris.page.get_by_role("heading", name="Запись разговора")).to_have_count(0)


async def test_a_damaged_and_a_missing_file_and_an_unplayable_one_are_told_in_words(
    desk: DeskMaker,
    phone: PhoneMaker,
    outside_call: Callable[..., Call],
    callbridge: RunningDaemon,
    watch: Watch,
) -> None:
    watch.allowed += ["status of 503", "Failed to load resource"]
    device = await phone("101")
    anna = await desk("anna")
    await _talk(anna, device_call=await _ringing(device, outside_call))
    await _open_call(anna)
    page = anna.page
    await expect(page.get_by_test_id("audio-file")).to_have_attribute("data-state", "ready")
    file = await _written(callbridge.asterisk.monitor)
    whole = await asyncio.to_thread(file.read_bytes)

    gsm = bytearray(whole)
    gsm[20] = 0x31
    for body, words in (
        (bytes(gsm), "браузер такой файл не проигрывает"),
        (whole[:44], "в файле нет звука"),
    ):
        await asyncio.to_thread(file.write_bytes, body)
        await page.reload()
        await expect(page.get_by_test_id("audio-file")).to_contain_text(words)
    await asyncio.to_thread(file.unlink)
    await page.reload()
    await expect(page.get_by_text("Записи этого разговора нет")).to_be_visible()
    monitor = callbridge.asterisk.monitor
    await asyncio.to_thread(monitor.rename, monitor.with_name("gone"))
    try:
        await page.reload()
        await expect(page.get_by_text("Папку с записями разговоров нельзя прочитать")).to_be_visible()
    finally:
        await asyncio.to_thread(monitor.with_name("gone").rename, monitor)
    await page.get_by_role("button", name="Повторить").click()
    await expect(page.get_by_text("Записи этого разговора нет")).to_be_visible()


async def test_audio_of_a_server_is_played_and_its_outage_told(
    desk: DeskMaker,
    phone: PhoneMaker,
    outside_call: Callable[..., Call],
    callbridge: RunningDaemon,
    watch: Watch,
) -> None:
    watch.allowed += ["status of 503", "Failed to load resource"]
    async with audio_server() as server:
        await callbridge.stop()
        callbridge.audio_config = f'url = "{server.url}/rec"\nfiles = ["{{linked_id}}.wav"]'
        callbridge.write_config()
        await callbridge.start()
        device = await phone("101")
        anna = await desk("anna")
        await _talk(anna, device_call=await _ringing(device, outside_call))
        file = await _written(callbridge.asterisk.monitor)
        path = f"/rec/{file.stem.rpartition('-')[2]}.wav"
        server.files[path] = await asyncio.to_thread(file.read_bytes)
        await _open_call(anna)
        page = anna.page
        await page.get_by_role("button", name="Слушать").click()
        await _until(page, "audio.currentTime > 0.2")
        server.answers[path] = sends(answer(500, b""))
        await page.reload()
        await expect(page.get_by_text("Хранилище записей разговоров не отвечает")).to_be_visible()


async def test_axe_finds_nothing_serious_in_the_player(
    desk: DeskMaker, phone: PhoneMaker, outside_call: Callable[..., Call]
) -> None:
    device = await phone("101")
    anna = await desk("anna")
    await _talk(anna, device_call=await _ringing(device, outside_call))
    gleb = await desk("gleb")
    await _open_call(gleb)
    await expect(gleb.page.get_by_role("button", name="Слушать")).to_be_visible()
    await gleb.page.get_by_text("Кто слушал").click()
    await expect(gleb.page.get_by_text("Никто не слушал")).to_be_visible()
    inspector = Inspector(gleb.page)
    await inspector.look_day_and_night("player")
    assert not inspector.faults


async def _ringing(device: Any, outside_call: Callable[..., Call]) -> Call:
    outside_call(RECORDED_DID, number=NUMBER)
    ring: Call = await device.rings()
    return ring


async def _talk(anna: DeskPage, *, device_call: Call) -> None:
    device_call.answer()
    await anna.sees_card("talking")
    await device_call.until_heard(PACKETS, 30)
    await device_call.hang_up()
    await anna.sees_card("wrap_up")


async def _open_call(of: DeskPage) -> None:
    await of.go("Звонки")
    row = of.page.get_by_role("row").filter(has_text=re.compile(r"916.?123.?45.?67"))
    await row.locator("a[href^='#/calls/']").first.click()


async def _state(page: Page) -> dict[str, Any]:
    told: dict[str, Any] = await page.evaluate(
        "(() => { const {duration, currentTime, playbackRate, muted, error} = document.querySelector('audio');"
        " return {duration, currentTime, playbackRate, sound: !muted && !error}; })()"
    )
    return told


async def _loops(page: Page, *, has_no_end: bool) -> None:
    """Let the player begin anew at its end, or no more: a few seconds of sound are over before a slow page knows."""
    await page.evaluate(f"document.querySelector('audio').loop = {str(has_no_end).lower()}")


async def _until(page: Page, condition: str) -> None:
    """Look again and again (the page's policy forbids Playwright's own way, which evaluates text inside the page)."""
    async with asyncio.timeout(30):
        while not await page.evaluate(
            f"(() => {{ const audio = document.querySelector('audio'); return {condition}; }})()"
        ):
            await asyncio.sleep(0.05)


async def _written(monitor: Path) -> Path:
    """Return the newest file once it is closed: its head tells how much sound it has, which Asterisk writes last."""
    async with asyncio.timeout(30):
        while not any((await asyncio.to_thread(_newest(monitor).read_bytes))[40:44]):
            await asyncio.sleep(0.05)
    return _newest(monitor)


def _newest(monitor: Path) -> Path:
    return max(monitor.rglob("*.wav"), key=lambda path: path.stat().st_mtime)
