"""Cards that their operators do not want. Implements `UnwantedCards` of app/unwanted_card_port.py."""

from collections.abc import Awaitable, Callable

from sqlalchemy import ColumnElement, bindparam, delete, literal, select
from sqlalchemy.dialects.postgresql import insert as insert_new

from callbridge.kernel.ids import CallId, OperatorId
from callbridge.store import tables as t
from callbridge.store.database import Database
from callbridge.store.statement import Prepared
from callbridge.store.tx import Tx

_unwanted, _call, _leg = t.unwanted_card, t.call, t.call_leg
_operator = bindparam("operator", type_=_unwanted.c.operator_id.type)
_of_call = _call.c.call_id == bindparam("call")
_to_return = _of_call & _call.c.missed_key.is_not(None)
_rang = select(_leg.c.leg_id).where(_leg.c.call_id == _call.c.call_id, _leg.c.operator_id == _operator).exists()


def _add(which: ColumnElement[bool]) -> Prepared:
    row = select(_call.c.call_id, _operator).where(which)
    return Prepared(insert_new(_unwanted).from_select(["call_id", "operator_id"], row).on_conflict_do_nothing())


_ADD, _ADD_MISSED = _add(_of_call), _add(_to_return & _rang)
_IS_MISSED = Prepared(select(literal(1)).where(_to_return, _rang))
_its = _unwanted.c.call_id == bindparam("call")
_REMOVE = Prepared(delete(_unwanted).where(_its, _unwanted.c.operator_id == _operator))
_WHO = Prepared(select(_unwanted.c.operator_id).where(_its))


class SqlUnwantedCards:
    """Who wants no card of which call, in the database."""

    def __init__(self, database: Database, keep_calls: Callable[[], Awaitable[None]]) -> None:
        """`keep_calls` writes the calls that wait to be written: one may have begun just now."""
        self._database = database
        self._keep_calls = keep_calls

    async def add(self, call_id: CallId, operator_id: OperatorId) -> None:
        await self._keep_calls()
        await self._database.run(lambda tx: tx.execute(_ADD, call=call_id, operator=operator_id))

    async def add_missed(self, call_id: CallId, operator_id: OperatorId) -> bool:
        def write(tx: Tx) -> bool:
            tx.execute(_ADD_MISSED, call=call_id, operator=operator_id)
            return tx.value(_IS_MISSED, call=call_id, operator=operator_id) is not None

        return await self._database.run(write)

    async def remove(self, call_id: CallId, operator_id: OperatorId) -> None:
        await self._database.run(lambda tx: tx.execute(_REMOVE, call=call_id, operator=operator_id))


def refusers_of(tx: Tx, call_id: str) -> frozenset[OperatorId]:
    """Return who wants no card of the call."""
    return frozenset(OperatorId(row.operator_id) for row in tx.rows(_WHO, call=call_id))
