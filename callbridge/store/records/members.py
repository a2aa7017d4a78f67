"""Fields that name several records, each in a row of a table of its own."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from sqlalchemy import Table, bindparam, delete, insert, select

from callbridge.crm.record_form import Value, Values
from callbridge.store.records.binding import Members, RecordBinding, Write
from callbridge.store.statement import Prepared
from callbridge.store.tx import Tx


def read_members(tx: Tx, binding: RecordBinding, record_id: int) -> dict[str, Value]:
    """Return the ids of every such field, in order."""
    return {name: _read(tx, members, record_id) for name, members in binding.members.items()}


def split(binding: RecordBinding, values: Values) -> tuple[dict[str, Value], dict[str, tuple[int, ...]]]:
    """Part what was sent into the fields that are columns, and those that are rows."""
    ids = {name: value for name, value in values.items() if name in binding.members and isinstance(value, tuple)}
    return {name: value for name, value in values.items() if name not in ids}, ids


def write_members(tx: Tx, binding: RecordBinding, write: Write, record_id: int) -> None:
    """Add and take away what makes the rows those that were sent; what a row that stays holds beside is kept."""
    for name, wanted in write.members.items():
        members = binding.members[name]
        present = set(_read(tx, members, record_id))
        gone, new = sorted(present - set(wanted)), sorted(set(wanted) - present)
        table = members.table
        for one in gone:
            tx.execute(delete(table).where(table.c[members.owner] == record_id, table.c[members.member] == one))
        rows: list[Mapping[str, Any]] = [{members.owner: record_id, members.member: one} for one in new]
        if rows:
            tx.executemany(Prepared(insert(table).inline(), columns=(members.owner, members.member)), rows)


def _read(tx: Tx, members: Members, record_id: int) -> tuple[int, ...]:
    rows = tx.rows(_ids(members.table, members.owner, members.member), owner=record_id)
    return tuple(int(row.member) for row in rows)


@cache
def _ids(table: Table, owner: str, member: str) -> Prepared:
    found = select(table.c[member].label("member")).where(table.c[owner] == bindparam("owner"))
    return Prepared(found.order_by(table.c[member]))
