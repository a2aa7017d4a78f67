"""Prospects that become more, and who was reached (A14, rule 3 of the model)."""

from sqlalchemy import insert, select

from callbridge.crm.party import Happening
from callbridge.crm.setting import PROMOTE_ON
from callbridge.store import tables as t
from callbridge.store.campaigns import add_campaign
from callbridge.store.directory import add_organization, add_person
from callbridge.store.parties import promote, touched
from callbridge.store.store import SqlStore
from callbridge.store.tx import Tx
from tests.support.stores import NOW


def _lifecycles(tx: Tx) -> tuple[str, str]:
    return tx.value(select(t.person.c.lifecycle)), tx.value(select(t.organization.c.lifecycle))


async def test_a_deal_makes_its_organization_a_customer_and_its_person_a_contact(store: SqlStore) -> None:
    def unit(tx: Tx) -> tuple[str, str]:
        person, acme = add_person(tx, "Пётр", at=NOW), add_organization(tx, "Акме", at=NOW)
        promote(tx, person_id=person, organization_id=acme, happening=Happening.DEAL)
        return _lifecycles(tx)

    assert await store.database.run(unit) == ("contact", "customer")


async def test_where_only_a_contract_is_enough_a_deal_leaves_them_prospects(store: SqlStore) -> None:
    """R106: the directory is not filled by those with whom it comes to nothing."""

    def unit(tx: Tx) -> list[tuple[str, str]]:
        person, acme = add_person(tx, "Пётр", at=NOW), add_organization(tx, "Акме", at=NOW)
        values = {"scope": "system", "scope_id": 0, "key": PROMOTE_ON, "value": '"contract"'}
        tx.execute(insert(t.setting).values(**values).inline())
        seen = []
        for happening in Happening:
            promote(tx, person_id=person, organization_id=acme, happening=happening)
            seen.append(_lifecycles(tx))
        return seen

    assert await store.database.run(unit) == [("prospect", "prospect"), ("contact", "customer")]


async def test_a_campaign_reaches_somebody_at_an_instant(store: SqlStore) -> None:
    def unit(tx: Tx) -> tuple[object, ...]:
        touched(tx, add_campaign(tx, "Выставка"), None, kind="call", ref_key="main:1.1", at=NOW)
        row = tx.row(select(t.touch.c.kind, t.touch.c.ref_key, t.touch.c.at))
        return tuple(row or ())

    assert await store.database.run(unit) == ("call", "main:1.1", NOW)
