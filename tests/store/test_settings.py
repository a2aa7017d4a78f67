"""Parameters that the store's own rules ask for."""

from sqlalchemy import insert

from callbridge.store import tables as t
from callbridge.store.settings import base_currency, system_setting
from callbridge.store.store import SqlStore


async def test_lists_sum_in_roubles_until_somebody_says_otherwise(store: SqlStore) -> None:
    assert await store.database.read(base_currency) == "RUB"


async def test_a_parameter_that_was_never_set_has_its_default(store: SqlStore) -> None:
    """R145."""
    values = {"scope": "system", "scope_id": 0, "key": "k", "value": '{"a": 1}'}
    await store.database.run(lambda tx: tx.execute(insert(t.setting).values(**values).inline()))
    found = await store.database.read(lambda tx: [system_setting(tx, key, 5) for key in ("k", "other")])
    assert found == [{"a": 1}, 5]
