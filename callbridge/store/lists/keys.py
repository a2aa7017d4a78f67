"""The ids of a page, in order: found before anything else of its rows is read.

In up to three ways, so that a page costs the same at the beginning of a list and deep in it, under a filter that fits
everything and one that fits next to nothing:

1. Nothing asked, or what leads an index of the list's order: that index is read from the cursor on.
2. Walk: the next rows in the list's order are looked at, a bounded number of them, and those that fit are taken. A
   filter that fits one row in a hundred fills a page so. Only in an order that an index has: in another one the first
   row is known no sooner than the last, and each walk would read and sort the whole list.
3. Search: where the walk did not, few rows fit; all of them are found by the filter's own indexes, then ordered. They
   are materialized first, because both planners like to walk the order to its end instead.

Rows without a value in the sorted field stand last in both directions (of themselves the engines disagree about NULL):
they are a second reading, begun when the first has ended.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, Table, case, literal, null, select, tuple_, type_coerce

from callbridge.crm.entity import FieldKind
from callbridge.crm.list_filter import ID
from callbridge.crm.list_order import Cursor, Order
from callbridge.crm.list_query import ListQuery
from callbridge.crm.operator import Language
from callbridge.crm.reach import Reach
from callbridge.store.lists.asked import Asked
from callbridge.store.lists.binding import Binding, Where
from callbridge.store.lists.conditions import typed
from callbridge.store.plain_text import Bytewise
from callbridge.store.tx import Tx
from callbridge.store.types import Sortable

WALKS = (300, 2_000)
"""How many rows are looked at before the filter's own indexes are asked."""


@dataclass(frozen=True, slots=True)
class _Sorting:
    """What a list is ordered by."""

    value: ColumnElement[Any]
    joins: tuple[str, ...]
    is_nullable: bool


@dataclass(frozen=True, slots=True)
class _Reading:
    """One of the two readings: the rows that have a value, then those that have none."""

    value: ColumnElement[Any] | None
    start: Cursor | None


def page_keys(
    tx: Tx, binding: Binding, query: ListQuery, start: Cursor | None, limit: int, *, reach: Reach
) -> list[Cursor]:
    """Return the places of the first `limit` rows in reach after `start`, in order."""
    asked = Asked(binding, query, reach)
    sorting = _sorting(binding, query.order)
    keys: list[Cursor] = []
    for reading in _readings(sorting, start):
        keys += _Finding(binding, query.order, asked, sorting, reading).find(tx, limit - len(keys))
        if len(keys) >= limit:
            break
    return keys


def _sorting(binding: Binding, order: Order) -> _Sorting:
    field = binding.entity.field(order.field)
    if order.field == ID.id or field is None:
        return _Sorting(binding.table.c.id, (), is_nullable=False)
    bound = binding.fields[field.id]
    if bound.sort is not None:
        return _Sorting(bound.sort, bound.joins, bound.is_nullable)
    if field.kind is FieldKind.RECORD and bound.name is not None:
        return _Sorting(Bytewise(bound.name(Language.RU)), bound.name_joins, is_nullable=True)
    if field.kind is FieldKind.CHOICE:
        places = {choice.value: place for place, choice in enumerate(field.choices)}
        return _Sorting(case(places, value=bound.value), bound.joins, bound.is_nullable)
    is_text = field.kind in (FieldKind.TEXT, FieldKind.EMAIL) and not isinstance(bound.value.type, Sortable)
    return _Sorting(Bytewise(bound.value) if is_text else bound.value, bound.joins, bound.is_nullable)


def _readings(sorting: _Sorting, start: Cursor | None) -> Iterator[_Reading]:
    if start is None or start.value is not None:
        yield _Reading(sorting.value, start)
    if sorting.is_nullable:
        yield _Reading(None, start if start is not None and start.value is None else None)


def has_index(table: Table, value: ColumnElement[Any]) -> bool:
    """Say whether an index of the table is in the order of `value`."""
    return any(columns[0] is value for columns in _orders(table))


def _orders(table: Table) -> Iterator[list[Any]]:
    yield list(table.primary_key.columns)
    for index in table.indexes:
        yield list(index.expressions)


class _Finding:
    """Finds the keys of one reading."""

    def __init__(self, binding: Binding, order: Order, asked: Asked, sorting: _Sorting, reading: _Reading) -> None:
        self._binding = binding
        self._is_descending = order.is_descending
        self._asked = asked
        self._reading = reading
        self._id = binding.table.c.id
        self._joins = asked.joins | set(sorting.joins)
        self._order_joins = set(sorting.joins)
        is_present = sorting.is_nullable
        self._is_walkable = has_index(binding.table, sorting.value)
        self._has_value: list[Where] = []
        if reading.value is None:
            self._has_value = [sorting.value.is_(None)]
        elif is_present:
            self._has_value = [sorting.value.is_not(None)]

    def find(self, tx: Tx, limit: int) -> list[Cursor]:
        """Return the first `limit` keys."""
        if self._asked.is_simple:
            return self._read(tx, self._in_order(self._order_joins, limit))
        for walked in WALKS if self._is_walkable and not self._asked.is_narrow else ():
            found = self._read(tx, self._walk(walked, limit))
            if len(found) == limit:
                return found
        return self._read(tx, self._search(limit))

    def _columns(self) -> list[ColumnElement[Any]]:
        value = self._reading.value
        return [self._id.label("id"), (null() if value is None else value).label("value")]

    def _in_order(self, joins: set[str], limit: int, *more: ColumnElement[Any]) -> Select[Any]:
        """The rows from the cursor on, by the index of the order."""
        rows = select(*self._columns(), *more).select_from(self._binding.source(joins))
        rows = rows.where(*self._asked.leading, *self._has_value, *self._after(self._reading.value, self._id))
        return rows.order_by(*self._turned(self._reading.value, self._id)).limit(limit)

    def _walk(self, walked: int, limit: int) -> Select[Any]:
        fits = type_coerce(self._asked.of_row, self._asked.of_row.type).label("fits")
        looked_at = self._in_order(set(self._joins), walked, fits).subquery("walked")
        return self._ordered(looked_at, limit).where(looked_at.c.fits)

    def _search(self, limit: int) -> Select[Any]:
        found = (
            select(*self._columns())
            .select_from(self._binding.source(self._joins))
            .where(*self._asked.of_all, *self._has_value)
            .cte("found")
            .prefix_with("MATERIALIZED")
        )
        value = None if self._reading.value is None else found.c.value
        return self._ordered(found, limit).where(*self._after(value, found.c.id))

    def _ordered(self, rows: Any, limit: int) -> Select[Any]:
        value = None if self._reading.value is None else rows.c.value
        return select(rows.c.id, rows.c.value).order_by(*self._turned(value, rows.c.id)).limit(limit)

    def _turned(self, value: ColumnElement[Any] | None, row_id: ColumnElement[Any]) -> list[ColumnElement[Any]]:
        columns = [row_id] if value is None or value is row_id else [value, row_id]
        return [column.desc() if self._is_descending else column.asc() for column in columns]

    def _after(self, value: ColumnElement[Any] | None, row_id: ColumnElement[Any]) -> list[Where]:
        """After the cursor's row, in the order of the list."""
        start = self._reading.start
        if start is None:
            return []
        if value is None or value is row_id or start.value is None:
            return [row_id < start.id if self._is_descending else row_id > start.id]
        key = tuple_(value, row_id)
        place = tuple_(typed(value, start.value), literal(start.id, row_id.type))
        return [key < place if self._is_descending else key > place]

    @staticmethod
    def _read(tx: Tx, statement: Select[Any]) -> list[Cursor]:
        return [Cursor(value=row.value, id=row.id) for row in tx.rows(statement)]
