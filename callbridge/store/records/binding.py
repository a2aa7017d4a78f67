"""Where the fields of a kind of record are kept, and what is particular about writing one."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Column, ColumnElement, Table

from callbridge.crm.entity import Entity
from callbridge.crm.record import Author, Removal
from callbridge.kernel.numbers import PhoneNumber
from callbridge.store.statement import Row
from callbridge.store.tx import Tx


@dataclass(frozen=True, slots=True, kw_only=True)
class Write:
    """One record about to be written; names are columns'."""

    author: Author
    at: datetime
    before: Row | None
    """None of a new record."""
    values: Mapping[str, Any]
    """What was set."""
    number: PhoneNumber | None = None
    """The telephone number among them, read."""
    members: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    """What was set of RECORDS fields, by field."""

    def whole(self, column: str) -> Any:
        """Return what a column will hold."""
        if column in self.values:
            return self.values[column]
        return None if self.before is None else getattr(self.before, column)

    def held(self, column: str, value: object) -> bool:
        """Say whether the row had that value: what a colleague put there may stay."""
        return self.before is not None and getattr(self.before, column, None) == value

    @property
    def is_new(self) -> bool:
        """Say whether the record is made now."""
        return self.before is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Members:
    """Where the ids of a RECORDS field are: a row each in a table of their own."""

    table: Table
    owner: str
    """The column that names this record."""
    member: str


Prepare = Callable[[Tx, Write], Mapping[str, Any]]
"""Checks a write and returns what more it sets; raises DomainError."""
Written = Callable[[Tx, Write, int], None]
"""What follows from a write, in the same transaction."""
Leave = Callable[[Row], None]
"""Checks that a row may be taken away; raises DomainError."""
Guard = Callable[[Tx, Author, Row], None]
"""Raises Forbidden, or NotFound when they may not even know of it, unless this record is theirs to write."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordBinding:
    """One kind of record in the tables."""

    entity: Entity
    table: Table
    removal: Removal
    columns: Mapping[str, str] = field(default_factory=dict)
    """Of fields whose column is called otherwise than the field, with ``_id`` for a record."""
    prepare: tuple[Prepare, ...] = ()
    written: tuple[Written, ...] = ()
    leave: tuple[Leave, ...] = ()
    back: tuple[Prepare, ...] = ()
    """What a record that is brought back is beside."""
    returned: tuple[Written, ...] = ()
    """What follows from bringing one back, its write having all its columns."""
    members: Mapping[str, Members] = field(default_factory=dict)
    """By RECORDS field."""
    may_write: Guard | None = None
    shown: Mapping[str, ColumnElement[Any]] = field(default_factory=dict)
    """By field: what a record shows that follows from another one's, in place of its column alone."""
    is_made_here: bool = True
    """False of kinds that another service makes."""

    def column(self, field_id: str) -> Column[Any] | None:
        """Return the column of a field, None for a figure that is derived."""
        for name in (self.columns.get(field_id, ""), field_id, f"{field_id}_id"):
            if name in self.table.c:
                return self.table.c[name]
        return None

    @property
    def fields(self) -> Mapping[str, str]:
        """The columns' names by field id."""
        found = {one.id: self.column(one.id) for one in self.entity.fields}
        return {name: column.name for name, column in found.items() if column is not None}
