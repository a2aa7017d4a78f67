"""An operator's status on both sides: in the browser and in a real queue."""

import re
import sqlite3
from collections.abc import Callable
from contextlib import closing

from playwright.async_api import expect

from callbridge.crm.setting import WRAP_UP_S, KeptSetting
from callbridge.kernel.ids import OperatorId
from callbridge.store.settings import keep_setting
from tests.asterisk.call import Call
from tests.asterisk.config import RIG
from tests.asterisk.control import Control
from tests.asterisk.dialplan import QUEUE, QUEUE_DID
from tests.asterisk.fixtures import PhoneMaker
from tests.asterisk.server import Asterisk
from tests.e2e.conftest import DeskMaker
from tests.e2e.daemon import RunningDaemon


def command(asterisk: Asterisk, text: str) -> str:
    with Control(asterisk.host, asterisk.ami_port, RIG) as control:
        return control.command(text)


async def test_a_status_is_the_queues_and_what_is_changed_there_is_the_browsers(
    callbridge: RunningDaemon, desk: DeskMaker, phone: PhoneMaker, outside_call: Callable[..., Call]
) -> None:
    """Pause by key and menu, ready by Asterisk's command line, a wrap-up after a real call that leaves the card."""
    asterisk = callbridge.asterisk
    with closing(sqlite3.connect(callbridge.database)) as rows:
        vera_id = OperatorId(rows.execute("SELECT id FROM operator WHERE login = 'vera'").fetchone()[0])
    minute = KeptSetting(key=WRAP_UP_S, value="60")
    await callbridge.write(lambda tx, at: keep_setting(tx, minute, vera_id, at))
    third = await phone("103")
    vera = await desk("vera")
    status = vera.page.get_by_test_id("status")
    await expect(status).to_contain_text("Готов")
    await vera.page.keyboard.press("Control+Shift+P")
    await vera.page.get_by_role("menuitem", name="Обед").click()
    await expect(status).to_contain_text("Пауза: Обед")
    member = next(line for line in command(asterisk, f"queue show {QUEUE}").splitlines() if "PJSIP/103" in line)
    assert "paused:Обед" in member

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
    await expect(status).to_contain_text(re.compile(r"Оформление00:5\d"))
    assert "paused:Оформление" in command(asterisk, f"queue show {QUEUE}")
    await vera.page.keyboard.press("Control+Shift+E")
    await expect(status).to_contain_text(re.compile(r"Оформление01:\d\d"))
    await vera.page.keyboard.press("Control+Shift+P")
    await expect(status).to_contain_text("Готов")
    assert "paused" not in command(asterisk, f"queue show {QUEUE}")
    await vera.sees_card("wrap_up")
