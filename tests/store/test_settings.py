"""Parameters that the store's own rules ask for."""

import pytest
from sqlalchemy import insert

from callbridge.crm.setting import BASE_CURRENCY, PROMOTE_ON, KeptSetting
from callbridge.kernel.errors import Conflict
from callbridge.kernel.ids import OperatorId
from callbridge.store import tables as t
from callbridge.store.audit import entries_of
from callbridge.store.settings import base_currency, system_setting
from callbridge.store.store import SqlStore
from tests.support.records import Writer
from tests.support.stores import NOW


async def test_lists_sum_in_roubles_until_somebody_says_otherwise(store: SqlStore) -> None:
    assert await store.database.read(base_currency) == "RUB"


async def test_a_parameter_that_was_never_set_has_its_default(store: SqlStore) -> None:
    """R145."""
    values = {"scope": "system", "scope_id": 0, "key": "k", "value": '{"a": 1}'}
    await store.database.run(lambda tx: tx.execute(insert(t.setting).values(**values).inline()))
    found = await store.database.read(lambda tx: [system_setting(tx, key, 5) for key in ("k", "other")])
    assert found == [{"a": 1}, 5]


async def test_a_parameter_is_set_once_from_each_version_and_that_is_audited(store: SqlStore, anna: OperatorId) -> None:
    """R145."""
    wanted = KeptSetting(key=PROMOTE_ON, value="contract")
    first = await store.settings.keep(wanted, anna, at=NOW)
    assert first.version == 1
    assert first in await store.settings.kept()
    with pytest.raises(Conflict) as refused:
        await store.settings.keep(wanted, anna, at=NOW)
    assert refused.value.code == "setting.changed_meanwhile"
    second = await store.settings.keep(KeptSetting(key=PROMOTE_ON, value="deal", version=1), anna, at=NOW)
    assert second.version == 2
    entries = await store.database.read(lambda tx: entries_of(tx, "setting", PROMOTE_ON, 10))
    assert [entry.detail for entry in entries] == [
        {"value": '["contract", "deal"]'}, {"value": '["deal", "contract"]'},
    ]  # fmt: skip


async def test_the_base_currency_stays_once_an_amount_is_written(store: SqlStore, anna: OperatorId) -> None:
    """Sums in the base currency would be of another one."""
    first = await store.settings.keep(KeptSetting(key=BASE_CURRENCY, value="EUR", version=1), anna, at=NOW)
    assert await store.database.read(base_currency) == "EUR"
    await Writer(store, anna).make("contract", number="1", amount="10")
    with pytest.raises(Conflict) as refused:
        await store.settings.keep(KeptSetting(key=BASE_CURRENCY, value="USD", version=2), anna, at=NOW)
    assert refused.value.code == "setting.currency_in_use"
    same = await store.settings.keep(first, anna, at=NOW)
    assert same.version == 3
