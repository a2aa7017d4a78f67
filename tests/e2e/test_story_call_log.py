"""The manager reads the call log: who was missed, who was called back, one call's phones, and the list as a file."""

import asyncio
import re
from collections.abc import Callable
from pathlib import Path

from playwright.async_api import Page, expect

from tests.asterisk.call import Call
from tests.asterisk.dialplan import DIRECT_DID
from tests.asterisk.fixtures import PhoneMaker
from tests.asterisk.phone import Phone
from tests.e2e.conftest import DeskMaker
from tests.e2e.desk_page import DeskPage
from tests.e2e.test_story_axe import Inspector

A_SECOND = 55
"""Voice packets of 20 ms, and some more."""
LOST = "+7 916 111-22-33"


async def test_a_missed_call_waits_in_its_list_until_somebody_talks_to_that_number(
    desk: DeskMaker, phone: PhoneMaker, outside_call: Callable[..., Call]
) -> None:
    """R152: missed and not called back; the call's page tells which phone rang, and follows what happens."""
    device = await phone("101")
    anna, gleb = await desk("anna"), await desk("gleb")
    await _miss(anna, device, outside_call)
    page = gleb.page
    await gleb.go("Звонки")
    await page.get_by_text("Не перезвонили · 1").click()
    row = page.get_by_role("row").filter(has_text=LOST)
    await expect(page.get_by_role("row")).to_have_count(2)
    await expect(row.get_by_role("button", name="Перезвонить")).to_be_visible()

    await row.get_by_role("link").first.click()
    await expect(page.get_by_role("heading", name=f"Звонок {LOST}")).to_be_visible()
    await expect(page.get_by_role("img", name=re.compile("Телефоны по времени"))).to_be_visible()
    await expect(page.get_by_role("row").filter(has_text="Анна Иванова")).to_contain_text("клиент положил трубку")
    await expect(page.get_by_text("ещё нет")).to_be_visible()

    again = outside_call(DIRECT_DID, number="+79161112233")
    (await device.rings()).answer()
    await anna.sees_card("talking")
    await again.hang_up()
    await anna.sees_card("wrap_up")
    await page.reload()
    await expect(page.get_by_role("heading", name=f"Звонок {LOST}")).to_be_visible()
    await expect(page.get_by_text("ещё нет")).to_have_count(0)
    await gleb.go("Звонки")
    await page.get_by_text("Не перезвонили · 0").click()
    await expect(page.get_by_text("Всем перезвонили")).to_be_visible()


async def test_a_supervisor_filters_the_calls_and_takes_them_as_a_file(
    desk: DeskMaker, phone: PhoneMaker, outside_call: Callable[..., Call], tmp_path: Path
) -> None:
    """R152: filters live in the address, totals are of the filter, the file is what is shown."""
    device = await phone("101")
    anna, gleb = await desk("anna"), await desk("gleb")
    await _miss(anna, device, outside_call)
    talked = outside_call(DIRECT_DID, number="+79165556677")
    (await device.rings()).answer()
    await anna.sees_card("talking")
    await talked.hang_up()
    await anna.sees_card("wrap_up")

    page = gleb.page
    await gleb.go("Звонки")
    await expect(page.get_by_role("row")).to_have_count(3)
    await page.get_by_role("button", name="Отбор").click()
    await page.get_by_label("Номер клиента").fill("22-33")
    await page.keyboard.press("Enter")
    await expect(page.get_by_text("Номер клиента: 22-33")).to_be_visible()
    await expect(page.get_by_role("row")).to_have_count(2)
    assert "number=22-33" in page.url
    await expect(page.get_by_test_id("call-totals")).to_contain_text(re.compile("Звонков.?1.*Пропущено.?1", re.DOTALL))
    await page.reload()
    await expect(page.get_by_role("row")).to_have_count(2)

    head, *lines = await _exported(page, tmp_path / "calls.csv")
    assert head.startswith("Направление;Время;Номер;")
    assert [line.split(";")[2] for line in lines] == ["'+79161112233"]
    await page.get_by_role("button", name="Снять Номер клиента").click()
    await expect(page.get_by_role("row")).to_have_count(3)


async def _miss(anna: DeskPage, device: Phone, outside_call: Callable[..., Call]) -> None:
    lost = outside_call(DIRECT_DID, number="+79161112233")
    await device.rings()
    await anna.sees_card("ringing")
    await lost.hang_up()
    await anna.sees_no_card()


async def _exported(page: Page, file: Path) -> list[str]:
    await page.get_by_role("button", name="Выгрузить").click()
    async with page.expect_download() as downloading:
        await page.get_by_role("menuitem", name="CSV").click()
    await (await downloading.value).save_as(file)
    return (await asyncio.to_thread(file.read_text, encoding="utf-8-sig")).splitlines()


async def test_the_page_of_a_transferred_call_tells_each_operators_seconds_and_who_handed_over(
    desk: DeskMaker, phone: PhoneMaker, outside_call: Callable[..., Call]
) -> None:
    """R152, issue 3: talk apart for each operator, the hand-over by name; the page is sound by day and by night."""
    first, second = await phone("101"), await phone("102")
    anna, gleb = await desk("anna"), await desk("gleb")
    caller = outside_call(DIRECT_DID, number="+79161112233")
    ring = await first.rings()
    ring.answer()
    await ring.until_heard(A_SECOND)
    await ring.hold()
    consultation = first.dial("102")
    await consultation.until_ringing()
    taken = await second.rings()
    taken.answer()
    await taken.until_heard(A_SECOND)
    await ring.transfer("102", consulted=consultation)
    await taken.until_heard(2 * A_SECOND)
    await caller.hang_up()
    await anna.sees_card("wrap_up")

    page = gleb.page
    await gleb.go("Звонки")
    await page.get_by_role("row").filter(has_text=LOST).get_by_role("link").first.click()
    moments = page.get_by_test_id("moments")
    await expect(moments).to_contain_text("Перевод с консультацией: Анна Иванова → Борис Смирнов (102)")
    await expect(moments).to_contain_text("Удержание: Анна Иванова")
    operators = page.get_by_test_id("operators").get_by_role("row")
    for name in ("Анна Иванова", "Борис Смирнов"):
        await expect(operators.filter(has_text=name)).to_contain_text(re.compile(r"00:(0[1-9]|[1-5]\d)"))
    inspector = Inspector(page)
    await inspector.look("light")
    await page.get_by_role("button", name="Тёмное").click()
    await inspector.look("dark")
    assert not inspector.faults

    await page.get_by_role("tab", name="Лид").click()
    await expect(page.get_by_text("Лида по этому звонку нет")).to_be_visible()
    assert page.url.endswith("?tab=lead")
    await gleb.go("Звонки")
    await page.get_by_role("button", name="Отбор").click()
    await page.get_by_role("combobox", name="Переводы").click()
    await page.get_by_role("option", name="есть", exact=True).click()
    await page.get_by_role("button", name="Показать").click()
    await expect(page.get_by_text("Переводы: есть")).to_be_visible()
    await expect(page.get_by_role("row").filter(has_text=LOST)).to_have_count(1)
