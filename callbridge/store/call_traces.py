"""A call's trace as a row: its steps as JSON, ``[[instant, code, params], …]``."""

import json
from collections.abc import Sequence
from datetime import datetime

import orjson
from sqlalchemy import bindparam, select
from sqlalchemy.dialects.postgresql import insert as upsert

from callbridge.crm.call_log import CallRecord
from callbridge.crm.call_trace import CallTrace, TraceStep
from callbridge.store import tables as t
from callbridge.store.statement import Prepared
from callbridge.store.tx import Tx

_insert = upsert(t.call_trace)
_WRITE = Prepared(
    _insert.on_conflict_do_update(index_elements=[t.call_trace.c.call_id], set_={"steps": _insert.excluded.steps}),
    columns=("call_id", "steps"),
)
_STEPS = Prepared(select(t.call_trace.c.steps).where(t.call_trace.c.call_id == bindparam("call")))
_CALL = Prepared(
    select(t.call.c.call_id, t.call.c.pbx, t.call.c.started_at, t.call.c.operator_id).where(
        t.call.c.call_id == bindparam("call")
    )
)
_OPERATORS = Prepared(select(t.call_leg.c.operator_id).where(t.call_leg.c.call_id == bindparam("call")))


def write_traces(tx: Tx, records: Sequence[CallRecord]) -> None:
    """Write each call's trace in place of what was kept of it; the calls must be there."""
    tx.executemany(
        _WRITE, [{"call_id": record.call_id, "steps": _written(record.trace)} for record in records if record.trace]
    )


def steps_of(tx: Tx, call_id: str) -> tuple[TraceStep, ...]:
    """Return the steps kept of a call, none of one without a trace."""
    row = tx.row(_STEPS, call=call_id)
    return _read(row.steps) if row else ()


def call_trace(tx: Tx, call_id: str) -> CallTrace | None:
    """Return a call's trace, None when there is no such call."""
    call = tx.row(_CALL, call=call_id)
    if call is None:
        return None
    operators = {call.operator_id, *(row.operator_id for row in tx.rows(_OPERATORS, call=call_id))} - {None}
    return CallTrace(
        call_id=call.call_id,
        pbx=call.pbx,
        started_at=call.started_at,
        operator_ids=frozenset(operators),
        steps=steps_of(tx, call_id),
    )


def _written(steps: Sequence[TraceStep]) -> str:
    rows = [tuple(step) for step in steps]
    try:
        return orjson.dumps(rows).decode()
    except orjson.JSONEncodeError:  # a lone surrogate from the network: the column's type mends it
        return json.dumps(rows, ensure_ascii=False, default=datetime.isoformat)


def _read(text: str) -> tuple[TraceStep, ...]:
    return tuple(TraceStep(datetime.fromisoformat(at), code, params) for at, code, params in orjson.loads(text))
