"""Whole rows as JSON, so that what was deleted can be put back as it was."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Date, Table

from callbridge.store.statement import Row
from callbridge.store.types import Amount, Instant


def row_as_json(table: Table, row: Row) -> dict[str, Any]:
    """Return a row of `table` as JSON carries it."""
    return {column.name: _written(getattr(row, column.name)) for column in table.c}


def row_from_json(table: Table, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return what `row_as_json` wrote, by the types of the columns."""
    return {name: _read(table.c[name].type, value) for name, value in values.items() if name in table.c}


def _written(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


def _read(kind: Any, value: Any) -> Any:
    if value is None:
        return None
    if isinstance(kind, Instant):
        return datetime.fromisoformat(value)
    if isinstance(kind, Date):
        return date.fromisoformat(value)
    return Decimal(value) if isinstance(kind, Amount) else value
