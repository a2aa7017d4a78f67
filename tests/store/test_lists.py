"""Recent calls and saved interests."""

from dataclasses import replace
from datetime import timedelta

import pytest

from callbridge.crm.call_log import CallRecord, CallRow, LegRecord
from callbridge.crm.interest import InterestForm, LeadRow, Rating
from callbridge.kernel.ids import CallId, LeadId, LegId, OperatorId
from callbridge.store import tables as t
from callbridge.store.call_records import write_calls
from callbridge.store.campaigns import add_campaign, add_entry
from callbridge.store.directory import add_organization
from callbridge.store.store import SqlStore
from tests.store.test_call_records import a_call
from tests.support.stores import NOW, an_operator, phone

MOBILE = phone("+79161234567")


async def keep(store: SqlStore, *records: CallRecord) -> None:
    await store.database.run(lambda tx: write_calls(tx, records))


def leg(operator: OperatorId, number: int = 1) -> LegRecord:
    return LegRecord(leg_id=LegId(f"main:{operator}.{number}"), endpoint="PJSIP/1", operator_id=operator)


async def test_a_call_is_listed_with_the_names_behind_its_ids(store: SqlStore, anna: OperatorId) -> None:
    campaign = await store.database.run(lambda tx: add_campaign(tx, "Выставка"))
    acme = await store.database.run(lambda tx: add_organization(tx, "Акме", at=NOW))
    await keep(
        store,
        a_call(1, operator_id=anna, campaign_id=campaign, outcome="answered", ended_at=NOW, queue="sales",
               caller_name="IVAN", wait_seconds=2.5, talk_seconds=60.25),
    )  # fmt: skip
    saved = await store.desk.save_interest(
        key="k", numbers=[MOBILE], owner_id=anna, private_sales=False, at=NOW,
        form=InterestForm(at=NOW, method_id=1, person_text="Иван", organization_id=acme, call_id=CallId("main:1.1")),
    )  # fmt: skip
    expected = CallRow(
        call_id=CallId("main:1.1"), started_at=NOW + timedelta(seconds=1), direction="inbound", number="+79161234567",
        caller_name="IVAN", did="+74951112233", queue="sales", outcome="answered", wait_seconds=2.5,
        talk_seconds=60.25, is_partial=False, ended_at=NOW, campaign_id=campaign, campaign="Выставка",
        person_id=saved.person_id, person="Иван", organization_id=acme, organization="Акме", operator_id=anna,
        operator="Anna", lead_id=saved.lead_id,
    )  # fmt: skip
    assert await store.desk.recent_calls(operator_id=None, before=None, limit=5) == [expected]
    assert await store.desk.call(CallId("main:1.1")) == expected
    assert await store.desk.call(CallId("main:2.1")) is None


async def test_an_unread_number_is_listed_as_received(store: SqlStore) -> None:
    await keep(store, a_call(1, number_e164="", number_raw="anonymous", did_e164="", did_raw="s"))
    (row,) = await store.desk.recent_calls(operator_id=None, before=None, limit=5)
    assert (row.number, row.did, row.person, row.operator) == ("anonymous", "s", "", "")


async def test_pages_of_calls_follow_each_other_without_gap(store: SqlStore) -> None:
    await keep(store, *(a_call(number) for number in range(7)))
    seen: list[str] = []
    before = None
    while page := await store.desk.recent_calls(operator_id=None, before=before, limit=3):
        seen += [row.call_id for row in page]
        before = page[-1].started_at
    assert seen == [f"main:{number}.1" for number in reversed(range(7))]


@pytest.mark.parametrize("is_mine", [False, True])
async def test_calls_of_one_instant_are_all_on_some_page(store: SqlStore, anna: OperatorId, *, is_mine: bool) -> None:
    """A snapshot of a PBX tells ages in whole seconds: its calls begin together."""
    await keep(store, *(a_call(number, started_at=NOW, operator_id=anna) for number in range(7)))
    owner = anna if is_mine else None
    seen: list[CallId] = []
    page = await store.desk.recent_calls(operator_id=owner, before=None, limit=3)
    while page:
        seen += [row.call_id for row in page]
        page = await store.desk.recent_calls(operator_id=owner, before=NOW, before_id=seen[-1], limit=3)
    assert seen == [f"main:{number}.1" for number in reversed(range(7))]
    assert await store.desk.recent_calls(operator_id=owner, before=NOW, limit=3) == []


async def test_an_operators_calls_are_those_that_rang_were_answered_or_dialled(
    store: SqlStore, anna: OperatorId
) -> None:
    boris = await store.operators.add_operator(an_operator("boris"), "hash")
    await keep(
        store,
        a_call(1, legs=(leg(anna, 1), leg(anna, 2), leg(boris))),
        a_call(2, operator_id=anna),
        a_call(3, operator_id=boris, legs=(leg(boris),)),
        a_call(4, operator_id=boris, legs=(leg(anna), leg(boris))),
    )
    rows = await store.desk.recent_calls(operator_id=anna, before=None, limit=10)
    assert [row.call_id for row in rows] == ["main:4.1", "main:2.1", "main:1.1"]
    page = await store.desk.recent_calls(operator_id=anna, before=rows[0].started_at, limit=1)
    assert [row.call_id for row in page] == ["main:2.1"]


async def test_an_interest_is_listed_with_all_its_columns(store: SqlStore, anna: OperatorId) -> None:
    """R56-R69: the columns of the list of incoming leads."""
    campaign = await store.database.run(lambda tx: add_campaign(tx, "Выставка"))
    product = await store.database.run(lambda tx: add_entry(tx, t.product, "Дом", code=""))
    project = await store.database.run(lambda tx: add_entry(tx, t.project, "Юг", kind="sales"))
    form = InterestForm(
        at=NOW, method_id=2, organization_text="ООО", person_text="Иван", is_private=True, topic_id=1, source_id=1,
        campaign_id=campaign, product_id=product, project_id=project, content="Хочет дом", outcome_id=4,
        refusal_reason_id=1, next_contact_at=NOW + timedelta(days=1), call_id=CallId("main:1.1"),
    )  # fmt: skip
    numbers = [phone("+79990000001"), MOBILE]
    saved = await store.desk.save_interest(
        key="k", form=form, numbers=numbers, owner_id=anna, private_sales=False, at=NOW
    )
    expected = LeadRow(
        id=saved.lead_id, at=NOW, phone="+79990000001", organization_id=None, organization="ООО", is_private=True,
        person_id=saved.person_id, person="Иван", product="Дом", outcome="Отрицательный", rating=Rating.NEGATIVE,
        stage="", campaign_id=campaign, campaign="Выставка", content="Хочет дом", owner_id=anna, owner="Anna",
        refusal_reason="Дорого", project="Юг", topic="Общие вопросы", source="Маркетинговое мероприятие",
        method="E-mail", call_id=CallId("main:1.1"), next_contact_at=NOW + timedelta(days=1),
    )  # fmt: skip
    assert await store.desk.leads() == [expected]
    assert await store.desk.lead(saved.lead_id) == expected
    assert await store.desk.lead(LeadId(999)) is None


@pytest.mark.parametrize("limit", [1, 2, 3])
async def test_pages_of_interests_follow_each_other_even_at_the_same_instant(
    store: SqlStore, anna: OperatorId, limit: int
) -> None:
    """R53: all interests, none twice and none left out."""
    form = InterestForm(at=NOW, method_id=1)
    ids = []
    for number in range(5):
        at = NOW + timedelta(seconds=number // 2)
        saved = await store.desk.save_interest(
            key=str(number), form=replace(form, at=at), numbers=[], owner_id=anna, private_sales=False, at=NOW
        )
        ids.append(saved.lead_id)
    seen: list[LeadId] = []
    before = None
    while page := await store.desk.leads(before=before, limit=limit):
        seen += [row.id for row in page]
        before = (page[-1].at, page[-1].id)
    assert seen == ids[::-1]


async def test_interests_are_filtered_by_person_campaign_and_organization(store: SqlStore, anna: OperatorId) -> None:
    campaign = await store.database.run(lambda tx: add_campaign(tx, "Выставка"))
    acme = await store.database.run(lambda tx: add_organization(tx, "Акме", at=NOW))
    form = InterestForm(at=NOW, method_id=1)
    ids = {}
    for name, one in {
        "campaign": replace(form, campaign_id=campaign),
        "organization": replace(form, organization_id=acme),
        "person": replace(form, person_text="Иван"),
    }.items():
        ids[name] = await store.desk.save_interest(
            key=name, form=one, numbers=[], owner_id=anna, private_sales=False, at=NOW
        )
    assert [row.id for row in await store.desk.leads(campaign_id=campaign)] == [ids["campaign"].lead_id]
    assert [row.id for row in await store.desk.leads(organization_id=acme)] == [ids["organization"].lead_id]
    ivan = ids["person"].person_id
    assert [row.id for row in await store.desk.leads(person_id=ivan)] == [ids["person"].lead_id]
