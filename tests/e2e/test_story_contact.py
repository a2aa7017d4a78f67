"""A customer calls about a deal that goes on: it is chosen by a digit, and its contact saved once."""

import re
from collections.abc import Callable
from datetime import datetime

from playwright.async_api import Locator, Page, expect
from sqlalchemy import select

from callbridge.crm.deal import DealMove
from callbridge.store import tables as t
from callbridge.store.deals import move_deal
from callbridge.store.tx import Tx
from tests.asterisk.call import Call
from tests.asterisk.dialplan import DIRECT_DID
from tests.asterisk.fixtures import PhoneMaker
from tests.e2e.browser import Watch
from tests.e2e.conftest import DeskMaker
from tests.e2e.daemon import RunningDaemon
from tests.e2e.deals import author, write_deals
from tests.e2e.test_story_axe import Inspector

NUMBER, STRANGER = "+79161234567", "+79167654321"
PRESENTATION = 3


def go_on(tx: Tx, at: datetime) -> None:
    """Move the deal as a colleague at work would."""
    deal = tx.value(select(t.deal.c.id).where(t.deal.c.name == "Баня"))
    move_deal(tx, author(tx), deal, DealMove(to_stage_id=PRESENTATION, at=at))


def contact_of(page: Page) -> Locator:
    return page.get_by_role("region", name="Контакт по сделке", exact=True)


async def choose_by_a_digit(page: Page, name: str) -> None:
    """Open the card of one of two deals by keys alone."""
    await page.keyboard.press("Control+Shift+D")
    chooser = page.get_by_role("dialog").filter(has_text="О какой сделке речь?")
    await expect(chooser.get_by_role("button")).to_have_count(2)
    places = await chooser.get_by_role("button").all_inner_texts()
    await page.keyboard.press("1" if name in places[0] else "2")
    await expect(contact_of(page).get_by_text(name)).to_be_visible()


async def write_down(page: Page) -> None:
    """Fill the card in and load the page anew: nothing typed is lost."""
    contact = contact_of(page)
    await expect(contact.get_by_text("Пройдёт этап «Звонок»")).to_be_visible()
    content = contact.get_by_label("Содержание")
    await expect(content).to_be_focused()
    await content.press_sequentially("Ждёт счёт до пятницы")
    await page.keyboard.press("Alt+1")
    await contact.get_by_label("След.контакт", exact=True).fill("01.02.2020 10:00")
    await page.keyboard.press("Control+Enter")
    await expect(contact.get_by_text("Это время уже прошло")).to_be_visible()
    await contact.get_by_role("button", name="завтра 10:00").click()
    await expect(contact.get_by_text("Время у клиента неизвестно")).to_be_visible()
    inspector = Inspector(page)
    await inspector.look("contact of a deal")
    assert inspector.faults == {}
    await expect(contact.get_by_test_id("draft-status")).to_contain_text("Сохранено")
    await page.reload()
    await expect(content).to_have_value("Ждёт счёт до пятницы")


async def test_a_second_call_is_written_down_in_the_deal_it_is_about(
    desk: DeskMaker, phone: PhoneMaker, outside_call: Callable[..., Call], callbridge: RunningDaemon, watch: Watch
) -> None:
    """R77, R98-R100, R119, R120, A10, A16: by keys, over a reload, beside a colleague who moves the same deal."""
    watch.allowed.extend(["status of 409", "status of 422"])
    await callbridge.add_person("Сидорова Анна", NUMBER)
    await callbridge.add_person("Новикова Ника", STRANGER)
    await callbridge.write(write_deals)
    device, anna = await phone("101"), await desk("anna")
    page, contact = anna.page, contact_of(anna.page)
    outside_call(DIRECT_DID, number=NUMBER)
    call = await device.rings()
    call.answer()
    card = await anna.sees_card("talking")
    await expect(card.get_by_role("button", name="Сделка")).to_be_enabled()
    await choose_by_a_digit(page, "Баня")
    await write_down(page)

    await callbridge.write(go_on)
    await page.keyboard.press("Control+Enter")
    await expect(contact.get_by_role("alert")).to_contain_text("теперь — «Презентация». Вы выбрали «Встреча»")
    await contact.get_by_role("button", name="Оставить «Презентация»").click()
    await page.keyboard.press("Control+Enter")
    await anna.is_told("Контакт записан, сделка — на этапе «Презентация»")
    await expect(contact).to_have_count(0)
    await expect(anna.cards().get_by_role("link", name="Контакт записан")).to_be_visible()
    await call.hang_up()
    await anna.cards("wrap_up").get_by_role("button", name="Закрыть карточку").click()
    await anna.sees_no_card()

    outside_call(DIRECT_DID, number=STRANGER)
    (await device.rings()).answer()
    await anna.sees_card("talking")
    await anna.cards().get_by_role("button", name="Сделка").click()
    nothing = page.get_by_role("dialog").filter(has_text="Открытых сделок нет.")
    await nothing.get_by_role("button", name="Интерес").click()
    await anna.sees_interest()
    await expect(anna.field("Лицо")).to_have_value("Новикова Ника")
    await page.keyboard.press("Escape")
    await anna.go("Сделки")
    await page.get_by_role("link", name=re.compile("Баня")).first.click()
    await expect(page.get_by_text("Ждёт счёт до пятницы")).to_be_visible()
