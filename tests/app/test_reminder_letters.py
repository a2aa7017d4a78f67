"""Letters about reminders go out, to a real SMTP server over a real store: once, and before the mailings (R117)."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import update

from callbridge.app.mail_sending import SERVER_PAUSE_S, MailSender
from callbridge.crm.follow_up import LetterProblem
from callbridge.crm.mailing import MailingAction
from callbridge.crm.setting import REMINDER_LETTERS, KeptSetting
from callbridge.mail.smtp import SmtpServer
from callbridge.store import tables as t
from callbridge.store.store import open_store
from tests.support.clock import FakeClock
from tests.support.mail_server import MailServer, mail_server
from tests.support.mailings import MailRig
from tests.support.promises import DUE, promise
from tests.support.records import Writer
from tests.support.stores import NOW, an_operator

ANNA = "anna@example.ru"


@pytest.fixture
async def rig(sqlite_url: str) -> AsyncIterator[MailRig]:
    async with open_store(sqlite_url, 1, FakeClock(NOW)) as store:
        anna = await store.operators.add_operator(an_operator("anna"), "hash")
        await store.settings.keep(KeptSetting(key=REMINDER_LETTERS, value="on"), anna, at=NOW)
        await store.database.run(lambda tx: tx.execute(update(t.employee).values(email=ANNA)))
        yield MailRig(store, Writer(store, anna), clock=FakeClock(DUE))


async def fires(rig: MailRig, key: str = "k") -> None:
    """Let a reminder of Anna's fire now."""
    await promise(rig.store, rig.vera.id, key=key)
    await rig.store.follow_ups.turn(rig.clock.now())


def connect(rig: MailRig, server: MailServer) -> SmtpServer:
    rig.server = smtp = SmtpServer(server.config(), rig.clock)
    return smtp


async def pass_on(rig: MailRig, sender: MailSender, steps: int) -> None:
    for _ in range(steps):
        rig.clock.pass_seconds(max(await sender.step(), 0.0))


async def test_a_reminder_is_told_of_once_also_by_a_sender_that_begins_again(rig: MailRig) -> None:
    """R99, R117."""
    await fires(rig)
    async with mail_server() as server:
        smtp = connect(rig, server)
        for _ in range(2):
            await pass_on(rig, rig.sender(), 4)
        await smtp.close()
    (message,) = server.messages()
    assert (message["To"], message["Subject"]) == ("Anna <anna@example.ru>", "Пора связаться: Пётр Сидоров")
    body = message.get_body(("plain",))
    assert body is not None
    assert "https://crm.example.ru/#/day" in body.get_content()


async def test_letters_about_reminders_do_not_wait_for_a_mailing_that_is_being_sent(rig: MailRig) -> None:
    """R27, R117: they share its pace."""
    mailing = await rig.mailing(await rig.event(participants=3))
    async with mail_server() as server:
        smtp = connect(rig, server)
        await rig.move(mailing, MailingAction.START)
        sender = rig.sender()
        while not server.addresses:
            await pass_on(rig, sender, 1)
        await fires(rig)
        sender.note_reminders()
        await rig.run(sender, mailing)
        await smtp.close()
    assert server.addresses == ["p1@example.ru", ANNA, "p2@example.ru", "p3@example.ru"]


async def test_a_server_that_is_down_loses_no_letter_and_whoever_waits_is_told(rig: MailRig) -> None:
    """R117."""
    await fires(rig)
    async with mail_server() as server:
        smtp = connect(rig, replace(server, port=1))
        sender = rig.sender()
        await sender.step()
        assert (await rig.post().of(rig.vera)).problem is LetterProblem.REFUSED
        smtp = connect(rig, server)
        rig.clock.pass_seconds(SERVER_PAUSE_S[0])
        await pass_on(rig, rig.sender(), 3)
        await smtp.close()
    assert server.addresses == [ANNA]
    assert (await rig.post().of(rig.vera)).problem is None


async def test_a_letter_refused_for_now_is_tried_again_in_its_time(rig: MailRig) -> None:
    """R117."""
    await fires(rig)

    def greylisting(step: str, address: str, times: int) -> str:
        return "450 greylisted" if (step, times) == ("RCPT", 1) else ""

    async with mail_server(greylisting) as server:
        smtp = connect(rig, server)
        sender = rig.sender()
        await pass_on(rig, sender, 3)
        assert (server.addresses, (await rig.post().of(rig.vera)).words) == ([], "450 greylisted")
        rig.clock.pass_seconds(timedelta(minutes=2).total_seconds())
        await pass_on(rig, sender, 3)
        await smtp.close()
    assert server.addresses == [ANNA]


async def test_who_wants_letters_where_no_mail_server_is_configured_is_told_so(rig: MailRig) -> None:
    """R117."""
    assert (await rig.post().of(rig.vera)).problem is LetterProblem.NO_SERVER
