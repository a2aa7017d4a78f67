"""Why was there no card? The supervisor reads it in the page."""

import re
from collections.abc import Callable

from playwright.async_api import expect

from tests.asterisk.call import Call
from tests.asterisk.dialplan import BUSY_DID
from tests.asterisk.fixtures import PhoneMaker
from tests.e2e.conftest import DeskMaker


async def test_a_call_to_a_phone_without_an_operator_tells_the_supervisor_why_it_had_no_card(
    desk: DeskMaker, phone: PhoneMaker, outside_call: Callable[..., Call]
) -> None:
    device = await phone("105")
    gleb = await desk("gleb")
    call = outside_call(BUSY_DID, number="+79165550105")
    await device.rings()
    await gleb.sees_no_card()
    await call.hang_up()
    await gleb.go("Звонки")
    row = gleb.page.get_by_role("row").filter(has_text=re.compile(r"555.?01.?05"))
    await expect(row).to_contain_text("пропущен")
    await row.locator("a[href^='#/calls/']").first.click()
    await gleb.page.get_by_role("button", name="Почему не было карточки?").click()
    trace = gleb.page.get_by_role("dialog")
    await expect(trace.get_by_test_id("verdict")).to_have_text(
        "Без карточки: ни у одного оператора нет внутреннего номера 105 на АТС main."
    )
    await expect(trace).to_contain_text("Номер «+79165550105» прочитан как +79165550105.")
    await expect(trace).to_contain_text("Зазвонил телефон PJSIP/105.")
    await expect(trace.get_by_role("button", name="Скопировать")).to_be_visible()
