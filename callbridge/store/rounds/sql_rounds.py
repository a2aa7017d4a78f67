"""`CallRounds` of app/round_port.py: each method one unit of work."""

from collections.abc import Sequence
from datetime import datetime

from callbridge.app.round_port import PartyPage, RoundFacts
from callbridge.crm.call_round import EntryResult, RoundAction, RoundProgress, RoundWork
from callbridge.crm.list_query import ListQuery
from callbridge.crm.operator import Operator
from callbridge.crm.record import Author
from callbridge.crm.round_roll import Party
from callbridge.kernel.clock import Clock
from callbridge.store.database import Database
from callbridge.store.rounds import moving, parties, working

BEGIN_S = 60.0
"""All people of a round at once: ten thousand rows."""


class SqlCallRounds:
    """Call rounds in the database."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def facts(self, round_id: int) -> RoundFacts:
        return await self._database.read(lambda tx: moving.facts(tx, round_id))

    async def progress(self, round_id: int) -> RoundProgress:
        return await self._database.read(lambda tx: moving.progress(tx, round_id))

    async def party_page(self, campaign_id: int | None, query: ListQuery | None, after: int, limit: int) -> PartyPage:
        today = self._clock.now().date()
        return await self._database.read(lambda tx: parties.party_page(tx, campaign_id, query, after, limit, today))

    async def move(
        self,
        round_id: int,
        version: int,
        action: RoundAction,
        author: Author,
        *,
        at: datetime,
        parties: Sequence[Party],
    ) -> None:
        await self._database.run(
            lambda tx: moving.move(tx, round_id, version, action, author, at=at, parties=parties), timeout_s=BEGIN_S
        )

    async def work(self, round_id: int, operator: Operator, *, at: datetime) -> RoundWork:
        return await self._database.run(lambda tx: working.work(tx, round_id, operator, at))

    async def keep(self, entry_id: int, operator: Operator, *, at: datetime) -> None:
        await self._database.run(lambda tx: working.keep(tx, entry_id, operator, at))

    async def settle(self, entry_id: int, operator: Operator, result: EntryResult, *, at: datetime) -> None:
        await self._database.run(lambda tx: working.settle_entry(tx, entry_id, operator, result, at))

    async def leave(self, operator: Operator) -> None:
        await self._database.run(lambda tx: working.leave(tx, operator))
