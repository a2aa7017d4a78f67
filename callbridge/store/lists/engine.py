"""Pages, totals and tabs of a list, from a query and a binding."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, func, select

from callbridge.crm.entity import Field, FieldKind
from callbridge.crm.list_order import Cursor
from callbridge.crm.list_query import ListPage, ListQuery, ListRow, ListTotals
from callbridge.crm.operator import Language, Role
from callbridge.crm.reach import Reach
from callbridge.store.key_list import one_of_ids
from callbridge.store.lists.asked import Asked
from callbridge.store.lists.binding import Binding, Bound
from callbridge.store.lists.keys import page_keys
from callbridge.store.reach import reach_of
from callbridge.store.statement import Prepared, Row
from callbridge.store.tx import Tx


def page(tx: Tx, binding: Binding, query: ListQuery, start: Cursor | None, limit: int) -> ListPage:
    """Return the first `limit` rows after `start`."""
    keys = page_keys(tx, binding, query, start, limit, reach=reach_of(tx, query.reader.operator_id))
    rows = _rows(tx, binding, query, [key.id for key in keys])
    return ListPage(rows=rows, next=keys[-1] if len(keys) == limit else None)


def _fields(query: ListQuery) -> list[Field]:
    return [field for field in query.entity.fields if query.reader.role.covers(field.least_role)]


def _rows(tx: Tx, binding: Binding, query: ListQuery, ids: Sequence[int]) -> list[ListRow]:
    """Read the rows of these ids with the names behind theirs; one that has gone meanwhile is left out."""
    if not ids:
        return []
    statement = _reading(binding, query.reader.role, query.reader.language)
    found: Mapping[int, Row] = {row.id: row for row in tx.rows(statement, ids=ids)}
    fields = _fields(query)
    return [_shown(found[one], fields) for one in ids if one in found]


_MAX_PREPARED = 500


@lru_cache(maxsize=_MAX_PREPARED)
def _reading(binding: Binding, role: Role, language: Language) -> Prepared:
    """Return the statement that reads the rows of ``ids``; for a role and a language it is always the same.

    They are one parameter: psycopg remembers no statement of more than 50, and reads each anew for some milliseconds.
    """
    row_id = binding.table.c.id
    if binding.of_page is not None:
        binding = binding.of_page(lambda column: one_of_ids(column, "ids"))
    columns: list[ColumnElement[Any]] = [row_id]
    if binding.version is not None:
        columns.append(binding.version.label("version"))
    fields = [field for field in binding.entity.fields if role.covers(field.least_role)]
    joins = {name for field in fields for name in binding.fields[field.id].joins}
    for field in fields:
        bound = binding.fields[field.id]
        columns.append(bound.value.label(field.id))
        if field.kind is FieldKind.RECORD and bound.name is not None:
            columns.append(_name(binding, bound, bound.name(language), joins).label(f"{field.id}_name"))
    return Prepared(select(*columns).select_from(binding.source(joins)).where(one_of_ids(row_id, "ids")))


def _name(binding: Binding, bound: Bound, name: ColumnElement[Any], joins: set[str]) -> ColumnElement[Any]:
    """Return a record's name, for the rows of a page with what is derived looked up rather than joined.

    Tables joined for a name beside those figures cost PostgreSQL more to plan, anew for each page, than they save.
    """
    behind = [binding.joins[one] for one in bound.name_joins]
    if binding.of_page is not None and len(behind) == 1 and not joins.intersection(bound.name_joins):
        return select(name).where(behind[0].on).correlate(binding.table).scalar_subquery()
    joins.update(bound.name_joins)
    return name


def _shown(row: Row, fields: Sequence[Field]) -> ListRow:
    """Return the row with a name, even an empty one, for each record."""
    values: dict[str, object] = {"version": 0, **row._asdict()}
    for field in fields:
        if field.kind is FieldKind.RECORD:
            name = f"{field.id}_name"
            values[name] = values.get(name) or ""
    return values


def totals(tx: Tx, binding: Binding, query: ListQuery) -> ListTotals:
    """Return the count and sums of all rows, and how many each tab has."""
    reach = reach_of(tx, query.reader.operator_id)
    asked = Asked(binding, query, reach)
    summed = [field for field in _fields(query) if field.has_total]
    joins = {name for field in summed for name in binding.fields[field.id].joins}
    sums: list[ColumnElement[Any]] = [func.sum(binding.fields[field.id].value).label(field.id) for field in summed]
    statement = select(func.count().label("all_rows"), *sums).select_from(binding.source(asked.joins | joins))
    (row,) = tx.rows(statement.where(*asked.of_all))
    found = {field.id: getattr(row, field.id) for field in summed}
    return ListTotals(
        count=row.all_rows,
        sums={name: 0 if value is None else value for name, value in found.items()},
        tabs=_tabs(tx, binding, query, reach),
    )


def _tabs(tx: Tx, binding: Binding, query: ListQuery, reach: Reach) -> dict[str, int]:
    """Count each tab under the same filter and search, whichever of them is open."""
    tabs = query.entity.tabs
    asked = Asked(binding, query, reach, is_of_tab=False)
    counts: dict[str, dict[object, int]] = {}
    for name in {tab.field for tab in tabs if tab.values}:
        bound = binding.fields[name]
        counted = select(bound.value, func.count()).select_from(binding.source(asked.joins | set(bound.joins)))
        rows = tx.rows(counted.where(*asked.of_all).group_by(bound.value))
        counts[name] = {row[0]: row[1] for row in rows}
    whole = sum(next(iter(counts.values()), {}).values())
    return {
        tab.id: sum(counts[tab.field].get(value, 0) for value in tab.values) if tab.values else whole for tab in tabs
    }
