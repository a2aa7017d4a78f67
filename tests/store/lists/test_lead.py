"""The list of leads, on both engines."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from callbridge.crm.entities.lead import LEAD
from callbridge.crm.interest import InterestForm
from callbridge.crm.list_filter import read_filter
from callbridge.crm.list_order import Order
from callbridge.crm.list_query import ListQuery
from callbridge.crm.operator import Language, Role
from callbridge.kernel.ids import OperatorId
from callbridge.store import tables as t
from callbridge.store.campaigns import add_campaign, add_entry
from callbridge.store.directory import add_organization, add_person
from callbridge.store.store import SqlStore
from tests.support.list_things import READER
from tests.support.stores import NOW, phone

NEWEST = ListQuery(entity=LEAD, order=Order(field="at", is_descending=True), reader=replace(READER, now=NOW))
FORM = InterestForm(at=NOW, method_id=1)


async def save(store: SqlStore, owner: OperatorId, form: InterestForm, *numbers: str) -> int:
    saved = await store.desk.save_interest(
        key=f"{form}{numbers}", form=form, numbers=[phone(each) for each in numbers], owner_id=owner,
        private_sales=False, at=NOW,
    )  # fmt: skip
    return saved.lead_id


async def ids(store: SqlStore, data: Any = None, **asked: Any) -> list[object]:
    query = replace(NEWEST, filter=read_filter(data, LEAD, Role.OPERATOR), **asked)
    page = await store.lists.page(query, None, 50)
    assert (await store.lists.totals(query)).count == len(page.rows)
    return [row["id"] for row in page.rows]


async def test_a_lead_is_listed_with_all_its_columns(store: SqlStore, anna: OperatorId) -> None:
    """R56-R69: every column, with the names behind the ids."""
    campaign = await store.database.run(lambda tx: add_campaign(tx, "Выставка"))
    product = await store.database.run(lambda tx: add_entry(tx, t.product, "Дом", name_en="House", code=""))
    project = await store.database.run(lambda tx: add_entry(tx, t.project, "Юг", kind="sales"))
    later = NOW + timedelta(days=1)
    form = replace(
        FORM, organization_text="ООО", person_text="Иван", topic_id=1, source_id=1, campaign_id=campaign,
        product_id=product, project_id=project, content="Хочет дом", outcome_id=4, refusal_reason_id=1,
        next_contact_at=later, extra="доб. 5",
    )  # fmt: skip
    lead = await save(store, anna, form, "+79161234567", "+79990000001")
    (row,) = (await store.lists.page(NEWEST, None, 50)).rows
    person = row["person"]
    assert isinstance(person, int)
    assert row == {
        "id": lead, "version": 1, "at": NOW, "phone": "+79161234567", "organization": None,
        "organization_name": "ООО", "person": person, "person_name": "Иван", "product": product,
        "product_name": "Дом", "outcome": 4, "outcome_name": "Отрицательный", "rating": "negative", "stage": None,
        "stage_name": "", "deal": None, "deal_name": "", "campaign": campaign, "campaign_name": "Выставка",
        "content": "Хочет дом", "owner": anna,
        "owner_name": "Anna", "refusal_reason": 1, "refusal_reason_name": "Дорого", "project": project,
        "project_name": "Юг", "topic": 1, "topic_name": "Общие вопросы", "source": 1,
        "source_name": "Маркетинговое мероприятие", "method": 1, "method_name": "Телефонный звонок",
        "next_contact_at": later, "is_private": False, "extra": "доб. 5",
        "page_url": "", "line_campaign": None, "line_campaign_name": "", "campaign_reason": "",
        "consent": "",
    }  # fmt: skip
    english = replace(NEWEST, reader=replace(NEWEST.reader, language=Language.EN))
    assert (await store.lists.page(english, None, 50)).rows[0]["product_name"] == "House"


async def test_a_caller_without_an_organization_is_said_to_be_private(store: SqlStore, anna: OperatorId) -> None:
    """R58: column Organization says «Частное лицо»."""
    await save(store, anna, replace(FORM, is_private=True))
    (row,) = (await store.lists.page(NEWEST, None, 50)).rows
    assert row["organization_name"] == "Частное лицо"


async def test_leads_are_found_by_result_and_reason(store: SqlStore, anna: OperatorId) -> None:
    """R55: those who refused because it was dear."""
    dear = await save(store, anna, replace(FORM, outcome_id=4, refusal_reason_id=1))
    await save(store, anna, replace(FORM, outcome_id=4, refusal_reason_id=2))
    happy = await save(store, anna, replace(FORM, outcome_id=1))
    refused = {"field": "rating", "op": "in", "value": ["negative"]}
    assert await ids(store, {"all": [refused, {"field": "refusal_reason", "op": "eq", "value": 1}]}) == [dear]
    assert await ids(store, {"not": refused}) == [happy]
    assert await ids(store, {"field": "refusal_reason", "op": "is_empty"}) == [happy]


async def test_leads_of_a_number_that_were_another_events_after_all_are_found(
    store: SqlStore, anna: OperatorId
) -> None:
    """R89, issue 5: what the dialled number said is a column and a filter of its own."""
    line, told = await store.database.run(lambda tx: (add_campaign(tx, "Выставка"), add_campaign(tx, "Семинар")))
    for key, campaign, reason in (("same", line, ""), ("other", told, "Назвал сам")):
        await store.desk.save_interest(
            key=key, form=replace(FORM, campaign_id=campaign, campaign_reason=reason), numbers=[], owner_id=anna,
            private_sales=False, at=NOW, line_campaign_id=line,
        )  # fmt: skip
    other, same = (await store.lists.page(NEWEST, None, 50)).rows
    assert (other["line_campaign_name"], other["campaign_name"]) == ("Выставка", "Семинар")
    of_line = {"field": "line_campaign", "op": "eq", "value": line}
    assert await ids(store, of_line) == [other["id"], same["id"]]
    assert await ids(store, {"all": [of_line, {"field": "campaign", "op": "eq", "value": told}]}) == [other["id"]]
    assert await ids(store, {"not": {"field": "campaign_reason", "op": "is_empty"}}) == [other["id"]]
    assert await ids(store, {"field": "campaign_reason", "op": "contains", "value": "сам"}) == [other["id"]]


async def test_a_refused_lead_stays_and_a_deleted_one_is_not_listed(store: SqlStore, anna: OperatorId) -> None:
    """R54: refusal takes nobody off the list."""
    refused = await save(store, anna, replace(FORM, outcome_id=4, refusal_reason_id=1))
    deleted = await save(store, anna, replace(FORM, content="по ошибке"))
    assert await ids(store) == [deleted, refused]
    erase = t.lead.update().where(t.lead.c.id == deleted).values(deleted_at=NOW)
    await store.database.run(lambda tx: tx.execute(erase))
    assert await ids(store) == [refused]


async def test_leads_are_found_by_number_person_and_organization(store: SqlStore, anna: OperatorId) -> None:
    acme = await store.database.run(lambda tx: add_organization(tx, "ООО «Ромашка»", at=NOW))
    company = await save(store, anna, replace(FORM, organization_id=acme), "+79161234567")
    ivan = await save(store, anna, replace(FORM, person_text="Ёлкин Иван"), "+79990000001")
    for text, found in {
        "ромашка": [company], "рома": [company], "елкин": [ivan], "иван елк": [ivan], "иван ромашка": [],
        "8 916 123": [company], "4567": [company], "+7999": [ivan], "«»": [],
    }.items():  # fmt: skip
        assert await ids(store, search=text) == found, text
    assert await ids(store, {"field": "phone", "op": "begins", "value": "+7916"}) == [company]
    assert await ids(store, {"not": {"field": "phone", "op": "begins", "value": "+7916"}}) == [ivan]


@pytest.mark.parametrize("field", ["at", "-at", "next_contact_at", "-next_contact_at"])
async def test_leads_are_listed_in_every_order_page_by_page(store: SqlStore, anna: OperatorId, field: str) -> None:
    for number in range(6):
        at = NOW + timedelta(hours=number // 2)
        await save(store, anna, replace(FORM, at=at, next_contact_at=at if number % 3 else None, content=str(number)))
    query = replace(NEWEST, order=Order(field=field.removeprefix("-"), is_descending=field.startswith("-")))
    seen: list[object] = []
    start = None
    while (page := await store.lists.page(query, start, 2)).rows:
        seen += [row["id"] for row in page.rows]
        if (start := page.next) is None:
            break
    assert seen == [row["id"] for row in (await store.lists.page(query, None, 50)).rows]
    assert len(set(seen)) == 6


async def test_people_of_the_directory_are_found_among_leads_by_id(store: SqlStore, anna: OperatorId) -> None:
    """R5: a person's page shows their leads."""
    ivan = await store.database.run(lambda tx: add_person(tx, "Иван", at=NOW))
    lead = await save(store, anna, replace(FORM, person_id=ivan))
    await save(store, anna, FORM)
    assert await ids(store, {"field": "person", "op": "eq", "value": ivan}) == [lead]
