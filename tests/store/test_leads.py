"""Saved interests."""

from dataclasses import replace
from datetime import timedelta

import pytest

from callbridge.crm.interest import InterestForm, LeadRow, Rating
from callbridge.kernel.ids import CallId, LeadId, OperatorId
from callbridge.store import tables as t
from callbridge.store.campaigns import add_campaign, add_entry
from callbridge.store.directory import add_organization
from callbridge.store.store import SqlStore
from tests.support.stores import NOW, phone

MOBILE = phone("+79161234567")


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
        topic_id=1, source_id=1, product_id=product, project_id=project,
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
