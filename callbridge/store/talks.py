"""How talks through headsets sounded, as rows. Implements `Talks` of app/softphone.py."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, insert, select

from callbridge.crm.softphone import TalkQuality, TalkReport
from callbridge.kernel.errors import NotFound
from callbridge.kernel.ids import CallId, OperatorId
from callbridge.store import tables as t
from callbridge.store.database import Database
from callbridge.store.statement import Prepared
from callbridge.store.tx import Tx

_FIGURES = ("seconds", "received", "lost", "rtt_ms", "jitter_ms", "mos", "worst_mos")
_CALL = Prepared(select(t.call.c.call_id).where(t.call.c.call_id == bindparam("call")))
_WRITE = Prepared(insert(t.talk_quality).inline(), columns=("call_id", "operator_id", "at", *_FIGURES))
_OF_CALL = Prepared(
    select(t.operator.c.full_name.label("operator"), t.talk_quality)
    .select_from(t.talk_quality.join(t.operator, t.operator.c.id == t.talk_quality.c.operator_id))
    .where(t.talk_quality.c.call_id == bindparam("call"))
    .order_by(t.talk_quality.c.at, t.talk_quality.c.id)
)


class SqlTalks:
    """Talks in the database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def keep(self, call_id: CallId, operator_id: OperatorId, report: TalkReport, *, at: datetime) -> None:
        """Write how one sounded; raises NotFound when there is no such call."""

        def work(tx: Tx) -> None:
            if tx.row(_CALL, call=call_id) is None:
                raise NotFound
            figures = {name: getattr(report, name) for name in _FIGURES}
            tx.execute(_WRITE, call_id=call_id, operator_id=operator_id, at=at, **figures)

        await self._database.run(work)

    async def of_call(self, call_id: CallId) -> Sequence[TalkQuality]:
        """Return those of one call."""
        return await self._database.read(lambda tx: _talks(tx, call_id))


def _talks(tx: Tx, call_id: CallId) -> list[TalkQuality]:
    return [
        TalkQuality(operator=row.operator, at=row.at, **{name: getattr(row, name) for name in _FIGURES})
        for row in tx.rows(_OF_CALL, call=call_id)
    ]
