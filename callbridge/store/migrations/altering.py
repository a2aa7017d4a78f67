"""Columns and constraints added to a table that has rows already, the same way on both engines.

SQLite can add neither a foreign key nor a check to a table: there it is made anew from its own text with the additions,
filled from the old one and put in its place, as https://www.sqlite.org/lang_altertable.html#otheralter says. What other
migrations have added to the table in the meantime is in that text and so is kept.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.schema import AddConstraint, CreateColumn


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What becomes of one table."""

    table: str
    columns: Sequence[sa.Column[Any]] = ()
    """Added; one whose name is there already takes its place (see `fill`)."""
    constraints: Sequence[sa.Constraint] = ()
    dropped: Sequence[str] = ()
    """Constraints that go, by name."""
    fill: Mapping[str, str] = field(default_factory=dict)
    """SQL over the old row for the columns that the default does not fill."""


def alter(change: Change) -> None:
    """Make the change."""
    metadata = sa.MetaData()
    for constraint in change.constraints:
        for key in getattr(constraint, "elements", ()):
            _stub(metadata, key.target_fullname)
    sa.Table(change.table, metadata, *change.columns, *change.constraints, extend_existing=True)
    if op.get_bind().dialect.name == "sqlite":
        _make_anew(change)
    else:
        _alter_in_place(change)


def _stub(metadata: sa.MetaData, target: str) -> None:
    name, _, column = target.partition(".")
    sa.Table(name, metadata, sa.Column(column, sa.Integer), extend_existing=True)


def _alter_in_place(change: Change) -> None:
    connection = op.get_bind()
    present = {column["name"] for column in sa.inspect(connection).get_columns(change.table)}
    for name in change.dropped:
        op.drop_constraint(name, change.table)
    for column in change.columns:
        kind = column.type.compile(connection.dialect)
        if column.name in present:
            op.execute(f"ALTER TABLE {change.table} ALTER {column.name} TYPE {kind} USING {change.fill[column.name]}")
            continue
        is_late = not column.nullable and column.name in change.fill
        column.nullable = column.nullable or is_late
        op.execute(f"ALTER TABLE {change.table} ADD COLUMN {CreateColumn(column).compile(dialect=connection.dialect)}")
        if column.name in change.fill:
            op.execute(f"UPDATE {change.table} SET {column.name} = {change.fill[column.name]}")  # noqa: S608
        if is_late:
            op.execute(f"ALTER TABLE {change.table} ALTER {column.name} SET NOT NULL")
    for constraint in change.constraints:
        connection.execute(AddConstraint(constraint))


def _make_anew(change: Change) -> None:
    connection = op.get_bind()
    dialect = connection.dialect
    schema = "SELECT sql FROM sqlite_master WHERE tbl_name = :table AND sql IS NOT NULL AND type = :type"
    text = connection.execute(sa.text(schema), {"table": change.table, "type": "table"}).scalar_one()
    indexes = connection.execute(sa.text(schema), {"table": change.table, "type": "index"}).scalars().all()
    parts = _parts(text)
    old = [part for part in parts if not part.startswith("CONSTRAINT ")]
    kept = [part for part in parts if part.startswith("CONSTRAINT ") and part.split()[1] not in change.dropped]
    added = {column.name: str(CreateColumn(column).compile(dialect=dialect)) for column in change.columns}
    columns = {_name(part): part for part in old} | added
    compiler: Any = dialect.ddl_compiler(dialect, None)  # type: ignore[arg-type]
    constraints = kept + [compiler.process(constraint) for constraint in change.constraints]
    new = f"{change.table}_made_anew"
    connection.exec_driver_sql(f"CREATE TABLE {new} ({', '.join([*columns.values(), *constraints])})")
    copied = [name for name in columns if name in map(_name, old) or name in change.fill]
    values = ", ".join(change.fill.get(name, f'"{name}"') for name in copied)
    names = ", ".join(f'"{name}"' for name in copied)
    connection.exec_driver_sql(f'INSERT INTO {new} ({names}) SELECT {values} FROM "{change.table}"')  # noqa: S608
    connection.exec_driver_sql(f'DROP TABLE "{change.table}"')
    connection.exec_driver_sql(f'ALTER TABLE {new} RENAME TO "{change.table}"')
    for index in indexes:
        connection.exec_driver_sql(index)


def _name(part: str) -> str:
    return part.split(maxsplit=1)[0].strip('"')


def _parts(text: str) -> list[str]:
    """Return the columns and constraints of a CREATE TABLE: split at commas that stand in no parentheses or quotes."""
    body = text[text.index("(") + 1 : text.rindex(")")]
    found, depth, quote, begin = [], 0, "", 0
    for place, letter in enumerate(body):
        if quote:
            quote = "" if letter == quote else quote
        elif letter in "'\"":
            quote = letter
        elif letter in "()":
            depth += 1 if letter == "(" else -1
        elif letter == "," and depth == 0:
            found.append(body[begin:place])
            begin = place + 1
    return [" ".join(part.split()) for part in (*found, body[begin:])]
