"""Where the fields of a kind of record are in the tables."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, Select, Table

from callbridge.crm.entity import Entity
from callbridge.crm.operator import Language
from callbridge.crm.reach import Reach

Where = ColumnElement[bool]
OfPage = Callable[[ColumnElement[int]], ColumnElement[Any]]
"""The condition that a column has the id of one of a page's rows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Join:
    """A table, or a grouped select, that has one row at most for each of the list's: it is joined when needed."""

    target: Any
    on: Where
    needs: tuple[str, ...] = ()
    """Joins that must come before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """One field's place."""

    value: ColumnElement[Any]
    """What it is filtered by, summed, and ordered by unless `sort` is given; of a RECORD field the id."""
    joins: tuple[str, ...] = ()
    """What `value` needs."""
    name: Callable[[Language], ColumnElement[Any]] | None = None
    """What a RECORD field's record is called."""
    name_joins: tuple[str, ...] = ()
    through: tuple[ColumnElement[Any], Table] | None = None
    """The column that names a dictionary's row, and the dictionary, when `value` is a column of that: a condition is
    asked of the dictionary's few rows and the list's index then of the column."""
    sort: ColumnElement[Any] | None = None
    """A column by which the field is ordered, never NULL where `value` is not; needs the joins of `value`."""
    is_nullable: bool = True
    begins: Callable[[str], Where] | None = None
    """What BEGINS asks, of fields that are found by an index of their own (telephones)."""
    contains: Callable[[str], Where] | None = None
    """What CONTAINS asks of one plain word."""
    names_any: Callable[[Sequence[int]], Where] | None = None
    """Of a RECORDS field, and of a RECORD one whose `value` no index has: whether it names any of these ids, or of no
    ids: any at all. Never unknown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """Two ways to ask the same of a text in the search box."""

    of_row: Where
    """Quick for each of a few rows."""
    of_all: Select[Any]
    """The ids of all rows that are meant: quick when there are few."""
    is_narrow: bool = False
    """So few rows are surely meant that walking the list to meet them would be a waste."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Binding:
    """One kind of record's list."""

    entity: Entity
    table: Table
    fields: Mapping[str, Bound]
    joins: Mapping[str, Join] = field(default_factory=dict)
    """In the order in which they are joined."""
    kept: Where | None = None
    """Rows that are not deleted."""
    always: Where | None = None
    """What a row is that is `kept` or was removed."""
    removed: str = ""
    """The field that says since when a row is not: whoever may ask of it, and does, means those rows too."""
    search: Callable[[str], Search | None] | None = None
    """None for a text without words or digits."""
    leading: frozenset[str] = frozenset()
    """Fields whose column leads an index that goes on with the list's own order and the id."""
    version: ColumnElement[Any] | None = None
    within: Callable[[Reach], Where | None] | None = None
    """Whether a row is in a reader's reach; None of a kind that is common."""
    of_page: "Callable[[OfPage], Binding] | None" = None
    """The same for the few rows of a page: what is derived is then derived for them alone. The names of records are
    columns of their own tables there, so that they can be looked up."""

    def source(self, names: Iterable[str]) -> Any:
        """Return the table with the joins of those names, each once and after what it needs."""
        wanted = self._with_needs(names)
        wide: Any = self.table
        for name, join in self.joins.items():
            if name in wanted:
                wide = wide.outerjoin(join.target, join.on)
        return wide

    def _with_needs(self, names: Iterable[str]) -> set[str]:
        wanted = set(names)
        while more := {need for name in wanted for need in self.joins[name].needs} - wanted:
            wanted |= more
        return wanted
