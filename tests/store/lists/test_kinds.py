"""Lists that need little beside their tables."""

from collections.abc import Mapping
from typing import Any

import pytest
from sqlalchemy import insert

from callbridge.crm.contract import ContractState
from callbridge.crm.entities import ENTITIES, LISTED
from callbridge.crm.list_filter import read_filter
from callbridge.crm.list_order import read_order
from callbridge.crm.list_query import ListQuery
from callbridge.crm.operator import Role
from callbridge.crm.reach import Reach, Width
from callbridge.kernel.ids import OperatorId
from callbridge.kernel.numbers import NumberPlan, read_number
from callbridge.store import tables as t
from callbridge.store.campaigns import add_campaign
from callbridge.store.directory import add_person
from callbridge.store.lists.binding import Binding
from callbridge.store.lists.kinds import KINDS
from callbridge.store.reach import within as whose
from callbridge.store.store import SqlStore
from callbridge.store.tx import Tx
from tests.support.list_things import READER
from tests.support.records import Writer
from tests.support.stores import NOW

AT = "2026-11-23T12:00:00Z"
OWN = Reach(width=Width.OWN, role=Role.OPERATOR)
BY_NAME = {binding.entity.id: binding for binding in KINDS}


def test_what_was_put_away_is_not_listed_and_whose_a_row_is_is_known() -> None:
    deal, product = BY_NAME["deal"], BY_NAME["product"]
    assert str(deal.kept) == "deal.archived_at IS NULL"
    assert deal.within is not None
    assert product.within is not None
    assert "deal.owner_id" in str(deal.within(OWN))
    assert (product.kept, product.within(OWN)) == (None, None)


@pytest.mark.parametrize("kind", [name for name in BY_NAME if whose(name, OWN) is not None])
def test_what_somebody_reaches_but_a_part_of_is_listed_to_them_in_that_part(kind: str) -> None:
    """R28, R143: also what was answered, the recipients of letters, and what hangs on an event."""
    listed = BY_NAME[kind].within
    assert listed is not None
    assert str(listed(OWN)) == str(whose(kind, OWN))


def test_a_contract_of_a_deal_is_its_deals_campaigns() -> None:
    """R32: the tab of an event has the contracts that its figures count."""
    campaign = BY_NAME["contract"].fields["campaign"]
    assert str(campaign.value) == "coalesce(contract.campaign_id, deal_it_ends.campaign_id)"
    assert campaign.joins == ("deal_it_ends",)


def test_contracts_are_parted_by_their_state_so_that_an_event_shows_those_that_it_counts() -> None:
    """R20, R32: a draft is a contract of the event, and none that it brought."""
    tabs = {tab.id: (tab.field, tab.values) for tab in ENTITIES["contract"].tabs}
    assert tabs["signed"] == ("state", (ContractState.SIGNED.value,))
    assert tabs["all"] == ("", ())


async def test_contracts_are_found_by_the_event_that_is_their_own_or_their_deals(
    store: SqlStore, anna: OperatorId
) -> None:
    """R32: also those that are not of it, or of none."""
    writer = Writer(store, anna)
    fair, other = [await writer.make("campaign", name=name) for name in ("Выставка", "Другая")]
    deals = {of: await writer.make("deal", name="Дом", topic=1, campaign=of) for of in (fair.id, other.id, None)}
    for number, of in {"1": fair.id, "2": other.id, "3": None}.items():
        await writer.make("contract", number=number, campaign=of)
    for number, deal in zip(("4", "5", "6"), deals.values(), strict=True):
        await writer.make("contract", number=number, deal=deal.id)
    of_it: dict[str, object] = {"field": "campaign", "op": "eq", "value": fair.id}
    of_none: dict[str, object] = {"field": "campaign", "op": "is_empty"}
    asked: tuple[dict[str, object], ...] = (
        of_it,
        {"not": of_it},
        of_none,
        {"not": of_none},
        {**of_it, "op": "in", "value": [fair.id, other.id]},
    )
    found = [sorted(str(row["number"]) for row in await rows_of(store, "contract", one)) for one in asked]
    assert found == [["1", "4"], ["2", "3", "5", "6"], ["3", "6"], ["1", "2", "4", "5"], ["1", "2", "4", "5"]]


def test_a_row_is_found_by_the_beginnings_of_words_of_what_it_is_called() -> None:
    search = BY_NAME["deal"].search
    assert search is not None
    assert search("«»") is None
    assert search("дом") is not None
    assert set(BY_NAME) < set(LISTED)


async def rows_of(store: SqlStore, entity: str, condition: dict[str, object]) -> list[Mapping[str, object]]:
    kind = LISTED[entity]
    order = read_order("", kind, Role.MANAGER)
    query = ListQuery(entity=kind, order=order, reader=READER, filter=read_filter(condition, kind, Role.MANAGER))
    return list((await store.lists.page(query, None, 50)).rows)


async def test_an_events_suppliers_deals_and_registers_are_listed_by_it(store: SqlStore, anna: OperatorId) -> None:
    """R25, R31, R146: who supplies what and the contacts with them, deals, and each register that an event has."""
    writer = Writer(store, anna)
    fair, other = [await writer.make("campaign", name=name) for name in ("Выставка", "Другая")]
    stand = await writer.make("organization", name="Стенд")
    me = (await store.operators.operators())[0].employee_id
    supplier = await writer.make("supplier", campaign=fair.id, organization=stand.id, subject="Аренда зала")
    await writer.change("supplier", supplier, status="actual")
    contact: dict[str, Any] = {"kind": "contact", "method": 1, "at": AT, "organization": stand.id}
    await writer.make("activity", campaign=fair.id, content="Договорились", **contact)
    await writer.make("deal", name="Дом", topic=1, campaign=fair.id)
    await writer.make("deal", name="Дача", topic=1, campaign=other.id)
    await writer.make("contract", number="17", campaign=fair.id)
    await writer.make("mailing", name="Приглашение", campaign=fair.id)
    await writer.make("interview", kind="test", name="Опрос", campaign=fair.id)
    for kind in ("task", "message"):
        await writer.make("task", kind=kind, name="Всем", assignees=[me], campaign=fair.id)
    of_it: dict[str, object] = {"field": "campaign", "op": "eq", "value": fair.id}
    (row,) = await rows_of(store, "supplier", of_it)
    assert (row["organization_name"], row["status"], row["subject"]) == ("Стенд", "actual", "Аренда зала")
    with_it: dict[str, object] = {"field": "organization", "op": "eq", "value": stand.id}
    assert [row["content"] for row in await rows_of(store, "activity", with_it)] == ["Договорились"]
    assert [row["name"] for row in await rows_of(store, "deal", of_it)] == ["Дом"]
    counts = {"activity": 1, "mailing": 1, "interview": 1, "task": 2, "contract": 1}
    assert {entity: len(await rows_of(store, entity, of_it)) for entity in counts} == counts


async def test_branches_and_employees_are_dictionaries_that_records_name(store: SqlStore, anna: OperatorId) -> None:
    """R143: Отделения, one a part of another, and Сотрудники with theirs."""
    writer = Writer(store, anna)
    company = await writer.make("org_unit", name="Компания")
    north = await writer.make("org_unit", name="Север", parent=company.id)
    person = await writer.make("employee", full_name="Иванов Иван", org_unit=north.id)
    await writer.make("campaign", name="Выставка", org_unit=north.id, owner=person.id)
    (unit,) = await rows_of(store, "org_unit", {"field": "parent", "op": "eq", "value": company.id})
    assert (unit["name"], unit["parent_name"]) == ("Север", "Компания")
    (employee,) = await rows_of(store, "employee", {"field": "org_unit", "op": "eq", "value": north.id})
    assert (employee["full_name"], employee["org_unit_name"]) == ("Иванов Иван", "Север")
    (event,) = await rows_of(store, "campaign", {"field": "owner", "op": "eq", "value": person.id})
    assert (event["org_unit_name"], event["owner_name"]) == ("Север", "Иванов Иван")


async def test_filled_questionnaires_and_letters_are_listed_by_whom_they_are_of(
    store: SqlStore, anna: OperatorId
) -> None:
    """R27, R28: what a person answered and received."""
    writer = Writer(store, anna)
    ivan = await writer.make("person", full_name="Иванов Иван")
    interview = await writer.make("interview", kind="test", name="Опрос")
    mailing = await writer.make("mailing", name="Приглашение")

    def write(tx: Tx) -> None:
        response = {"interview_id": interview.id, "person_id": ivan.id, "response_key": "k", "at": NOW}
        tx.execute(insert(t.interview_response).values(**response).inline())
        letter = {"mailing_id": mailing.id, "person_id": ivan.id, "address": "i@x.ru", "address_key": "i@x.ru"}
        tx.execute(insert(t.mailing_recipient).values(**letter, token="t").inline())

    await store.database.run(write)
    theirs: dict[str, object] = {"field": "person", "op": "eq", "value": ivan.id}
    (answered,) = await rows_of(store, "interview_response", theirs)
    assert (answered["interview"], answered["interview_name"]) == (interview.id, "Опрос")
    (received,) = await rows_of(store, "mailing_recipient", theirs)
    assert (received["mailing_name"], received["address"]) == ("Приглашение", "i@x.ru")


def test_every_list_that_has_a_search_box_searches() -> None:
    assert [name for name, binding in BY_NAME.items() if binding.search is None] == []


async def test_what_is_called_by_a_record_is_found_as_the_record_is(store: SqlStore, anna: OperatorId) -> None:
    """R23-R25: by a word of the name, of persons by their number too; what is nowhere is not found."""
    writer = Writer(store, anna)
    fair = await store.database.run(lambda tx: add_campaign(tx, "Выставка", dids=["+74955550001"]))
    phone = read_number("+79215550102", NumberPlan())
    person = await store.database.run(lambda tx: add_person(tx, "Ли Анна", at=NOW, phones=[phone]))
    other = (await writer.make("person", full_name="Ким Олег")).id
    firm = await writer.make("organization", name="ООО «Стенд»")
    for one in (person, other):
        await writer.make("participant", campaign=fair, person=one)
    await writer.make("supplier", campaign=fair, organization=firm.id)
    asked = [
        ("participant", "ли"), ("participant", "5550102"), ("participant", "кто-то"),
        ("supplier", "стенд"), ("supplier", "ли"), ("number", "0001"), ("number", "ли"), ("interview_response", "ли"),
    ]  # fmt: skip
    found = [(await store.lists.totals(searching(kind, text))).count for kind, text in asked]
    assert found == [1, 1, 0, 1, 0, 1, 0, 0]


def searching(kind: str, text: str) -> ListQuery:
    entity = LISTED[kind]
    order = read_order("", entity, Role.ADMIN)
    return ListQuery(entity=entity, order=order, reader=READER, filter=None, search=text)


@pytest.mark.parametrize("binding", KINDS, ids=lambda binding: binding.entity.id)
def test_a_kind_that_is_archived_has_its_archive_for_who_may_write_it(binding: Binding) -> None:
    entity, field = binding.entity, binding.entity.field("archived_at")
    assert binding.removed == ("archived_at" if "archived_at" in binding.table.c else "")
    assert (field is not None) == bool(binding.removed)
    assert field is None or (field.least_role, field.is_default) == (entity.may_write, False)
