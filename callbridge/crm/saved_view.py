"""How a list is looked at: the columns each user chose (R64), and views that are saved under a name (R55)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from callbridge.crm.entity import Entity, Field
from callbridge.crm.list_filter import read_filter
from callbridge.crm.list_order import read_order
from callbridge.crm.list_value import is_clean
from callbridge.crm.operator import Role
from callbridge.kernel.errors import Forbidden, InvalidInput

MIN_WIDTH, MAX_WIDTH = 40, 1_200
"""Of a column, in pixels of the screen."""
MAX_VIEW_NAME = 100
MAX_VIEWS = 100
"""Of one owner and one kind of record."""
MAX_SEARCH = 200


class ViewKind(StrEnum):
    """For whom a view is."""

    MINE = "mine"
    TEAM = "team"
    """Offered to its owner's branch when they are a supervisor of one, else to everybody."""
    DEFAULT = "default"
    """Offered as a team's, and what the list opens with; one for each kind of record and branch."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnChoice:
    """One column as a user has it; their order is the order of the columns."""

    id: str
    width: int | None = None
    """Pixels; None as the list thinks fit."""
    is_pinned: bool = False
    """Stays while the others are scrolled sideways."""
    is_shown: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class ViewQuery:
    """What a view shows: the parts of the list's address."""

    filter: dict[str, Any] | None = None
    """As `list_filter.read_filter` reads it."""
    sort: str = ""
    search: str = ""
    tab: str = ""
    columns: tuple[ColumnChoice, ...] = ()
    """None: those the reader has chosen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedView:
    """A view of one kind of record, under a name."""

    id: int
    name: str
    kind: ViewKind
    owner_id: int
    owner: str
    query: ViewQuery


def listed_fields(entity: Entity, role: Role) -> tuple[Field, ...]:
    """Return the fields that a reader of `role` may have as columns."""
    return tuple(field for field in entity.fields_for(role) if field.is_listed)


def known_columns(chosen: Iterable[ColumnChoice], entity: Entity, role: Role) -> tuple[ColumnChoice, ...]:
    """Return those of `chosen` that are still columns of the list: what was kept may be older than the program."""
    known = {field.id for field in listed_fields(entity, role)}
    return tuple(choice for choice in chosen if choice.id in known)


def check_columns(chosen: Sequence[ColumnChoice], entity: Entity, role: Role) -> None:
    """Raise InvalidInput unless every choice is of a column of its own, and one is shown at least."""
    known = {field.id for field in listed_fields(entity, role)}
    ids = [choice.id for choice in chosen]
    if not set(ids) <= known or len(set(ids)) < len(ids):
        raise InvalidInput({"columns": "unknown_value"})
    if any(choice.width is not None and not MIN_WIDTH <= choice.width <= MAX_WIDTH for choice in chosen):
        raise InvalidInput({"columns": "out_of_range"})
    if not any(choice.is_shown for choice in chosen):
        raise InvalidInput({"columns": "required"})


def check_view(name: str, kind: ViewKind, query: ViewQuery, *, entity: Entity, role: Role) -> None:
    """Raise InvalidInput when a view cannot be shown, Forbidden when it is not for this role to share."""
    if kind is not ViewKind.MINE and not role.covers(Role.SUPERVISOR):
        raise Forbidden
    if not name.strip():
        raise InvalidInput({"name": "required"})
    if len(name) > MAX_VIEW_NAME or not is_clean(name):
        raise InvalidInput({"name": "too_long" if len(name) > MAX_VIEW_NAME else "wrong_type"})
    read_filter(query.filter, entity, role)
    read_order(query.sort, entity, role)
    if len(query.search) > MAX_SEARCH:
        raise InvalidInput({"search": "too_long"})
    if query.tab and query.tab not in {tab.id for tab in entity.tabs}:
        raise InvalidInput({"tab": "unknown_value"})
    if query.columns:
        check_columns(query.columns, entity, role)
