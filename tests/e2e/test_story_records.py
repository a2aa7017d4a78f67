"""Cards of records: made and changed by hand, two editors of one record, nothing typed lost."""

import re
from datetime import datetime

from playwright.async_api import Locator, Page, expect
from sqlalchemy import select

from callbridge.crm.entities import ENTITIES
from callbridge.crm.operator import Role
from callbridge.crm.record_form import read_form
from callbridge.store import tables as t
from callbridge.store.directory import add_organization
from callbridge.store.records.service import create_record
from callbridge.store.tx import Tx
from tests.e2e.browser import Watch
from tests.e2e.conftest import DeskMaker
from tests.e2e.daemon import RunningDaemon
from tests.e2e.deals import author, write_deals
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
    await grid.get_by_role("row").filter(has_text=name).get_by_role("gridcell").nth(1).click()  # a date: no link
    await grid.press("Enter")
    card = desk.page.get_by_test_id("record-card")
    await expect(field(card, "Название")).to_have_value(name)
    return card


async def add_line(
    page: Page, card: Locator, place: int, pick: tuple[str, str, str] | None = None, **values: str
) -> None:
    """Add a line to one of the two lists of an event's tab."""
    await card.get_by_role("tabpanel").get_by_role("button", name="Создать").nth(place).click()
    await expect(page.get_by_test_id("record-card")).to_have_count(2)  # the event's own has a name to overwrite, too
    line = page.get_by_test_id("record-card").last
    if pick is not None:
        label, typed, option = pick
        await line.get_by_label(label, exact=True).fill(typed)
        await page.get_by_role("option", name=option).click()
    await fill(line, **values)
    await page.keyboard.press("Control+Enter")
    await expect(page.get_by_test_id("record-card")).to_have_count(1)


async def add_persons(page: Page, card: Locator, *names: str) -> None:
    """Mark people in the directory and add them all."""
    await card.get_by_role("button", name="Выбрать лиц").click()
    dialog = page.get_by_role("dialog", name="Участники: выбор из контактных лиц")
    for name in names:
        await dialog.get_by_role("row").filter(has_text=name).get_by_role("checkbox").click()
    await dialog.get_by_role("button", name="Добавить отмеченных").click()
    await expect(dialog).to_have_count(0)


async def open_deal(desk: DeskPage, name: str) -> Locator:
    """Open a deal's card over the list, as the keyboard does."""
    await desk.go("Сделки")
    grid = desk.page.get_by_role("grid", name="Сделки")
    await grid.get_by_role("row").filter(has_text=name).get_by_role("gridcell").nth(4).click()  # a sum: no link
    await grid.press("Enter")
    card = desk.page.get_by_test_id("record-card")
    await expect(field(card, "Название")).to_have_value(name)
    return card


async def test_two_managers_edit_one_deal_and_each_field_is_kept_as_chosen(
    desk: DeskMaker, callbridge: RunningDaemon, watch: Watch
) -> None:
    """R118: a colleague's change is shown field by field, was, mine, theirs; what was typed is not lost."""
    watch.allowed.append("status of 409")
    await callbridge.add_person("Сидорова Анна")
    await callbridge.write(lambda tx, at: write_deals(tx, at, ("Дача",)))
    gleb, olga = await desk("gleb"), await desk("olga")
    his, hers = [await open_deal(who, "Дача") for who in (gleb, olga)]
    await fill(hers, name="Дом", amount="450000", expected_close="01.12.2040")
    await olga.page.keyboard.press("Control+KeyS")
    await olga.is_told("Сохранено")
    await fill(his, name="Коттедж", amount="500000", note="Звонить до 12")
    await gleb.page.keyboard.press("Control+KeyS")
    told = his.get_by_role("alert", name="Пока вы правили")
    rows = told.get_by_role("row")
    await expect(rows.filter(has_text="Название")).to_have_text(re.compile("Дача.*Коттедж.*Дом"))
    await expect(rows.filter(has_text="Ожидается")).to_have_text(re.compile("не меняли.*01.12.2040"))
    await told.get_by_role("button", name="Название: оставить моё").click()
    await told.get_by_role("button", name="Сумма: взять у коллеги").click()
    await gleb.page.keyboard.press("Control+KeyS")
    await expect(told).to_have_count(0)
    await his.get_by_role("button", name="История изменений").click()
    await expect(his.get_by_text("Название: Дом → Коттедж")).to_be_visible()
    await gleb.page.keyboard.press("Escape")
    await expect(gleb.page.get_by_role("row").filter(has_text="Коттедж")).to_contain_text("01.12.2040")
    await olga.page.reload()
    await olga.page.get_by_role("link", name="Коттедж").click()
    page = olga.page.get_by_test_id("record-card")
    await expect(field(page, "Сумма")).to_have_value(re.compile("^450.?000"))
    await expect(field(page, "Примеч.")).to_have_value("Звонить до 12")
    await archived_and_brought_back(olga, "Коттедж")


async def archived_and_brought_back(desk: DeskPage, name: str) -> None:
    """Archive the deal whose card is the page, find it in the list's archive, and bring it back there."""
    card = desk.page.get_by_test_id("record-card")
    await card.get_by_role("button", name="В архив").click()
    await card.get_by_role("button", name="В архив: да").click()
    row = desk.page.get_by_role("grid", name="Сделки").get_by_role("row").filter(has_text=name)
    archive = desk.page.get_by_role("button", name="Архив", exact=True)
    await archive.click()
    await row.get_by_role("gridcell").nth(4).dblclick()  # a sum: no link
    told = card.get_by_test_id("put-away")
    await expect(told).to_contain_text(re.compile("В архиве с .*Ольга"))
    await expect(field(card, "Название")).to_have_count(0)
    await told.get_by_role("button", name="Вернуть из архива").click()
    await expect(field(card, "Название")).to_have_value(name)
    await desk.page.keyboard.press("Escape")
    await expect(row).to_have_count(0)
    await archive.click()
    await expect(row).to_have_count(1)


def write_contacts(tx: Tx, at: datetime) -> None:
    """Write an event's contacts with a customer, who is no supplier, and with one who will be."""
    event = tx.value(select(t.campaign.c.id))
    supplier = tx.value(select(t.organization.c.id).where(t.organization.c.name == "Стенд"))
    for company in (supplier, add_organization(tx, "Гость", at=at)):
        raw = {"kind": "contact", "at": at.isoformat(), "method": 1, "organization": company, "campaign": event}
        values = read_form(ENTITIES["activity"], raw, role=Role.MANAGER, is_new=True)
        create_record(tx, "activity", values, author(tx), key=f"contact-{company}", at=at)


async def supplied(page: Page, card: Locator) -> None:
    """Say who supplies what: contacts with them are listed, and none with customers; then those with the chosen one."""
    await add_line(page, card, 0, pick=("Контрагент", "Стенд", "Стенд"), subject="Аренда зала")
    contacts = card.get_by_role("grid", name="Контакты").get_by_role("row")
    await expect(contacts.filter(has_text="Стенд")).to_have_count(1)
    await expect(contacts.filter(has_text="Гость")).to_have_count(0)
    await expect(card.get_by_role("tab", name="Поставщики · 1")).to_be_visible()
    await card.get_by_role("grid", name="Поставщики").get_by_role("row").filter(has_text="Аренда зала").click()
    await expect(card.get_by_role("heading", name="Контакты: Стенд")).to_be_visible()


async def test_an_event_is_planned_with_its_costs_and_participants_and_their_status_is_set_by_f3(
    desk: DeskMaker, callbridge: RunningDaemon, watch: Watch
) -> None:
    """R7, R15, R16, R23-R25, R45-R49: everything is written in the card, and the figures follow."""
    watch.allowed.append("status of 409")
    for name in ("Петрова Полина", "Сидоров Семён", "Яковлев Яков"):
        await callbridge.add_person(name)
    await callbridge.write(lambda tx, at: add_organization(tx, "Стенд", at=at))
    gleb = await desk("gleb")
    page = gleb.page
    await gleb.go("Маркетинг")
    await new_event(page, name="Семинар")
    card = await open_event(gleb, "Семинар")
    await card.get_by_role("tab", name=re.compile("^Затраты")).click()
    await add_line(page, card, 0, pick=("Сотрудник", "Анна", "Анна Иванова"), hours_plan="12,5")
    await add_line(page, card, 1, name="Аренда зала", plan_amount="150 000,50")
    figures = card.locator("dl")
    await expect(figures).to_contain_text(re.compile("Труд\\s*12,5.*План\\s*150.000,50"))
    await page.keyboard.press("Alt+ArrowRight")
    await expect(card.get_by_role("tab", name=re.compile("^Поставщики"))).to_have_attribute("aria-selected", "true")
    await callbridge.write(write_contacts)
    await supplied(page, card)
    await card.get_by_role("tab", name=re.compile("^Участники")).click()
    await add_persons(page, card, "Петрова", "Сидоров")
    people = card.get_by_role("grid", name="Участники")
    await expect(people.get_by_role("row")).to_have_count(3)
    await add_persons(page, card, "Сидоров", "Яковлев")
    await gleb.is_told("Уже участвуют и не добавлены: 1")
    await expect(people.get_by_role("row")).to_have_count(4)
    await people.get_by_role("row").filter(has_text="Петрова").get_by_text("Не определен").click()
    await people.get_by_role("row").filter(has_text="Яковлев").get_by_role("checkbox").click()
    await people.get_by_role("row").filter(has_text="Сидоров").get_by_role("checkbox").click()
    await people.focus()
    await page.keyboard.press("F3")
    await page.get_by_role("menuitem", name="Отказано").click()
    await expect(people.get_by_role("row").filter(has_text="Отказано")).to_have_count(2)
    await people.get_by_role("row").filter(has_text="Яковлев").get_by_role("checkbox").click()
    await card.get_by_role("button", name="Удалить").click()
    await card.get_by_role("button", name="Удалить: да").click()
    await expect(people.get_by_role("row")).to_have_count(3)
    await people.get_by_role("link", name="Петрова Полина").click()
    await expect(page.get_by_role("heading", level=1, name="Петрова Полина")).to_be_visible()
