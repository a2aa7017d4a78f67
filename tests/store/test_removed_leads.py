"""Leads that an administrator removed: out of everything that lists or counts them, and back."""

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from callbridge.crm.call_list import CallFilter, CallOrder
from callbridge.crm.entities import LISTED
from callbridge.crm.interest import InterestForm, SavedInterest
from callbridge.crm.list_filter import read_filter
from callbridge.crm.list_order import Order
from callbridge.crm.list_query import ListQuery
from callbridge.crm.operator import Role
from callbridge.crm.record import Author
from callbridge.crm.webhook import Topic, WebhookDraft
from callbridge.kernel.errors import Conflict, NotFound
from callbridge.kernel.ids import CallId, CampaignId, OperatorId
from callbridge.store import tables as t
from callbridge.store.call_records import write_calls
from callbridge.store.campaigns import add_campaign
from callbridge.store.store import SqlStore
from tests.store.test_call_records import a_call
from tests.support.list_things import READER
from tests.support.stores import NOW, an_operator, phone

MOBILE = phone("+79161234567")
LATER = NOW + timedelta(hours=1)
TALKED = InterestForm(
    at=NOW, method_id=1, person_text="Пётр", outcome_id=4, refusal_reason_id=1,
    next_contact_at=NOW + timedelta(days=1), remind=True,
)  # fmt: skip
REMOVED = {"not": {"field": "removed_at", "op": "is_empty"}}


async def an_admin(store: SqlStore) -> Author:
    login = await store.operators.add_operator(an_operator("vera", role=Role.ADMIN), "hash")
    return Author(operator_id=login, role=Role.ADMIN)


async def save(store: SqlStore, owner: OperatorId, form: InterestForm = TALKED) -> SavedInterest:
    return await store.desk.save_interest(
        key=f"{form}", form=form, numbers=[MOBILE], owner_id=owner, private_sales=False, at=NOW
    )


async def rows(store: SqlStore, kind: str, data: Any = None, role: Role = Role.ADMIN) -> list[Any]:
    entity = LISTED[kind]
    query = ListQuery(
        entity=entity,
        order=Order(field="id"),
        reader=replace(READER, role=role),
        filter=read_filter(data, entity, role),
    )
    found = (await store.lists.page(query, None, 50)).rows
    assert (await store.lists.totals(query)).count == len(found)
    return list(found)


async def test_a_removed_lead_is_listed_and_counted_nowhere_but_by_an_administrator(
    store: SqlStore, anna: OperatorId
) -> None:
    """R54: the list, the event's figures, earlier contacts, the call's link; the person and the call stay."""
    vera = await an_admin(store)
    campaign = await store.database.run(lambda tx: add_campaign(tx, "Выставка"))
    call = a_call(1)
    await store.database.run(lambda tx: write_calls(tx, [call]))
    form = replace(TALKED, call_id=CallId(call.call_id), campaign_id=CampaignId(campaign))
    lead_id = (await save(store, anna, form)).lead_id
    kept = (await save(store, anna, replace(TALKED, person_text="Сергей"))).lead_id

    await store.desk.remove_lead(lead_id, 1, "Проверка связи", vera, at=LATER)

    assert [row["id"] for row in await rows(store, "lead")] == [kept]
    assert [row.id for row in await store.desk.leads()] == [kept]
    (gone,) = await rows(store, "lead", REMOVED)
    assert (gone["id"], gone["removed_at"], gone["removal_reason"]) == (lead_id, LATER, "Проверка связи")
    (event,) = await rows(store, "campaign", {"field": "id", "op": "eq", "value": campaign})
    assert (event["interests"], event["people"]) == (0, 0)
    assert {row["lead"] for row in await rows(store, "activity")} == {kept}
    contacts, count = await store.desk.prior_contacts(number=MOBILE, person_id=None, organization_id=None, limit=9)
    assert count == len(contacts)
    assert lead_id not in {one.lead_id for one in contacts}
    logged = await store.desk.calls(CallFilter(), CallOrder(), None, 9, reader_id=None)
    assert [(one.call_id, one.lead_id) for one in logged] == [(call.call_id, None)]
    people = {row["full_name"]: row["leads"] for row in await rows(store, "person")}
    assert people == {"Пётр": 0, "Сергей": 1}
    assert await store.desk.lead(lead_id, reader_id=anna) is None
    seen = await store.desk.lead(lead_id, reader_id=vera.operator_id)
    assert seen is not None
    assert (seen.version, seen.removed_at) == (2, LATER)


async def test_a_lead_comes_back_with_what_was_planned_and_its_history_says_so(
    store: SqlStore, anna: OperatorId
) -> None:
    """R54, R99: audited both ways; nobody is reminded meanwhile."""
    vera = await an_admin(store)
    lead_id = (await save(store, anna)).lead_id
    assert (await store.follow_ups.open(anna, 9))[1] == 1
    await store.desk.remove_lead(lead_id, 1, "Дубль", vera, at=LATER)
    await store.desk.remove_lead(lead_id, 1, "Ещё раз", vera, at=LATER)  # a retry of a lost answer
    assert (await store.follow_ups.open(anna, 9))[1] == 0
    await store.desk.restore_lead(lead_id, 2, vera, at=LATER + timedelta(hours=1))
    assert (await store.follow_ups.open(anna, 9))[1] == 1
    lead = await store.desk.lead(lead_id, reader_id=anna)
    assert lead is not None
    assert (lead.version, lead.removed_at, lead.removal_reason) == (3, None, "")
    back, away = await store.records.history("lead", lead_id, 9, Author(operator_id=anna, role=Role.OPERATOR))
    assert [(one.action, one.operator_id) for one in (back, away)] == [
        ("record.restored", vera.operator_id), ("record.removed", vera.operator_id),
    ]  # fmt: skip
    assert json.loads(away.detail["removal_reason"]) == ["", "Дубль"]
    reminders = select(t.reminder.c.state).order_by(t.reminder.c.id)
    assert [row.state for row in await store.database.read(lambda tx: tx.rows(reminders))] == ["cancelled", "waiting"]


async def test_the_deal_of_a_removed_lead_stays_with_what_is_planned_in_it(store: SqlStore, anna: OperatorId) -> None:
    vera = await an_admin(store)
    form = replace(TALKED, outcome_id=1, refusal_reason_id=None, new_deal=True, topic_id=1)
    saved = await save(store, anna, form)
    await store.desk.remove_lead(saved.lead_id, 1, "Ошибка", vera, at=LATER)
    (deal,) = await rows(store, "deal")
    assert (deal["id"], deal["next_at"]) == (saved.deal_id, TALKED.next_contact_at)
    card = await store.records.read("deal", saved.deal_id or 0)
    assert (card.values["origin_lead"], card.names["origin_lead"]) == (saved.lead_id, ""), "none that is led to"


async def test_what_somebody_changed_meanwhile_is_not_removed_and_nobody_works_with_what_was(
    store: SqlStore, anna: OperatorId
) -> None:
    vera = await an_admin(store)
    lead_id = (await save(store, anna, InterestForm(at=NOW, method_id=1))).lead_id
    with pytest.raises(Conflict):
        await store.desk.remove_lead(lead_id, 7, "Дубль", vera, at=LATER)
    assert [row["id"] for row in await rows(store, "lead")] == [lead_id]
    await store.desk.remove_lead(lead_id, 1, "Дубль", vera, at=LATER)
    with pytest.raises(Conflict):
        await store.desk.restore_lead(lead_id, 1, vera, at=LATER)
    with pytest.raises(NotFound):
        await save(store, anna, replace(TALKED, lead_id=lead_id))
    with pytest.raises(NotFound):
        await store.records.history("lead", lead_id, 9, Author(operator_id=anna, role=Role.OPERATOR))


async def test_programs_that_listen_are_told(store: SqlStore, anna: OperatorId) -> None:
    vera = await an_admin(store)
    draft = WebhookDraft(name="ERP", url="https://erp.example/", topics=(Topic.LEAD_CHANGED,))
    await store.webhooks.add_webhook(draft, "secret", vera.operator_id, at=NOW)
    lead_id = (await save(store, anna)).lead_id
    await store.desk.remove_lead(lead_id, 1, "Дубль", vera, at=LATER)
    (told,) = await store.database.read(lambda tx: tx.rows(select(t.outbox.c.topic, t.outbox.c.payload)))
    assert told.topic == "lead.changed"
    assert json.loads(told.payload)["changes"] == {
        "removed_at": [None, LATER.isoformat().replace("+00:00", "Z")], "removal_reason": ["", "Дубль"],
    }  # fmt: skip
