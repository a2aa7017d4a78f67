"""A call round of a test's own on a real store: people with numbers, and operators who call them."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import select

from callbridge.crm.call_round import EntryResult, RoundAction, RoundProgress, RoundWork
from callbridge.crm.operator import Operator, Role
from callbridge.crm.record import Stored
from callbridge.crm.round_roll import Party
from callbridge.store import tables as t
from callbridge.store.statement import Row
from callbridge.store.store import SqlStore
from tests.support.clock import FakeClock
from tests.support.records import Writer
from tests.support.stores import NOW, an_operator, phone


@dataclass
class RoundRig:
    """A supervisor, a round, and those who work on it."""

    store: SqlStore
    writer: Writer
    clock: FakeClock = field(default_factory=lambda: FakeClock(NOW))

    async def operator(self, login: str, role: Role = Role.OPERATOR) -> Operator:
        await self.store.operators.add_operator(an_operator(login, role=role), "hash")
        found = {one.login: one for one in await self.store.operators.operators()}
        return found[login]

    async def people(self, how_many: int, first: int = 1) -> list[Stored]:
        """Write people with a number each."""
        made = []
        for number in range(first, first + how_many):
            person = await self.writer.make("person", full_name=f"Лицо {number}")
            dialled = phone(f"+7916000{number:04}")
            await self.writer.make("contact_point", dialled=dialled, kind="phone", raw=dialled.raw, person=person.id)
            made.append(person)
        return made

    async def round(self, **more: Any) -> Stored:
        given: dict[str, Any] = {"name": "Повторное предложение", "script": "Добрый день!"}
        return await self.writer.make("call_round", **(given | more))

    async def begun(self, parties: list[Party], **more: Any) -> Stored:
        """Return a round that calls these."""
        made = await self.round(**more)
        await self.move(made, RoundAction.START, parties)
        return made

    async def begun_of(self, how_many: int, **more: Any) -> Stored:
        """Return a round that calls so many people."""
        people = await self.people(how_many)
        parties = [
            Party(
                person_id=one.id, name=f"Лицо {number}", phone=f"+7916000{number:04}", number_key=f"+7916000{number:04}"
            )
            for number, one in enumerate(people, start=1)
        ]
        return await self.begun(parties, **more)

    async def move(self, made: Stored, action: RoundAction, parties: list[Party] | None = None) -> RoundProgress:
        progress = await self.store.rounds.progress(made.id)
        await self.store.rounds.move(
            made.id, progress.version, action, self.writer.author, at=NOW, parties=parties or []
        )
        return await self.store.rounds.progress(made.id)

    async def work(self, made: Stored, operator: Operator, at: datetime = NOW) -> RoundWork:
        return await self.store.rounds.work(made.id, operator, at=at)

    async def taken(self, made: Stored, operator: Operator, at: datetime = NOW) -> int:
        """Return the entry that an operator gets; there is one."""
        entry = (await self.work(made, operator, at)).entry
        assert entry is not None
        return entry.id

    async def settle(self, entry_id: int, operator: Operator, result: EntryResult, at: datetime = NOW) -> None:
        await self.store.rounds.settle(entry_id, operator, result, at=at)

    async def entry(self, entry_id: int) -> Row:
        of = t.call_round_entry
        (row,) = await self.store.database.read(lambda tx: tx.rows(select(of).where(of.c.id == entry_id)))
        return row

    async def states(self, made: Stored) -> Counter[str]:
        of = t.call_round_entry
        rows = await self.store.database.read(
            lambda tx: tx.rows(select(of.c.state).where(of.c.call_round_id == made.id))
        )
        return Counter(row.state for row in rows)
