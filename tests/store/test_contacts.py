"""Previous contacts: whose, in which order, how many."""

from dataclasses import replace
from datetime import timedelta

from callbridge.crm.directory import ContactKind, PriorContact
from callbridge.crm.interest import InterestForm, Rating
from callbridge.kernel.ids import CallId, OperatorId, OrganizationId, PersonId
from callbridge.kernel.numbers import PhoneNumber
from callbridge.store import contacts as contacts_module
from callbridge.store.call_records import write_calls
from callbridge.store.directory import add_organization, add_person
from callbridge.store.store import SqlStore
from tests.store.test_call_records import a_call
from tests.support.stores import NOW, phone

MOBILE = phone("+79161234567")
ENDED = NOW + timedelta(hours=1)


async def save(store: SqlStore, owner: OperatorId, form: InterestForm, *numbers: PhoneNumber) -> None:
    await store.desk.save_interest(
        key=f"{form}", form=form, numbers=numbers, owner_id=owner, private_sales=False, at=NOW
    )


async def calls(store: SqlStore, *numbers: int, **changes: object) -> None:
    ended = {"ended_at": ENDED, "outcome": "answered", **changes}
    records = [a_call(number, **ended) for number in numbers]
    await store.database.run(lambda tx: write_calls(tx, records))


async def prior(
    store: SqlStore,
    number: PhoneNumber | None = MOBILE,
    person_id: PersonId | None = None,
    organization_id: OrganizationId | None = None,
    limit: int = 20,
) -> tuple[list[PriorContact], int]:
    found, total = await store.desk.prior_contacts(
        number=number, person_id=person_id, organization_id=organization_id, limit=limit
    )
    return list(found), total


async def test_an_interest_is_told_with_all_that_matters(store: SqlStore, anna: OperatorId) -> None:
    """R76, R103."""
    form = InterestForm(
        at=NOW, method_id=1, person_text="Иван", outcome_id=4, refusal_reason_id=1, content="Дорого ему",
        call_id=CallId("main:1.1"),
    )  # fmt: skip
    await calls(store, 1)
    await save(store, anna, form, MOBILE)
    found, total = await prior(store)
    assert found == [
        PriorContact(
            kind=ContactKind.INTEREST, at=NOW, method="Телефонный звонок", direction="inbound",
            call_outcome="answered", outcome="Отрицательный", rating=Rating.NEGATIVE, refusal_reason="Дорого",
            operator="Anna", content="Дорого ему", lead_id=found[0].lead_id, call_id=CallId("main:1.1"), person="Иван",
        )
    ]  # fmt: skip
    assert total == 1


async def test_calls_nobody_wrote_about_are_contacts_too(store: SqlStore, anna: OperatorId) -> None:
    """Missed ones too; the one with an interest is told once."""
    await calls(store, 1, 2)
    await calls(store, 3, outcome="abandoned")
    form = InterestForm(at=NOW + timedelta(seconds=2), method_id=1, call_id=CallId("main:2.1"))
    await save(store, anna, form, MOBILE)
    found, total = await prior(store)
    assert [(one.kind, one.call_id) for one in found] == [
        (ContactKind.CALL, "main:3.1"),
        (ContactKind.INTEREST, "main:2.1"),
        (ContactKind.CALL, "main:1.1"),
    ]
    assert (found[0].call_outcome, total) == ("abandoned", 3)


async def test_the_call_that_is_ringing_now_is_no_previous_contact(store: SqlStore) -> None:
    await store.database.run(lambda tx: write_calls(tx, [a_call(1)]))
    assert await prior(store) == ([], 0)


async def test_a_planned_contact_is_told_as_planned(store: SqlStore, anna: OperatorId) -> None:
    tomorrow = NOW + timedelta(days=1)
    await save(store, anna, InterestForm(at=NOW, method_id=1, next_contact_at=tomorrow, outcome_id=1), MOBILE)
    found, _ = await prior(store)
    assert [(one.kind, one.at, one.outcome) for one in found] == [
        (ContactKind.NEXT_CONTACT, tomorrow, ""),
        (ContactKind.INTEREST, NOW, "Положительный"),
    ]


async def test_a_persons_contacts_come_from_all_their_numbers_and_from_before_they_had_a_name(
    store: SqlStore, anna: OperatorId
) -> None:
    other = phone("+79990000000")
    await save(store, anna, InterestForm(at=NOW, method_id=1, content="nameless"), MOBILE)
    await save(store, anna, InterestForm(at=NOW, method_id=1, person_text="Иван", content="home"), MOBILE)
    await save(store, anna, InterestForm(at=NOW, method_id=1, person_text="Ольга", content="hers"), MOBILE)
    (ivan,) = await store.desk.find_persons("Иван", None, 5)
    await save(store, anna, InterestForm(at=NOW, method_id=1, person_id=ivan.id, content="work"), other)
    found, total = await prior(store, MOBILE, ivan.id)
    assert ({one.content for one in found}, total) == ({"nameless", "home", "work"}, 3)
    everyones, total = await prior(store, MOBILE)
    assert ({one.content for one in everyones}, total) == ({"nameless", "home", "hers"}, 3)


async def test_an_unknown_number_falls_back_to_its_organization(store: SqlStore, anna: OperatorId) -> None:
    acme = await store.database.run(lambda tx: add_organization(tx, "Акме", at=NOW))
    await save(store, anna, InterestForm(at=NOW, method_id=1, organization_id=acme, content="theirs"), MOBILE)
    await calls(store, 1, organization_id=acme, number_e164="+79000000000")
    found, total = await prior(store, phone("+74950000000"), None, acme)
    assert ({one.kind for one in found}, total) == ({ContactKind.INTEREST, ContactKind.CALL}, 2)


async def test_the_second_number_of_an_interest_finds_it_too(store: SqlStore, anna: OperatorId) -> None:
    second = phone("+79990000000")
    form = InterestForm(at=NOW, method_id=1)
    await save(store, anna, form, MOBILE, second, replace(second, raw="8 999 000-00-00"))
    assert (await prior(store, second))[1] == 1
    assert (await prior(store, MOBILE))[1] == 1


async def test_the_newest_are_shown_and_all_are_counted(store: SqlStore, anna: OperatorId) -> None:
    await calls(store, *range(30))
    for minute in range(25):
        await save(store, anna, InterestForm(at=NOW - timedelta(minutes=minute), method_id=1), MOBILE)
    found, total = await prior(store, limit=20)
    assert (len(found), total) == (20, 55)
    assert [one.at for one in found] == sorted((one.at for one in found), reverse=True)
    assert found[0].call_id == "main:29.1"
    facts = await store.lookup.caller_facts(MOBILE, "")
    assert (list(facts.contacts), facts.contacts_total) == (found, 55)


async def test_nobody_and_no_number_have_no_contacts(store: SqlStore) -> None:
    assert await prior(store, None) == ([], 0)


async def test_a_switchboards_contacts_are_counted_only_so_far(store: SqlStore) -> None:
    ivan = await store.database.run(lambda tx: add_person(tx, "Иван", at=NOW, phones=[MOBILE]))
    await calls(store, *range(contacts_module.COUNT_LIMIT + 5), person_id=ivan)
    assert (await prior(store, None, ivan))[1] == contacts_module.COUNT_LIMIT


async def test_contacts_are_folded_by_person_number_and_organization_and_none_stands_twice(
    store: SqlStore, anna: OperatorId
) -> None:
    """R76: what came from the number before it had a name is the person's."""
    acme = await store.database.run(lambda tx: add_organization(tx, "Акме", at=NOW))
    ivan, olga, petr = [
        await store.database.run(lambda tx, name=name: add_person(tx, name, at=NOW, organization_id=acme))  # type: ignore[misc]
        for name in ("Иван", "Ольга", "Пётр")
    ]
    await calls(store, 1, 2, person_id=ivan, organization_id=acme)
    await calls(store, 3)
    await calls(store, 4, person_id=olga, organization_id=acme)
    await calls(store, 5, 6, 7, person_id=petr, organization_id=acme, number_e164="+74957654321")
    form = InterestForm(at=NOW, method_id=1, person_id=olga, organization_id=acme, outcome_id=1)
    await save(store, anna, form, MOBILE)

    async def groups(person_id: PersonId | None, number: PhoneNumber = MOBILE) -> dict[str, tuple[int, int]]:
        found = await store.lookup.contact_groups(number, person_id, acme, 2)
        return {group.scope.value: (group.total, len(group.contacts)) for group in found}

    assert await groups(ivan) == {"person": (3, 2), "number": (2, 2), "organization": (3, 2)}
    assert await groups(None) == {"number": (5, 2), "organization": (3, 2)}
    assert await groups(petr) == {"person": (4, 2), "number": (4, 2)}
    assert await groups(None, phone("+79160000000")) == {"organization": (7, 2)}
