"""Contacts of removed leads are left out, by ids alone."""

from sqlalchemy import select

from callbridge.crm.interest import InterestForm
from callbridge.kernel.ids import OperatorId
from callbridge.store import tables as t
from callbridge.store.kept_contacts import is_kept
from callbridge.store.store import SqlStore
from tests.support.stores import NOW


async def test_a_contact_is_kept_until_its_lead_is_removed(store: SqlStore, anna: OperatorId) -> None:
    """R54."""
    for content in ("Дом", "Гараж"):
        form = InterestForm(at=NOW, method_id=1, content=content)
        await store.desk.save_interest(
            key=content, form=form, numbers=(), owner_id=anna, private_sales=False, at=NOW
        )  # fmt: skip
    removed = t.lead.update().where(t.lead.c.content == "Дом").values(deleted_at=NOW)
    await store.database.run(lambda tx: tx.execute(removed))
    kept = select(t.activity.c.content).where(is_kept(t.activity))
    assert [row.content for row in await store.database.read(lambda tx: tx.rows(kept))] == ["Гараж"]
