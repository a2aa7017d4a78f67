"""Parameters that the store's own rules ask for."""

import pytest
from sqlalchemy import insert

from callbridge.crm.setting import BASE_CURRENCY, EVERYWHERE, NEW_DEAL, PROMOTE_ON, KeptSetting, Level, Place
from callbridge.kernel.errors import Conflict, NotFound
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


async def test_a_users_value_goes_before_their_branchs_and_that_before_those_over_it(
    store: SqlStore, anna: OperatorId
) -> None:
    """R145: user, then team, then system; resetting lets the wider one hold again."""
    writer = Writer(store, anna)
    company = await writer.make("org_unit", name="Компания")
    north = await writer.make("org_unit", name="Север", parent=company.id)
    employee = (await store.operators.operators())[0].employee_id
    stored = await store.records.read("employee", employee)
    await writer.change("employee", stored, org_unit=north.id)
    assert await store.settings.branch_of(anna) == north.id
    places = [Place(Level.USER, anna), Place(Level.TEAM, north.id), Place(Level.TEAM, company.id), EVERYWHERE]
    for place in places:
        wanted = KeptSetting(key=NEW_DEAL, value="hand" if place.level is Level.USER else "outcome")
        kept = await store.settings.keep(wanted, anna, at=NOW, place=place)
        assert kept.version == 1
    chain = await store.settings.chain(places[0])
    assert [place for place, _ in chain] == places
    assert [(one.key, one.value) for one in chain[0][1]] == [(NEW_DEAL, "hand")]
    with pytest.raises(Conflict):
        await store.settings.forget(NEW_DEAL, 7, anna, at=NOW, place=places[0])
    await store.settings.forget(NEW_DEAL, 1, anna, at=NOW, place=places[0])
    assert await store.settings.kept(places[0]) == []
    entries = await store.database.read(lambda tx: entries_of(tx, "setting", f"{NEW_DEAL} user {anna}", 9))
    assert {entry.action for entry in entries} == {"setting.changed", "setting.reset"}
    with pytest.raises(NotFound):
        await store.settings.keep(KeptSetting(key=NEW_DEAL, value="hand"), anna, at=NOW, place=Place(Level.TEAM, 99))
