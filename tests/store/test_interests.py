"""Saving an interest card: one idempotent transaction."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from callbridge.crm.interest import InterestForm, SavedInterest
from callbridge.kernel.errors import Conflict, NotFound
from callbridge.kernel.ids import CallId, OperatorId, OrganizationId, PersonId
from callbridge.kernel.numbers import NumberForm, PhoneNumber
from callbridge.store import tables as t
from callbridge.store.campaigns import add_campaign, add_entry
from callbridge.store.directory import add_organization, add_person
from callbridge.store.store import SqlStore
from tests.support.stores import NOW, an_operator, phone

MOBILE = phone("+79161234567")
FORM = InterestForm(at=NOW, method_id=1, person_text="Пётр Сидоров", outcome_id=1, content="Хочет дом")


async def save(
    store: SqlStore, owner: OperatorId, form: InterestForm = FORM, *numbers: PhoneNumber, key: str = "k", **more: Any
) -> SavedInterest:
    return await store.desk.save_interest(
        key=key, form=form, numbers=numbers or (MOBILE,), owner_id=owner, private_sales=more.get("private", False),
        at=NOW + timedelta(minutes=3),
    )  # fmt: skip


async def count(store: SqlStore, table: Any) -> int:
    return int(await store.database.read(lambda tx: tx.value(select(func.count()).select_from(table))))


async def test_saving_writes_the_person_with_the_number(store: SqlStore, anna: OperatorId) -> None:
    """R116, R81: the next call from this number will show them."""
    saved = await save(store, anna)
    assert saved.person_id is not None
    person = await store.desk.person(saved.person_id)
    assert person is not None
    assert (person.full_name, person.organization_id, person.lead_count) == ("Пётр Сидоров", None, 1)
    assert [point.e164 for point in person.phones] == ["+79161234567"]


async def test_every_field_of_the_card_is_kept(store: SqlStore, anna: OperatorId) -> None:
    """R78-R101: no field is mistaken for another, and none has the value it would have by default."""
    acme, campaign, product, project = await store.database.run(
        lambda tx: (
            add_organization(tx, "Акме", at=NOW),
            add_campaign(tx, "Выставка"),
            add_entry(tx, t.product, "Дом", code=""),
            add_entry(tx, t.project, "ЖК", kind="sales"),
        )
    )
    form = replace(
        FORM, extra="a@b.ru", organization_id=acme, organization_text="ООО Ромашка", is_private=True, topic_id=1,
        source_id=2, campaign_id=campaign, campaign_reason="Назвал сам", product_id=product, project_id=project,
        remind=True, refusal_reason_id=3, new_deal=True, next_contact_at=NOW + timedelta(days=1),
        next_method_id=2, call_id=CallId("main:1.1"),
    )  # fmt: skip
    blank = InterestForm(at=NOW, method_id=0)
    assert [name for name in form.__slots__ if getattr(form, name) == getattr(blank, name)] == [
        "at",
        "phones",
        "person_id",
        "entry_id",
        "lead_id",
        "script",
    ]
    saved = await save(store, anna, form)
    (row,) = await store.database.read(lambda tx: tx.rows(select(t.lead).where(t.lead.c.id == saved.lead_id)))
    names = [name for name in form.__slots__ if name not in {"phones", "person_id", "entry_id", "lead_id", "script"}]
    assert {name: getattr(row, name) for name in names} == {name: getattr(form, name) for name in names}
    assert (row.owner_id, row.saved_at, row.person_id) == (anna, NOW + timedelta(minutes=3), saved.person_id)


async def test_a_retry_with_the_same_key_writes_nothing(store: SqlStore, anna: OperatorId) -> None:
    first = await save(store, anna)
    again = await save(store, anna, replace(FORM, content="changed"))
    assert again == replace(first, is_repeat=True)
    assert [await count(store, table) for table in (t.lead, t.person, t.activity, t.contact_point)] == [1, 1, 1, 1]


async def test_what_a_key_saved_is_found_by_its_owner_and_the_draft_that_came_back_goes(
    store: SqlStore, anna: OperatorId
) -> None:
    """R116: the retry of a save whose answer was lost."""
    boris = await store.operators.add_operator(an_operator("boris"), "hash")
    call = CallId("main:1.1")
    assert await store.desk.saved_interest(key="k", owner_id=anna, call_id=call) is None
    first = await save(store, anna, replace(FORM, call_id=call))
    for key in ("k", call, "other"):
        await store.desk.put_draft(
            anna, key, schema=1, base_version=0, values={"content": "x"}, dirty_fields=["content"], at=NOW
        )
    assert await store.desk.saved_interest(key="k", owner_id=boris, call_id=call) is None
    assert len(await store.desk.drafts(anna)) == 3
    assert await store.desk.saved_interest(key="k", owner_id=anna, call_id=call) == replace(first, is_repeat=True)
    assert [draft.key for draft in await store.desk.drafts(anna)] == ["other"]


async def test_two_submits_at_once_make_one_interest(store: SqlStore, anna: OperatorId) -> None:
    """A double click, or a retry that overtakes the first answer."""
    saved = await asyncio.gather(*(save(store, anna) for _ in range(6)))
    assert len({one.lead_id for one in saved}) == 1
    assert sum(not one.is_repeat for one in saved) == 1
    assert [await count(store, table) for table in (t.lead, t.person, t.activity)] == [1, 1, 1]


async def test_two_operators_saving_the_same_new_caller_make_one_person(store: SqlStore, anna: OperatorId) -> None:
    boris = await store.operators.add_operator(an_operator("boris"), "hash")
    one, other = await asyncio.gather(save(store, anna), save(store, boris, replace(FORM, person_text="ПЕТР  Сидоров")))
    assert one.person_id == other.person_id
    assert one.lead_id != other.lead_id


async def test_another_name_on_the_same_number_is_another_person_and_the_number_is_shared(
    store: SqlStore, anna: OperatorId
) -> None:
    first = await save(store, anna, key="one")
    second = await save(store, anna, replace(FORM, person_text="Мария Сидорова"), key="two")
    assert first.person_id != second.person_id
    for person_id in (first.person_id, second.person_id):
        view = await store.desk.person(person_id or PersonId(0))
        assert view is not None
        assert [point.is_shared for point in view.phones] == [True]


async def test_namesakes_behind_different_extensions_are_different_people(store: SqlStore, anna: OperatorId) -> None:
    first = await save(store, anna, FORM, phone("+74951112233", "101"), key="one")
    second = await save(store, anna, FORM, phone("+74951112233", "102"), key="two")
    third = await save(store, anna, FORM, phone("+74951112233"), key="three")
    assert first.person_id != second.person_id
    assert third.person_id == first.person_id


async def test_a_picked_person_gets_the_new_number_and_keeps_the_old(store: SqlStore, anna: OperatorId) -> None:
    """R86, R87."""
    known = await store.database.run(lambda tx: add_person(tx, "Пётр Сидоров", at=NOW, phones=[MOBILE]))
    form = replace(FORM, person_id=known, person_text="")
    saved = await save(store, anna, form, phone("+79990000000"), MOBILE)
    view = await store.desk.person(known)
    assert saved.person_id == known
    assert view is not None
    assert [(point.e164, point.is_shared) for point in view.phones] == [
        ("+79161234567", False),
        ("+79990000000", False),
    ]


async def test_without_a_name_no_person_is_made_but_the_number_is_kept(store: SqlStore, anna: OperatorId) -> None:
    """R148: the interest is found by its number."""
    saved = await save(store, anna, replace(FORM, person_text="  "))
    assert saved.person_id is None
    assert [await count(store, table) for table in (t.person, t.lead_phone)] == [0, 1]


async def test_a_withheld_number_makes_a_person_without_numbers(store: SqlStore, anna: OperatorId) -> None:
    saved = await save(store, anna, FORM, PhoneNumber(form=NumberForm.WITHHELD, raw="anonymous"))
    view = await store.desk.person(saved.person_id or PersonId(0))
    assert view is not None
    assert view.phones == ()


async def test_a_typed_organization_stays_text(store: SqlStore, anna: OperatorId) -> None:
    """R84, A14: only a picked one is an organization; the directory is not filled by the card."""
    saved = await save(store, anna, replace(FORM, organization_text="ООО Ромашка"))
    assert (saved.organization_id, await count(store, t.organization)) == (None, 0)
    lead = await store.desk.lead(saved.lead_id)
    assert lead is not None
    assert lead.organization == "ООО Ромашка"


async def test_private_sales_never_make_an_organization(store: SqlStore, anna: OperatorId) -> None:
    """R106, R101."""
    saved = await save(store, anna, replace(FORM, organization_text="ООО Ромашка"), private=True)
    view = await store.desk.person(saved.person_id or PersonId(0))
    assert view is not None
    assert view.is_private
    assert await count(store, t.organization) == 0


async def test_a_picked_organization_becomes_the_persons(store: SqlStore, anna: OperatorId) -> None:
    acme, other = await store.database.run(
        lambda tx: (add_organization(tx, "Акме", at=NOW), add_organization(tx, "Бета", at=NOW))
    )
    saved = await save(store, anna, replace(FORM, organization_id=acme), key="one")
    await save(store, anna, replace(FORM, organization_id=other), key="two")
    view = await store.desk.person(saved.person_id or PersonId(0))
    assert view is not None
    assert (view.organization_id, view.organization) == (acme, "Акме")


async def test_a_name_without_a_number_is_found_within_the_organization(store: SqlStore, anna: OperatorId) -> None:
    hidden = PhoneNumber(form=NumberForm.WITHHELD, raw="anonymous")
    acme = await store.database.run(lambda tx: add_organization(tx, "Акме", at=NOW))
    form = replace(FORM, organization_id=acme)
    first = await save(store, anna, form, hidden, key="one")
    second = await save(store, anna, form, hidden, key="two")
    assert first.person_id == second.person_id


async def test_the_next_contact_is_planned_with_its_reminder(store: SqlStore, anna: OperatorId) -> None:
    """R98-R100, R114."""
    tomorrow = NOW + timedelta(days=1)
    await save(store, anna, replace(FORM, next_contact_at=tomorrow, remind=True, next_method_id=2))
    done, planned = await store.database.read(lambda tx: tx.rows(select(t.activity).order_by(t.activity.c.id)))
    assert (done.kind, done.at, done.done_at, done.method_id) == ("contact", NOW, NOW, 1)
    assert (planned.kind, planned.at, planned.done_at, planned.method_id) == ("next_contact", tomorrow, None, 2)
    (reminder,) = await store.database.read(lambda tx: tx.rows(select(t.reminder)))
    assert (reminder.activity_id, reminder.operator_id, reminder.remind_at) == (planned.id, anna, tomorrow)


async def test_without_remind_the_next_contact_has_no_reminder(store: SqlStore, anna: OperatorId) -> None:
    await save(store, anna, replace(FORM, next_contact_at=NOW + timedelta(days=1)))
    assert [await count(store, table) for table in (t.activity, t.reminder)] == [2, 0]


async def test_saving_deletes_the_draft_of_the_call(store: SqlStore, anna: OperatorId) -> None:
    for key in ("main:1.1", "other"):
        await store.desk.put_draft(anna, key, schema=1, base_version=0, values={}, dirty_fields=(), at=NOW)
    await save(store, anna, replace(FORM, call_id=CallId("main:1.1")), key="a random key")
    assert [draft.key for draft in await store.desk.drafts(anna)] == ["other"]


@pytest.mark.parametrize("change", [{"person_id": PersonId(99)}, {"organization_id": OrganizationId(99)}])
async def test_naming_who_is_not_there_saves_nothing(store: SqlStore, anna: OperatorId, change: dict[str, Any]) -> None:
    with pytest.raises(NotFound):
        await save(store, anna, replace(FORM, **change))
    assert [await count(store, table) for table in (t.lead, t.person)] == [0, 0]


async def test_a_dictionary_row_that_is_not_there_saves_nothing(store: SqlStore, anna: OperatorId) -> None:
    """The form was checked before; a row deleted meanwhile must not leave half a card."""
    with pytest.raises(Conflict):
        await save(store, anna, replace(FORM, topic_id=99))
    assert [await count(store, table) for table in (t.lead, t.person, t.contact_point)] == [0, 0, 0]


async def test_the_same_key_of_another_operator_is_another_interest(store: SqlStore, anna: OperatorId) -> None:
    """After a transfer two operators may each save their card of one call."""
    boris = await store.operators.add_operator(an_operator("boris"), "hash")
    one, other = await save(store, anna), await save(store, boris)
    assert one.lead_id != other.lead_id
