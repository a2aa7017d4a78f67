"""Parameters that the store's own rules ask for, and how they are set (R145). Implements app/settings.py's port."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, exists, insert, or_, select, update

from callbridge.crm.audit import AuditNote
from callbridge.crm.setting import BASE_CURRENCY, CHANGED, SETTING, SETTINGS, KeptSetting
from callbridge.kernel.errors import Conflict
from callbridge.kernel.ids import OperatorId
from callbridge.store import tables as t
from callbridge.store.audit import write_note
from callbridge.store.database import Database
from callbridge.store.statement import Prepared
from callbridge.store.tx import Tx

_IS_SYSTEM = (t.setting.c.scope == "system") & (t.setting.c.scope_id == 0)
_SYSTEM = Prepared(select(t.setting.c.value).where(_IS_SYSTEM, t.setting.c.key == bindparam("key")))
_KEPT = Prepared(
    select(t.setting.c.key, t.setting.c.value, t.setting.c.version, t.setting.c.updated_at).where(_IS_SYSTEM)
)
_ADD = Prepared(insert(t.setting).inline(), columns=("scope", "scope_id", "key", "value", "version", "updated_at"))
_CHANGE = Prepared(
    update(t.setting)
    .where(_IS_SYSTEM, t.setting.c.key == bindparam("the_key"), t.setting.c.version == bindparam("was"))
    .values(value=bindparam("value"), version=bindparam("version"), updated_at=bindparam("updated_at"))
)
_AMOUNTS = Prepared(select(or_(*(exists(select(table.c.id)) for table in (t.cost, t.deal, t.contract)))))


def system_setting(tx: Tx, key: str, default: Any) -> Any:
    """Return the system's parameter, `default` when it was never set."""
    value = tx.value(_SYSTEM, key=key)
    return default if value is None else json.loads(value)


def base_currency(tx: Tx) -> str:
    """Return the currency in which lists sum."""
    return str(system_setting(tx, BASE_CURRENCY, SETTINGS[BASE_CURRENCY].default))


def keep_setting(tx: Tx, changed: KeptSetting, operator_id: OperatorId, at: datetime) -> KeptSetting:
    """Set a parameter that is at `changed.version`, 0 when it was never set; raises Conflict."""
    tx.serialize(f"setting {changed.key}")
    before = next((one for one in kept_settings(tx) if one.key == changed.key), None)
    was = system_setting(tx, changed.key, SETTINGS[changed.key].default)
    if (0 if before is None else before.version) != changed.version:
        raise Conflict("setting.changed_meanwhile")
    if changed.key == BASE_CURRENCY and changed.value != was and tx.value(_AMOUNTS):
        raise Conflict("setting.currency_in_use")
    values = {"value": json.dumps(changed.value), "version": changed.version + 1, "updated_at": at}
    if before is None:
        tx.execute(_ADD, scope="system", scope_id=0, key=changed.key, **values)
    else:
        tx.execute(_CHANGE, the_key=changed.key, was=changed.version, **values)
    note = AuditNote(
        at=at, operator_id=operator_id, action=CHANGED, entity=SETTING, entity_id=changed.key,
        detail={"value": json.dumps([was, changed.value])},
    )  # fmt: skip
    write_note(tx, note)
    return KeptSetting(key=changed.key, value=changed.value, version=changed.version + 1, updated_at=at)


def kept_settings(tx: Tx) -> list[KeptSetting]:
    """Return the parameters that the program knows and that were ever set."""
    rows = [row for row in tx.rows(_KEPT) if row.key in SETTINGS]
    return [
        KeptSetting(key=row.key, value=str(json.loads(row.value)), version=row.version, updated_at=row.updated_at)
        for row in rows
    ]


class SqlSettings:
    """Parameters in the database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def kept(self) -> Sequence[KeptSetting]:
        return await self._database.read(kept_settings)

    async def keep(self, changed: KeptSetting, operator_id: OperatorId, *, at: datetime) -> KeptSetting:
        return await self._database.run(lambda tx: keep_setting(tx, changed, operator_id, at))
