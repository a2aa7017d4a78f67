"""Bodies and answers of the lists (docs/api.md)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from callbridge.crm.entity import FieldKind
from callbridge.crm.list_filter import Test
from callbridge.crm.record import RecordRights
from callbridge.crm.saved_view import ColumnChoice, ViewKind, ViewQuery


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A text in both languages."""

    ru: str
    en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceMeta:
    """One value of a field of kind ``choice``."""

    value: str
    label: Label


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldMeta:
    """One field that the reader may see."""

    id: str
    label: Label
    kind: FieldKind
    choices: tuple[ChoiceMeta, ...]
    record: str
    """Which kind of record a field of kind ``record`` names: its list, and its page."""
    group: Label | None
    is_listed: bool
    is_default: bool
    is_sortable: bool
    is_filterable: bool
    has_total: bool
    base: str
    """The field whose total stands under this one, the same amounts in the base currency; ``""``: none."""
    tests: tuple[Test, ...]
    """What it can be asked, the usual first."""
    is_editable: bool
    is_required: bool
    """One that is required and not editable is said once, when the record is made."""
    max_characters: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TabMeta:
    """A tab over the list: the rows whose `field` has one of `values`; all rows without a field."""

    id: str
    label: Label
    field: str
    values: tuple[str, ...]


class ListAction(StrEnum):
    """What can be done with the rows that are marked."""

    EXPORT = "export"
    MOVE = "move"
    """Of deals: to another stage."""
    MAIL = "mail"
    """Make a mailing to the people of the rows (R55)."""
    CALL = "call"
    """Make a call round of them (R55)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListMeta:
    """A list as the reader may have it."""

    id: str
    one: Label
    many: Label
    fields: tuple[FieldMeta, ...]
    tabs: tuple[TabMeta, ...]
    opening_tab: str
    """The tab it opens with when its address says nothing; ``""``: all rows."""
    sort: str
    name_field: str
    """The field whose cell opens the record."""
    actions: tuple[ListAction, ...]
    rights: RecordRights
    """What the reader may do with its records (``/api/records``)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RowPage:
    """Rows, each with ``id``, ``version``, its fields and ``<field>_name`` of records; `next` goes into ``after``."""

    rows: Sequence[Mapping[str, Any]]
    next: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TotalsView:
    """The whole of a filtered list; sums of money are decimals as text."""

    count: int
    sums: Mapping[str, Any]
    tabs: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnsWrite:
    """Body of ``PUT /api/lists/{entity}/columns``."""

    columns: tuple[ColumnChoice, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ViewWrite:
    """Body of ``POST /api/lists/{entity}/views`` and ``PUT /api/lists/{entity}/views/{id}``."""

    name: str
    query: ViewQuery
    kind: ViewKind = ViewKind.MINE
