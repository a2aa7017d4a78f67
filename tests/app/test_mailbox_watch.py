"""Mailboxes are read from a real IMAP server over a real store: each letter once, whatever the wire goes through."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from callbridge.app.files import Upload
from callbridge.app.interests import InterestDesk
from callbridge.app.letter_desk import LeadMaking, LetterDesk
from callbridge.app.mailbox_port import HandledLetter, MailboxMark
from callbridge.app.mailbox_watch import PAUSES_S, MailboxWatch, MakeLead, WatchPlan
from callbridge.crm.attachment import FileView
from callbridge.crm.incoming_letter import BounceReport
from callbridge.crm.operator import Operator
from callbridge.kernel.errors import FilesUnavailable, StoreUnavailable
from callbridge.mail.mailbox import ImapMailbox
from callbridge.store import tables as t
from callbridge.store.store import SqlStore, open_store
from tests.support.app import desk_rig, read
from tests.support.clock import FakeClock
from tests.support.imap_server import ImapServer, imap_server
from tests.support.letters import OWN, a_bounce, a_letter
from tests.support.stores import NOW, an_operator

POLL_S = 60.0


@dataclass
class Office:
    """A store, and the desk of leads over it."""

    store: SqlStore
    leads: InterestDesk

    async def watch(self, server: ImapServer, *, makes_leads: bool = True, **more: Any) -> MailboxWatch:
        operators = await self.store.operators.operators()
        making = LeadMaking(acts_as="ivanova", source="", operators=lambda: operators)
        make_lead: MakeLead | None = LetterDesk(making, self.leads, NoFiles()).lead if makes_leads else None
        plan = WatchPlan(name="leads.mailbox", poll_s=POLL_S, max_bytes=1 << 20, own=OWN, make_lead=make_lead)
        return MailboxWatch(plan, ImapMailbox(server.config(**more)), self.store.mailboxes, FakeClock(NOW))


class NoFiles:
    """No storage is set up."""

    async def upload(self, operator: Operator, upload: Upload, pieces: AsyncIterator[bytes]) -> tuple[FileView, bool]:
        raise FilesUnavailable("files.off")


@pytest.fixture
async def office(sqlite_url: str) -> AsyncIterator[Office]:
    clock = FakeClock(NOW)
    async with (
        open_store(sqlite_url, 1, clock) as store,
        desk_rig() as rig,
    ):
        await store.operators.add_operator(an_operator("ivanova"), "hash")
        desk = InterestDesk(
            desk=store.desk,
            calls=rig.desk,
            handover=rig.handover,
            read_number=read,
            clock=clock,
            private_sales=lambda: False,
        )
        desk.start(rig.sessions)
        yield Office(store, desk)


async def close(watch: MailboxWatch) -> None:
    await watch._mailbox.close()


async def leads(store: SqlStore) -> list[Any]:
    return await store.database.read(lambda tx: tx.rows(select(t.lead).order_by(t.lead.c.id)))


async def test_each_new_letter_becomes_one_lead_and_answers_of_programs_none(office: Office) -> None:
    """R52"""
    async with imap_server() as server:
        await server.put(a_letter("лежало раньше", message_id="<0@client.ru>"))
        watch = await office.watch(server)
        assert await watch.step() == POLL_S
        came_at = NOW - timedelta(minutes=5)
        await server.put(
            a_letter("Хочу прайс", sender="Анна <Anna@client.ru>"),
            a_letter("я в отпуске", message_id="<2@client.ru>", Auto_Submitted="auto-replied"),
            a_bounce(),
            a_letter("от нас", sender="news@example.ru", message_id="<3@example.ru>"),
            at=came_at,
        )
        for _ in range(2):
            assert await watch.step() == POLL_S
        (lead,) = await leads(office.store)
        assert (lead.content, lead.extra) == ("Запрос цены\n\nХочу прайс", "Anna@client.ru")
        assert (lead.channel, lead.at) == ("mailbox", came_at.replace(microsecond=0))
        person = await office.store.desk.person(lead.person_id)
        assert person is not None
        assert person.full_name == "Анна"
        assert (watch.counts.letters, watch.counts.leads, watch.counts.bounces) == (4, 1, 0)
        await server.put(a_letter("Ещё вопрос", sender="A. Ivanova <anna@CLIENT.ru>", message_id="<5@client.ru>"))
        await watch.step()
        assert [row.person_id for row in await leads(office.store)] == [lead.person_id] * 2
        await close(watch)


async def test_the_same_letter_twice_and_other_numbers_of_all_letters_make_no_second_lead(office: Office) -> None:
    """R52"""
    async with imap_server() as server:
        await server.put(a_letter("лежало раньше", message_id="<0@client.ru>"), at=NOW - timedelta(days=1))
        watch = await office.watch(server)
        await watch.step()
        await server.put(a_letter(), a_letter(X_Received="by another way"), at=NOW + timedelta(minutes=1))
        await watch.step()
        assert len(await leads(office.store)) == 1
        before = await office.store.mailboxes.mark("leads.mailbox")
        await server.renumber()
        await server.put(a_letter("новое", message_id="<9@client.ru>"), at=NOW + timedelta(minutes=2))
        await watch.step()
        after = await office.store.mailboxes.mark("leads.mailbox")
        assert before is not None
        assert after is not None
        assert before.uid_validity != after.uid_validity
        assert [row.content for row in await leads(office.store)] == [
            "Запрос цены\n\nПришлите, пожалуйста, прайс.",
            "Запрос цены\n\nновое",
        ]
        await close(watch)


class Forgetful:
    """A memory that is cut off right after a lead was made."""

    def __init__(self, store: SqlStore) -> None:
        self._memory = store.mailboxes

    async def mark(self, mailbox: str) -> MailboxMark | None:
        return await self._memory.mark(mailbox)

    async def set_mark(self, mailbox: str, mark: MailboxMark) -> None:
        await self._memory.set_mark(mailbox, mark)

    async def is_known(self, mailbox: str, key: str) -> bool:
        return await self._memory.is_known(mailbox, key)

    async def remember(self, letter: HandledLetter, report: BounceReport | None, *, at: Any) -> bool:
        raise StoreUnavailable


async def test_a_cut_between_making_a_lead_and_remembering_it_doubles_nothing(office: Office) -> None:
    async with imap_server() as server:
        watch = await office.watch(server)
        await watch.step()
        await server.put(a_letter())
        whole = watch._memory
        watch._memory = Forgetful(office.store)
        assert await watch.step() == PAUSES_S[0]
        assert len(await leads(office.store)) == 1
        watch._memory = whole
        assert await watch.step() == POLL_S
        assert len(await leads(office.store)) == 1
        assert watch.state.is_read
        await close(watch)


async def test_a_refused_login_and_a_broken_wire_are_told_and_reading_goes_on_where_it_was(office: Office) -> None:
    async with imap_server() as server:
        watch = await office.watch(server)
        await watch.step()
        wrong = await office.watch(server, password="wrong")
        assert [await wrong.step() for _ in range(5)] == [*PAUSES_S, PAUSES_S[-1]]
        assert (wrong.state.is_read, wrong.state.error) == (False, "mailbox.login_refused")
        assert "Invalid authentication" in wrong.state.message
        await server.put(a_letter("первое"), a_letter("x" * 100_000, message_id="<2@client.ru>"))
        server.hang_up()
        assert await watch.step() == PAUSES_S[0]
        server.cut_after = 20_000
        assert await watch.step() == PAUSES_S[1]
        assert [row.content for row in await leads(office.store)] == ["Запрос цены\n\nпервое"]
        assert watch.state.error == "mailbox.unavailable"
        server.cut_after = None
        assert await watch.step() == POLL_S
        assert len(await leads(office.store)) == 2
        assert (watch.state.is_read, watch.state.error) == (True, "")
        await close(watch)


async def test_a_mailbox_of_bounces_makes_no_leads(office: Office) -> None:
    async with imap_server() as server:
        watch = await office.watch(server, makes_leads=False)
        await watch.step()
        await server.put(a_letter())
        await watch.step()
        assert await leads(office.store) == []
        assert watch.counts.letters == 1
        await close(watch)


async def test_a_letter_that_breaks_its_reader_is_passed_over(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*given: Any, **more: Any) -> None:
        raise KeyError("a fault of ours")

    async with imap_server() as server:
        watch = await office.watch(server)
        await watch.step()
        await server.put(a_letter())
        with monkeypatch.context() as patched:
            patched.setattr("callbridge.app.mailbox_watch.read_letter", broken)
            assert await watch.step() == POLL_S
        assert (watch.counts.faults, await leads(office.store)) == (1, [])
        await close(watch)
