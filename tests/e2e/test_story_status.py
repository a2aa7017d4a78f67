"""An operator's status on both sides: in the browser and in a real queue."""

import asyncio
import contextlib
import re
import sqlite3
from collections.abc import Callable
from contextlib import closing

from playwright.async_api import Locator, Route, expect

from callbridge.crm.setting import WRAP_UP_S, KeptSetting
from callbridge.kernel.ids import OperatorId
from callbridge.store.settings import keep_setting
from tests.asterisk.call import Call
from tests.asterisk.config import RIG
from tests.asterisk.control import Control
from tests.asterisk.dialplan import QUEUE, QUEUE_DID
from tests.asterisk.fixtures import PhoneMaker
from tests.asterisk.server import Asterisk
from tests.e2e.browser import Watch
from tests.e2e.conftest import DeskMaker
from tests.e2e.daemon import PASSWORD, RunningDaemon
from tests.e2e.desk_page import DeskPage
from tests.e2e.headset import WAIT_S, Headset


def command(asterisk: Asterisk, text: str) -> str:
    with Control(asterisk.host, asterisk.ami_port, RIG) as control:
        return control.command(text)


EVERY_QUEUE = ""


async def until_queue(asterisk: Asterisk, queue: str, is_so: Callable[[str], bool]) -> None:
    """Wait until Asterisk shows a queue so: pages are told of a status before the PBX is."""
    shown = ""
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(WAIT_S):
            while not is_so(shown := await asterisk.cli(f"queue show {queue}")):
                await asyncio.sleep(0.05)
    assert is_so(shown), shown


def has_paused(reason: str) -> Callable[[str], bool]:
    """Whether 103 is paused for `reason` wherever it is a member."""

    def is_so(shown: str) -> bool:
        lines = [line for line in shown.splitlines() if "PJSIP/103" in line]
        return bool(lines) and all(f"paused:{reason}" in line for line in lines)

    return is_so


async def put_into_queues(callbridge: RunningDaemon) -> None:
    """Let the daemon start anew as an admin would configure it: 103 is put into `first` and a queue that is none."""
    await callbridge.stop()
    callbridge.queues = ("103 first 2", "103 nowhere")
    callbridge.desk_config = (
        'logout_handset = "remove"\nclosed_grace_s = 5\nclosed_handset = "pause"\nlost_grace_s = 300'
    )
    callbridge.write_config()
    await callbridge.start()


async def reads_the_rules_of_absences(supervisor: DeskPage) -> None:
    """What becomes of operators without a page, by their kind of phone."""
    await supervisor.page.get_by_role("link", name="Параметры").click()
    rules = supervisor.page.get_by_test_id("absence-rules")
    pause, nothing = "пауза «Нет на месте» до возвращения.", "ничего не меняется, очереди звонят."
    out = "пауза и выход из очередей до возвращения."
    for words in (
        f"С гарнитуройПри выходе: {pause}Страница закрыта, через 5 с: {pause}Связь потеряна, через 300 с: {pause}",
        f"С настольным телефономПри выходе: {out}Страница закрыта, через 5 с: {pause}",
        f"Связь потеряна, через 300 с: {nothing}",
    ):
        await expect(rules).to_contain_text(words)


async def leaves_queues_and_returns(vera: DeskPage, callbridge: RunningDaemon) -> None:
    """What the menu says of the queues, a removal at Asterisk, ready again, a logout."""
    asterisk = callbridge.asterisk
    await vera.page.keyboard.press("Control+Shift+P")
    queues = vera.page.get_by_test_id("own-queues").locator("[data-state]")
    missing = "nowhereвас там нет: на АТС нет такой очереди, скажите администратору"
    await expect(queues).to_have_text(["everybodyзвонки идут", "firstзвонки идут", missing, "salesзвонки идут"])
    await expect(vera.page.get_by_test_id("absence")).to_contain_text("При выходе: пауза и выход из очередей")
    trouble = vera.page.get_by_test_id("trouble")
    await expect(trouble).to_have_accessible_name(re.compile("^Очередь nowhere: вас там нет: на АТС нет"))
    command(asterisk, "queue remove member PJSIP/103 from first")
    await expect(queues.nth(1)).to_have_text("firstвас убрали на АТС; «Готов» вернёт")
    await vera.page.get_by_role("menuitem", name="Готов принимать звонки").click()
    await expect(trouble).not_to_have_accessible_name(re.compile("убрали"))
    await until_queue(asterisk, "first", lambda shown: "(PJSIP/103) with penalty 2" in shown)
    await vera.page.get_by_role("button", name="Вера Кузнецова").click()
    await vera.page.get_by_role("menuitem", name="Выйти").click()
    await callbridge.until_logged("left a queue")
    await until_queue(asterisk, "first", lambda shown: "PJSIP/103" not in shown)
    await until_queue(asterisk, QUEUE, has_paused("Нет на месте"))


async def closes_the_tab(asterisk: Asterisk, vera: DeskPage, supervisor: DeskPage) -> None:
    """Her queue hears it seconds later; a lost link would have minutes."""
    await expect(vera.page.get_by_test_id("status")).to_contain_text("Готов")
    await until_queue(asterisk, QUEUE, lambda shown: "paused" not in shown)
    await vera.page.close()
    await reads_the_rules_of_absences(supervisor)
    await until_queue(asterisk, QUEUE, has_paused("Нет на месте"))


async def opens_the_menu_before_its_reasons_come(vera: DeskPage) -> None:
    """Log in again, on a slow network: the first reason of a pause has the focus all the same."""
    may_come = asyncio.Event()

    async def hold(route: Route) -> None:
        await may_come.wait()
        await route.continue_()

    await vera.page.route("**/api/dictionaries", hold)
    await Headset(vera).log_in("vera", PASSWORD)
    await vera.page.get_by_test_id("status").click()
    await expect(vera.page.get_by_role("menuitem", name="Оформление")).to_be_visible()
    may_come.set()
    await expect(vera.page.get_by_role("menuitem", name="Обед")).to_be_focused()


async def goes_to_lunch(vera: DeskPage, status: Locator) -> None:
    """By the menu that takes the keys, however it was opened."""
    await status.click()
    await expect(vera.page.get_by_role("menuitem", name="Обед")).to_be_focused()
    await vera.page.keyboard.press("Escape")
    await expect(vera.page.get_by_role("menu")).to_have_count(0)
    await vera.page.keyboard.press("Control+Shift+P")
    await expect(vera.page.get_by_role("menuitem", name="Обед")).to_be_focused()  # and no mouse is needed
    await vera.page.keyboard.press("Enter")
    await expect(status).to_contain_text("Пауза: Обед")


async def test_a_status_is_the_queues_and_what_is_changed_there_is_the_browsers(
    own_asterisk: Asterisk,
    callbridge: RunningDaemon,
    desk: DeskMaker,
    phone: PhoneMaker,
    outside_call: Callable[..., Call],
    watch: Watch,
) -> None:
    """Pause by key and menu, ready by Asterisk's command line, a wrap-up after a real call that leaves the card.

    A queue that takes her in while she works: she is taken out at Asterisk, gets in again, and is out after a logout,
    which is the rule that her supervisor reads; a tab that she closes is another one, a lost link a third.
    """
    watch.allowed.append("status of 401")  # what was asked when she logged out
    asterisk = own_asterisk
    await put_into_queues(callbridge)
    with closing(sqlite3.connect(callbridge.database)) as rows:
        vera_id = OperatorId(rows.execute("SELECT id FROM operator WHERE login = 'vera'").fetchone()[0])
    five_minutes = KeptSetting(key=WRAP_UP_S, value="300")
    await callbridge.write(lambda tx, at: keep_setting(tx, five_minutes, vera_id, at))
    third = await phone("103")
    vera = await desk("vera")
    status = vera.page.get_by_test_id("status")
    await expect(status).to_contain_text("Готов")
    await until_queue(asterisk, "first", lambda shown: "PJSIP/103" in shown)  # a second after the page
    await goes_to_lunch(vera, status)
    await until_queue(asterisk, EVERY_QUEUE, has_paused("Обед"))  # Asterisk goes through them one by one

    command(asterisk, "queue unpause member PJSIP/103")
    await expect(status).to_contain_text("Готов")
    with Control(asterisk.host, asterisk.ami_port, RIG) as another_program:
        another_program.action("QueuePause", Interface="PJSIP/103", Paused="true", Reason="Склад")
    await expect(status).to_contain_text("Пауза: Склад")
    await vera.page.keyboard.press("Control+Shift+P")
    await expect(status).to_contain_text("Готов")
    await expect(status).to_have_attribute("data-presence", "ready")

    caller = outside_call(QUEUE_DID, number="+79161234567")
    ring = await third.rings()
    ring.answer()
    await vera.sees_card("talking")
    await caller.hang_up()
    await vera.sees_card("wrap_up")
    await expect(status).to_contain_text(re.compile(r"Оформление0[34]:\d\d"))
    await until_queue(asterisk, QUEUE, has_paused("Оформление"))
    await vera.page.keyboard.press("Control+Shift+E")
    await expect(status).to_contain_text(re.compile(r"Оформление0[89]:\d\d"))
    await vera.page.keyboard.press("Control+Shift+P")
    await expect(status).to_contain_text("Готов")
    await until_queue(asterisk, QUEUE, lambda shown: "paused" not in shown)
    await vera.sees_card("wrap_up")

    await leaves_queues_and_returns(vera, callbridge)
    await opens_the_menu_before_its_reasons_come(vera)
    await closes_the_tab(asterisk, vera, await desk("gleb"))
