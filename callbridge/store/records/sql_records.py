"""`Records` of app/record_port.py: each method one unit of work."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from callbridge.crm.audit import AuditEntry
from callbridge.crm.deal import DealMove
from callbridge.crm.pipeline import StageDraft
from callbridge.crm.record import Author, RecordRights, Stored
from callbridge.crm.record_form import Values
from callbridge.kernel.numbers import PhoneNumber
from callbridge.store import pipelines
from callbridge.store.audit import entries_of
from callbridge.store.database import Database
from callbridge.store.deals import DEAL, move_deal
from callbridge.store.pipelines import PIPELINE
from callbridge.store.reach import check_within
from callbridge.store.records import service
from callbridge.store.tx import Tx

BROUGHT_AT_ONCE = 100
"""Deals brought over by one transaction: about 30 ms, for which a card that is saved must wait."""


class SqlRecords:
    """Records in the database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def rights(self, entity: str) -> RecordRights:
        return service.rights(entity)

    async def read(self, entity: str, record_id: int, reader: Author | None = None) -> Stored:
        return await self._database.read(lambda tx: service.read_record_for(tx, entity, record_id, reader))

    async def create(
        self, entity: str, values: Values, author: Author, *, key: str, at: datetime, number: PhoneNumber | None
    ) -> Stored:
        return await self._database.run(
            lambda tx: service.create_record(tx, entity, values, author, key=key, at=at, number=number)
        )

    async def change(
        self,
        entity: str,
        record_id: int,
        version: int,
        values: Values,
        author: Author,
        *,
        at: datetime,
        number: PhoneNumber | None,
    ) -> Stored:
        return await self._database.run(
            lambda tx: service.change_record(tx, entity, record_id, version, values, author, at=at, number=number)
        )

    async def remove(self, entity: str, record_id: int, version: int, author: Author, *, at: datetime) -> None:
        await self._database.run(lambda tx: service.remove_record(tx, entity, record_id, version, author, at=at))

    async def restore(self, entity: str, record_id: int, version: int, author: Author, *, at: datetime) -> Stored:
        return await self._database.run(
            lambda tx: service.restore_record(tx, entity, record_id, version, author, at=at)
        )

    async def history(
        self, entity: str, record_id: int, limit: int, reader: Author | None = None
    ) -> Sequence[AuditEntry]:
        def unit(tx: Tx) -> Sequence[AuditEntry]:
            check_within(tx, entity, record_id, None if reader is None else reader.operator_id)
            return entries_of(tx, entity, str(record_id), limit)

        return await self._database.read(unit)

    async def move_deal(self, deal_id: int, move: DealMove, author: Author) -> Stored:
        def unit(tx: Tx) -> Stored:
            check_within(tx, DEAL, deal_id, author.operator_id)
            move_deal(tx, author, deal_id, move)
            return service.read_record(tx, DEAL, deal_id)

        return await self._database.run(unit)

    async def add_pipeline(self, name: str, stages: Sequence[StageDraft], author: Author, *, at: datetime) -> Stored:
        def unit(tx: Tx) -> Stored:
            return service.read_record(tx, PIPELINE, pipelines.add_pipeline(tx, name, stages, author, at))

        return await self._database.run(unit)

    async def edit_stages(
        self, pipeline_id: int, version: int, stages: Sequence[StageDraft], author: Author, *, at: datetime
    ) -> Stored:
        def unit(tx: Tx) -> Stored:
            pipelines.edit_stages(tx, pipeline_id, version, stages, author, at)
            return service.read_record(tx, PIPELINE, pipeline_id)

        return await self._database.run(unit)

    async def bring_over(self, pipeline_id: int, mapping: Mapping[int, int], author: Author, *, at: datetime) -> int:
        await self._database.read(lambda tx: pipelines.check_bringing(tx, pipeline_id, mapping))
        after = count = 0
        while True:
            brought = await self._database.run(
                lambda tx, after=after: pipelines.bring_some(  # type: ignore[misc]
                    tx, pipeline_id, mapping, after, BROUGHT_AT_ONCE, author, at=at
                )
            )
            count += len(brought)
            if len(brought) < BROUGHT_AT_ONCE:
                return count
            after = brought[-1]
