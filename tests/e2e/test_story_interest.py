"""The interest card filled while talking, saved once, never lost; the next call knows its caller."""

import asyncio
import re
from collections.abc import Awaitable, Callable

import pytest
from playwright.async_api import Locator, Route, expect

from callbridge.store.campaigns import add_campaign
from tests.asterisk.call import Call
from tests.asterisk.dialplan import DIRECT_DID
from tests.asterisk.fixtures import PhoneMaker
from tests.e2e.browser import Watch
from tests.e2e.conftest import DeskMaker
from tests.e2e.daemon import RunningDaemon
from tests.e2e.desk_page import DeskPage

NUMBER = "+79161234567"
Talk = Callable[[DeskPage], Awaitable[Call]]


@pytest.fixture
def talk(phone: PhoneMaker, outside_call: Callable[..., Call]) -> Talk:
    """Return ``await talk(page)``: a call from NUMBER that the operator of 101 has answered."""

    async def make(page: DeskPage) -> Call:
        device = await phone("101")
        call = outside_call(DIRECT_DID, number=NUMBER)
        (await device.rings()).answer()
        await page.sees_card("talking")
        return call

    return make


async def test_a_saved_interest_makes_the_next_call_known(
    desk: DeskMaker, phone: PhoneMaker, outside_call: Callable[..., Call]
) -> None:
    """R56-R59, R76, R78-R83, R86-R88, R92-R93, R103, R116, R148, R150: story 2, from the first call to the second."""
    device = await phone("101")
    anna = await desk("anna")
    call = outside_call(DIRECT_DID, number=NUMBER)
    (await device.rings()).answer()
    await anna.sees_card("talking", "Номера нет в базе")
    await anna.open_interest()
    await expect(anna.field("Дата и время")).to_have_value(re.compile(r"\d\d\.\d\d\.\d{4} \d\d:\d\d"))
    await expect(anna.field("Ответств.")).to_contain_text("Анна Иванова")
    await expect(anna.field("Событие")).to_have_value("Телефонный звонок")
    await expect(anna.field("Телефон")).to_have_value(re.compile(r"^\+7.?916"))
    await anna.fill("Лицо", "Сидорова Анна Петровна")
    await anna.fill("Дополнит.", "anna@romashka.example")
    await anna.choose("Тема", "Общие вопросы")
    await anna.fill("Содержание", "Просит перезвонить после обеда")
    await anna.rate("Удовлетворительный")
    await call.hang_up()
    await anna.sees_card("wrap_up")  # of a talk that goes on the card would stay
    await anna.save_and_close()
    await anna.sees_no_card()
    leads = anna.page.get_by_role("region", name="Последние лиды")
    await expect(leads.get_by_role("row").filter(has_text="Сидорова Анна Петровна")).to_contain_text("Удовл")

    again = outside_call(DIRECT_DID, number="89161234567")
    await device.rings()
    await anna.sees_card("ringing", "Сидорова Анна Петровна", "Предыдущие контакты", "Удовл")
    await again.hang_up()


async def test_what_was_typed_survives_a_reload(desk: DeskMaker, talk: Talk) -> None:
    """R104: story 3: the browser is reloaded while typing, and nothing is lost."""
    anna = await desk("anna")
    await talk(anna)
    await anna.open_interest()
    await anna.fill("Лицо", "Петров Пётр")
    await anna.field("Содержание").press_sequentially("Интересует дом у реки")
    # Nothing is kept before it is known what was: a reload earlier than that is nobody's.
    await expect(anna.page.get_by_text("Восстанавливаем введённое")).to_have_count(0)
    await anna.page.reload()
    await anna.sees_interest()
    await expect(anna.field("Лицо")).to_have_value("Петров Пётр")
    await expect(anna.field("Содержание")).to_have_value("Интересует дом у реки")
    await anna.sees_card("talking")


async def test_what_was_typed_comes_back_on_another_computer(desk: DeskMaker, talk: Talk) -> None:
    """R104: the draft is on the server too, not only in the browser that typed it."""
    anna = await desk("anna")
    await talk(anna)
    await anna.open_interest()
    await anna.fill("Содержание", "Начато на первом компьютере")
    await anna.is_told("Сохранено")
    await anna.page.context.close()
    there = await desk("anna")
    await there.open_interest()
    await expect(there.field("Содержание")).to_have_value("Начато на первом компьютере")


async def test_a_talk_that_ends_leaves_the_open_card_open(desk: DeskMaker, talk: Talk) -> None:
    """R104: hanging up closes nothing that is being filled."""
    anna = await desk("anna")
    call = await talk(anna)
    await anna.open_interest()
    await anna.fill("Содержание", "Ещё пишу")
    await call.hang_up()
    await anna.sees_card("wrap_up")
    await expect(anna.field("Содержание")).to_have_value("Ещё пишу")


async def test_a_refusal_asks_for_its_reason_and_says_where(
    desk: DeskMaker, talk: Talk, watch: Watch, callbridge: RunningDaemon
) -> None:
    """R89, R93-R95, R111-R113: a result without its reason, or another event than the dialled number's, is refused."""
    watch.allowed.append("status of 422")
    await callbridge.write(lambda tx, _: add_campaign(tx, "Выставка «Дом и сад»", dids=[f"+{DIRECT_DID}"]))
    await callbridge.write(lambda tx, _: add_campaign(tx, "Семинар"))
    anna = await desk("anna")
    await talk(anna)
    card = await anna.open_interest()
    await anna.page.get_by_role("button", name=re.compile("^Сохранить и закрыть")).click()
    await expect(card.locator("[data-field='outcome_id'][data-invalid='true']")).to_be_visible()
    for rating, meaning in (("positive", "Интерес выявлен"), ("negative", "Интереса нет")):
        await expect(card.locator(f"[data-rating='{rating}']")).to_have_attribute("title", meaning)
    await expect(card.locator("[data-field='refusal_reason_id']")).to_have_count(0)
    await anna.rate("Отрицательный")
    await expect(anna.field("Причина")).to_be_focused()
    await expect(anna.field("Новая сделка")).to_be_disabled()
    await anna.page.get_by_role("button", name=re.compile("^Сохранить и закрыть")).click()
    await expect(card.locator("[data-field='refusal_reason_id'][data-invalid='true']")).to_be_visible()
    await anna.choose("Причина", "Дорого")
    await anna.rate("Положительный")
    await expect(anna.field("Новая сделка")).to_be_enabled()
    await expect(card.locator("[data-field='refusal_reason_id']")).to_have_count(0)
    await anna.rate("Отрицательный")
    await anna.choose("Причина", "Дорого")
    await explain_another_event(anna, card)
    await anna.save_and_close()
    leads = anna.page.get_by_role("region", name="Последние лиды")
    await leads.get_by_role("row").filter(has_text="Отриц").get_by_role("link").first.click()
    facts = anna.page.get_by_role("region", name="Проявленный интерес")
    await expect(facts).to_contain_text("Клиент назвал другое мероприятие")
    await expect(facts).to_contain_text("Выставка «Дом и сад»")


async def explain_another_event(anna: DeskPage, card: Locator) -> None:
    """Choose another event than the dialled number's: back by one press, refused without a reason, on one screen."""
    reason = card.locator("[data-field='campaign_reason']")
    await expect(anna.field("Мероприятие")).to_have_value("Выставка «Дом и сад»")
    await expect(reason).to_have_count(0)
    await anna.choose("Мероприятие", "Семинар")
    await expect(card).to_contain_text("По номеру: Выставка «Дом и сад»")
    await card.get_by_role("button", name="Вернуть", exact=True).click()
    await expect(anna.field("Мероприятие")).to_have_value("Выставка «Дом и сад»")
    await anna.choose("Мероприятие", "Семинар")
    await anna.page.get_by_role("button", name=re.compile("^Сохранить и закрыть")).click()
    await expect(reason.get_by_role("alert")).to_contain_text("почему выбрано не мероприятие этого номера")
    assert await card.evaluate("it => it.scrollHeight <= it.clientHeight"), "one screen at 1366×768"
    await anna.field("Мероприятие").focus()
    await anna.page.keyboard.press("Tab")
    await anna.page.keyboard.type("назвал")
    await anna.page.get_by_role("option", name="Клиент назвал другое мероприятие").click()


async def test_a_campaign_source_needs_its_campaign_and_a_next_contact_its_time(desk: DeskMaker, watch: Watch) -> None:
    """R71, R89-R91, R96-R100, R105, R108: the same card by hand, without a call."""
    watch.allowed.append("status of 422")
    anna = await desk("anna")
    await anna.page.get_by_role("button", name=re.compile("^Новый интерес")).first.click()
    card = await anna.sees_interest()
    await anna.choose("Событие", "E-mail")
    await anna.fill("Телефон", "8 (916) 765-43-21")
    await anna.choose("Источник", "Маркетинговое мероприятие")
    await expect(anna.field("Напомнить")).to_be_disabled()
    next_year = await anna.page.evaluate("new Date(Date.now() + 300 * 864e5).toLocaleDateString('ru-RU')")
    await anna.fill("След.контакт", f"{next_year} 15:00")
    await anna.page.keyboard.press("Tab")
    await anna.field("Напомнить").check()
    await anna.choose("Вид", "Личная встреча")
    await anna.rate("Положительный")
    await expect(anna.field("На этапе")).to_be_visible()
    await expect(anna.field("Объект прод.")).to_be_visible()
    await expect(anna.field("Проект")).to_be_visible()
    await anna.page.get_by_role("button", name=re.compile("^Сохранить и закрыть")).click()
    await expect(card.locator("[data-field='campaign_id'][data-invalid='true']")).to_be_visible()
    await anna.choose("Источник", "Сайт")
    await anna.save_and_close()
    await anna.go("Входящие лиды")
    await expect(anna.page.get_by_role("row").filter(has_text=re.compile(r"765.?43.?21"))).to_have_count(1)


async def test_an_organization_is_picked_and_read_only_until_it_is_cleared(
    desk: DeskMaker, callbridge: RunningDaemon
) -> None:
    """R84-R87: picked by typing or a key, read-only until freed; a number that is typed brings its person."""
    await callbridge.add_customers()
    anna = await desk("anna")
    pressed = asyncio.Event()

    async def late(route: Route) -> None:
        await pressed.wait()
        await route.continue_()

    await anna.page.route(re.compile("/api/persons"), late)
    await anna.page.get_by_role("button", name=re.compile("^Новый интерес")).first.click()
    await anna.sees_interest()
    await anna.field("Контрагент").press_sequentially("ромаш")
    found = anna.page.get_by_role("option", name=re.compile("Ромашка"))
    await expect(found).to_be_visible()
    await anna.page.keyboard.press("Escape")  # the suggestions are closed first, and the card stays
    await expect(found).to_have_count(0)
    await anna.page.keyboard.press("ArrowDown")
    await found.click()
    await expect(anna.field("Контрагент")).to_have_js_property("readOnly", value=True)
    await anna.page.keyboard.press("F2")  # while its people are still asked for
    pressed.set()
    await anna.page.get_by_role("option", name=re.compile("Сидорова")).click()
    await expect(anna.field("Лицо")).to_have_value("Сидорова Анна Петровна")
    await anna.page.get_by_role("button", name="Очистить: Контрагент").click()
    await expect(anna.field("Контрагент")).to_have_value("")
    await expect(anna.field("Контрагент")).to_be_editable()
    await anna.field("Тема").focus()
    await anna.page.keyboard.press("F4")
    await expect(anna.page.get_by_role("option", name="Общие вопросы")).to_be_visible()
    await anna.page.keyboard.press("Escape")
    await anna.page.keyboard.press("Escape")
    await anna.page.keyboard.press("Control+Shift+KeyU")
    await anna.fill("Телефон", "8 (900) 555-01-01")
    await expect(anna.field("Лицо")).to_have_value("Сидорова Анна Петровна")
    await expect(anna.field("Контрагент")).to_have_value("ООО «Ромашка»")
