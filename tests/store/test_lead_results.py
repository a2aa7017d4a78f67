"""The result of a lead that a program brought: given once, into the same lead."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from callbridge.crm.incoming_lead import Arrival, LeadRules, LeadSender
from callbridge.crm.interest import InterestForm, SavedInterest
from callbridge.kernel.errors import Conflict, NotFound
from callbridge.kernel.ids import LeadId, OperatorId, PersonId
from callbridge.kernel.numbers import PhoneNumber
from callbridge.store import tables as t
from callbridge.store.store import SqlStore
from tests.support.stores import NOW, an_operator, phone

MOBILE, OTHER = phone("+79161234567"), phone("+79161234568")
CAME = InterestForm(at=NOW, method_id=3, person_text="Пётр", content="Хочу дом", extra="petr@a.ru")
LATER = NOW + timedelta(hours=2)
TALKED = InterestForm(
    at=LATER, method_id=1, person_text="Пётр", content="Хочу дом. Обсудили", extra="petr@a.ru", outcome_id=1,
    new_deal=True, topic_id=1, next_contact_at=LATER + timedelta(days=1), remind=True,
)  # fmt: skip


async def bring(store: SqlStore, maker: OperatorId) -> LeadId:
    sender = LeadSender(channel="token 5", name="Сайт", operator_id=maker)
    saved = await store.desk.save_interest(
        key="k", form=CAME, numbers=(MOBILE,), owner_id=maker, private_sales=False, at=NOW,
        arrival=Arrival(sender=sender, rules=LeadRules()),
    )  # fmt: skip
    return saved.lead_id


async def give(
    store: SqlStore, by: OperatorId, lead_id: LeadId, key: str = "manual:1", form: InterestForm = TALKED
) -> SavedInterest:
    return await store.desk.save_interest(
        key=key, form=replace(form, lead_id=lead_id), numbers=(OTHER,), owner_id=by, private_sales=False,
        at=LATER,
    )  # fmt: skip


async def count(store: SqlStore, table: Any) -> int:
    return int(await store.database.read(lambda tx: tx.value(select(func.count()).select_from(table))))


async def test_a_lead_gets_its_result_and_its_deal_and_stays_the_one_lead(store: SqlStore, anna: OperatorId) -> None:
    """R52, R61, R70, R115: when and how it came stay; the talk, the next contact and the deal are of it."""
    lead_id = await bring(store, anna)
    saved = await give(store, anna, lead_id)
    assert (saved.lead_id, saved.is_repeat, saved.deal_id is not None) == (lead_id, False, True)
    (row,) = await store.desk.leads()
    assert (row.id, row.at, row.method, row.owner_id) == (lead_id, NOW, "Заявка с сайта", anna)
    assert (row.outcome, row.stage, row.deal_id) == ("Положительный", "Звонок", saved.deal_id)
    assert (row.content, row.next_contact_at) == ("Хочу дом. Обсудили", LATER + timedelta(days=1))
    of_lead = select(t.activity.c.kind, t.activity.c.at, t.activity.c.deal_id).order_by(t.activity.c.id)
    contacts = await store.database.read(lambda tx: tx.rows(of_lead))
    assert [(one.kind, one.at) for one in contacts] == [
        ("contact", NOW), ("contact", LATER), ("next_contact", LATER + timedelta(days=1)),
    ]  # fmt: skip
    assert {one.deal_id for one in contacts} == {saved.deal_id}
    assert await count(store, t.reminder) == 1
    numbers = select(t.lead_phone.c.raw).order_by(t.lead_phone.c.position)
    assert [one.raw for one in await store.database.read(lambda tx: tx.rows(numbers))] == [OTHER.e164, MOBILE.e164]


async def test_the_audit_trail_says_what_it_was_and_is(store: SqlStore, anna: OperatorId) -> None:
    lead_id = await bring(store, anna)
    await give(store, anna, lead_id)
    entry, _ = await store.audit.entries("lead", str(lead_id), 10)
    assert (entry.action, entry.operator_id) == ("record.changed", anna)
    assert entry.detail["outcome"] == "[null, 1]"
    assert entry.detail["owner"] == f"[null, {anna}]"
    assert entry.detail["phones"] == f'[["{MOBILE.e164}"], ["{OTHER.e164}", "{MOBILE.e164}"]]'
    assert "person_text" not in entry.detail


async def test_a_key_gives_it_once_and_nobody_writes_over_it(store: SqlStore, anna: OperatorId) -> None:
    """A retry is told the first result; another card, of whoever, is refused and leaves nothing behind."""
    boris = await store.operators.add_operator(an_operator("boris"), "hash")
    lead_id = await bring(store, anna)
    first = await give(store, anna, lead_id)
    assert await give(store, anna, lead_id) == replace(first, is_repeat=True)
    assert await store.desk.saved_interest(key="manual:1", owner_id=anna, call_id=None) == replace(
        first, is_repeat=True
    )
    before = [await count(store, table) for table in (t.person, t.activity, t.deal, t.audit)]
    for by, key in ((boris, "manual:1"), (anna, "manual:2")):
        with pytest.raises(Conflict) as refused:
            await give(store, by, lead_id, key, replace(TALKED, person_text="Сергей"))
        assert refused.value.code == "lead.has_result"
    assert [await count(store, table) for table in (t.person, t.activity, t.deal, t.audit)] == before
    sender = LeadSender(channel="token 5", name="Сайт", operator_id=anna)
    assert await store.desk.brought_interest(channel=sender.channel, key="k") == replace(first, is_repeat=True)


async def test_a_lead_that_is_not_there_is_not_made(store: SqlStore, anna: OperatorId) -> None:
    with pytest.raises(NotFound):
        await give(store, anna, LeadId(99))
    assert await count(store, t.lead) == 0
    assert await count(store, t.person) == 0


async def test_a_lead_waits_for_its_caller_by_number_and_by_person_until_it_has_its_result(
    store: SqlStore, anna: OperatorId
) -> None:
    """R52: it is offered to who talks to them, on their card and in a call round."""
    lead_id = await bring(store, anna)
    person = (await store.desk.leads())[0].person_id

    async def waiting(number: PhoneNumber, person_id: PersonId | None = None) -> list[LeadId]:
        found = await store.lookup.awaiting_leads(number, person_id, 5, reader_id=anna)
        return [lead.id for lead in found]

    assert await waiting(MOBILE) == [lead_id]
    assert await waiting(OTHER, person) == [lead_id]
    assert await waiting(OTHER) == await waiting(phone("")) == []
    await give(store, anna, lead_id)
    assert await waiting(MOBILE, person) == []
    assert await store.lookup.awaiting_of_entry(99, 5, reader_id=anna) == []
