"""Mailings go out, to a real SMTP server over a real store: each address once, whatever it and we go through."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from sqlalchemy import update

from callbridge.app.mail_audience import PAGE, recipients
from callbridge.app.mail_port import Answer, Letter, Outcome
from callbridge.app.mail_sending import SERVER_PAUSE_S
from callbridge.crm.mailing import RETRY_AFTER_S, MailingAction, MailingState
from callbridge.kernel.errors import StoreUnavailable
from callbridge.mail.smtp import SmtpServer
from callbridge.store import tables as t
from tests.support.mail_server import DROP, MailServer, mail_server
from tests.support.mailings import MailRig, mail_rig
from tests.support.stores import NOW

MANY = 1_000


@pytest.fixture
async def rig(sqlite_url: str) -> AsyncIterator[MailRig]:
    async with mail_rig(sqlite_url) as opened:
        yield opened


def connect(rig: MailRig, server: MailServer) -> SmtpServer:
    smtp = SmtpServer(server.config(), rig.clock)
    rig.server = smtp
    return smtp


async def test_the_participants_get_a_letter_each_and_a_touch(rig: MailRig) -> None:
    """R27."""
    mailing = await rig.mailing(await rig.event(participants=3))
    async with mail_server() as server:
        smtp = connect(rig, server)
        await rig.move(mailing, MailingAction.START)
        done = await rig.run(rig.sender(), mailing)
        await smtp.close()
    assert (done.state, done.counts) == (MailingState.DONE, {"sent": 3})
    assert server.addresses == ["p1@example.ru", "p2@example.ru", "p3@example.ru"]
    message = server.messages()[0]
    assert (message["To"], message["Subject"]) == ("Лицо 1 <p1@example.ru>", "Приглашение, Лицо 1")
    assert message["List-Unsubscribe"].startswith("<https://crm.example.ru/unsubscribe/token-")
    assert await rig.touches() == {1: 1, 2: 1, 3: 1}


def failing(step: str, address: str, times: int) -> str:
    """Refuse for now, drop and be too busy, here and there; a few addresses for good."""
    number = sum(address.encode()) % 11
    if step == "connect":
        return DROP if times % 3 == 2 else ""
    if step == "RCPT" and address == "p13@example.ru":
        return "550 no such user"
    if step == "RCPT" and times == 1:
        return {0: "450 greylisted", 1: DROP, 2: "421 too busy"}.get(number, "")
    if step == "END" and times == 1:
        return "452 disk full" if number == 3 else ""
    return DROP if step == "MAIL" and times % 97 == 0 else ""


async def test_a_thousand_get_their_letter_once_each_from_a_server_that_fails(rig: MailRig) -> None:
    """R27: temporary refusals and drops are tried again, nobody is written to twice."""
    mailing = await rig.mailing(await rig.event(participants=MANY))
    async with mail_server(failing) as server:
        smtp = connect(rig, server)
        await rig.move(mailing, MailingAction.START)
        done = await rig.run(rig.sender(), mailing)
        await smtp.close()
    assert (done.state, done.counts) == (MailingState.DONE, {"sent": MANY - 1, "failed": 1})
    assert Counter(server.addresses) == Counter(f"p{one}@example.ru" for one in range(1, MANY + 1) if one != 13)
    assert sum((await rig.touches()).values()) == MANY - 1


class DyingServer:
    """A server after whose answer the program dies, or before it is asked."""

    def __init__(self, inner: SmtpServer, dies_at: int, *, is_given: bool) -> None:
        self._inner = inner
        self._dies_at = dies_at
        self._is_given = is_given

    async def ready(self) -> None:
        await self._inner.ready()

    async def send(self, letter: Letter) -> Answer:
        self._dies_at -= 1
        if self._dies_at == 0:
            if self._is_given:
                await self._inner.send(letter)
            raise asyncio.CancelledError
        return await self._inner.send(letter)

    async def close(self) -> None:
        await self._inner.close()


@pytest.mark.parametrize("is_given", [True, False], ids=["after the letter went", "before it went"])
async def test_a_program_killed_in_the_middle_goes_on_and_sends_nothing_twice(rig: MailRig, is_given: bool) -> None:
    mailing = await rig.mailing(await rig.event(participants=20))
    async with mail_server() as server:
        smtp = connect(rig, server)
        rig.server = DyingServer(smtp, 8, is_given=is_given)
        await rig.move(mailing, MailingAction.START)
        with pytest.raises(asyncio.CancelledError):
            await rig.run(rig.sender(), mailing)
        rig.server = smtp
        done = await rig.run(rig.sender(), mailing)
        await smtp.close()
    assert done.counts == {"sent": 19, "uncertain": 1}
    assert (await rig.states(mailing))["p8@example.ru"] == "uncertain"
    counted = Counter(server.addresses)
    assert set(counted.values()) == {1}
    assert counted["p8@example.ru"] == (1 if is_given else 0)


@pytest.mark.parametrize("died_at", [1, 2])
async def test_a_kill_while_recipients_are_written_leaves_none_out(rig: MailRig, died_at: int) -> None:
    mailing = await rig.mailing(await rig.event(participants=1_200))
    async with mail_server() as server:
        smtp = connect(rig, server)
        await rig.move(mailing, MailingAction.START)
        facts = await rig.store.mailings.facts(mailing.id)
        page = await rig.store.mailings.audience_page(facts, None, 0, PAGE)
        for _ in range(died_at):
            await rig.store.mailings.add_recipients(
                mailing.id, tuple(recipients(page.people, rig.outgoing().new_token))
            )
        await rig.sender().step()
        assert (await rig.store.mailings.progress(mailing.id)).counts == {"waiting": 1_200}
        await smtp.close()


async def test_a_server_that_is_down_costs_nobody_a_try_and_the_mailing_says_so(rig: MailRig) -> None:
    mailing = await rig.mailing(await rig.event(participants=2))
    async with mail_server() as gone:
        pass
    connect(rig, gone)
    await rig.move(mailing, MailingAction.START)
    sender = rig.sender()
    pauses: list[float] = []
    while len(pauses) < len(SERVER_PAUSE_S) + 1:
        wait_s = await sender.step()
        rig.clock.pass_seconds(wait_s)
        if wait_s:
            pauses.append(wait_s)
    assert pauses == [*SERVER_PAUSE_S, SERVER_PAUSE_S[-1]]
    waiting = await rig.store.mailings.progress(mailing.id)
    assert (waiting.state, waiting.counts) == (MailingState.SENDING, {"waiting": 2})
    assert "127.0.0.1" in waiting.problem


@pytest.mark.parametrize("is_restarted", [False, True])
async def test_trouble_that_is_over_is_no_longer_told(rig: MailRig, *, is_restarted: bool) -> None:
    mailing = await rig.mailing(await rig.event(participants=2))

    def trick(step: str, address: str, times: int) -> str:
        return "550 blocked" if step == "MAIL" and times == 1 else ""

    async with mail_server(trick) as server:
        smtp = connect(rig, server)
        await rig.move(mailing, MailingAction.START)
        sender = rig.sender()
        await sender.step()
        assert await sender.step() == SERVER_PAUSE_S[0]
        assert (await rig.store.mailings.progress(mailing.id)).problem == "550 blocked"
        rig.clock.pass_seconds(SERVER_PAUSE_S[0])
        await (rig.sender() if is_restarted else sender).step()
        assert (await rig.store.mailings.progress(mailing.id)).problem == ""
        await smtp.close()


async def test_an_address_refused_for_now_is_tried_less_and_less_often_and_then_has_failed(rig: MailRig) -> None:
    mailing = await rig.mailing(await rig.event(participants=1))
    async with mail_server(lambda step, address, times: "450 come back" if step == "RCPT" else "") as server:
        smtp = connect(rig, server)
        await rig.move(mailing, MailingAction.START)
        done = await rig.run(rig.sender(), mailing)
        await smtp.close()
    assert done.counts == {"failed": 1}
    assert server.steps["RCPT", "p1@example.ru"] == len(RETRY_AFTER_S) + 1
    assert rig.clock.passed_s >= sum(RETRY_AFTER_S)


@pytest.mark.parametrize(("allowed", "all_together", "apart_s"), [(60, 60_000, 1.0), (60_000, 120, 0.5)])
async def test_letters_keep_their_distance(rig: MailRig, allowed: int, all_together: int, apart_s: float) -> None:
    mailing = await rig.mailing(await rig.event(participants=4), per_minute=allowed)
    async with mail_server() as server:
        smtp = connect(rig, server)
        await rig.move(mailing, MailingAction.START)
        await rig.run(rig.sender(per_minute=all_together), mailing)
        await smtp.close()
    assert rig.clock.passed_s == pytest.approx(4 * apart_s, abs=apart_s)


async def test_a_pause_holds_and_a_resumed_mailing_goes_on_where_it_was(rig: MailRig) -> None:
    mailing = await rig.mailing(await rig.event(participants=3))
    async with mail_server() as server:
        smtp = connect(rig, server)
        await rig.move(mailing, MailingAction.START)
        sender = rig.sender()
        for _ in range(2):
            rig.clock.pass_seconds(await sender.step())
        await rig.move(mailing, MailingAction.PAUSE)
        rig.clock.pass_seconds(await sender.step())
        rig.clock.pass_seconds(await sender.step())
        assert server.addresses == ["p1@example.ru"]
        await rig.move(mailing, MailingAction.RESUME)
        sender.wake()
        await rig.run(sender, mailing)
        await smtp.close()
    assert Counter(server.addresses) == Counter(f"p{number}@example.ru" for number in (1, 2, 3))


async def test_a_scheduled_mailing_goes_when_its_time_has_come(rig: MailRig) -> None:
    mailing = await rig.mailing(await rig.event(participants=1))
    due = NOW + timedelta(hours=1)
    async with mail_server() as server:
        smtp = connect(rig, server)
        await rig.move(mailing, MailingAction.SCHEDULE, due=due)
        done = await rig.run(rig.sender(), mailing)
        await smtp.close()
    assert done.state is MailingState.DONE
    assert done.started_at is not None
    assert done.started_at >= due


async def test_an_answer_is_written_however_long_the_database_is_away(
    rig: MailRig, monkeypatch: pytest.MonkeyPatch
) -> None:
    mailing = await rig.mailing(await rig.event(participants=2))
    settle, failures = rig.store.mailings.settle, iter([True, True, False, False])

    async def sometimes(recipient_id: int, outcome: Outcome, **more: object) -> None:
        if next(failures):
            raise StoreUnavailable
        await settle(recipient_id, outcome, **more)  # type: ignore[arg-type]

    monkeypatch.setattr("callbridge.app.mail_sending.STORE_PAUSE_S", 0.0)
    monkeypatch.setattr(type(rig.store.mailings), "settle", lambda self, *args, **more: sometimes(*args, **more))
    async with mail_server() as server:
        smtp = connect(rig, server)
        await rig.move(mailing, MailingAction.START)
        done = await rig.run(rig.sender(), mailing)
        await smtp.close()
    assert (done.counts, len(server.taken)) == ({"sent": 2}, 2)


async def test_a_database_that_is_away_is_waited_for(rig: MailRig, monkeypatch: pytest.MonkeyPatch) -> None:
    async def away(*_: object, **__: object) -> None:
        raise StoreUnavailable

    async with mail_server() as server:
        connect(rig, server)
        monkeypatch.setattr(type(rig.store.mailings), "doubt", away)
        assert await rig.sender().step() > 0


async def test_two_mailings_take_turns(rig: MailRig) -> None:
    event = await rig.event(participants=2)
    both = [await rig.mailing(event, subject=f"Тема {number}", per_minute=60) for number in (1, 2)]
    async with mail_server() as server:
        smtp = connect(rig, server)
        for mailing in both:
            await rig.move(mailing, MailingAction.START)
        sender = rig.sender()
        for mailing in both:
            await rig.run(sender, mailing)
        await smtp.close()
    assert [message["Subject"] for message in server.messages()] == ["Тема 1", "Тема 2", "Тема 1", "Тема 2"]


async def test_a_mailing_whose_audience_is_gone_ends_with_nobody(rig: MailRig) -> None:
    mailing = await rig.mailing(await rig.event())
    nobody = update(t.mailing).values(audience="{}")
    async with mail_server() as server:
        smtp = connect(rig, server)
        await rig.move(mailing, MailingAction.START)
        await rig.store.database.run(lambda tx: tx.execute(nobody))
        done = await rig.run(rig.sender(), mailing)
        await smtp.close()
    assert (done.state, done.counts) == (MailingState.DONE, {})


async def test_the_task_ends_when_it_is_stopped_and_hears_what_people_do(rig: MailRig) -> None:
    mailing = await rig.mailing(await rig.event(participants=1))
    async with mail_server() as server, asyncio.TaskGroup() as tasks:
        smtp = connect(rig, server)
        sender = rig.sender()
        tasks.create_task(sender.run(), name="mailings")
        await rig.move(mailing, MailingAction.START)
        sender.wake()
        async with asyncio.timeout(60):
            while (await rig.store.mailings.progress(mailing.id)).state is not MailingState.DONE:
                rig.clock.pass_seconds(1)
                await asyncio.sleep(0)
        await sender.stop()
        await smtp.close()
    assert server.addresses == ["p1@example.ru"]
