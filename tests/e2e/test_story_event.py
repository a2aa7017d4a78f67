"""A marketing event from its plan to its revenue, with a real call on its number in between."""

import re
from collections.abc import Callable

from playwright.async_api import Locator, Page, expect

from tests.asterisk.call import Call
from tests.asterisk.dialplan import DIRECT_DID
from tests.asterisk.fixtures import PhoneMaker
from tests.e2e.conftest import DeskMaker
from tests.e2e.test_story_records import add_line, new_event, open_event

EVENT, CUSTOMER = "Выставка «Дача»", "Огородников Олег"


async def test_a_call_on_an_events_number_becomes_its_lead_its_deal_and_its_revenue(
    desk: DeskMaker, phone: PhoneMaker, outside_call: Callable[..., Call]
) -> None:
    """R7-R21, R32, R37-R43, R90, R97, R109, R118-R121, R131: planned with costs and a number, run, called, sold.

    R109, R131: its leads, the deals that came of them, contracts, revenue and cost stand side by side in its row.
    """
    device, anna, gleb = await phone("101"), await desk("anna"), await desk("gleb")
    page = gleb.page
    await gleb.go("Маркетинг")
    await new_event(page, name=EVENT)
    card = await open_event(gleb, EVENT)
    await card.get_by_role("tab", name=re.compile("^Затраты")).click()
    await add_line(page, card, 1, name="Стенд", plan_amount="90 000")
    await card.get_by_role("tab", name=re.compile("^Номера")).click()
    # Saved by the key while the last date is still being typed: it is kept like the rest.
    await add_line(page, card, 0, did=f"+{DIRECT_DID}", valid_from="01.02.2020 08:30")
    await expect(card.get_by_role("row").filter(has_text="08:30")).to_have_count(1)
    await begins(page, card)

    call = outside_call(DIRECT_DID, number="+79165550123")
    (await device.rings()).answer()
    await anna.sees_card("talking", EVENT)
    await anna.open_interest()
    await expect(anna.field("Мероприятие")).to_have_value(EVENT)
    await anna.fill("Лицо", CUSTOMER)
    await anna.choose("Тема", "Общие вопросы")
    await anna.rate("Положительный")
    await anna.field("Новая сделка").check()
    await call.hang_up()
    await anna.save_and_close()

    await gleb.go("Сделки")
    await page.get_by_role("link", name=re.compile(CUSTOMER)).first.click()
    await page.get_by_role("tab", name=re.compile("^Договоры")).click()
    await page.get_by_role("button", name="Создать договор").click()
    contract = page.get_by_role("dialog", name="Создать договор")
    await contract.get_by_label("Номер").fill("5/26")
    await contract.get_by_label("Сумма").fill("250 000")
    await contract.get_by_role("button", name="Сохранить").click()
    await page.get_by_role("button", name="Подписать").click()
    await page.get_by_role("dialog").get_by_role("button", name="Подписать").click()
    await expect(page.get_by_role("dialog")).to_have_count(0)

    for column, figure, row in (
        ("Интерес", "1", CUSTOMER),
        ("Сделка", "1", CUSTOMER),
        ("Договоры", "1", "5/26"),
        ("Доход", "250.000", "5/26"),
        ("План", "90.000", "Стенд"),
    ):
        await gleb.go("Маркетинг")
        event = page.get_by_role("row").filter(has_text=EVENT)
        await event.get_by_role("link", name=re.compile(f"^{column}: {figure}$")).click()
        await expect(page.get_by_role("row").filter(has_text=row)).to_have_count(1)
    await draft_counts_for_nothing(page)


async def begins(page: Page, card: Locator) -> None:
    """Let the event run; it is saved before a call asks whose number it is."""
    await card.get_by_label("Состояние", exact=True).click()
    await page.get_by_role("option", name="Проведение").click()
    await page.keyboard.press("Control+Enter")
    await expect(card).to_have_count(0)


async def draft_counts_for_nothing(page: Page) -> None:
    """Draft one more contract in the event's card: it is one tab away, and the event brought as many as before."""
    await page.get_by_role("tab", name="Договоры · 1").click()
    await expect(page.get_by_role("row").filter(has_text="5/26")).to_have_count(1)
    tab = page.get_by_role("tabpanel", name=re.compile("^Договоры"))
    await tab.get_by_role("button", name="Создать").click()
    await page.get_by_role("dialog", name="Договор").get_by_label("Номер").fill("6/26")
    await page.keyboard.press("Control+Enter")
    await expect(tab.get_by_role("tab", name="Все · 2")).to_be_visible()
    await expect(page.get_by_role("tab", name="Договоры · 1")).to_be_visible()
