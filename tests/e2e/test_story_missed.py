"""Nobody answered: one missed call, seen by all, called back by anyone, closed by itself everywhere."""

import re
from collections.abc import Callable

from playwright.async_api import Locator, expect

from tests.asterisk.call import Call
from tests.asterisk.dialplan import GROUP_DID
from tests.asterisk.fixtures import PhoneMaker
from tests.asterisk.phone import OutsideLine
from tests.e2e.conftest import DeskMaker
from tests.e2e.desk_page import DeskPage

NUMBER = "+79161112233"
SHOWN = "+7 916 111-22-33"


async def test_an_abandoned_call_is_one_missed_call_until_anyone_calls_back(
    desk: DeskMaker, phone: PhoneMaker, outside: OutsideLine, outside_call: Callable[..., Call]
) -> None:
    """R52, R152: two phones rang, one call is missed; 103 calls back, and it goes from every open list by itself."""
    first, second, third = await phone("101"), await phone("102"), await phone("103")
    anna, vera = await desk("anna"), await desk("vera")
    for each in (anna, vera):
        await each.go("Звонки")
        await each.page.get_by_text("Не перезвонили · 0").click()
    call = outside_call(GROUP_DID, number=NUMBER)
    await first.rings()
    await second.rings()
    await anna.sees_card("ringing")
    await call.hang_up()
    await anna.sees_no_card()
    for each in (anna, vera):
        await expect(each.page.get_by_text("Не перезвонили · 1")).to_be_visible()
        await expect(_rows(each)).to_have_count(1)

    await vera.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    async with vera.tells(f"Наберите {SHOWN}"):
        await _rows(vera).get_by_role("button", name=re.compile("^Перезвонить")).click()
    assert await vera.page.evaluate("navigator.clipboard.readText()") == NUMBER
    back = third.dial(NUMBER)
    customer = await outside.rings()
    await vera.sees_card("dialing")
    customer.answer()
    await back.until_answered()
    for each in (anna, vera):
        await expect(each.page.get_by_text("Не перезвонили · 0")).to_be_visible()
        await expect(each.page.get_by_text("Всем перезвонили")).to_be_visible()


async def test_a_call_that_one_of_two_phones_answers_is_not_missed(
    desk: DeskMaker, phone: PhoneMaker, outside_call: Callable[..., Call]
) -> None:
    """R152: 101 rings in vain, 102 answers: there is nothing to call back."""
    first, second = await phone("101"), await phone("102")
    anna = await desk("anna")
    await anna.go("Звонки")
    call = outside_call(GROUP_DID, number=NUMBER)
    await first.rings()
    await anna.sees_card("ringing")
    async with anna.tells("Ответил(а) Борис Смирнов"):
        (await second.rings()).answer()
        await call.until_answered()
    await call.hang_up()
    await expect(_rows(anna).filter(has_text="отвечен")).to_have_count(1)
    await expect(anna.page.get_by_text("Не перезвонили · 0")).to_be_visible()


def _rows(page: DeskPage) -> Locator:
    return page.page.get_by_role("row").filter(has_text=SHOWN)
