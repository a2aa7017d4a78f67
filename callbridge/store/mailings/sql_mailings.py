"""`Mailings` of app/mail_port.py: each method one unit of work."""

from collections.abc import Sequence
from datetime import datetime

from callbridge.app.mail_port import AudiencePage, Claim, MailingFacts, NothingDue, Outcome, Recipient
from callbridge.crm.list_query import ListQuery
from callbridge.crm.mailing import Addressee, MailingAction, MailingProgress
from callbridge.crm.record import Author
from callbridge.kernel.clock import Clock
from callbridge.kernel.ids import OperatorId
from callbridge.store.database import Database
from callbridge.store.mailings import audience, bouncing, moving, sending, unsubscribing


class SqlMailings:
    """Mailings in the database."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def facts(self, mailing_id: int, *, reader_id: OperatorId | None = None) -> MailingFacts:
        return await self._database.read(lambda tx: moving.facts(tx, mailing_id, reader_id))

    async def progress(self, mailing_id: int, *, reader_id: OperatorId | None = None) -> MailingProgress:
        return await self._database.read(lambda tx: moving.progress(tx, mailing_id, reader_id))

    async def move(
        self,
        mailing_id: int,
        version: int,
        action: MailingAction,
        author: Author,
        *,
        at: datetime,
        due: datetime | None,
    ) -> None:
        await self._database.run(lambda tx: moving.move(tx, mailing_id, version, action, author, at=at, due=due))

    async def send_again(self, mailing_id: int, recipient_id: int, author: Author, *, at: datetime) -> None:
        await self._database.run(lambda tx: moving.send_again(tx, mailing_id, recipient_id, author, at))

    async def audience_page(self, facts: MailingFacts, query: ListQuery | None, after: int, limit: int) -> AudiencePage:
        today = self._clock.now().date()
        return await self._database.read(lambda tx: audience.audience_page(tx, facts, query, after, limit, today))

    async def addressee(self, person_id: int) -> Addressee:
        today = self._clock.now().date()
        return await self._database.read(lambda tx: audience.addressee(tx, person_id, today))

    async def own_address(self, operator_id: int) -> str:
        return await self._database.read(lambda tx: audience.own_address(tx, operator_id))

    async def unsubscribed(self, keys: Sequence[str]) -> frozenset[str]:
        return await self._database.read(lambda tx: sending.wanting_none(tx, keys))

    async def undeliverable(self, keys: Sequence[str]) -> frozenset[str]:
        return await self._database.read(lambda tx: frozenset(bouncing.undeliverable(tx, keys)))

    async def begin_due(self, now: datetime) -> None:
        if await self._database.read(lambda tx: moving.is_due(tx, now)):
            await self._database.run(lambda tx: moving.begin_due(tx, now))

    async def being_sent(self) -> Sequence[MailingFacts]:
        return await self._database.read(moving.being_sent)

    async def add_recipients(self, mailing_id: int, recipients: Sequence[Recipient]) -> None:
        await self._database.run(lambda tx: sending.add_recipients(tx, mailing_id, recipients))

    async def addressed(self, mailing_id: int, *, at: datetime) -> None:
        await self._database.run(lambda tx: sending.addressed(tx, mailing_id, at))

    async def claim(self, mailing_id: int, message_id: str, *, at: datetime) -> Claim | NothingDue:
        return await self._database.run(lambda tx: sending.claim(tx, mailing_id, message_id, at, at.date()))

    async def settle(self, recipient_id: int, outcome: Outcome, *, at: datetime) -> None:
        await self._database.run(lambda tx: sending.settle(tx, recipient_id, outcome, at))

    async def doubt(self, *, at: datetime) -> int:
        return await self._database.run(lambda tx: sending.doubt(tx, at))

    async def trouble(self, problem: str) -> None:
        await self._database.run(lambda tx: sending.trouble(tx, problem))

    async def unsubscribe(self, token: str, *, at: datetime) -> bool:
        return await self._database.run(lambda tx: unsubscribing.unsubscribe(tx, token, at))

    async def knows(self, token: str) -> bool:
        return await self._database.read(lambda tx: unsubscribing.knows(tx, token))
