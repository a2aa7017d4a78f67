"""The numbers of a lead, in their order, each once: the list of contacts would show the interest once for each."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, insert, select

from callbridge.kernel.ids import LeadId
from callbridge.kernel.numbers import PhoneNumber
from callbridge.store import tables as t
from callbridge.store.number_key import number_key, reversed_of
from callbridge.store.statement import Prepared
from callbridge.store.tx import Tx

_phone = t.lead_phone
_COLUMNS = ("raw", "number_key", "extension", "reversed_digits", "at")
_WRITTEN = Prepared(
    select(*(_phone.c[name] for name in _COLUMNS))
    .where(_phone.c.lead_id == bindparam("lead_id"))
    .order_by(_phone.c.position)
)
_DELETE = Prepared(delete(_phone).where(_phone.c.lead_id == bindparam("lead_id")))
_INSERT = Prepared(insert(_phone).inline(), columns=("lead_id", "position", *_COLUMNS))


def write_phones(tx: Tx, lead_id: LeadId, numbers: Sequence[PhoneNumber], at: datetime) -> None:
    """Write the numbers of a new lead."""
    _write(tx, lead_id, _rows(numbers, at))


def put_phones_first(
    tx: Tx, lead_id: LeadId, numbers: Sequence[PhoneNumber], at: datetime
) -> tuple[list[str], list[str]]:
    """Put numbers before those that a lead has, which stay; return which it had and which it has."""
    had = [row._asdict() for row in tx.rows(_WRITTEN, lead_id=lead_id)]
    tx.execute(_DELETE, lead_id=lead_id)
    has = _write(tx, lead_id, [*_rows(numbers, at), *had])
    return [row["raw"] for row in had], has


def _rows(numbers: Iterable[PhoneNumber], at: datetime) -> list[dict[str, Any]]:
    return [
        {
            "raw": number.e164 or number.raw,
            "number_key": number_key(number),
            "extension": number.extension,
            "reversed_digits": reversed_of(number_key(number)),
            "at": at,
        }
        for number in numbers
    ]


def _write(tx: Tx, lead_id: LeadId, rows: Sequence[dict[str, Any]]) -> list[str]:
    by_number: dict[str, dict[str, Any]] = {}
    for row in rows:
        by_number.setdefault(row["number_key"] or row["raw"], row)
    different = list(by_number.values())
    tx.executemany(
        _INSERT, [{"lead_id": lead_id, "position": position, **row} for position, row in enumerate(different)]
    )
    return [row["raw"] for row in different]
