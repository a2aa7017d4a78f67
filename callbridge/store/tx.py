"""What a unit of work works with: statements in, rows out, on whichever engine."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol, TypeVar

from sqlalchemy import ClauseElement, Table
from sqlalchemy.engine import Dialect

from callbridge.store.statement import Plan, Prepared, Row

T = TypeVar("T")


class Abandoned(Exception):
    """Nobody waits for this unit any more: its deadline passed or its caller went away."""


class DriverConnection(Protocol):
    """What sqlite3's and psycopg's connections have in common."""

    def execute(self, sql: str, parameters: Any = ..., /) -> Any: ...


class Tx:
    """One unit's view of the database; lives on the connection's thread, and no longer than the unit."""

    def __init__(self, connection: DriverConnection, dialect: Dialect) -> None:
        self._connection = connection
        self._dialect = dialect
        self.is_abandoned = False

    def rows(self, statement: Prepared | ClauseElement, **params: Any) -> list[Row]:
        """Return all rows, as named tuples."""
        plan = self._plan(statement)
        return plan.read(self._run(plan, params).fetchall())

    def row(self, statement: Prepared | ClauseElement, **params: Any) -> Row | None:
        """Return the first row, or None."""
        found = self.rows(statement, **params)
        return found[0] if found else None

    def value(self, statement: Prepared | ClauseElement, **params: Any) -> Any:
        """Return the first column of the first row, or None."""
        found = self.rows(statement, **params)
        return found[0][0] if found else None

    def execute(self, statement: Prepared | ClauseElement, **params: Any) -> int:
        """Run a statement that returns nothing; return how many rows it touched."""
        return int(self._run(self._plan(statement), params).rowcount)

    def executemany(self, statement: Prepared, many: Sequence[Mapping[str, Any]]) -> None:
        """Run a statement once for each set of parameters."""
        if not many:
            return
        self.check()
        plan = self._plan(statement)
        self._run_many(plan, [plan.bind(params) for params in many])

    def take_ids(self, table: Table, count: int) -> range | list[int]:
        """Return ids for so many rows that this unit is to insert into `table` before any others.

        A row whose id is known needs no answer from the engine, so that many go by one statement.
        """
        raise NotImplementedError

    def serialize(self, name: str) -> None:
        """Let no other unit that names `name` run beside this one until this one ends."""
        raise NotImplementedError

    def serialize_all(self, names: Sequence[str]) -> None:
        """Do as `serialize` does, of many at once."""
        raise NotImplementedError

    def by_index(self) -> None:
        """Have this unit find rows by indexes alone.

        It asks by keys, of tables that it fills itself: no statistics tell the engine yet how many rows there are.
        """
        raise NotImplementedError

    def check(self) -> None:
        """Raise Abandoned when nobody waits for the unit any more."""
        if self.is_abandoned:
            raise Abandoned

    def _plan(self, statement: Prepared | ClauseElement) -> Plan:
        return statement.plan(self._dialect) if isinstance(statement, Prepared) else Plan(statement, self._dialect)

    def _run(self, plan: Plan, params: Mapping[str, Any]) -> Any:
        if self.is_abandoned:
            raise Abandoned
        return self._connection.execute(plan.sql, plan.bind(params))

    def _run_many(self, plan: Plan, bound: Sequence[tuple[Any, ...]]) -> None:
        self._cursor().executemany(plan.sql, bound)

    def _cursor(self) -> Any:
        return self._connection.cursor()  # type: ignore[attr-defined]


Unit = Callable[[Tx], T]
"""A unit of work: a plain function, run whole on the connection's thread, and once more when the engine must retry."""
