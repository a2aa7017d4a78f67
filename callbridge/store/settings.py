"""Parameters that the store's own rules ask for, and how they are set (R145). Implements app/settings.py's port."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, exists, insert, or_, select, update

from callbridge.crm.audit import AuditNote
from callbridge.crm.setting import (
    BASE_CURRENCY,
    CHANGED,
    EVERYWHERE,
    RESET,
    SETTING,
    SETTINGS,
    KeptSetting,
    Level,
    Place,
)
from callbridge.kernel.errors import Conflict, NotFound
from callbridge.kernel.ids import OperatorId
from callbridge.store import tables as t
from callbridge.store.audit import write_note
from callbridge.store.database import Database
from callbridge.store.statement import Prepared
from callbridge.store.tx import Tx

_IS_SYSTEM = (t.setting.c.scope == "system") & (t.setting.c.scope_id == 0)
_SYSTEM = Prepared(select(t.setting.c.value).where(_IS_SYSTEM, t.setting.c.key == bindparam("key")))
_IS_HERE = (t.setting.c.scope == bindparam("level")) & (t.setting.c.scope_id == bindparam("place"))
_KEPT = Prepared(
    select(t.setting.c.key, t.setting.c.value, t.setting.c.version, t.setting.c.updated_at).where(_IS_HERE)
)
_ADD = Prepared(insert(t.setting).inline(), columns=("scope", "scope_id", "key", "value", "version", "updated_at"))
_CHANGE = Prepared(
    update(t.setting)
    .where(_IS_HERE, t.setting.c.key == bindparam("the_key"), t.setting.c.version == bindparam("was"))
    .values(value=bindparam("value"), version=bindparam("version"), updated_at=bindparam("updated_at"))
)
_FORGET = Prepared(
    delete(t.setting).where(_IS_HERE, t.setting.c.key == bindparam("the_key"), t.setting.c.version == bindparam("was"))
)
_BRANCH_OF = Prepared(
    select(t.employee.c.org_unit_id)
    .select_from(t.operator.join(t.employee, t.employee.c.id == t.operator.c.employee_id))
    .where(t.operator.c.id == bindparam("operator"))
)
_PART_OF = Prepared(select(t.org_unit.c.id, t.org_unit.c.parent_id).where(t.org_unit.c.id == bindparam("id")))
_DEEPEST = 20
"""Branches one in another; more is a ring."""
_AMOUNTS = Prepared(select(or_(*(exists(select(table.c.id)) for table in (t.cost, t.deal, t.contract)))))


def system_setting(tx: Tx, key: str, default: Any) -> Any:
    """Return the system's parameter, `default` when it was never set."""
    value = tx.value(_SYSTEM, key=key)
    return default if value is None else json.loads(value)


def base_currency(tx: Tx) -> str:
    """Return the currency in which lists sum."""
    return str(system_setting(tx, BASE_CURRENCY, SETTINGS[BASE_CURRENCY].default))


def keep_setting(
    tx: Tx, changed: KeptSetting, operator_id: OperatorId, at: datetime, place: Place = EVERYWHERE
) -> KeptSetting:
    """Set a parameter that is at `changed.version`, 0 when it was never set; raises Conflict, NotFound."""
    before = _locked(tx, changed.key, changed.version, place)
    was = None if before is None else before.value
    if place == EVERYWHERE and was is None:
        was = SETTINGS[changed.key].default
    if changed.key == BASE_CURRENCY and changed.value != was and tx.value(_AMOUNTS):
        raise Conflict("setting.currency_in_use")
    values = {"value": json.dumps(changed.value), "version": changed.version + 1, "updated_at": at}
    if before is None:
        if place.level is Level.TEAM and tx.row(_PART_OF, id=place.id) is None:
            raise NotFound("record.not_found", id=place.id)
        tx.execute(_ADD, scope=place.level.value, scope_id=place.id, key=changed.key, **values)
    else:
        here = {"level": place.level.value, "place": place.id}
        tx.execute(_CHANGE, the_key=changed.key, was=changed.version, **here, **values)
    _note(tx, CHANGED, changed.key, [was, changed.value], by=operator_id, at=at, place=place)
    return KeptSetting(key=changed.key, value=changed.value, version=changed.version + 1, updated_at=at)


def forget_setting(tx: Tx, key: str, version: int, operator_id: OperatorId, at: datetime, place: Place) -> None:
    """Take away what is set at a place; raises Conflict. What is not set there is no mistake."""
    before = _locked(tx, key, version, place)
    if before is None:
        return
    if key == BASE_CURRENCY and before.value != SETTINGS[key].default and tx.value(_AMOUNTS):
        raise Conflict("setting.currency_in_use")
    tx.execute(_FORGET, the_key=key, was=version, level=place.level.value, place=place.id)
    _note(tx, RESET, key, [before.value, None], by=operator_id, at=at, place=place)


def _locked(tx: Tx, key: str, version: int, place: Place) -> KeptSetting | None:
    tx.serialize(f"setting {place.level.value} {place.id} {key}")
    before = next((one for one in kept_settings(tx, place) if one.key == key), None)
    if (0 if before is None else before.version) != version:
        raise Conflict("setting.changed_meanwhile")
    return before


def _note(
    tx: Tx, action: str, key: str, pair: Sequence[str | None], *, by: OperatorId, at: datetime, place: Place
) -> None:
    """The system's are known by their key, others with whose they are."""
    whose = "" if place == EVERYWHERE else f" {place.level.value} {place.id}"
    note = AuditNote(
        at=at, operator_id=by, action=action, entity=SETTING, entity_id=f"{key}{whose}",
        detail={"value": json.dumps(pair)},
    )  # fmt: skip
    write_note(tx, note)


def kept_settings(tx: Tx, place: Place = EVERYWHERE) -> list[KeptSetting]:
    """Return the parameters that the program knows and that are set at a place."""
    rows = [row for row in tx.rows(_KEPT, level=place.level.value, place=place.id) if row.key in SETTINGS]
    return [
        KeptSetting(key=row.key, value=str(json.loads(row.value)), version=row.version, updated_at=row.updated_at)
        for row in rows
    ]


def places_over(tx: Tx, place: Place) -> list[Place]:
    """Return a place and the wider ones: a user's branch, those it is part of, the system."""
    found = [place]
    branch = tx.value(_BRANCH_OF, operator=place.id) if place.level is Level.USER else None
    if place.level is Level.TEAM:
        row = tx.row(_PART_OF, id=place.id)
        if row is None:
            raise NotFound("record.not_found", id=place.id)
        branch = row.parent_id
    while branch is not None and len(found) < _DEEPEST:
        found.append(Place(Level.TEAM, branch))
        row = tx.row(_PART_OF, id=branch)
        branch = None if row is None else row.parent_id
    return found if place == EVERYWHERE else [*found, EVERYWHERE]


class SqlSettings:
    """Parameters in the database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def kept(self, place: Place = EVERYWHERE) -> Sequence[KeptSetting]:
        return await self._database.read(lambda tx: kept_settings(tx, place))

    async def chain(self, place: Place) -> Sequence[tuple[Place, Sequence[KeptSetting]]]:
        return await self._database.read(
            lambda tx: [(each, kept_settings(tx, each)) for each in places_over(tx, place)]
        )

    async def branch_of(self, operator_id: OperatorId) -> int | None:
        branch: int | None = await self._database.read(lambda tx: tx.value(_BRANCH_OF, operator=operator_id))
        return branch

    async def keep(
        self, changed: KeptSetting, operator_id: OperatorId, *, at: datetime, place: Place = EVERYWHERE
    ) -> KeptSetting:
        return await self._database.run(lambda tx: keep_setting(tx, changed, operator_id, at, place))

    async def forget(self, key: str, version: int, operator_id: OperatorId, *, at: datetime, place: Place) -> None:
        await self._database.run(lambda tx: forget_setting(tx, key, version, operator_id, at, place))
