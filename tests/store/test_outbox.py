"""What other programs are to be told is written with what happened, or not at all."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from callbridge.crm.audit import AuditNote
from callbridge.crm.duplicate import MergeWish
from callbridge.crm.interest import InterestForm
from callbridge.crm.operator import Role
from callbridge.crm.webhook import Topic, WebhookDraft
from callbridge.kernel.errors import DomainError
from callbridge.kernel.ids import OperatorId
from callbridge.store import tables as t
from callbridge.store.audit import write_note
from callbridge.store.store import SqlStore
from callbridge.store.tx import Tx
from tests.store.test_call_records import a_call
from tests.support.records import Writer
from tests.support.stores import NOW, phone

CALL, MEETING = 1, 2
"""Stages of the first pipeline."""


async def listen(store: SqlStore, anna: OperatorId, *topics: Topic, is_active: bool = True) -> int:
    draft = WebhookDraft(name="x", url="https://a.ru", topics=topics, is_active=is_active)
    return (await store.webhooks.add_webhook(draft, "s", anna, at=NOW)).id


async def told(store: SqlStore) -> Sequence[Any]:
    rows = await store.database.read(lambda tx: tx.rows(select(t.outbox).order_by(t.outbox.c.id)))
    return [(row.topic, row.record_key, json.loads(row.payload)) for row in rows]


async def save(store: SqlStore, anna: OperatorId, *, new_deal: bool = False) -> None:
    form = InterestForm(
        at=NOW, method_id=1, outcome_id=1, person_text="Пётр", phones=("+79161234567",), new_deal=new_deal
    )
    numbers = (phone("+79161234567"),)
    await store.desk.save_interest(key="k", form=form, numbers=numbers, owner_id=anna, private_sales=False, at=NOW)


async def test_where_nobody_listens_nothing_is_written(store: SqlStore, anna: OperatorId) -> None:
    await listen(store, anna, Topic.CALL_ENDED)
    await listen(store, anna, Topic.LEAD_CREATED, is_active=False)
    await save(store, anna)
    assert await told(store) == []


async def test_a_lead_and_its_deal_are_told_once_to_each_who_listens(store: SqlStore, anna: OperatorId) -> None:
    first = await listen(store, anna, Topic.LEAD_CREATED, Topic.DEAL_CREATED)
    second = await listen(store, anna, Topic.LEAD_CREATED)
    for _ in range(2):
        await save(store, anna, new_deal=True)
    (deal, lead) = await told(store)
    assert (deal[0], lead[0]) == ("deal.created", "lead.created")
    assert deal[2]["changes"]["origin_lead"] == [None, lead[2]["id"]]
    assert (lead[2]["person"], lead[2]["phones"], lead[2]["deal_id"]) == ("Пётр", ["+79161234567"], deal[2]["id"])
    counts = [len(await store.webhooks.deliveries(one, None, None, 9)) for one in (first, second)]
    assert counts == [2, 1]


async def test_an_undone_change_is_not_told(store: SqlStore, anna: OperatorId) -> None:
    await listen(store, anna, Topic.CONTRACT_CHANGED)
    note = AuditNote(
        at=NOW, operator_id=anna, action="record.changed", entity="contract", entity_id="3",
        detail={"state": '["draft", "signed"]'},
    )  # fmt: skip

    def work(tx: Tx) -> None:
        write_note(tx, note)
        raise DomainError

    with pytest.raises(DomainError):
        await store.database.run(work)
    assert await told(store) == []
    await store.audit.note(note)
    await store.audit.note(replace(note, entity="person"))
    changes = {"state": ["draft", "signed"]}
    assert await told(store) == [("contract.changed", "3", {"id": 3, "by": anna, "changes": changes})]


async def test_a_call_is_told_once_when_it_has_ended_and_when_it_was_missed(store: SqlStore, anna: OperatorId) -> None:
    await listen(store, anna, Topic.CALL_ENDED, Topic.CALL_MISSED)
    ringing = a_call(1)
    ended = replace(ringing, ended_at=NOW + timedelta(seconds=9), outcome="missed", answered_at=None)
    for record in (ringing, ended, ended):
        store.call_log.put(record)
        await store.call_log.flush()
    found = await told(store)
    assert [(topic, key) for topic, key, _ in found] == [
        ("call.ended", ringing.call_id),
        ("call.missed", ringing.call_id),
    ]
    assert (found[0][2]["outcome"], found[0][2]["direction"]) == ("missed", "inbound")


async def lead_of(store: SqlStore) -> Any:
    return (await store.database.read(lambda tx: tx.rows(select(t.lead))))[0]


async def changes_told(store: SqlStore) -> list[Any]:
    return [payload["changes"] for topic, _, payload in await told(store) if topic == "lead.changed"]


async def test_a_lead_is_told_of_when_its_deal_moves(store: SqlStore, anna: OperatorId) -> None:
    """R63: a lead's stage is its deal's."""
    await listen(store, anna, Topic.LEAD_CHANGED)
    await save(store, anna, new_deal=True)
    lead = await lead_of(store)
    writer = Writer(store, anna, Role.MANAGER)
    deal = await store.records.read("deal", lead.deal_id)
    await writer.move(deal, MEETING)
    assert await changes_told(store) == [{"stage": [CALL, MEETING]}]


async def test_a_lead_is_told_of_when_its_person_becomes_another_and_is_forgotten(
    store: SqlStore, anna: OperatorId
) -> None:
    await listen(store, anna, Topic.LEAD_CREATED, Topic.LEAD_CHANGED)
    await save(store, anna)
    lead = await lead_of(store)
    writer = Writer(store, anna, Role.MANAGER)
    kept = await writer.make("person", full_name="Пётр Петров")
    gone = await store.records.read("person", lead.person_id)
    wish = MergeWish(keep_id=kept.id, keep_version=kept.version, give_up_id=gone.id, give_up_version=gone.version)
    merge_id = await store.duplicates.merge("person", wish, writer.author, at=NOW)
    await store.duplicates.undo_merge(merge_id, writer.author, at=NOW)
    assert await changes_told(store) == [{"person": [gone.id, kept.id]}, {"person": [kept.id, gone.id]}]
    await store.duplicates.erase(gone.id, anna, at=NOW)
    *before, (topic, key, payload) = await told(store)
    assert [payload for *_, payload in before] == [{}, {}, {}]  # what was told of them is emptied too
    assert (topic, key, payload["changes"]["person_text"]) == ("lead.changed", str(lead.id), [None, ""])
