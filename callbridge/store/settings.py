"""Parameters that the store's own rules ask for (R145)."""

import json
from typing import Any

from sqlalchemy import bindparam, select

from callbridge.store import tables as t
from callbridge.store.statement import Prepared
from callbridge.store.tx import Tx

_SYSTEM = Prepared(
    select(t.setting.c.value).where(
        t.setting.c.scope == "system", t.setting.c.scope_id == 0, t.setting.c.key == bindparam("key")
    )
)


def system_setting(tx: Tx, key: str, default: Any) -> Any:
    """Return the system's parameter, `default` when it was never set."""
    value = tx.value(_SYSTEM, key=key)
    return default if value is None else json.loads(value)


def base_currency(tx: Tx) -> str:
    """Return the currency in which lists sum."""
    return str(system_setting(tx, "base_currency", "RUB"))
