"""Prospects that become more (A14), by a deal or only by a contract as the parameter says; and who was reached."""

from datetime import datetime

from sqlalchemy import bindparam, select, update
from sqlalchemy.dialects.postgresql import insert as upsert

from callbridge.crm.party import (
    Happening,
    OrganizationLifecycle,
    PersonLifecycle,
    organization_as_customer,
    person_as_customer,
    promotes,
)
from callbridge.crm.setting import PROMOTE_ON
from callbridge.store import tables as t
from callbridge.store.settings import system_setting
from callbridge.store.statement import Prepared
from callbridge.store.tx import Tx

_TOUCH = Prepared(
    upsert(t.touch).on_conflict_do_nothing().inline(), columns=("campaign_id", "person_id", "kind", "ref_key", "at")
)
_LIFECYCLE = {
    table.name: Prepared(select(table.c.lifecycle).where(table.c.id == bindparam("id")))
    for table in (t.person, t.organization)
}
_SET = {
    table.name: Prepared(
        update(table)
        .where(table.c.id == bindparam("row_id"))
        .values(lifecycle=bindparam("become"), version=table.c.version + 1)
    )
    for table in (t.person, t.organization)
}


def touched(tx: Tx, campaign_id: int, person_id: int | None, *, kind: str, ref_key: str, at: datetime) -> None:
    """Say, once, that a campaign reached somebody: from these multi-touch credit is computed (rule 3 of the model)."""
    tx.execute(_TOUCH, campaign_id=campaign_id, person_id=person_id, kind=kind, ref_key=ref_key, at=at)


def promote(tx: Tx, *, person_id: int | None, organization_id: int | None, happening: Happening) -> None:
    """Bring who bought out of the prospects, when `happening` is enough for that."""
    if not promotes(happening, Happening(system_setting(tx, PROMOTE_ON, Happening.DEAL))):
        return
    if organization_id is not None:
        present = OrganizationLifecycle(tx.value(_LIFECYCLE["organization"], id=organization_id))
        _become(tx, "organization", organization_id, present, organization_as_customer(present))
    if person_id is not None:
        was = PersonLifecycle(tx.value(_LIFECYCLE["person"], id=person_id))
        become = person_as_customer(was, has_organization=organization_id is not None)
        _become(tx, "person", person_id, was, become)


def _become(tx: Tx, table: str, row_id: int, present: str, become: str) -> None:
    if become != present:
        tx.execute(_SET[table], row_id=row_id, become=str(become))
