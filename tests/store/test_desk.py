"""The desk: the whole story of a caller through the port alone."""

import asyncio
from dataclasses import replace
from datetime import timedelta

from callbridge.crm.directory import ContactKind
from callbridge.crm.interest import InterestForm
from callbridge.kernel.ids import CallId, OperatorId
from callbridge.store.store import SqlStore
from tests.store.test_call_records import a_call
from tests.support.stores import NOW, phone

MOBILE = phone("+79161234567")


async def test_the_second_call_shows_the_person_and_what_was_said_in_the_first(
    store: SqlStore, anna: OperatorId
) -> None:
    """R76, R103, R116, R148, R150: unknown, saved, and known the next time."""
    assert (await store.lookup.caller_facts(MOBILE, "")).candidates == ()
    store.call_log.put(a_call(1, operator_id=anna, ended_at=NOW, outcome="answered"))
    await store.call_log.flush()
    form = InterestForm(
        at=NOW, method_id=1, person_text="Пётр Сидоров", outcome_id=1, content="Хочет дом", call_id=CallId("main:1.1")
    )
    await store.desk.put_draft(
        anna, "main:1.1", schema=1, base_version=0, values={"content": "Хоч"}, dirty_fields=["content"], at=NOW
    )
    saved = await store.desk.save_interest(
        key="k", form=form, numbers=[MOBILE], owner_id=anna, private_sales=False, at=NOW
    )
    store.call_log.put(a_call(2))
    facts = await store.lookup.caller_facts(MOBILE, "")
    assert [(one.person_id, one.person_name) for one in facts.candidates] == [(saved.person_id, "Пётр Сидоров")]
    assert [(one.kind, one.content, one.operator) for one in facts.contacts] == [
        (ContactKind.INTEREST, "Хочет дом", "Anna")
    ]
    assert await store.desk.drafts(anna) == []
    assert [row.person for row in await store.desk.leads(person_id=saved.person_id)] == ["Пётр Сидоров"]


async def test_a_busy_minute_of_everything_at_once_keeps_everything(store: SqlStore, anna: OperatorId) -> None:
    form = InterestForm(at=NOW, method_id=1, person_text="Иван")

    async def one(number: int) -> None:
        caller = phone(f"+7916{number:07d}")
        store.call_log.put(a_call(number, number_e164=caller.e164))
        await store.lookup.caller_facts(caller, "+74951112233")
        await store.desk.save_interest(
            key=str(number), form=replace(form, at=NOW + timedelta(seconds=number)), numbers=[caller], owner_id=anna,
            private_sales=False, at=NOW,
        )  # fmt: skip

    await asyncio.gather(*(one(number) for number in range(40)))
    assert len(await store.call_log.open_calls("main")) == 40
    leads = await store.desk.leads(limit=100)
    assert [row.at for row in leads] == [NOW + timedelta(seconds=number) for number in reversed(range(40))]
    assert len({row.person_id for row in leads}) == 40
