"""Open deals of a customer, written as a manager would have."""

from datetime import datetime

from sqlalchemy import select

from callbridge.crm.entities import ENTITIES
from callbridge.crm.operator import Role
from callbridge.crm.record import Author
from callbridge.crm.record_form import read_form
from callbridge.store import tables as t
from callbridge.store.records.service import create_record
from callbridge.store.tx import Tx


def author(tx: Tx) -> Author:
    return Author(operator_id=tx.value(select(t.operator.c.id).where(t.operator.c.login == "gleb")), role=Role.MANAGER)


def write_deals(tx: Tx, at: datetime, names: tuple[str, ...] = ("Дача", "Баня")) -> None:
    """Write open deals of Anna Sidorova."""
    person = tx.value(select(t.person.c.id).where(t.person.c.full_name == "Сидорова Анна"))
    for name in names:
        raw = {"name": name, "topic": 1, "amount": "400000", "person": person}
        values = read_form(ENTITIES["deal"], raw, role=Role.MANAGER, is_new=True)
        create_record(tx, "deal", values, author(tx), key=name, at=at)
