"""The numbers of a lead: in their order, each once, none lost."""

from sqlalchemy import select

from callbridge.crm.interest import InterestForm
from callbridge.kernel.ids import OperatorId
from callbridge.store import tables as t
from callbridge.store.lead_phones import put_phones_first, write_phones
from callbridge.store.store import SqlStore
from tests.support.stores import NOW, phone

MOBILE, WORK, HOME = phone("+79161234567"), phone("+79161234568"), phone("+79161234569")


async def test_other_numbers_go_first_and_those_that_were_there_stay(store: SqlStore, anna: OperatorId) -> None:
    """R57, R148: the list shows the first, and a call from any finds the lead."""
    form = InterestForm(at=NOW, method_id=1)
    saved = await store.desk.save_interest(key="k", form=form, numbers=[], owner_id=anna, private_sales=False, at=NOW)
    lead_id, kept = saved.lead_id, select(t.lead_phone.c.raw, t.lead_phone.c.number_key).order_by("position")
    await store.database.run(lambda tx: write_phones(tx, lead_id, [MOBILE, WORK, MOBILE], NOW))
    changed = await store.database.run(lambda tx: put_phones_first(tx, lead_id, [HOME, WORK], NOW))
    had, has = [MOBILE.e164, WORK.e164], [HOME.e164, WORK.e164, MOBILE.e164]
    assert changed == (had, has)
    rows = await store.database.read(lambda tx: tx.rows(kept))
    assert [row.raw for row in rows] == has
    assert all(row.number_key for row in rows)
