"""A mailing from its first word to what became of each letter, with a real mail server."""

from datetime import datetime

from playwright.async_api import expect
from sqlalchemy import insert, update

from callbridge.store import tables as t
from callbridge.store.campaigns import add_campaign
from callbridge.store.tx import Tx
from tests.e2e.conftest import DeskMaker
from tests.e2e.daemon import RunningDaemon
from tests.support.mail_server import MailServer, mail_server
from tests.support.mailings import write_participants

PEOPLE = 4


def prepare(tx: Tx, at: datetime) -> int:
    """Write an event with people, one of whom wants no mailing, and a manager."""
    event = add_campaign(tx, "Выставка «Дом и сад»")
    write_participants(tx, event, PEOPLE)
    tx.execute(update(t.operator).where(t.operator.c.login == "gleb").values(role="manager"))
    tx.execute(insert(t.unsubscribed).values(address_key="p2@example.ru", at=at))
    return event


def refusing_one(step: str, address: str, times: int) -> str:
    return "550 no such user" if step == "RCPT" and address == "p3@example.ru" else ""


async def begin_with(callbridge: RunningDaemon, server: MailServer) -> int:
    """Start the daemon again with a mail server; return the event."""
    await callbridge.stop()
    event = await callbridge.write(prepare)
    callbridge.mail_config = (
        f'host = "127.0.0.1"\nport = {server.port}\nsecurity = "none"\nfrom_address = "news@example.ru"\n'
        f'from_name = "Ромашка"\npublic_url = "{callbridge.url}"\nper_minute = 6000'
    )
    callbridge.write_config()
    await callbridge.start()
    return event


async def test_a_manager_writes_to_the_participants_and_sees_what_became_of_each_letter(
    desk: DeskMaker, callbridge: RunningDaemon
) -> None:
    """R27: fields, preview, a letter to oneself, start, states; who unsubscribed is left out; a reader leaves."""
    async with mail_server(refusing_one) as server:
        event = await begin_with(callbridge, server)
        gleb = await desk("gleb")
        page = gleb.page
        await page.goto(f"{callbridge.url}/#/campaigns/{event}")
        await page.get_by_role("tab", name="Рассылки").click()
        panel = page.get_by_role("tabpanel", name="Рассылки")
        await panel.get_by_role("button", name="Создать рассылку").click()

        await page.get_by_label("Тема письма").fill("Приглашение для {имя}")
        await page.get_by_label("Текст письма").fill("Здравствуйте, !\n\nЖдём вас: https://example.ru/expo")
        await page.get_by_label("Текст письма").evaluate("area => area.setSelectionRange(14, 14)")
        await page.get_by_role("button", name="{{фио}}").click()
        await page.get_by_label("Писем в минуту").fill("6000")
        await gleb.turn_to("Сделки")
        asked = page.get_by_role("dialog", name="Сохранить изменения?")
        await asked.get_by_role("button", name="Сохранить", exact=True).click()
        await expect(page.get_by_role("heading", name="Сделки", level=1)).to_be_visible()
        await page.go_back()
        await expect(page.get_by_text("Писем будет: 3, отписаны: 1")).to_be_visible()

        await page.get_by_role("combobox", name="Как увидит").click()
        await page.get_by_role("option", name="Лицо 1").click()
        letter = page.get_by_role("article", name="Письмо")
        await expect(letter).to_contain_text("Здравствуйте, Лицо 1!")

        await page.get_by_label("Адрес для проверки (пусто — ваш)").fill("boss@example.ru")
        async with gleb.tells("Пробное письмо отправлено: boss@example.ru"):
            await page.get_by_role("button", name="Отправить себе").click()
        assert server.addresses == ["boss@example.ru"]

        await page.get_by_role("button", name="Начать сейчас").click()
        await page.get_by_role("button", name="Да, отправить").click()
        await expect(page.get_by_role("heading", name="Ход рассылки: Завершена")).to_be_visible()
        for told in ("Отправлено: 2", "Отказано: 1", "Отписаны: 1"):
            await expect(page.get_by_text(told).first).to_be_visible()
        recipients = page.get_by_role("region", name="Получатели")
        refused = recipients.get_by_role("row").filter(has_text="p3@example.ru")
        await expect(refused).to_contain_text("550 no such user")
        await expect(recipients.get_by_role("row").filter(has_text="p2@example.ru")).to_contain_text("Отписан")
        assert sorted(server.addresses[1:]) == ["p1@example.ru", "p4@example.ru"]

        await page.goto(server.messages()[1]["List-Unsubscribe"].strip("<>"))
        await page.get_by_role("button", name="Отписаться").click()
        await expect(page.get_by_text("Вы отписаны")).to_be_visible()
