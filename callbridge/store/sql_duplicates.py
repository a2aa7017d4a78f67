"""`Duplicates` of app/duplicate_port.py: each method one unit of work."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from callbridge.crm.duplicate import DuplicateKey, DuplicatePage, MergeEntry, MergeWish
from callbridge.crm.erasure import ErasurePreview
from callbridge.crm.record import Author, Stored
from callbridge.kernel.ids import OperatorId
from callbridge.store import duplicates, erasing, merging
from callbridge.store.database import Database
from callbridge.store.records.service import read_record
from callbridge.store.tx import Tx


class SqlDuplicates:
    """Duplicates, merges and erasures in the database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def pairs(self, entity: str, by: DuplicateKey, after: str) -> DuplicatePage:
        return await self._database.read(lambda tx: duplicates.likely_pairs(tx, entity, by, after))

    async def dismiss(self, entity: str, one: int, other: int, operator_id: OperatorId, *, at: datetime) -> None:
        await self._database.run(lambda tx: duplicates.dismiss(tx, entity, one, other, operator_id, at))

    async def both(self, entity: str, keep_id: int, give_up_id: int) -> tuple[Stored, Stored, Mapping[str, int]]:
        def unit(tx: Tx) -> tuple[Stored, Stored, Mapping[str, int]]:
            keep, give_up = read_record(tx, entity, keep_id), read_record(tx, entity, give_up_id)
            return keep, give_up, merging.counted(tx, entity, give_up_id)

        return await self._database.read(unit)

    async def merge(self, entity: str, wish: MergeWish, author: Author, *, at: datetime) -> int:
        return await self._database.run(lambda tx: merging.merge(tx, entity, wish, author, at))

    async def merges(self, limit: int) -> Sequence[MergeEntry]:
        return await self._database.read(lambda tx: merging.newest(tx, limit))

    async def undo_merge(self, merge_id: int, author: Author, *, at: datetime) -> None:
        await self._database.run(lambda tx: merging.undo(tx, merge_id, author, at))

    async def erasure(self, person_id: int) -> ErasurePreview:
        return await self._database.read(lambda tx: erasing.foretold(tx, person_id))

    async def erase(self, person_id: int, operator_id: OperatorId, *, at: datetime) -> None:
        await self._database.run(lambda tx: erasing.erase(tx, person_id, operator_id, at))
