"""A refusal with a later contact: its reminder outlives the daemon, and the customer who calls first closes it."""

import asyncio
import re
from collections.abc import AsyncIterator, Callable
from datetime import datetime, timedelta

import pytest
from playwright.async_api import expect
from sqlalchemy import select, update

from callbridge.store import tables as t
from callbridge.store.tx import Tx
from tests.asterisk.call import Call
from tests.asterisk.dialplan import DIRECT_DID
from tests.asterisk.fixtures import PhoneMaker
from tests.e2e.browser import Watch
from tests.e2e.conftest import DeskMaker
from tests.e2e.daemon import RunningDaemon
from tests.e2e.desk_page import DeskPage
from tests.e2e.headset import WAIT_S
from tests.e2e.test_story_outage import LOST
from tests.support.mail_server import MailServer, mail_server

NUMBER, ADDRESS = "+79161234567", "anna@example.ru"


@pytest.fixture
async def mail() -> AsyncIterator[MailServer]:
    """Yield a mail server that takes everything."""
    async with mail_server() as server:
        yield server


async def test_a_refusal_with_a_later_contact_reminds_after_a_crash_and_is_closed_by_the_next_talk(
    desk: DeskMaker,
    phone: PhoneMaker,
    outside_call: Callable[..., Call],
    callbridge: RunningDaemon,
    watch: Watch,
    mail: MailServer,
) -> None:
    """R75, R93, R95, R98-R100, R113-R114, R117, A17: from the first call to the last, over a kill -9."""
    watch.allowed.extend([*LOST, "status of 422"])
    device = await phone("101")
    anna = await desk("anna")
    await anna.page.context.grant_permissions(["clipboard-write"])
    call = outside_call(DIRECT_DID, number=NUMBER)
    (await device.rings()).answer()
    await refuses_and_wants_a_call_in_an_hour(anna, call)
    await wants_letters(anna)

    await callbridge.kill()
    await an_hour_later(callbridge, mail)
    await anna.until_live()
    reminder = anna.page.get_by_test_id("reminder")
    await expect(reminder).to_contain_text("Сидорова Анна Петровна")
    await expect(reminder).to_contain_text("Телефонный звонок")
    await expect(anna.page.get_by_role("img", name="Ждут ответа: 1")).to_be_visible()
    await anna.page.get_by_role("link", name=re.compile("^Мой день")).click()
    overdue = anna.page.get_by_role("region", name="Просрочено · 1")
    await expect(overdue.get_by_test_id("follow-up")).to_contain_text("Сидорова Анна Петровна")
    await expect(anna.page.get_by_role("region", name="Напоминания письмом")).to_contain_text(f"Приходят на {ADDRESS}")
    await anna.page.keyboard.press("c")
    await anna.is_told("Наберите +7 916 123-45-67")
    await reminder.get_by_role("button", name="Отложить").click()
    await anna.page.get_by_role("menuitem", name="15 минут").click()
    await expect(reminder).to_have_count(0)
    await expect(anna.page.get_by_role("img", name=re.compile("^Напоминание: "))).to_be_visible()

    again = outside_call(DIRECT_DID, number="89161234567")
    ringing = await device.rings()
    promise = (await anna.sees_card("ringing")).get_by_test_id("promise")
    await expect(promise.get_by_role("button", name="Закрыть")).to_be_visible()
    ringing.answer()
    promise = (await anna.sees_card("talking")).get_by_test_id("promise")
    await expect(promise.get_by_role("button", name="Оставить")).to_be_visible()
    await expect(anna.page.get_by_test_id("follow-up")).to_have_count(0)
    closed = anna.page.get_by_test_id("closed-follow-up")
    await expect(closed).to_contain_text("поговорил(а): Анна Иванова")
    await again.hang_up()
    await closed.get_by_role("button", name="Вернуть").click()
    await expect(overdue.get_by_test_id("follow-up")).to_have_count(1)
    await one_letter_came(mail)


async def refuses_and_wants_a_call_in_an_hour(anna: DeskPage, call: Call) -> None:
    await anna.sees_card("talking")
    await anna.open_interest()
    await anna.fill("Лицо", "Сидорова Анна Петровна")
    await anna.rate("Отрицательный")
    await anna.choose("Причина", "Дорого")
    await anna.fill("След.контакт", "01.02.2020 10:00")
    await anna.page.keyboard.press("Control+Enter")
    interest = await anna.sees_interest()
    await expect(interest.get_by_text("Это время уже прошло")).to_be_visible()
    await expect(anna.field("Лицо")).to_have_value("Сидорова Анна Петровна")
    await anna.page.get_by_role("button", name="через час").click()
    await expect(anna.field("Напомнить")).to_be_checked()
    await anna.choose("Вид", "Телефонный звонок")
    await call.hang_up()
    await anna.save_and_close()
    await anna.sees_no_card()


async def one_letter_came(mail: MailServer) -> None:
    async with asyncio.timeout(WAIT_S):
        while not mail.taken:
            await asyncio.sleep(0.02)
    assert [(letter["To"], letter["Subject"]) for letter in mail.messages()] == [
        (f"Анна Иванова <{ADDRESS}>", "Пора связаться: Сидорова Анна Петровна")
    ]


async def an_hour_later(callbridge: RunningDaemon, mail: MailServer) -> None:
    """Start the daemon again, with a mail server; wait for its letter, which goes later when it is put off before."""
    await callbridge.write(an_hour_passes)
    callbridge.mail_config = (
        f'host = "127.0.0.1"\nport = {mail.port}\nsecurity = "none"\nfrom_address = "crm@example.ru"\n'
        f'public_url = "{callbridge.url}"'
    )
    callbridge.write_config()
    await callbridge.start()
    await one_letter_came(mail)


async def wants_letters(anna: DeskPage) -> None:
    await anna.go("Настройки")
    own = anna.page.get_by_role("region", name="Мои параметры")
    parameter = anna.page.get_by_role("combobox", name="Напоминания письмом")
    await parameter.click()
    await anna.page.get_by_role("option", name="присылать", exact=True).click()
    await own.locator("form").filter(has=parameter).get_by_role("button", name="Сохранить").click()
    await expect(own.get_by_text("Задано вами")).to_be_visible()


def an_hour_passes(tx: Tx, now: datetime) -> None:
    """Bring what was planned to where it would be an hour later, with the daemon dead; give Anna an address."""
    anna = select(t.operator.c.employee_id).where(t.operator.c.login == "anna").scalar_subquery()
    tx.execute(update(t.employee).where(t.employee.c.id == anna).values(email=ADDRESS))
    past = now - timedelta(seconds=1)
    tx.execute(update(t.reminder).values(remind_at=past))
    tx.execute(update(t.activity).where(t.activity.c.kind == "next_contact").values(at=past))
