"""What is asked of a list and what it answers: values only."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo

from callbridge.crm.entity import Entity, Tab
from callbridge.crm.list_filter import Filter
from callbridge.crm.list_order import Cursor, Order
from callbridge.crm.operator import Language, Role
from callbridge.kernel.ids import OperatorId

ListRow = Mapping[str, object]
"""``id``, ``version``, each field by its id, and the name of a RECORD field's record as ``<field>_name``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Who reads, when, and where their days begin."""

    role: Role
    language: Language
    zone: tzinfo
    now: datetime
    operator_id: OperatorId | None = None
    """Whose reach the store keeps to; None: the program itself asks."""

    @property
    def today(self) -> date:
        """The date where the reader is."""
        return self.now.astimezone(self.zone).date()


@dataclass(frozen=True, slots=True, kw_only=True)
class ListQuery:
    """Which rows of which kind of record, in which order, for whom."""

    entity: Entity
    order: Order
    reader: Reader
    filter: Filter | None = None
    search: str = ""
    """Words, or a number, that a row must have."""
    tab: Tab | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ListPage:
    """Rows, and where the next page begins; None at the end of the list."""

    rows: Sequence[ListRow]
    next: Cursor | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ListTotals:
    """The whole of a filtered list: each figure is the count or sum of the rows that it shows."""

    count: int
    sums: Mapping[str, object] = field(default_factory=dict)
    tabs: Mapping[str, int] = field(default_factory=dict)
    """Rows of each tab, by its id: the same filter and search, whatever tab is open."""
