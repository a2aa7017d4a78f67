"""A mailing of a test's own on a real store: people with addresses, and a sender whose clock the test turns."""

from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from sqlalchemy import insert, select

from callbridge.app.mail_port import MailServer
from callbridge.app.mail_sending import MailSender, Pace
from callbridge.app.mailings import MailingDesk, Outgoing
from callbridge.app.reminder_letters import ReminderPost
from callbridge.crm.mailing import MailingAction, MailingProgress
from callbridge.crm.operator import Operator, Role
from callbridge.crm.record import Stored
from callbridge.store import tables as t
from callbridge.store.statement import Prepared
from callbridge.store.store import SqlStore, open_store
from callbridge.store.tx import Tx
from tests.support.clock import FakeClock
from tests.support.records import Writer
from tests.support.stores import NOW, an_operator

PERSON = Prepared(
    insert(t.person).inline(), columns=("id", "full_name", "folded_name", "is_private", "created_at")
)  # fmt: skip
POINT = Prepared(
    insert(t.contact_point).inline(),
    columns=("person_id", "kind", "raw", "number_key", "extension", "reversed_digits", "is_shared", "address_key"),
)
PARTICIPANT = Prepared(insert(t.participant).inline(), columns=("campaign_id", "person_id", "created_at"))
MOST_STEPS = 20_000
LOOK_EVERY = 25


def write_participants(tx: Tx, campaign_id: int, how_many: int, *, first: int = 1) -> None:
    """Write people with an address each, who take part in an event."""
    ids = range(first, first + how_many)
    tx.executemany(
        PERSON,
        [
            {
                "id": one,
                "full_name": f"Лицо {one}",
                "folded_name": f"лицо {one}",
                "is_private": False,
                "created_at": NOW,
            }
            for one in ids
        ],
    )
    tx.executemany(
        POINT,
        [
            {
                "person_id": one, "kind": "email", "raw": f"p{one}@example.ru", "number_key": "", "extension": "",
                "reversed_digits": "", "is_shared": False, "address_key": f"p{one}@example.ru",
            }
            for one in ids
        ],
    )  # fmt: skip
    tx.executemany(PARTICIPANT, [{"campaign_id": campaign_id, "person_id": one, "created_at": NOW} for one in ids])


@dataclass
class MailRig:
    """A manager, an event, and what is needed to send to its people."""

    store: SqlStore
    writer: Writer
    server: MailServer | None = None
    clock: FakeClock = field(default_factory=lambda: FakeClock(NOW))
    numbers: Any = field(default_factory=lambda: count(1))
    moved: int = 0

    def outgoing(self) -> Outgoing:
        return Outgoing(
            server=self.server,
            public_url="https://crm.example.ru",
            new_token=lambda: f"token-{next(self.numbers):06}",
            new_message_id=lambda: f"<{next(self.numbers)}@example.ru>",
        )

    @property
    def vera(self) -> Operator:
        role = Role.MANAGER
        return Operator(id=self.writer.author.operator_id, login="anna", full_name="Вера", role=role, extension="")

    def desk(self) -> MailingDesk:
        def moved() -> None:
            self.moved += 1

        return MailingDesk(mailings=self.store.mailings, outgoing=self.outgoing(), clock=self.clock, on_moved=moved)

    def post(self) -> ReminderPost:
        return ReminderPost(self.store.reminder_letters, self.outgoing(), self.clock)

    def sender(self, per_minute: int = 60_000) -> MailSender:
        assert self.server is not None
        return MailSender(
            mailings=self.store.mailings, reminders=self.post(), server=self.server, outgoing=self.outgoing(),
            pace=Pace(per_minute), clock=self.clock,
        )  # fmt: skip

    async def event(self, participants: int = 0, first: int = 1) -> Stored:
        event = await self.writer.make("campaign", name="Выставка")
        await self.store.database.run(
            lambda tx: write_participants(tx, event.id, participants, first=first), timeout_s=30
        )
        return event

    async def mailing(self, event: Stored | None = None, **more: Any) -> Stored:
        given: dict[str, Any] = {
            "name": "Приглашение",
            "subject": "Приглашение, {имя}",
            "body": "Здравствуйте, {фио}! Ждём вас: {мероприятие}.",
            "audience": '{"to": "participants"}',
            "per_minute": 60_000,
        }
        belongs = {} if event is None else {"campaign": event.id}
        return await self.writer.make("mailing", **(given | belongs | more))

    async def move(self, mailing: Stored, action: MailingAction, **more: Any) -> MailingProgress:
        progress = await self.store.mailings.progress(mailing.id)
        due = more.get("due")
        await self.store.mailings.move(
            mailing.id, progress.version, action, self.writer.author, at=self.clock.now(), due=due
        )
        return await self.store.mailings.progress(mailing.id)

    async def run(self, sender: MailSender, mailing: Stored) -> MailingProgress:
        """Let the sender step, and time pass, until the mailing is no longer being sent."""
        for step in range(MOST_STEPS):
            wait_s = await sender.step()
            if wait_s > 1.0 or step % LOOK_EVERY == 0:
                progress = await self.store.mailings.progress(mailing.id)
                if progress.state not in ("sending", "scheduled"):
                    return progress
            self.clock.pass_seconds(max(wait_s, 0.0))
        raise AssertionError("the mailing does not end")

    async def states(self, mailing: Stored) -> dict[str, str]:
        """Return the state of each address."""
        of = t.mailing_recipient
        rows = await self.store.database.read(
            lambda tx: tx.rows(select(of.c.address, of.c.state).where(of.c.mailing_id == mailing.id))
        )
        return {row.address: row.state for row in rows}

    async def touches(self) -> Counter[int]:
        """Return how often mailings touched each person."""
        rows = await self.store.database.read(
            lambda tx: tx.rows(select(t.touch.c.person_id).where(t.touch.c.kind == "mailing"))
        )
        return Counter(row.person_id for row in rows)


@asynccontextmanager
async def mail_rig(sqlite_url: str) -> AsyncIterator[MailRig]:
    """Open a store on SQLite with one manager in it."""
    async with open_store(sqlite_url, 1, FakeClock(NOW)) as store:
        anna = await store.operators.add_operator(an_operator("anna"), "hash")
        yield MailRig(store, Writer(store, anna))
