"""What tables are made of: the one `metadata`, the columns that many have, and checks of enumerations.

Every column that an existing database gets later has a default of the database, so that it can be added to rows that
are there already.
"""

from enum import StrEnum
from typing import Any

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    false,
    text,
    true,
)

from callbridge.store.types import Amount, CleanText, Instant, Rate

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

Part = Column[Any] | CheckConstraint | Any
"""What a table is made of."""


def id_column() -> Column[int]:
    """Return the primary key of a table whose rows are named by a number."""
    return Column("id", Integer, primary_key=True)


def text_column(name: str) -> Column[str]:
    """Return text from people that every row has."""
    return Column(name, CleanText, nullable=False)


def added_text(name: str) -> Column[str]:
    """Return text that rows have from the first, empty until somebody fills it."""
    return Column(name, CleanText, nullable=False, server_default="")


def flag(name: str) -> Column[bool]:
    """Return a flag that must be said."""
    return Column(name, Boolean, nullable=False)


def added_flag(name: str, *, is_set: bool = False) -> Column[bool]:
    """Return a flag that is `is_set` until somebody says otherwise."""
    return Column(name, Boolean, nullable=False, server_default=true() if is_set else false())


def choice(name: str, *, default: str | None = None) -> Column[str]:
    """Return a column of an enumeration; `one_of` checks it."""
    return Column(name, Text, nullable=False, server_default=default)


def reference(name: str, target: str, *, nullable: bool = True, ondelete: str | None = None) -> Column[int]:
    """Return a foreign key onto `target`'s id."""
    return Column(name, Integer, ForeignKey(f"{target}.id", ondelete=ondelete), nullable=nullable)


def one_of(column: str, values: type[StrEnum] | tuple[str, ...]) -> CheckConstraint:
    """Return the check that `column` has one of `values`."""
    listed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({listed})", name=column)


def not_negative(*columns: str) -> CheckConstraint:
    """Return the check that none of `columns` is below zero."""
    return CheckConstraint(" AND ".join(f"{column} >= 0" for column in columns), name="not_negative")


def edited() -> tuple[Part, ...]:
    """Return what every row that people edit has.

    `version` counts changes, so that two editors do not overwrite each other; `updated_at` is the last one's instant,
    NULL when there was none since the row was made.
    """
    return Column("version", Integer, nullable=False, server_default="1"), Column("updated_at", Instant)


def money(currency: str = "currency") -> tuple[Part, ...]:
    """Return the currency and rate of a row's amounts.

    `rate` is how many units of the base currency one unit is worth. What lists sum is kept beside in columns that end
    in ``_base``, made once when the row is written (crm/exchange.py): a sum of products would overflow SQLite's
    integers and could not be read in order from an index.
    """
    return (
        Column(currency, Text, nullable=False),
        Column("rate", Rate, nullable=False),
        CheckConstraint("rate > 0", name="rate_is_positive"),
        CheckConstraint(f"length({currency}) = 3", name="currency_is_iso"),
    )


def amount(name: str) -> Column[Any]:
    """Return a sum of money or another exact decimal, zero until said."""
    return Column(name, Amount, nullable=False, server_default="0")


def dictionary(name: str, *more: Part) -> Table:
    """Return a dictionary's table; rows in use are made inactive, never deleted (R132-R141)."""
    return Table(
        name, metadata, id_column(), text_column("name"), text_column("name_en"), flag("is_active"),
        Column("position", Integer, nullable=False), *more, *edited(),
    )  # fmt: skip


def partial_index(name: str, condition: str, *columns: Any, is_unique: bool = False) -> Index:
    """Return an index over the rows that `condition` holds for."""
    where = text(condition)
    return Index(name, *columns, unique=is_unique, sqlite_where=where, postgresql_where=where)
