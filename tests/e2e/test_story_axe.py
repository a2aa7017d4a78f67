"""axe-core finds nothing serious on any page, in any state, by day and by night, in both languages."""

import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Literal

from playwright.async_api import Page, expect
from sqlalchemy import select

from callbridge.crm.call_script import AskKind, FillField, ScriptAnswer, ScriptFill, ScriptStep
from callbridge.crm.entities import ENTITIES
from callbridge.crm.operator import Role
from callbridge.crm.record import Author
from callbridge.crm.record_form import read_form
from callbridge.store import tables as t
from callbridge.store.records.service import create_record
from callbridge.store.scripts import write_script as publish_script
from callbridge.store.tx import Tx
from tests.asterisk.call import Call
from tests.asterisk.dialplan import DIRECT_DID
from tests.asterisk.fixtures import PhoneMaker
from tests.asterisk.phone import OutsideLine
from tests.e2e.browser import Watch
from tests.e2e.conftest import DeskMaker, PageMaker
from tests.e2e.daemon import RunningDaemon
from tests.e2e.desk_page import DeskPage
from tests.e2e.test_story_attention import until

AXE = Path(__file__).parents[2] / "screenpop_client/node_modules/axe-core/axe.min.js"
NUMBER = "+79161234567"
SETTLED = """(async () => {
    const drawn = () => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
    const moving = () => document.getAnimations()
        .filter(one => one.playState === "running" && one.effect.getComputedTiming().endTime !== Infinity);
    do {
        await drawn();
        await Promise.all(moving().map(one => one.finished.catch(() => 0)));
        await drawn();
    } while (moving().length);
})()"""
"""A transition begins a frame after what causes it: only when two frames pass without one is the page at rest."""
NOTHING_COVERED = """(() => {
    const form = document.querySelector("[data-testid=interest-card] form");
    const places = (all) => [...all].map(one => one.getBoundingClientRect());
    const fields = places(form.querySelectorAll("[data-field]"));
    const cards = places(document.querySelectorAll("aside article"));
    const meets = (one, other) => one.left < other.right && other.left < one.right
        && one.top < other.bottom && other.top < one.bottom;
    return !cards.some(card => fields.some(field => meets(card, field)));
})()"""
"""No field of the open interest card lies under a docked card."""
OF_COLOURS = ("color-contrast", "link-in-text-block")
"""The rules that see colours: by night all others find what they find by day."""


class Inspector:
    """Collects what axe-core finds serious or critical, by place."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self.faults: dict[str, list[str]] = {}

    async def look(self, place: str) -> None:
        """Inspect the page as it stands, nothing moving and no hint half faded in."""
        await self._page.emulate_media(reduced_motion="reduce")
        await self._page.mouse.move(0, 0)
        await self._inspect(place)

    async def look_day_and_night(self, place: str) -> None:
        """Inspect the page of somebody who chose no colours, as their system has them by day and by night."""
        await self.look(place)
        await self._become("dark")
        await self._inspect(f"{place}, by night", OF_COLOURS)
        await self._become("light")

    async def _become(self, scheme: Literal["dark", "light"]) -> None:
        await self._page.emulate_media(color_scheme=scheme)
        await expect(self._page.locator("html")).to_have_attribute("data-mantine-color-scheme", scheme)

    async def _inspect(self, place: str, rules: tuple[str, ...] = ()) -> None:
        await self._page.evaluate(SETTLED)
        if await self._page.evaluate("typeof axe === 'undefined'"):
            await self._page.evaluate(AXE.read_text(encoding="utf-8"))
        only = {"runOnly": {"type": "rule", "values": list(rules)}} if rules else {}
        found = await self._page.evaluate("how => axe.run(how)", {"resultTypes": ["violations"], **only})
        faults = [
            f"{fault['id']}: {node['html'][:140]} {node['failureSummary']}"
            for fault in found["violations"]
            if fault["impact"] in ("serious", "critical")
            for node in fault["nodes"]
        ]
        if faults:
            self.faults[place] = faults


async def test_the_login_page(callbridge: RunningDaemon, open_page: PageMaker, watch: Watch) -> None:
    watch.allowed.append("status of 401")
    page = await open_page(callbridge.url)
    await expect(page.get_by_label("Логин")).to_be_visible()
    inspector = Inspector(page)
    await inspector.look_day_and_night("login")
    assert not inspector.faults


async def test_every_page_and_what_opens_on_it(desk: DeskMaker, callbridge: RunningDaemon) -> None:
    await callbridge.add_customers()
    anna = await desk("anna")
    page, inspector = anna.page, Inspector(anna.page)
    for name in ("Маркетинг", "Звонки", "Мой день", "Настройки", "Рабочее место", "Сделки", "Входящие лиды"):
        await anna.go(name)
        await expect(page.get_by_role("heading", level=1)).to_be_visible()
        await inspector.look_day_and_night(name)
    await page.get_by_role("button", name="Колонки").click()
    await expect(page.get_by_role("checkbox", name="Проект")).to_be_visible()
    await inspector.look_day_and_night("columns")
    await page.keyboard.press("Escape")
    lead = page.get_by_role("row").filter(has_text="Сидорова")
    for link, place in (("Сидорова Анна Петровна", "person"), ("ООО «Ромашка»", "organization")):
        await lead.get_by_role("link", name=link).click()
        await expect(page.get_by_role("heading", level=1, name=link)).to_be_visible()
        await expect(page.get_by_text("Ждёт звонка")).to_be_visible()
        await inspector.look_day_and_night(place)
        await anna.go("Входящие лиды")
    await lead.get_by_role("link").first.click()
    await expect(page.get_by_role("heading", level=1, name=re.compile("^Лид №"))).to_be_visible()
    await inspector.look_day_and_night("lead")
    await page.keyboard.press("F1")
    await expect(page.get_by_role("dialog", name="Клавиши")).to_be_visible()
    await inspector.look_day_and_night("help")
    await page.keyboard.press("Escape")
    await page.get_by_role("button", name=re.compile("^Готов")).click()
    await expect(page.get_by_role("menuitem", name="Обед")).to_be_visible()
    await inspector.look_day_and_night("status menu")
    await page.get_by_role("menuitem", name="Обед").click()
    await expect(page.get_by_role("button", name=re.compile("^Пауза"))).to_be_visible()
    await inspector.look_day_and_night("paused")
    assert not inspector.faults


async def test_cards_of_records_and_dictionaries(desk: DeskMaker, callbridge: RunningDaemon) -> None:
    """R50, R132, R145: an event's card with its tabs, over its list and on its page, a dictionary, own parameters."""
    await callbridge.add_customers()
    olga = await desk("olga")
    page, inspector = olga.page, Inspector(olga.page)
    await olga.go("Маркетинг")
    card = page.get_by_test_id("record-card")
    await new_event_refused(page, inspector)
    await page.get_by_role("link", name="Выставка «Дом и сад»").click()
    await expect(page.get_by_role("grid", name="Участники")).to_have_count(0)
    await expect(card.get_by_role("tab", name="Интересы · 1")).to_be_visible()
    await card.get_by_role("tab", name="Затраты").click()
    await card.get_by_role("button", name="История изменений").click()
    await inspector.look_day_and_night("card of an event")
    await olga.go("Справочники")
    await page.get_by_role("link", name="Источники").click()
    row = page.get_by_role("row").filter(has_text="Маркетинговое мероприятие")
    await expect(row).to_be_visible()
    await inspector.look_day_and_night("dictionary")
    await row.get_by_role("checkbox").check()
    await change_of_a_field(page, inspector)
    await row.get_by_role("link").click()
    await expect(page.get_by_role("button", name="Больше не использовать")).to_be_visible()
    await inspector.look_day_and_night("row of a dictionary")
    await olga.go("Параметры")
    await expect(page.get_by_label("Базовая валюта")).to_have_value("RUB")
    await inspector.look_day_and_night("parameters")
    await olga.go("Настройки")
    own = page.get_by_role("region", name="Мои параметры")
    await own.get_by_role("combobox", name="«Новая сделка» в карточке интереса").click()
    await page.get_by_role("option", name="только вручную").click()
    await own.get_by_role("button", name="Сохранить").first.click()
    await expect(own.get_by_text("Задано вами")).to_be_visible()
    await inspector.look_day_and_night("own parameter")
    await own.get_by_role("button", name="Вернуть: как у выбранного результата").click()
    await expect(own.get_by_text("По умолчанию")).to_have_count(5)
    assert not inspector.faults


async def new_event_refused(page: Page, inspector: Inspector) -> None:
    """Look at the card of a new event that is not saved for want of a name."""
    await page.get_by_role("button", name="Создать").click()
    card = page.get_by_test_id("record-card")
    await expect(card.get_by_label("Название", exact=True)).to_be_visible()  # no key is heard before
    await page.keyboard.press("Control+Enter")
    await expect(card.get_by_role("alert")).to_have_text("Заполните это поле.")
    await inspector.look_day_and_night("new event, refused")
    await page.keyboard.press("Escape")


async def change_of_a_field(page: Page, inspector: Inspector) -> None:
    """Look at the dialog that would empty a field of the marked row; nothing is changed."""
    await page.get_by_role("button", name="Изменить поле…").click()
    change = page.get_by_role("dialog", name="Изменить поле у отмеченных: 1")
    await change.get_by_label("Поле", exact=True).click()
    await page.get_by_role("option", name="Порядок").click()
    await expect(change.get_by_role("status")).to_contain_text("поле опустеет")
    await inspector.look_day_and_night("change of a field")
    await page.keyboard.press("Escape")
    await page.get_by_role("button", name="Снять отметки").click()


async def test_every_state_of_the_cards(
    desk: DeskMaker, phone: PhoneMaker, outside: OutsideLine, callbridge: RunningDaemon, watch: Watch
) -> None:
    watch.allowed.append("status of 422")
    for name in ("Петров Пётр", "Петрова Полина"):
        await callbridge.add_person(name, NUMBER)
    device = await phone("101")
    anna = await desk("anna")
    page, inspector = anna.page, Inspector(anna.page)
    call = outside.call(DIRECT_DID, number=NUMBER)
    ring = await device.rings()
    await anna.sees_card("ringing")
    await inspector.look_day_and_night("ringing, several candidates")
    ring.answer()
    await anna.sees_card("talking")
    await inspector.look_day_and_night("talking")
    await ring.hold()
    await anna.sees_card("held")
    await inspector.look_day_and_night("held")
    await ring.resume()
    await refused(anna, inspector)
    second = outside.anonymous_call(DIRECT_DID)
    await device.rings()
    await expect(anna.cards("ringing")).to_contain_text("Номер скрыт")
    await inspector.look_day_and_night("interest and a withheld ring")
    await until(page, NOTHING_COVERED)
    more = []
    for rings in (2, 3):
        more.append(outside.call(DIRECT_DID, number=f"+7916123000{rings}"))
        await expect(anna.cards("ringing")).to_have_count(rings)
        await until(page, NOTHING_COVERED)
    await inspector.look("interest and three rings")
    await page.keyboard.press("Escape")
    await expect(anna.cards("talking")).to_be_in_viewport(ratio=1)  # its buttons are never pushed off the screen
    for one in more:
        await one.hang_up()
    await expect(anna.cards("ringing")).to_have_count(1)
    await inspector.look_day_and_night("two cards")
    await call.hang_up()
    await expect(anna.cards("wrap_up")).to_have_count(1)
    await inspector.look_day_and_night("wrap-up")
    await second.hang_up()
    assert not inspector.faults


async def refused(anna: DeskPage, inspector: Inspector) -> None:
    """Look at an interest card that is not saved for want of a reason."""
    await anna.open_interest()
    await anna.rate("Отрицательный")
    await anna.page.get_by_role("button", name=re.compile("^Сохранить и закрыть")).click()
    await expect(anna.page.locator("[data-field='refusal_reason_id'] [role='alert']")).to_be_visible()
    await inspector.look_day_and_night("interest, refused")


async def test_a_refusal_then_a_deal_in_english_and_nothing_on_the_way_is_serious(
    desk: DeskMaker,
    phone: PhoneMaker,
    outside_call: Callable[..., Call],
    callbridge: RunningDaemon,
    watch: Watch,
) -> None:
    """R75, R77, R93-R99, R102, R113-R115, R117: refused with a later contact; then a deal is made; then its card."""
    watch.allowed.append("status of 422")
    await callbridge.write(write_script)
    device, anna, olga = await phone("101"), await desk("anna"), await desk("olga")
    page, inspector = anna.page, Inspector(anna.page)
    await page.get_by_text("EN", exact=True).click()
    call = outside_call(DIRECT_DID, number=NUMBER)
    (await device.rings()).answer()
    await anna.sees_card("talking")
    await inspector.look("desk")
    await page.keyboard.press("Control+Shift+KeyI")
    await refused_in_english(page, inspector)
    await is_written_down(anna, call)

    await page.get_by_role("link", name=re.compile("^My day")).click()
    await expect(page.get_by_test_id("follow-up")).to_contain_text("Anna Smith")
    await inspector.look("my day")
    await page.get_by_role("link", name="Settings").click()
    await expect(page.get_by_role("region", name="My keys")).to_be_visible()
    await inspector.look("settings and keys")

    call = outside_call(DIRECT_DID, number=NUMBER)
    (await device.rings()).answer()
    card = await anna.sees_card("talking")
    await expect(card.get_by_test_id("promise")).to_contain_text("Promise")
    await expect(card.locator("footer")).to_contain_text("Too expensive")
    await wants_it_after_all(page)
    await is_written_down(anna, call)

    outside_call(DIRECT_DID, number=NUMBER)
    (await device.rings()).answer()
    await (await anna.sees_card("talking")).get_by_role("button", name=re.compile("^Deal")).click()
    await expect(page.get_by_role("region", name="Contact of a deal", exact=True)).to_be_visible()
    await inspector.look("contact of a deal")
    await page.get_by_role("button", name=re.compile("^Ready")).click()
    await expect(page.get_by_role("menuitem", name="Lunch")).to_be_visible()
    await inspector.look("status menu")

    assert inspector.faults | await editor_in_english(olga.page) == {}


async def is_written_down(anna: DeskPage, call: Call) -> None:
    """End the talk and save what was typed: in this order, for what is saved while it goes on leaves the card there."""
    await call.hang_up()
    await expect(anna.cards("wrap_up")).to_have_count(1)
    await anna.page.keyboard.press("Control+Enter")
    await anna.sees_no_card()


async def refused_in_english(page: Page, inspector: Inspector) -> None:
    """By the script, on one screen; without a reason, with no date and with one in the past nothing goes."""
    card = page.get_by_test_id("interest-card")
    script = card.get_by_role("region", name="Call script")
    await expect(script).to_contain_text("Shall we meet?")
    await card.get_by_label("Person", exact=True).first.fill("Anna Smith")
    await card.get_by_label("Topic", exact=True).first.click()
    await page.get_by_role("option", name="General", exact=True).click()
    await page.keyboard.press("Alt+Digit6")
    await expect(script).to_contain_text("May we call again?")
    await expect(card.get_by_role("radio", name="Negative")).to_be_checked()
    await page.keyboard.press("Control+Enter")
    await expect(card.locator("[data-field='refusal_reason_id'] [role='alert']")).to_be_visible()
    await card.get_by_label("Reason", exact=True).click()
    await page.get_by_role("option", name="Too expensive", exact=True).click()
    for typed, told in (("32.13 10:00", "Not a date."), ("01.02.2020 10:00", "This time has passed.")):
        await card.get_by_label("Next contact", exact=True).fill(typed)
        await page.keyboard.press("Control+Enter")
        await expect(card.get_by_role("alert").filter(has_text=told)).to_be_visible()
    await inspector.look("interest, refused")
    assert await card.evaluate("it => it.scrollHeight <= it.clientHeight"), "one screen at 1366×768"
    await expect(card.get_by_label("Person", exact=True).first).to_have_value("Anna Smith")
    await card.get_by_role("button", name="in an hour").click()


async def wants_it_after_all(page: Page) -> None:
    """By the first answer of the script."""
    card = page.get_by_test_id("interest-card")
    await page.keyboard.press("Control+Shift+KeyI")
    await expect(card.get_by_label("Person", exact=True).first).to_have_value("Anna Smith")
    await expect(card.get_by_role("region", name="Call script")).to_contain_text("Shall we meet?")
    await page.keyboard.press("Alt+Digit5")
    await expect(card.get_by_role("radio", name="Positive")).to_be_checked()
    await card.get_by_label("New deal", exact=True).check()


async def editor_in_english(page: Page) -> dict[str, list[str]]:
    """Return what is serious in the editor of the script."""
    inspector = Inspector(page)
    await page.get_by_text("EN", exact=True).click()
    await page.evaluate("location.hash = '#/call_script/1'")
    await page.get_by_role("button", name="Add a step").click()
    await expect(page.get_by_role("group", name="Step 3", exact=True)).to_be_visible()
    await inspector.look("editor of a script")
    return inspector.faults


def write_script(tx: Tx, at: datetime) -> None:
    """Write and publish a script of two steps, as a manager would."""
    author = Author(
        operator_id=tx.value(select(t.operator.c.id).where(t.operator.c.login == "olga")), role=Role.MANAGER
    )
    values = read_form(ENTITIES["call_script"], {"name": "Viewing", "direction": "any"}, role=Role.MANAGER, is_new=True)
    made = create_record(tx, "call_script", values, author, key="script", at=at)
    by_rating = {row.rating: row.id for row in tx.rows(select(t.outcome.c.id, t.outcome.c.rating))}

    def says(text: str, rating: str, to: str) -> ScriptAnswer:
        return ScriptAnswer(text=text, next=to, fills=(ScriptFill(field=FillField.OUTCOME, value=by_rating[rating]),))

    meet = ScriptStep(
        key="meet",
        title="Meeting",
        words="Shall we meet?",
        ask=AskKind.CHOICE,
        answers=(says("Yes", "positive", ""), says("No", "negative", "later")),
    )
    later = ScriptStep(key="later", title="Later", words="May we call again?")
    publish_script(tx, made.id, made.version, [meet, later], author, at=at, publish=True)
