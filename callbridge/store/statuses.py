"""Operators' statuses as rows, one after another. Implements `Statuses` of app/status_port.py."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, insert, select, update

from callbridge.crm.operator import Operator, OperatorChanges, Presence
from callbridge.crm.setting import SETTINGS, WRAP_UP_S, Level, Place, resolved_value
from callbridge.crm.status import Cause, StatusPeriod
from callbridge.kernel.ids import OperatorId
from callbridge.store import tables as t
from callbridge.store.database import Database
from callbridge.store.operators import change_operator
from callbridge.store.settings import kept_settings, places_over
from callbridge.store.statement import Prepared
from callbridge.store.tx import Tx

_period = t.status_period
_IS_OPEN = _period.c.ended_at.is_(None)
_IS_THEIRS = (_period.c.operator_id == bindparam("whose")) & _IS_OPEN
_OPEN = Prepared(select(_period).where(_IS_OPEN).order_by(_period.c.id))
_END = Prepared(update(_period).where(_IS_THEIRS).values(ended_at=bindparam("now"), seconds=bindparam("lasted")))
_THEIRS = Prepared(select(_period.c.began_at).where(_IS_THEIRS))
_BEGIN = Prepared(
    insert(_period).inline(),
    columns=("operator_id", "presence", "reason", "cause", "began_at", "due_at", "is_told"),
)
_PROLONG = Prepared(update(_period).where(_IS_THEIRS).values(due_at=bindparam("due")))
_TOLD = Prepared(update(_period).where(_IS_THEIRS).values(is_told=True))


class SqlStatuses:
    """Statuses in the database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def open_periods(self) -> Sequence[StatusPeriod]:
        return await self._database.read(_open_periods)

    async def begin(self, period: StatusPeriod) -> Operator:
        return await self._database.run(lambda tx: _begin(tx, period))

    async def prolong(self, operator_id: OperatorId, due_at: datetime) -> None:
        await self._database.run(lambda tx: tx.execute(_PROLONG, whose=operator_id, due=due_at))

    async def told(self, operator_id: OperatorId) -> None:
        await self._database.run(lambda tx: tx.execute(_TOLD, whose=operator_id))

    async def wrap_up_s(self, operator_id: OperatorId) -> int:
        return await self._database.read(lambda tx: _wrap_up_s(tx, operator_id))


def _open_periods(tx: Tx) -> list[StatusPeriod]:
    return [
        StatusPeriod(
            operator_id=OperatorId(row.operator_id),
            presence=Presence(row.presence),
            reason=row.reason,
            cause=Cause(row.cause),
            began_at=row.began_at,
            due_at=row.due_at,
            is_told=row.is_told,
        )
        for row in tx.rows(_OPEN)
    ]


def _begin(tx: Tx, period: StatusPeriod) -> Operator:
    changes = OperatorChanges(presence=period.presence, pause_reason=period.reason)
    changed = change_operator(tx, period.operator_id, changes)
    before = tx.row(_THEIRS, whose=period.operator_id)
    if before is not None:
        # A clock that was put back may not make a period shorter than nothing.
        lasted = max(0, round((period.began_at - before.began_at).total_seconds()))
        tx.execute(_END, whose=period.operator_id, now=max(period.began_at, before.began_at), lasted=lasted)
    tx.execute(
        _BEGIN,
        operator_id=period.operator_id,
        presence=period.presence.value,
        reason=period.reason,
        cause=period.cause.value,
        began_at=period.began_at,
        due_at=period.due_at,
        is_told=period.is_told,
    )
    return changed


def _wrap_up_s(tx: Tx, operator_id: OperatorId) -> int:
    chain = [(place, kept_settings(tx, place)) for place in places_over(tx, Place(Level.USER, operator_id))]
    return int(resolved_value(SETTINGS[WRAP_UP_S], chain))
