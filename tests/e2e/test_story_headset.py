"""The browser is the phone: a real call through a real Asterisk to a real Chromium with a made-up microphone."""

import asyncio
import re
from collections.abc import Awaitable, Callable

import pytest
from playwright.async_api import expect

from tests.asterisk.call import Call
from tests.asterisk.dialplan import HEADSET_DID
from tests.asterisk.fixtures import PhoneMaker
from tests.e2e.browser import Watch
from tests.e2e.conftest import DeskMaker
from tests.e2e.daemon import PASSWORD, RunningDaemon
from tests.e2e.desk_page import DeskPage
from tests.e2e.headset import RECORDER, WAIT_S, Headset

HeadsetMaker = Callable[[], Awaitable[Headset]]


@pytest.fixture
def headset(desk: DeskMaker) -> HeadsetMaker:
    """Return ``await headset()``: Nina's desk, where she has chosen the headset, registered."""

    async def make() -> Headset:
        nina = await desk("nina")
        await nina.page.context.add_init_script(RECORDER)
        await nina.page.reload()
        await nina.until_live()
        found = Headset(nina)
        await found.choose()
        await found.is_registered()
        return found

    return make


async def is_one_phone(callbridge: RunningDaemon) -> None:
    """Wait until the PBX would ring one browser as 121: it hears of a page's end in its own time."""
    async with asyncio.timeout(WAIT_S):
        while (await callbridge.asterisk.cli("pjsip show contacts")).count("121/sip:") != 1:
            await asyncio.sleep(0.05)


async def test_a_call_is_answered_held_muted_and_handed_over_in_the_browser(
    headset: HeadsetMaker, phone: PhoneMaker, outside_call: Callable[..., Call]
) -> None:
    """R73: ✓ answers from the computer, voice goes both ways while pages change; then a desk phone has the call."""
    colleague = await phone("102")
    nina = await headset()
    call = outside_call(HEADSET_DID, number="+79161234567")
    await nina.desk.sees_card("ringing")
    await nina.desk.accept()
    await call.until_answered(WAIT_S)
    await nina.desk.sees_card("talking")
    await nina.hears_and_is_heard(call)
    await nina.desk.go("Звонки")
    await nina.hears_and_is_heard(call)
    await expect(nina.controls.get_by_text("Связь хорошая")).to_be_visible()

    await nina.press("Выключить микрофон")
    await expect(nina.controls).to_have_attribute("data-muted", "true")
    await nina.page.keyboard.press("Control+Shift+KeyM")
    await expect(nina.controls).to_have_attribute("data-muted", "false")
    await nina.press("Удержать")
    await nina.desk.sees_card("held")
    await nina.press("Вернуться к разговору")
    await nina.desk.sees_card("talking")

    await nina.transfer("102")
    ring = await colleague.rings(WAIT_S)
    ring.answer()
    await ring.until_answered(WAIT_S)
    await nina.desk.sees_card("wrap_up")
    await nina.is_registered()
    await call.hang_up()


async def test_two_tabs_are_one_phone_which_the_other_takes_over_when_its_tab_hangs_or_closes(
    headset: HeadsetMaker, callbridge: RunningDaemon, outside_call: Callable[..., Call]
) -> None:
    """R73: one ring and one registration; either tab answers; how it sounded is kept; the phone moves on."""
    nina = await headset()
    other = Headset(DeskPage(await nina.page.context.new_page()))
    await other.page.goto(nina.page.url)
    await other.desk.until_live()
    await other.is_registered()
    call = outside_call(HEADSET_DID)
    await other.desk.sees_card("ringing")
    await other.desk.accept()
    await call.until_answered(WAIT_S)
    await nina.hears_and_is_heard(call)
    await expect(other.controls.get_by_text("Связь")).to_be_visible()
    async with nina.page.expect_response("**/api/phone/talks"):
        await other.press("Положить трубку")
    await call.until_ended(WAIT_S)
    await is_one_phone(callbridge)

    await other.desk.go("Звонки")
    await other.page.locator("a[href^='#/calls/']").first.click()
    sound = other.page.get_by_role("region", name="Качество связи (гарнитура)")
    await expect(sound).to_contain_text("Нина Соколова")
    await expect(sound).to_contain_text(re.compile(r"MOS \d(,\d+)?, потери \d.* %, задержка \S+ мс, дрожание \S+ мс"))

    await nina.hang()
    await other.is_here()
    await nina.goes_on()
    await expect(nina.state).to_have_attribute("data-here", "false")
    await nina.is_registered()
    await is_one_phone(callbridge)

    await other.page.close()
    await nina.is_here()
    await is_one_phone(callbridge)
    await nina.desk.cards().get_by_role("button", name="Закрыть карточку").click()
    call = outside_call(HEADSET_DID)
    await nina.desk.sees_card("ringing")
    await nina.desk.accept()
    await call.until_answered(WAIT_S)
    await call.until_heard(25, WAIT_S)
    await call.hang_up()


async def test_the_devices_are_chosen_and_tried_and_an_unplugged_one_gives_way(
    headset: HeadsetMaker, outside_call: Callable[..., Call]
) -> None:
    """R73, R145: microphone, earphones and what rings are this browser's; one that goes in a talk is told."""
    nina = await headset()
    panel = nina.page.get_by_role("region", name="Гарнитура в этом браузере")
    async with asyncio.TaskGroup() as group:  # the three seconds of it are looked for from before them on
        level = panel.get_by_label("Громкость микрофона").wait_for(state="attached")  # silence has no width
        group.create_task(level, name="level of the microphone")
        await panel.get_by_role("button", name="Микрофон: сказать и услышать себя").press("Enter")
    await expect(panel.get_by_text("Микрофон слышит")).to_be_visible()
    await panel.get_by_label("Микрофон", exact=True).select_option(label="Fake Audio Input 1")
    await panel.get_by_label("Где звонит").select_option(index=1)
    await nina.page.reload()
    await expect(panel.get_by_label("Микрофон", exact=True).locator("option:checked")).to_have_text(
        "Fake Audio Input 1"
    )

    await panel.get_by_role("button", name="Звонок").click()
    await nina.rings_on(await panel.get_by_label("Где звонит").input_value())

    await nina.is_registered()
    call = outside_call(HEADSET_DID)
    await nina.desk.sees_card("ringing")
    await nina.desk.accept()
    await call.until_answered(WAIT_S)
    await nina.hears_and_is_heard(call)
    await nina.unplug(await panel.get_by_label("Микрофон", exact=True).input_value())
    await expect(nina.controls.get_by_text("Выбранный микрофон отключён")).to_be_visible()
    await expect(panel.get_by_text("Сейчас его нет")).to_be_visible()
    await nina.hears_and_is_heard(call)
    await call.hang_up()


async def test_a_customer_goes_from_a_headset_to_a_handset_with_the_draft_and_over_an_ended_login(
    headset: HeadsetMaker,
    callbridge: RunningDaemon,
    desk: DeskMaker,
    phone: PhoneMaker,
    outside_call: Callable[..., Call],
    watch: Watch,
) -> None:
    """R73, R76, R104: keys reach the other side; the talk outlives its login; asked, gone back, asked again, joined."""
    colleague = await phone("102")
    boris = await desk("boris")
    nina = await headset()
    call = outside_call(HEADSET_DID, number="+79161234567")
    await nina.desk.sees_card("ringing")
    await nina.desk.accept()
    await call.until_answered(WAIT_S)
    await nina.hears_and_is_heard(call)
    await nina.types_tones("12#")
    await call.until_pressed("12#", WAIT_S)
    await nina.desk.open_interest()
    await nina.desk.fill("Содержание", "Дом у реки")
    watch.allowed.extend(("status of 401", "WebSocket connection"))
    await nina.page.context.clear_cookies()
    await nina.page.evaluate("window.dispatchEvent(new Event('online'))")  # its socket is opened anew, without a login
    await expect(nina.page.get_by_role("alert").filter(has_text="Разговор продолжается")).to_be_visible()
    await nina.hears_and_is_heard(call)
    await nina.log_in("nina", PASSWORD)
    await nina.desk.sees_card("talking")
    await expect(nina.desk.field("Содержание")).to_have_value("Дом у реки")
    await nina.desk.is_told("Сохранено")  # by the server: it goes to the colleague with the customer

    await nina.transfer("102", asks_first=True)
    asked = await colleague.rings(WAIT_S)
    await boris.sees_card("ringing")
    await nina.press("Вернуться к клиенту")
    await asked.until_ended(WAIT_S)
    await nina.hears_and_is_heard(call)

    await nina.transfer("102", asks_first=True)
    asked = await colleague.rings(WAIT_S)
    asked.answer()
    await asked.until_heard(3, WAIT_S)
    await expect(nina.controls.get_by_text("На связи Борис Смирнов")).to_be_visible()
    await nina.press("Соединить")
    await nina.desk.sees_card("wrap_up")
    await nina.is_here()
    await boris.sees_card("talking", "Звонок передан от: Нина Соколова")
    await boris.open_interest()
    await expect(boris.field("Содержание")).to_have_value("Дом у реки")
    await call.until_heard(25, WAIT_S)


async def test_a_denied_microphone_a_lost_socket_and_a_silent_line_are_told_and_lose_no_call(
    headset: HeadsetMaker, outside_call: Callable[..., Call], watch: Watch
) -> None:
    """R73: each in plain words of two languages; the call waits, and can be answered, heard and ended all the same."""
    nina = await headset()
    await nina.let_hear("denied")
    await nina.is_told_of("microphone", "разрешите микрофон")
    call = outside_call(HEADSET_DID)
    await nina.desk.sees_card("ringing")
    await nina.desk.accept()
    await nina.desk.is_told("Не удалось ответить")
    await nina.desk.sees_card("ringing")
    await nina.let_hear("granted")
    await nina.is_well()
    await nina.desk.accept()
    await call.until_answered(WAIT_S)
    await nina.hears_and_is_heard(call)

    await nina.speaks_english()
    await expect(nina.controls.get_by_text("The connection is good")).to_be_visible()
    await nina.press("Mute")
    await expect(nina.controls).to_have_attribute("data-muted", "true")
    await nina.press("Unmute")
    watch.allowed.append("WebSocket is closed before the connection is established")
    await nina.cut()
    await nina.is_told_of("unreachable", "The PBX does not answer the browser. We keep trying")
    await nina.hears_and_is_heard(call)
    await nina.reconnects()
    await nina.is_well()

    call.fall_silent()
    await expect(nina.controls.get_by_role("alert")).to_contain_text("The other side is not heard")
    await nina.page.keyboard.press("Control+Shift+KeyH")
    await call.until_ended(WAIT_S)
