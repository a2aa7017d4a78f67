"""What dies comes back: the daemon killed mid-call, Asterisk killed, the browser's socket cut."""

import re
from collections.abc import Callable

from playwright.async_api import expect

from tests.asterisk.call import Call
from tests.asterisk.dialplan import DIRECT_DID, GROUP_DID
from tests.asterisk.fixtures import OutsideMaker, PhoneMaker
from tests.asterisk.server import Asterisk
from tests.e2e.browser import Watch
from tests.e2e.conftest import DeskMaker
from tests.e2e.daemon import RunningDaemon

LOST = (
    "WebSocket connection",
    "ERR_CONNECTION_REFUSED",
    "ERR_CONNECTION_RESET",
    "ERR_EMPTY_RESPONSE",
    "ERR_CONTENT_LENGTH_MISMATCH",  # half of an answer had come
    "ERR_INCOMPLETE_CHUNKED_ENCODING",
    "status of 50",
)


async def test_a_daemon_killed_mid_call_comes_back_with_the_card_and_says_what_it_missed(
    desk: DeskMaker,
    phone: PhoneMaker,
    outside_call: Callable[..., Call],
    callbridge: RunningDaemon,
    watch: Watch,
) -> None:
    """R104, R147: story 4: kill -9 while talking; started again the card is back, partial truth is said to be so."""
    watch.allowed.extend(LOST)
    device = await phone("101")
    anna = await desk("anna")
    call = outside_call(DIRECT_DID, number="+79161234567")
    (await device.rings()).answer()
    await anna.sees_card("talking")
    await anna.open_interest()
    await anna.fill("Содержание", "До падения сервера")
    await anna.is_told("Сохранено")
    await callbridge.kill()
    await anna.is_told("Нет связи с сервером")
    await anna.fill("Содержание", "До падения сервера и во время него")
    await callbridge.start()
    await anna.sees_card("talking")
    await expect(anna.field("Содержание")).to_have_value("До падения сервера и во время него")
    await anna.page.keyboard.press("Escape")
    await anna.sees_card("talking", "+7 916 123-45-67", "данные неполные")
    await call.hang_up()
    await anna.sees_card("wrap_up")


async def test_a_daemon_killed_while_ringing_shows_the_ring_again_but_to_whom_skipped_it(
    desk: DeskMaker,
    phone: PhoneMaker,
    outside_call: Callable[..., Call],
    callbridge: RunningDaemon,
    watch: Watch,
) -> None:
    """R72, A10: a ring that outlives the daemon is a card again, and can be answered; what was put away stays away.

    A page whose file cannot come meanwhile says so, and leaves the desk as it is.
    """
    watch.allowed.extend(LOST)
    device, other = await phone("101"), await phone("102")
    anna, boris = await desk("anna"), await desk("boris")
    outside_call(GROUP_DID)
    ring = await device.rings()
    await other.rings()
    await anna.sees_card("ringing")
    await boris.sees_card("ringing")
    live = anna.page.get_by_role("group", name="Последние звонки").get_by_role("row").filter(has_text="идёт")
    await expect(live).to_have_count(1)
    async with boris.page.expect_response("**/skip"):  # the page shows it before it is kept
        await boris.cards().get_by_role("button", name=re.compile("^Пропустить")).click()
    await boris.sees_no_card()
    await callbridge.kill()
    for each in (anna, boris):
        await each.is_told("Нет связи с сервером")
    await anna.go("Настройки")
    await expect(anna.page.get_by_text("Эта часть страницы не загрузилась")).to_be_visible()
    await anna.go("Рабочее место")
    await callbridge.start()
    for each in (anna, boris):
        await each.until_live()
    await anna.sees_card("ringing")
    await boris.sees_no_card()
    await anna.accept()
    await ring.until_answered()
    await anna.sees_card("talking")


async def test_an_asterisk_killed_mid_call_closes_the_stale_call_and_the_next_one_pops(
    own_asterisk: Asterisk,
    desk: DeskMaker,
    phone: PhoneMaker,
    outside_at: OutsideMaker,
    watch: Watch,
) -> None:
    """R147: story 5: kill -9 of the PBX: the operator is told, the call is closed, and after its start calls pop."""
    device = await phone("101")
    anna = await desk("anna")
    outside_at().call(DIRECT_DID, number="+79161110000")
    await device.rings()
    await anna.sees_card("ringing")
    own_asterisk.kill()
    await anna.is_told("Нет связи с АТС")
    await own_asterisk.start()
    await anna.sees_no_card()
    await expect(anna.page.get_by_text("Нет связи с АТС")).to_have_count(0)
    row = anna.page.get_by_role("row").filter(has_text="111-00-00")
    await expect(row).to_contain_text("итог неизвестен")
    await device.register()
    outside_at().call(DIRECT_DID, number="+79162220000")
    await device.rings()
    await anna.sees_card("ringing", "222-00-00")


async def test_the_daemon_stops_in_time_and_says_so(desk: DeskMaker, callbridge: RunningDaemon, watch: Watch) -> None:
    watch.allowed.extend(LOST)
    anna = await desk("anna")
    assert await callbridge.stop() == 0
    await anna.is_told("Сервер перезапускается")
    await callbridge.start()
    await expect(anna.page.get_by_test_id("link-banner")).to_have_count(0)
