"""Follow-ups in a real store: promised by the interest card."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from callbridge.crm.interest import InterestForm
from callbridge.kernel.ids import OperatorId
from callbridge.kernel.numbers import PhoneNumber
from callbridge.store import tables as t
from callbridge.store.store import SqlStore
from tests.support.stores import NOW, phone

SAVED = NOW + timedelta(minutes=3)
DUE = NOW + timedelta(days=1)
NUMBER = phone("+79161234567")
CARD = InterestForm(
    at=NOW, method_id=1, person_text="Пётр Сидоров", outcome_id=4, content="Дорого", next_contact_at=DUE, remind=True
)


async def promise(
    store: SqlStore, owner: OperatorId, *numbers: PhoneNumber, key: str = "k", saved_at: datetime = SAVED, **card: Any
) -> int:
    """Save a card with a next contact, and return the follow-up."""
    saved = await store.desk.save_interest(
        key=key,
        form=replace(CARD, **card),
        numbers=numbers or (NUMBER,),
        owner_id=owner,
        private_sales=False,
        at=saved_at,
    )
    planned = select(t.activity.c.id).where(t.activity.c.lead_id == saved.lead_id, t.activity.c.kind == "next_contact")
    return int(await store.database.read(lambda tx: tx.value(planned)))


async def reminders(store: SqlStore, follow_up_id: int) -> list[tuple[str, datetime]]:
    """Return state and time of each reminder that a follow-up has or had."""
    r = t.reminder
    found = select(r.c.state, r.c.remind_at).where(r.c.activity_id == follow_up_id).order_by(r.c.id)
    return [tuple(row) for row in await store.database.read(lambda tx: tx.rows(found))]
