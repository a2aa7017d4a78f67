"""Cards of records: made and changed by hand, two editors of one record, nothing typed lost."""

import re

from playwright.async_api import Locator, Page, expect

from tests.e2e.browser import Watch
from tests.e2e.conftest import DeskMaker
from tests.e2e.daemon import RunningDaemon
from tests.e2e.desk_page import DeskPage

EVENTS = "Маркетинговые мероприятия"


def field(card: Locator, label: str) -> Locator:
    """Return a field of a card by its label."""
    return card.get_by_label(label, exact=True)


async def fill(card: Locator, **values: str) -> None:
    """Type into fields of a card, by their ids."""
    for name, value in values.items():
        await card.locator(f"[data-field='{name}'] :is(input:not([type=hidden]), textarea)").fill(value)


async def new_event(page: Page, **values: str) -> None:
    """Plan an event by the button over the list."""
    await page.get_by_role("button", name="Создать").first.click()
    card = page.get_by_test_id("record-card")
    await fill(card, **values)
    await page.keyboard.press("Control+Enter")
    await expect(card).to_have_count(0)


async def open_event(desk: DeskPage, name: str) -> Locator:
    """Open an event's card over the list, as the keyboard does."""
    await desk.go("Маркетинг")
    grid = desk.page.get_by_role("grid", name=EVENTS)
    await grid.get_by_role("row").filter(has_text=name).click()
    await grid.press("Enter")
    card = desk.page.get_by_test_id("record-card")
    await expect(field(card, "Название")).to_have_value(name)
    return card


async def test_two_managers_edit_one_event_and_each_field_is_kept_as_chosen(
    desk: DeskMaker, callbridge: RunningDaemon, watch: Watch
) -> None:
    """R33, R50: a colleague's change is shown field by field, was, mine, theirs; what was typed is not lost."""
    watch.allowed.append("status of 409")
    gleb, olga = await desk("gleb"), await desk("olga")
    await gleb.go("Маркетинг")
    await new_event(gleb.page, name="Выставка «Дом»", place="Крокус")
    his, hers = [await open_event(who, "Выставка «Дом»") for who in (gleb, olga)]
    await fill(hers, name="Ярмарка", place="ВДНХ", date_from="01.12.2026")
    await olga.page.keyboard.press("Control+KeyS")
    await olga.is_told("Сохранено")
    await fill(his, name="Салон", place="Гостиный двор", note="Звонить до 12")
    await gleb.page.keyboard.press("Control+KeyS")
    told = his.get_by_role("alert", name="Пока вы правили")
    rows = told.get_by_role("row")
    await expect(rows.filter(has_text="Название")).to_have_text(re.compile("Выставка «Дом».*Салон.*Ярмарка"))
    await expect(rows.filter(has_text="Период с")).to_have_text(re.compile("не меняли.*01.12.2026"))
    await told.get_by_role("button", name="Название: оставить моё").click()
    await told.get_by_role("button", name="Место: взять у коллеги").click()
    await gleb.page.keyboard.press("Control+KeyS")
    await expect(told).to_have_count(0)
    await his.get_by_role("button", name="История изменений").click()
    await expect(his.get_by_text("Название: Ярмарка → Салон")).to_be_visible()
    await gleb.page.keyboard.press("Escape")
    await expect(gleb.page.get_by_role("row").filter(has_text="Салон")).to_contain_text("01.12.2026")
    await olga.page.reload()
    await olga.page.get_by_role("link", name="Салон").click()
    page = olga.page.get_by_test_id("record-card")
    await expect(field(page, "Место")).to_have_value("ВДНХ")
    await expect(field(page, "Примеч.")).to_have_value("Звонить до 12")
