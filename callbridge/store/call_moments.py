"""What happened to the customer of a call, as rows."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import bindparam, delete, func, insert, select

from callbridge.crm.call_log import CallRecord, MomentKind, MomentRecord, MomentRow
from callbridge.store import tables as t
from callbridge.store.statement import Prepared
from callbridge.store.tx import Tx

_COLUMNS = tuple(column.name for column in t.call_moment.columns)
_FIELDS = tuple(name for name in _COLUMNS if name not in ("call_id", "position"))
_of_call = t.call_moment.c.call_id == bindparam("call")
_DROP = Prepared(delete(t.call_moment).where(_of_call))
_WRITE = Prepared(insert(t.call_moment).inline(), columns=_COLUMNS)
_RECORDS = Prepared(
    select(*(t.call_moment.c[name] for name in _FIELDS)).where(_of_call).order_by(t.call_moment.c.position)
)
_colleague = t.operator.alias("their_colleague")
_ROWS = Prepared(
    select(
        *(t.call_moment.c[name] for name in _FIELDS),
        func.coalesce(t.operator.c.full_name, "").label("operator"),
        func.coalesce(_colleague.c.full_name, "").label("colleague"),
    )
    .select_from(
        t.call_moment.outerjoin(t.operator, t.operator.c.id == t.call_moment.c.operator_id).outerjoin(
            _colleague, _colleague.c.id == t.call_moment.c.colleague_id
        )
    )
    .where(_of_call)
    .order_by(t.call_moment.c.position)
)


def write_moments(tx: Tx, records: Sequence[CallRecord]) -> None:
    """Write each call's moments in place of what was kept of them; the calls must be there.

    A call that has none never had any, and costs nothing here: most writes are of a call that just rings.
    """
    tx.executemany(_DROP, [{"call": record.call_id} for record in records if record.moments])
    tx.executemany(_WRITE, [values for record in records for values in _values(record)])


def _values(record: CallRecord) -> list[dict[str, Any]]:
    return [
        {"call_id": record.call_id, "position": position} | {name: getattr(moment, name) for name in _FIELDS}
        for position, moment in enumerate(record.moments)
    ]


def moments_of(tx: Tx, call_id: str) -> tuple[MomentRecord, ...]:
    """Return the moments kept of a call, in the order of time."""
    return tuple(MomentRecord(**_read(row)) for row in tx.rows(_RECORDS, call=call_id))


def call_moments(tx: Tx, call_id: str) -> list[MomentRow]:
    """Return the same with the operators' names."""
    return [MomentRow(**_read(row)) for row in tx.rows(_ROWS, call=call_id)]


def _read(row: Any) -> dict[str, Any]:
    values: dict[str, Any] = row._asdict()
    return values | {"kind": MomentKind(row.kind)}
