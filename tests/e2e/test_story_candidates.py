"""Who is it? Several people under one number, or only the end of a number: asked, never decided for the operator."""

from collections.abc import Callable

from playwright.async_api import expect

from tests.asterisk.call import Call
from tests.asterisk.dialplan import DIRECT_DID
from tests.asterisk.fixtures import PhoneMaker
from tests.e2e.conftest import DeskMaker
from tests.e2e.daemon import RunningDaemon

NUMBER = "+79161234567"


async def test_two_people_of_one_number_are_offered_and_the_choice_fills_the_interest_card(
    desk: DeskMaker, phone: PhoneMaker, outside_call: Callable[..., Call], callbridge: RunningDaemon
) -> None:
    """R76, R86, R87, A9: neither name is taken before the operator has asked and chosen; who is not the caller goes."""
    people = [await callbridge.add_person(name, NUMBER) for name in ("Петров Пётр", "Петрова Полина")]
    device = await phone("101")
    anna = await desk("anna")
    outside_call(DIRECT_DID, number=NUMBER)
    (await device.rings()).answer()
    card = await anna.sees_card("talking")
    await expect(card).to_contain_text("Номер у нескольких: кто звонит?")
    await expect(card.get_by_role("heading", level=2)).to_have_text("+7 916 123-45-67")
    await anna.open_interest()
    await expect(anna.field("Лицо")).to_have_value("")
    await anna.page.keyboard.press("Escape")
    await anna.cards().get_by_role("button", name="Выбрать: Петрова Полина").click()
    await anna.sees_interest()
    await expect(anna.field("Лицо")).to_have_value("Петрова Полина")
    await expect(anna.field("Лицо")).to_have_js_property("readOnly", value=True)
    await anna.fill("Содержание", "спрашивает о доставке")
    await anna.page.keyboard.press("Escape")
    await card.get_by_role("button", name="Не он: Петрова Полина").click()
    await expect(card.get_by_role("heading", level=2)).to_have_text("Петров Пётр")
    await expect(card).to_have_attribute("data-match", "known")
    await anna.open_interest()
    await expect(anna.field("Лицо")).to_have_value("")
    await expect(anna.field("Содержание")).to_have_value("спрашивает о доставке")
    await anna.page.get_by_role("button", name="Выбрать: Петров Пётр").click()
    await expect(anna.field("Лицо")).to_have_value("Петров Пётр")
    await anna.page.keyboard.press("Escape")
    await anna.page.goto(f"{anna.page.url.partition('#')[0]}#/persons/{people[1]}")
    said = anna.page.get_by_test_id("record-card").get_by_role("list", name="С этого номера не звонят")
    await expect(said).to_contain_text("Не он: +7 916 123-45-67")
    await said.get_by_role("button", name="Вернуть").click()
    await expect(card).to_have_attribute("data-match", "several")
    await expect(said).to_have_count(0)


async def test_the_end_of_a_number_is_a_hint_and_no_identity(
    desk: DeskMaker, phone: PhoneMaker, outside_call: Callable[..., Call], callbridge: RunningDaemon
) -> None:
    """R76, A9: nine digits agree, the country does not: told as possible, and filled in only when chosen."""
    await callbridge.add_person("Возможно Другой", "+375161234567")
    device = await phone("101")
    anna = await desk("anna")
    outside_call(DIRECT_DID, number=NUMBER)
    (await device.rings()).answer()
    card = await anna.sees_card("talking")
    await expect(card).to_have_attribute("data-match", "possible")
    await expect(card.get_by_role("heading", level=2)).to_have_text("+7 916 123-45-67")
    await expect(card).to_contain_text("похожий номер")
    await anna.open_interest()
    await expect(anna.field("Лицо")).to_have_value("")
    await anna.page.get_by_role("button", name="Выбрать: Возможно Другой").click()
    await expect(anna.field("Лицо")).to_have_value("Возможно Другой")
