"""A day with deals: the board by mouse and by keys, the list in bulk, the card, the contract, the event."""

import re
from datetime import datetime

from playwright.async_api import Locator, Page, Route, expect
from sqlalchemy import select, update

from callbridge.crm.entities import ENTITIES
from callbridge.crm.interest import InterestForm
from callbridge.crm.operator import Role
from callbridge.crm.record import Author
from callbridge.crm.record_form import read_form
from callbridge.kernel.numbers import NumberPlan, read_number
from callbridge.store import tables as t
from callbridge.store.campaigns import add_campaign
from callbridge.store.interests import Saving, save_interest
from callbridge.store.records.service import create_record
from callbridge.store.tx import Tx
from tests.e2e.browser import Watch
from tests.e2e.conftest import DeskMaker
from tests.e2e.daemon import RunningDaemon

FAIR, CUSTOMER = "Выставка «Дом и сад»", "Сидорова Анна"
DEALS = {"Дача": "400000", "Гараж": "300000", "Баня": "200000"}


def write_deals(tx: Tx, at: datetime) -> None:
    """Write three deals of Gleb's and one that an event's interest made."""
    gleb = tx.value(select(t.operator.c.id).where(t.operator.c.login == "gleb"))
    for name, amount in DEALS.items():
        values = read_form(
            ENTITIES["deal"], {"name": name, "topic": 1, "amount": amount}, role=Role.MANAGER, is_new=True
        )
        create_record(tx, "deal", values, Author(operator_id=gleb, role=Role.MANAGER), key=name, at=at)
    form = InterestForm(
        at=at, method_id=1, person_text=CUSTOMER, outcome_id=1, topic_id=1, new_deal=True,
        campaign_id=add_campaign(tx, FAIR), source_id=1,
    )  # fmt: skip
    number = read_number("+79005550101", NumberPlan())
    saving = Saving(key="fair", form=form, numbers=[number], owner_id=gleb, private_sales=True, at=at)
    save_interest(tx, saving)


def touch_deal(tx: Tx, name: str) -> None:
    """Change a deal as somebody else at work would."""
    tx.execute(update(t.deal).where(t.deal.c.name == name).values(version=t.deal.c.version + 1))


class Board:
    """The board as a person uses it."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def column(self, stage: str) -> Locator:
        return self.page.get_by_role("region", name=stage, exact=True)

    def card(self, name: str, stage: str = "") -> Locator:
        place = self.column(stage) if stage else self.page
        return place.get_by_role("listitem").filter(has_text=name)

    async def drag(self, name: str, stage: str) -> None:
        await self.card(name).drag_to(self.column(stage))

    async def lose(self, dialog: Locator, reason: str) -> None:
        """Say why, without which nothing is lost."""
        await expect(dialog.get_by_role("button", name="Переместить")).to_be_disabled()
        await dialog.get_by_label("Причина отказа").click()
        await self.page.get_by_role("option", name=reason).click()
        await dialog.get_by_role("button", name="Переместить").click()

    async def says(self, text: str) -> None:
        await expect(self.page.get_by_role("status").filter(has_text=text)).to_be_attached()


async def mark_under_two_searches(page: Page, first: str, second: str) -> None:
    """Mark two rows that are never shown together: both are meant, and that is said."""
    for name in (first, second):
        await page.get_by_role("searchbox", name="Поиск").fill(name)
        await expect(
            page.get_by_role("row").filter(has=page.get_by_role("checkbox", name="Отметить строку"))
        ).to_have_count(1)
        await page.get_by_role("row").filter(has_text=name).get_by_role("checkbox").check()
    await expect(page.get_by_text("Отмечено: 2, из них здесь не показано: 1")).to_be_visible()


async def change_all_but_one(page: Page, callbridge: RunningDaemon) -> None:
    """Set a field of all deals at once, while somebody else changes one of them: that one stays, with the reason."""

    async def meanwhile(route: Route) -> None:
        await callbridge.write(lambda tx, _: touch_deal(tx, "Дача"))
        await route.continue_()

    await page.route("**/api/records/deal/*", meanwhile, times=1)
    await page.get_by_role("checkbox", name="Отметить все показанные").check()
    await page.get_by_role("button", name="Изменить поле…").click()
    change = page.get_by_role("dialog", name="Изменить поле у отмеченных: 4")
    await change.get_by_label("Поле", exact=True).click()
    await page.get_by_role("option", name="Примеч.").click()
    await change.get_by_label("Примеч.", exact=True).fill("Ждём весны")
    await page.keyboard.press("Control+Enter")
    await expect(change.get_by_role("status")).to_have_text("Изменено: 3. Не изменено: 1")
    await expect(change.get_by_role("listitem")).to_contain_text("Тем временем запись изменил кто-то другой")
    await expect(change.get_by_role("link", name="Дача")).to_have_attribute("href", re.compile("#/deals/"))
    await page.keyboard.press("Escape")
    await expect(change).to_have_count(0)
    await expect(page.get_by_text("Отмечено: 1", exact=True)).to_be_visible()
    await expect(page.get_by_role("row").filter(has_text="Дача").get_by_role("checkbox")).to_be_checked()


async def test_deals_are_moved_by_mouse_by_keys_and_in_bulk_and_a_lost_one_says_why(
    desk: DeskMaker, callbridge: RunningDaemon, watch: Watch
) -> None:
    """R118, R122-R124: each way asks the reason, tells what it did, and takes back what is refused."""
    watch.allowed.append("status of 409")
    await callbridge.write(write_deals)
    gleb = await desk("gleb")
    await gleb.go("Сделки")
    await gleb.page.get_by_role("link", name="Доска").click()
    board = Board(gleb.page)
    call = board.column("Звонок")
    await expect(call.get_by_role("listitem")).to_have_count(4)
    await expect(call).to_contain_text(re.compile(r"900.000.*90.000", re.DOTALL))

    await board.drag("Дача", "Отказ")
    reason = gleb.page.get_by_role("dialog", name="Переместить «Дача»")
    await expect(board.card("Дача", "Отказ")).to_be_attached()
    await reason.get_by_role("button", name="Отмена").click()
    await expect(board.card("Дача", "Звонок")).to_be_visible()
    await board.drag("Дача", "Отказ")
    await board.lose(reason, "Дорого")
    await board.says("«Дача» — на этапе «Отказ»")
    await expect(board.column("Отказ")).to_contain_text("Сделок: 1")

    await board.card("Гараж").focus()
    await gleb.page.keyboard.press("Control+ArrowRight")
    await board.says("«Гараж» — на этапе «Встреча»")
    await expect(board.card("Гараж", "Встреча")).to_be_focused()
    await callbridge.write(lambda tx, _: touch_deal(tx, "Гараж"))
    await gleb.page.keyboard.press("Control+ArrowRight")
    await gleb.is_told("«Гараж» тем временем изменил кто-то другой")
    await expect(board.card("Гараж", "Встреча")).to_be_focused()

    await gleb.page.get_by_role("link", name="Список").click()
    await mark_under_two_searches(gleb.page, "Гараж", "Баня")
    await gleb.page.get_by_role("button", name="Переместить на этап").click()
    many = gleb.page.get_by_role("dialog", name="Переместить на этап: 2")
    await many.get_by_label("Презентация").check()
    await many.get_by_role("button", name="Переместить").click()
    await gleb.is_told("На этап «Презентация» перемещено: 2")
    await gleb.page.get_by_role("searchbox", name="Поиск").fill("")
    await expect(gleb.page.get_by_role("row").filter(has_text="Презентация")).to_have_count(2)
    await change_all_but_one(gleb.page, callbridge)


async def test_deals_stay_on_their_stages_until_a_manager_brings_them_over(
    desk: DeskMaker, callbridge: RunningDaemon
) -> None:
    """R107, R137: a stage less makes a revision; its deals come over by a mapping that shows how many there are."""
    await callbridge.write(write_deals)
    admin = await desk("admin")
    page, board = admin.page, Board(admin.page)
    await admin.go("Сделки")
    await page.get_by_role("link", name="Доска").click()
    await page.get_by_role("link", name="Настроить воронку").click()
    await page.get_by_role("button", name="Убрать этап: Звонок").click()
    await expect(page.get_by_text("Появится новая редакция воронки")).to_be_visible()
    await page.get_by_role("button", name="Сохранить").click()
    await expect(page.get_by_role("heading", name="Продажи, редакция 2")).to_be_visible()

    await page.go_back()
    await expect(board.column("Звонок")).to_have_count(0)
    await page.get_by_role("button", name="По редакции 1 идут: 4").click()
    await expect(board.column("Звонок").get_by_role("listitem")).to_have_count(4)
    await page.get_by_role("link", name="Настроить воронку").click()
    await page.get_by_role("button", name="Перенести").click()
    mapping = page.get_by_role("dialog", name="Перенести")
    await mapping.get_by_label("Звонок (редакция 1) — сделок: 4").click()
    await page.get_by_role("option", name="Встреча").click()
    await mapping.get_by_role("button", name="Перенести").click()
    await admin.is_told("Перенесено сделок: 4")
    await expect(page.get_by_text("По прежним редакциям идут")).to_have_count(0)


async def look_at_tabs(page: Page) -> None:
    """Go through what else belongs to a deal, by keys and by mouse."""
    await page.keyboard.press("Alt+ArrowRight")
    await expect(page.get_by_role("grid", name="Входящие лиды").get_by_role("row")).to_have_count(2)
    await page.get_by_role("tab", name="Задания · 0").click()
    await expect(page.get_by_role("button", name="Новое задание")).to_be_visible()
    await page.get_by_role("tab", name="Файлы · 0").click()
    await expect(page.get_by_text("Файлов пока нет")).to_be_visible()
    await page.keyboard.press("Alt+ArrowRight")
    history = page.get_by_role("region", name="История этапов").get_by_role("listitem")
    await expect(history).to_have_count(4)
    await expect(history.first).to_contain_text("Договор подписан")


async def look_at_events_deals(page: Page) -> None:
    """R31: those that the event brought, in its tab."""
    await page.get_by_role("row").filter(has_text=FAIR).get_by_role("gridcell").nth(1).click()
    await page.get_by_role("tab", name="Сделки · 1").click()
    await expect(page.get_by_role("tabpanel").get_by_role("row").filter(has_text=CUSTOMER)).to_have_count(1)


async def test_an_events_interest_becomes_a_signed_contract_and_the_event_shows_it(
    desk: DeskMaker, callbridge: RunningDaemon
) -> None:
    """R15-R21, R31, R119-R121, A16: a contact passes a stage, signing wins the deal, each figure opens to its rows."""
    await callbridge.write(write_deals)
    gleb = await desk("gleb")
    page = gleb.page
    await gleb.go("Сделки")
    await page.get_by_role("link", name=re.compile(CUSTOMER)).first.click()
    stages = page.get_by_role("region", name="Этапы сделки")
    present = stages.locator("[aria-current=step]")
    await expect(present).to_have_text("Звонок")
    await page.get_by_role("button", name="Добавить контакт").click()
    contact = page.get_by_role("dialog", name="Добавить контакт")
    await expect(contact.get_by_text("Пройдёт этап «Звонок»")).to_be_visible()
    await contact.get_by_label("Содержание").fill("Просит приехать")
    await contact.get_by_role("button", name="Сохранить").click()
    await expect(present).to_have_text("Встреча")

    await stages.get_by_role("button", name="Звонок").focus()
    for _ in range(3):
        await page.keyboard.press("ArrowRight")
    await page.keyboard.press("Enter")
    await expect(present).to_have_text("Коммерческое предложение")

    await page.keyboard.press("Alt+ArrowRight")
    await page.get_by_role("button", name="Создать договор").click()
    contract = page.get_by_role("dialog", name="Создать договор")
    await contract.get_by_label("Номер").fill("17/26")
    await contract.get_by_label("Сумма").fill("1 500 000,50")
    await contract.get_by_role("button", name="Сохранить").click()
    await page.get_by_role("button", name="Подписать").click()
    signing = page.get_by_role("dialog", name="Подписать договор № 17/26")
    await signing.get_by_role("button", name="Подписать").click()
    await expect(present).to_have_text("Договор")
    await expect(page.get_by_role("tab", name="Договоры · 1")).to_be_visible()
    await expect(page.get_by_role("dialog")).to_have_count(0)
    await look_at_tabs(page)

    for column, rows in {"Интерес": CUSTOMER, "Сделка": CUSTOMER, "Договоры": "17/26", "Доход": "17/26"}.items():
        await gleb.go("Маркетинг")
        event = page.get_by_role("row").filter(has_text=FAIR)
        shown = event.get_by_role("link", name=re.compile(rf"^{column}: (1|1.500.000,50)$"))
        await shown.click()
        await expect(page.get_by_role("row").filter(has_text=rows)).to_have_count(1)
        await expect(page.get_by_role("row").filter(has_text="Баня")).to_have_count(0)
    await gleb.go("Маркетинг")
    await look_at_events_deals(page)
