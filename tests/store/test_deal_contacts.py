"""The contact of a deal in the database: once per key, with the move and the next contact (R77, R98, R120)."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from callbridge.app.deal_port import DealContactSaving
from callbridge.crm.deal_contact import DealContactForm, SavedDealContact
from callbridge.crm.operator import Role
from callbridge.crm.record import Author, Stored
from callbridge.kernel.errors import Conflict, InvalidInput, NotFound
from callbridge.kernel.ids import CallId, OperatorId, PersonId
from callbridge.store import tables as t
from callbridge.store.store import SqlStore
from tests.support.records import Writer
from tests.support.stores import NOW

CALL, MEETING, LOST = 1, 2, 6
FORM = DealContactForm(
    at=NOW,
    method_id=1,
    outcome_id=1,
    seen_stage_id=CALL,
    to_stage_id=MEETING,
    content="Ждёт счёт",
    call_id=CallId("m:1"),
)


@pytest.fixture
def vera(store: SqlStore, anna: OperatorId) -> Writer:
    return Writer(store, anna)


async def save(
    store: SqlStore, who: OperatorId, deal: Stored, form: DealContactForm, key: str = "k"
) -> SavedDealContact:
    author = Author(operator_id=who, role=Role.OPERATOR)
    saving = DealContactSaving(key=key, deal_id=deal.id, form=form, author=author, at=NOW + timedelta(hours=3))
    return await store.deals.save_contact(saving)


async def activities(store: SqlStore) -> list[Any]:
    return await store.database.read(lambda tx: tx.rows(select(t.activity).order_by(t.activity.c.id)))


async def test_a_contact_is_written_once_and_passes_the_stage_that_asked_for_it(
    store: SqlStore, anna: OperatorId, vera: Writer
) -> None:
    """R77, R119, R120, A16: with the call it was had in; the retry of a lost answer writes nothing."""
    person = await vera.make("person", full_name="Сидорова Анна")
    deal = await vera.make("deal", name="Дом", topic=1, person=person.id)
    await store.desk.put_draft(
        anna, f"deal:{deal.id}:m:1", schema=1, base_version=0, values={"content": "Ж"}, dirty_fields=["content"], at=NOW
    )
    saved = await save(store, anna, deal, FORM)
    again = await save(store, anna, deal, FORM)
    assert again == replace(saved, is_repeat=True)
    assert saved.stage_id == MEETING
    (row,) = await activities(store)
    assert (row.deal_id, row.person_id, row.call_id, row.outcome_id) == (deal.id, person.id, "m:1", 1)
    assert [cause for *_, cause in await vera.history(deal.id)] == ["created", "activity"]
    assert await store.desk.drafts(anna) == []
    author = Author(operator_id=anna, role=Role.OPERATOR)
    for key, found in {"k": again, "other": None}.items():
        assert await store.deals.saved_contact(key=key, author=author, deal_id=deal.id, call_id=None) == found
    history = await store.records.history("activity", saved.activity_id, 5)
    assert [entry.action for entry in history] == ["record.created"]


async def test_a_next_contact_is_planned_with_its_reminder(store: SqlStore, anna: OperatorId, vera: Writer) -> None:
    """R98-R100, R117."""
    deal = await vera.make("deal", name="Дом", topic=1)
    form = replace(FORM, to_stage_id=None, next_contact_at=NOW + timedelta(days=1), remind=True, next_method_id=2)
    assert (await save(store, anna, deal, form)).stage_id == CALL
    _, planned = await activities(store)
    assert (planned.kind, planned.deal_id, planned.method_id, planned.done_at) == ("next_contact", deal.id, 2, None)
    (reminder,) = await store.database.read(lambda tx: tx.rows(select(t.reminder)))
    assert (reminder.activity_id, reminder.remind_at) == (planned.id, NOW + timedelta(days=1))


async def test_a_deal_that_went_on_meanwhile_is_not_moved_behind_anybodys_back(
    store: SqlStore, anna: OperatorId, vera: Writer
) -> None:
    deal = await vera.make("deal", name="Дом", topic=1)
    await vera.move(deal, 4)
    with pytest.raises(Conflict, match=r"deal\.stage_changed") as refused:
        await save(store, anna, deal, FORM)
    assert refused.value.params["stage_id"] == 4
    assert await activities(store) == []
    assert (await save(store, anna, deal, replace(FORM, seen_stage_id=4, to_stage_id=None))).stage_id == 4


async def test_nothing_is_half_saved_when_a_deal_may_not_be_lost_so(
    store: SqlStore, anna: OperatorId, vera: Writer
) -> None:
    """R124: without a reason the contact is not written either."""
    deal = await vera.make("deal", name="Дом", topic=1)
    with pytest.raises(InvalidInput):
        await save(store, anna, deal, replace(FORM, to_stage_id=LOST))
    assert await activities(store) == []
    saved = await save(store, anna, deal, replace(FORM, to_stage_id=LOST, refusal_reason_id=1))
    assert saved.stage_id == LOST
    assert [cause for *_, cause in await vera.history(deal.id)] == ["created", "moved"]


async def test_unknown_deals_and_people_and_foreign_keys_are_refused(
    store: SqlStore, anna: OperatorId, vera: Writer
) -> None:
    deal = await vera.make("deal", name="Дом", topic=1, key="k0")
    with pytest.raises(NotFound):
        await save(store, anna, replace(deal, id=99), FORM)
    with pytest.raises(NotFound):
        await save(store, anna, deal, replace(FORM, person_id=PersonId(99)))
    with pytest.raises(Conflict, match=r"record\.repeated"):
        await save(store, anna, deal, FORM, key="k0")
