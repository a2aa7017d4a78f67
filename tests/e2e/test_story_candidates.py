"""Who is it? Several people under one number, or only the end of a number: asked, never decided for the operator."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta

from playwright.async_api import Locator, expect

from callbridge.kernel.ids import PersonId
from callbridge.kernel.numbers import NumberPlan, read_number
from callbridge.store.call_records import write_calls
from callbridge.store.directory import add_organization, add_person
from callbridge.store.tx import Tx
from tests.asterisk.call import Call
from tests.asterisk.dialplan import DIRECT_DID
from tests.asterisk.fixtures import PhoneMaker
from tests.e2e.conftest import DeskMaker
from tests.e2e.daemon import RunningDaemon
from tests.e2e.desk_page import DeskPage
from tests.store.test_call_records import a_call

NUMBER = "+79161234567"


async def test_two_people_of_one_number_are_offered_and_the_choice_fills_the_interest_card(
    desk: DeskMaker, phone: PhoneMaker, outside_call: Callable[..., Call], callbridge: RunningDaemon
) -> None:
    """R76, R86, R87, A9, A10: neither name is taken before the operator has asked and chosen; who is not he goes."""
    people = await callbridge.write(write_family)
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
    await unfolds(anna, card)
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
    await makes_another_of_the_family(anna, card)


async def unfolds(anna: DeskPage, card: Locator) -> None:
    """R76: what was with the person stands open; of the number and of the organization by a key or a press."""
    folds = card.locator("footer").get_by_role("button", expanded=False)
    open_folds = card.locator("footer").get_by_role("button", expanded=True)
    await expect(open_folds).to_have_text([re.compile("^Лицо: Петров Пётр")])
    await expect(folds).to_have_text(
        [re.compile(r"^Номер \+7 916 123-45-67"), re.compile("^Контрагент: ООО «Ромашка»")]
    )
    await expect(card.get_by_role("listitem").filter(has_text="отвечен")).to_have_count(1)
    await anna.page.keyboard.press("Control+Shift+KeyF")
    await expect(open_folds).to_have_count(2)
    await folds.click()
    await expect(open_folds).to_have_count(3)
    await expect(card.get_by_role("listitem").filter(has_text="отвечен")).to_have_count(3)


async def makes_another_of_the_family(anna: DeskPage, card: Locator) -> None:
    """A10: «Контакт» asks whose card of several it is, by digits; the last of them makes a person with the number."""
    page = anna.page
    await page.keyboard.press("Control+Shift+KeyL")
    await expect(page.get_by_text("Чью карточку открыть?")).to_be_visible()
    await page.keyboard.press("1")
    await expect(page.get_by_test_id("record-card").get_by_label("ФИО")).to_have_value("Петров Пётр")
    await page.keyboard.press("Control+Shift+KeyL")
    await expect(page.get_by_text("Чью карточку открыть?")).to_be_visible()
    await page.keyboard.press("3")
    made = page.get_by_role("dialog").get_by_test_id("record-card")
    await expect(made).to_be_visible()
    await page.keyboard.press("Escape")  # the call card's folds that stand open do not keep it from closing
    await expect(made).to_have_count(0)
    await page.keyboard.press("Control+Shift+KeyL")
    await expect(page.get_by_text("Чью карточку открыть?")).to_be_visible()
    await page.keyboard.press("3")
    await made.get_by_label("ФИО").fill("Петрова Прасковья")
    await page.keyboard.press("Control+Enter")
    await expect(made).to_have_count(0)
    await expect(card).to_contain_text("Петрова Прасковья")


def write_family(tx: Tx, at: datetime) -> list[PersonId]:
    """Write two people of one number, a colleague of the first, and a talk with each."""
    company = add_organization(tx, "ООО «Ромашка»", at=at)
    number, other = read_number(NUMBER, NumberPlan()), read_number("+79167654321", NumberPlan())
    petr, polina, colleague = (
        add_person(tx, "Петров Пётр", at=at, phones=[number], organization_id=company),
        add_person(tx, "Петрова Полина", at=at, phones=[number]),
        add_person(tx, "Коллегин Константин", at=at, phones=[other], organization_id=company),
    )
    whose = ((petr, company, NUMBER), (polina, None, NUMBER), (colleague, company, "+79167654321"))
    records = [
        a_call(place, person_id=person, organization_id=organization, number_e164=phone, number_raw=phone,
               started_at=at - timedelta(days=place + 1), ended_at=at - timedelta(days=place), outcome="answered")
        for place, (person, organization, phone) in enumerate(whose)
    ]  # fmt: skip
    write_calls(tx, records)
    return [petr, polina]


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
