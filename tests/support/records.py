"""Records of a test's own, through the ports the program uses."""

from datetime import timedelta
from itertools import count
from typing import Any

from sqlalchemy import select

from callbridge.crm.deal import DealMove
from callbridge.crm.entities import ENTITIES
from callbridge.crm.operator import Role
from callbridge.crm.record import Author, Stored
from callbridge.crm.record_form import read_form
from callbridge.kernel.ids import OperatorId
from callbridge.kernel.numbers import PhoneNumber
from callbridge.store import tables as t
from callbridge.store.store import SqlStore
from tests.support.stores import NOW


class Writer:
    """One person who makes and changes records; every write is an hour after the one before."""

    def __init__(self, store: SqlStore, operator_id: OperatorId, role: Role = Role.MANAGER) -> None:
        self.store = store
        self.author = Author(operator_id=operator_id, role=role)
        self._keys = count()
        self.at = NOW

    async def make(self, entity: str, *, key: str = "", dialled: PhoneNumber | None = None, **raw: Any) -> Stored:
        self.at += timedelta(hours=1)
        values = read_form(ENTITIES[entity], raw, role=self.author.role, is_new=True)
        return await self.store.records.create(
            entity, values, self.author, key=key or f"key {next(self._keys)}", at=self.at, number=dialled
        )

    async def change(self, entity: str, stored: Stored, *, dialled: PhoneNumber | None = None, **raw: Any) -> Stored:
        self.at += timedelta(hours=1)
        values = read_form(ENTITIES[entity], raw, role=self.author.role, is_new=False)
        return await self.store.records.change(
            entity, stored.id, stored.version, values, self.author, at=self.at, number=dialled
        )

    async def move(self, deal: Stored, stage_id: int, **more: Any) -> Stored:
        self.at += timedelta(hours=1)
        move = DealMove(to_stage_id=stage_id, at=self.at, version=deal.version, **more)
        return await self.store.records.move_deal(deal.id, move, self.author)

    async def history(self, deal_id: int) -> list[tuple[int | None, int, str]]:
        """Return the moves of a deal: from, to, why."""
        moves = t.deal_stage_history
        rows = await self.store.database.read(
            lambda tx: tx.rows(select(moves).where(moves.c.deal_id == deal_id).order_by(moves.c.id))
        )
        return [(row.from_stage_id, row.to_stage_id, row.cause) for row in rows]
