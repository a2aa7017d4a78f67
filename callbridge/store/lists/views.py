"""Columns and views that users keep (R64)."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

import orjson
from sqlalchemy import bindparam, delete, func, insert, or_, select, update

from callbridge.crm.operator import Role
from callbridge.crm.saved_view import MAX_VIEWS, ColumnChoice, SavedView, ViewKind, ViewQuery
from callbridge.crm.setting import Level, Place
from callbridge.kernel.errors import Conflict, InvalidInput, NotFound
from callbridge.store import tables as t
from callbridge.store.folding import fold
from callbridge.store.settings import places_over
from callbridge.store.statement import Prepared, Row
from callbridge.store.tx import Tx

_choice, _view = t.column_choice, t.saved_view
_OWN, _TEAM, _EVERYBODY = "mine", "team", "all"
"""Whom a view is offered to, as the table has it."""
_CHOSEN = Prepared(
    select(_choice.c["columns"]).where(
        _choice.c.operator_id == bindparam("operator_id"), _choice.c.entity == bindparam("entity")
    )
)
_KEEP = Prepared(insert(_choice).inline(), columns=("operator_id", "entity", "columns", "updated_at"))
_FORGET = Prepared(
    delete(_choice).where(_choice.c.operator_id == bindparam("operator_id"), _choice.c.entity == bindparam("entity"))
)
_VIEWS = select(_view, t.operator.c.full_name.label("owner")).select_from(
    _view.join(t.operator, t.operator.c.id == _view.c.operator_id)
)
_OFFERED = Prepared(
    _VIEWS.where(
        _view.c.entity == bindparam("entity"),
        or_(_view.c.operator_id == bindparam("operator_id"), _view.c.visibility != _OWN),
    ).order_by(_view.c.id)
)
_SHARER = Prepared(
    select(t.operator.c.role, t.employee.c.org_unit_id)
    .select_from(t.operator.join(t.employee, t.employee.c.id == t.operator.c.employee_id))
    .where(t.operator.c.id == bindparam("operator"))
)
_ONE = Prepared(_VIEWS.where(_view.c.id == bindparam("id"), _view.c.entity == bindparam("entity")))
_COUNT = Prepared(
    select(func.count())
    .select_from(_view)
    .where(_view.c.entity == bindparam("entity"), _view.c.operator_id == bindparam("owner_id"))
)
_ADD = Prepared(
    insert(_view).returning(_view.c.id),
    columns=(
        "entity", "operator_id", "name", "visibility", "org_unit_id", "is_default", "tab", "search", "filter", "sort",
        "columns", "updated_at",
    ),
)  # fmt: skip
_DELETE = Prepared(delete(_view).where(_view.c.id == bindparam("id")))


def chosen_columns(tx: Tx, operator_id: int, entity: str) -> tuple[ColumnChoice, ...]:
    """Return a user's columns of a list, none when they never chose."""
    kept = tx.value(_CHOSEN, operator_id=operator_id, entity=entity)
    return _columns(orjson.loads(kept)) if kept else ()


def keep_columns(tx: Tx, operator_id: int, entity: str, chosen: Sequence[ColumnChoice], at: datetime) -> None:
    """Keep a user's columns; none brings back the list's own."""
    tx.serialize(f"columns {operator_id} {entity}")
    tx.execute(_FORGET, operator_id=operator_id, entity=entity)
    if chosen:
        written = orjson.dumps(list(chosen)).decode()
        tx.execute(_KEEP, operator_id=operator_id, entity=entity, columns=written, updated_at=at)


def _columns(kept: Iterable[dict[str, Any]]) -> tuple[ColumnChoice, ...]:
    return tuple(ColumnChoice(**each) for each in kept)


def views(tx: Tx, operator_id: int, entity: str) -> list[SavedView]:
    """Return a user's own views and those shared with their branch or everybody, by name.

    The list opens with the default of the nearest branch, else with everybody's.
    """
    over = places_over(tx, Place(Level.USER, operator_id))
    near = {place.id: rank for rank, place in enumerate(over) if place.level is Level.TEAM}
    rows = [
        row for row in tx.rows(_OFFERED, operator_id=operator_id, entity=entity)
        if row.visibility != _TEAM or row.org_unit_id in near or row.operator_id == operator_id
    ]  # fmt: skip
    defaults = [row for row in rows if row.is_default and (row.visibility != _TEAM or row.org_unit_id in near)]
    opening = min(defaults, key=lambda row: near.get(row.org_unit_id, len(over)), default=None)
    found = [
        replace(_saved(row), kind=ViewKind.TEAM) if row.is_default and row is not opening else _saved(row)
        for row in rows
    ]
    return sorted(found, key=lambda one: fold(one.name))


def view(tx: Tx, entity: str, view_id: int) -> SavedView | None:
    """Return one view, whoever's."""
    row = tx.row(_ONE, id=view_id, entity=entity)
    return _saved(row) if row else None


def add_view(tx: Tx, entity: str, new: SavedView, at: datetime) -> SavedView:
    """Keep a new view (`new.id` is ignored).

    Raises Conflict ``view.name_taken`` when its owner has one of that name, InvalidInput when they have too many.
    """
    tx.serialize(f"views of {entity}")
    if tx.value(_COUNT, entity=entity, owner_id=new.owner_id) >= MAX_VIEWS:
        raise InvalidInput({"name": "too_many"})
    _free_name(tx, entity, new)
    _make_room(tx, entity, new)
    added = tx.value(_ADD, entity=entity, operator_id=new.owner_id, **_written(tx, new, at))
    return _known(tx, entity, added)


def change_view(tx: Tx, entity: str, changed: SavedView, at: datetime) -> SavedView:
    """Keep a view's new name, kind and query. Raises as `add_view`, and NotFound."""
    tx.serialize(f"views of {entity}")
    _known(tx, entity, changed.id)
    _free_name(tx, entity, changed)
    _make_room(tx, entity, changed)
    written = {**_written(tx, changed, at), "version": _view.c.version + 1}
    tx.execute(update(_view).where(_view.c.id == changed.id).values(written))
    return _known(tx, entity, changed.id)


def delete_view(tx: Tx, view_id: int) -> None:
    """Forget a view; one that is gone already is no mistake."""
    tx.execute(_DELETE, id=view_id)


def _known(tx: Tx, entity: str, view_id: int) -> SavedView:
    found = view(tx, entity, view_id)
    if found is None:
        raise NotFound
    return found


def _free_name(tx: Tx, entity: str, wanted: SavedView) -> None:
    theirs = select(_view.c.id, _view.c.name).where(_view.c.entity == entity, _view.c.operator_id == wanted.owner_id)
    if any(row.id != wanted.id and fold(row.name) == fold(wanted.name) for row in tx.rows(theirs)):
        raise Conflict("view.name_taken")


def _make_room(tx: Tx, entity: str, wanted: SavedView) -> None:
    """One view of those for the same people is what the list opens with: the one before stays a shared view."""
    if wanted.kind is ViewKind.DEFAULT:
        _, branch = _audience(tx, wanted)
        same = _view.c.org_unit_id.is_(None) if branch is None else _view.c.org_unit_id == branch
        others = (_view.c.entity == entity) & _view.c.is_default & (_view.c.id != wanted.id) & same
        tx.execute(update(_view).where(others).values(is_default=False))


def _audience(tx: Tx, kept: SavedView) -> tuple[str, int | None]:
    """Say to whom a view is offered: a supervisor's to their branch when they have one, a manager's to everybody."""
    if kept.kind is ViewKind.MINE:
        return _OWN, None
    sharer = tx.row(_SHARER, operator=kept.owner_id)
    if sharer is not None and sharer.role == Role.SUPERVISOR and sharer.org_unit_id is not None:
        return _TEAM, int(sharer.org_unit_id)
    return _EVERYBODY, None


def _written(tx: Tx, kept: SavedView, at: datetime) -> dict[str, Any]:
    visibility, branch = _audience(tx, kept)
    return {
        "name": kept.name.strip(),
        "visibility": visibility,
        "org_unit_id": branch,
        "is_default": kept.kind is ViewKind.DEFAULT,
        "tab": kept.query.tab,
        "search": kept.query.search,
        "filter": orjson.dumps(kept.query.filter).decode(),
        "sort": orjson.dumps(kept.query.sort).decode(),
        "columns": orjson.dumps(kept.query.columns).decode(),
        "updated_at": at,
    }


def _saved(row: Row) -> SavedView:
    shared = ViewKind.DEFAULT if row.is_default else ViewKind.TEAM
    return SavedView(
        id=row.id,
        name=row.name,
        kind=ViewKind.MINE if row.visibility == _OWN else shared,
        owner_id=row.operator_id,
        owner=row.owner,
        query=ViewQuery(
            filter=orjson.loads(row.filter),
            sort=orjson.loads(row.sort),
            search=row.search,
            tab=row.tab,
            columns=_columns(orjson.loads(row.columns)),
        ),
    )
