"""SQL of one Core statement, compiled once per dialect: text, the order of parameters, conversions both ways.

SQLAlchemy's own execution costs several times the query on SQLite (docs/decisions/0004-store.md); only its compiler and
types are used, so what reaches the driver is plain text and plain values.
"""

import re
from collections import namedtuple
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import ClauseElement, Float
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeEngine

Convert = Callable[[Any], Any]
Row = Any
"""A named tuple with the statement's columns."""

_REQUIRED = object()
_DOUBLE_OID = 701
_NUMERIC_OID = 1700
"""PostgreSQL's own numbers of types: only its floats and decimals are read by them."""
_PLAIN_INSERT = re.compile(r"INSERT INTO (?P<into>[^()]+\([^()]+\)) VALUES \(%s(?:[^(),%]*, %s)*[^(),%]*\)")
"""One row of parameters alone, each in its column, and nothing after it."""


class Plan:
    """A statement ready for one driver."""

    def __init__(self, statement: ClauseElement, dialect: Dialect, columns: Sequence[str] | None = None) -> None:
        keys = None if columns is None else list(columns)
        compiled: Any = statement.compile(dialect=dialect, column_keys=keys)
        self.sql: str = compiled.string
        self._slots = [self._slot(compiled, name, dialect) for name in compiled.positiontup or ()]
        plain = _PLAIN_INSERT.fullmatch(self.sql)
        self.copied = None if plain is None else f"COPY {plain['into']} FROM STDIN"
        """What takes the rows of many such INSERTs on PostgreSQL; None of any other statement."""
        exported = _exported(statement)
        self._make = _maker([name for name, _ in exported])
        self._converted = [
            (index, convert)
            for index, (_, kind) in enumerate(exported)
            if (convert := _result_convert(kind, dialect)) is not None
        ]

    @staticmethod
    def _slot(compiled: Any, name: str, dialect: Dialect) -> tuple[str, Any, Convert | None]:
        bind = compiled.binds[name]
        kind = bind.type.dialect_impl(dialect)
        default = _REQUIRED if bind.required else bind.effective_value
        return name, default, kind.bind_processor(dialect)

    def bind(self, params: Mapping[str, Any]) -> tuple[Any, ...]:
        """Return the driver's positional parameters; a missing one is our bug: KeyError."""
        values = []
        for name, default, convert in self._slots:
            value = params[name] if default is _REQUIRED else params.get(name, default)
            values.append(value if convert is None else convert(value))
        return tuple(values)

    def read(self, fetched: Sequence[Sequence[Any]]) -> list[Row]:
        """Return the driver's rows as named tuples of Python values."""
        if self._make is None:
            raise AssertionError("the statement returns no rows")
        if not self._converted:
            return [self._make(row) for row in fetched]
        rows = []
        for row in fetched:
            values = list(row)
            for index, convert in self._converted:
                values[index] = convert(values[index])
            rows.append(self._make(values))
        return rows


def _maker(names: Sequence[str]) -> Convert | None:
    if not names:
        return None
    row_type: Any = namedtuple("Found", names, rename=True)  # type: ignore[misc]
    return row_type._make


def _exported(statement: Any) -> list[tuple[str, TypeEngine[Any]]]:
    columns = getattr(statement, "exported_columns", None)
    return [(column.key, column.type) for column in columns] if columns is not None else []


def _result_convert(kind: TypeEngine[Any], dialect: Dialect) -> Convert | None:
    implementation: Any = kind.dialect_impl(dialect)
    driver_type = _DOUBLE_OID if isinstance(implementation, Float) else _NUMERIC_OID
    return implementation.result_processor(dialect, driver_type)  # type: ignore[no-any-return]


class Prepared:
    """A statement kept by the module that owns it; `columns` names what an INSERT or UPDATE without VALUES sets."""

    def __init__(self, statement: ClauseElement, columns: Sequence[str] | None = None) -> None:
        self.statement = statement
        self._columns = columns
        self._plans: dict[str, Plan] = {}

    def plan(self, dialect: Dialect) -> Plan:
        """Return the plan for `dialect`, compiled at the first use. Safe to race: the same plan is made twice."""
        plan = self._plans.get(dialect.name)
        if plan is None:
            plan = self._plans[dialect.name] = Plan(self.statement, dialect, self._columns)
        return plan
