"""When each PBX was last followed: `PbxSightings` of app/ports.py."""

from datetime import datetime

from sqlalchemy import bindparam, select, update
from sqlalchemy.dialects.postgresql import insert as upsert

from callbridge.app.pbx_port import PbxSeen
from callbridge.store import tables as t
from callbridge.store.database import Database
from callbridge.store.statement import Prepared
from callbridge.store.worker import Access

_seen = t.pbx_seen
_insert = upsert(_seen)
_SAW = Prepared(
    _insert.on_conflict_do_update(index_elements=[_seen.c.pbx], set_={"seen_at": _insert.excluded.seen_at}),
    columns=("pbx", "seen_at"),
)
_OPEN_GAP = Prepared(
    _insert.on_conflict_do_update(index_elements=[_seen.c.pbx], set_={"gap_since": _insert.excluded.gap_since}),
    columns=("pbx", "seen_at", "gap_since"),
)
_CLOSE_GAP = Prepared(update(_seen).where(_seen.c.pbx == bindparam("of")).values(gap_since=None))
_LAST = Prepared(select(_seen.c.seen_at, _seen.c.gap_since).where(_seen.c.pbx == bindparam("of")))


class SqlPbxSightings:
    """One row a PBX."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def last_seen(self, pbx: str) -> PbxSeen | None:
        row = await self._database.read(lambda tx: tx.row(_LAST, of=pbx))
        return PbxSeen(seen_at=row.seen_at, gap_since=row.gap_since) if row else None

    async def saw(self, pbx: str, at: datetime) -> None:
        await self._database.run(lambda tx: tx.execute(_SAW, pbx=pbx, seen_at=at), access=Access.SOON)

    async def open_gap(self, pbx: str, since: datetime) -> None:
        await self._database.run(lambda tx: tx.execute(_OPEN_GAP, pbx=pbx, seen_at=since, gap_since=since))

    async def close_gap(self, pbx: str) -> None:
        await self._database.run(lambda tx: tx.execute(_CLOSE_GAP, of=pbx))
