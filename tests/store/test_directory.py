"""The directory: found by the beginning of any word or of a number."""

from functools import partial

import pytest

from callbridge.crm.directory import OrganizationView, PhoneView
from callbridge.kernel.ids import OrganizationId, PersonId
from callbridge.kernel.numbers import NumberForm, PhoneNumber
from callbridge.store.directory import add_organization, add_person
from callbridge.store.store import SqlStore
from tests.support.stores import NOW, phone

PEOPLE = {
    "Сидоров Пётр Ильич": "+79161234567",
    "Петров Иван": "+79031112233",
    "Иванова Ольга": "+4930666281",
    "O'Neill John": "+12025550123",
}


@pytest.fixture
async def acme(store: SqlStore) -> OrganizationId:
    """An organization with two people; two others stand outside."""

    async def add(organization: OrganizationId | None, name: str) -> None:
        numbers = [phone(PEOPLE[name])]
        await store.database.run(lambda tx: add_person(tx, name, at=NOW, phones=numbers, organization_id=organization))

    acme = await store.database.run(
        lambda tx: add_organization(tx, 'ООО "Акме Юг"', at=NOW, phones=[phone("+74951112233", "0")])
    )
    for number, name in enumerate(PEOPLE):
        await add(acme if number < 2 else None, name)
    return acme


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("петр", {"Сидоров Пётр Ильич", "Петров Иван"}),
        ("ПЁТР", {"Сидоров Пётр Ильич", "Петров Иван"}),
        ("иван", {"Петров Иван", "Иванова Ольга"}),
        ("иван петр", {"Петров Иван"}),
        ("петр сид", {"Сидоров Пётр Ильич"}),
        ("o'ne", {"O'Neill John"}),
        ("доров", set()),
        ("  ", set()),
        ("%", set()),
        ("_", set()),
        ("+7 916 123", {"Сидоров Пётр Ильич"}),
        ("8 (916) 123-45", {"Сидоров Пётр Ильич"}),
        ("916", {"Сидоров Пётр Ильич"}),
        ("+4930", {"Иванова Ольга"}),
        ("4930", {"Иванова Ольга"}),
        ("12", set()),
    ],
)
async def test_people_are_found_by_the_beginning_of_any_word_or_number(
    store: SqlStore, acme: OrganizationId, text: str, found: set[str]
) -> None:
    """R84, R87."""
    assert {person.full_name for person in await store.desk.find_persons(text, None, 10)} == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", ["Петров Иван", "Сидоров Пётр Ильич"]),
        ("иван", ["Петров Иван"]),
        ("ольга", []),
        ("+7916", ["Сидоров Пётр Ильич"]),
    ],
)
async def test_within_an_organization_only_its_people_are_found(
    store: SqlStore, acme: OrganizationId, text: str, found: list[str]
) -> None:
    """R87: picked from the organization's people."""
    assert [person.full_name for person in await store.desk.find_persons(text, acme, 10)] == found


async def test_who_has_several_fitting_words_is_found_once(store: SqlStore) -> None:
    for name in ("Иван Иванов Иваныч", "Иван Иваненко"):
        await store.database.run(partial(add_person, full_name=name, at=NOW))
    assert [p.full_name for p in await store.desk.find_persons("ив", None, 2)] == [
        "Иван Иванов Иваныч",
        "Иван Иваненко",
    ]


async def test_no_more_people_than_asked_for_are_found(store: SqlStore, acme: OrganizationId) -> None:
    assert len(await store.desk.find_persons("и", None, 1)) == 1


@pytest.mark.parametrize("text", ["акме", "юг", "+7495", "ооо ак"])
async def test_organizations_are_found_the_same_way(store: SqlStore, acme: OrganizationId, text: str) -> None:
    expected = OrganizationView(
        id=acme, name='ООО "Акме Юг"', phones=(PhoneView(raw="+74951112233", e164="+74951112233", extension="0"),),
        person_count=2,
    )  # fmt: skip
    assert await store.desk.find_organizations(text, 10) == [expected]
    assert await store.desk.organization(acme) == expected


async def test_an_organization_with_several_fitting_words_is_found_once_and_hides_no_other(store: SqlStore) -> None:
    """R84: as many as a name may have words, all before the other's in the index."""
    many = " ".join(f"аб{letter}" for letter in "абвгдежзиклм")
    for name in (f"ООО {many}", "Аб-Юг", "Абя"):
        await store.database.run(partial(add_organization, name=name, at=NOW))
    found = await store.desk.find_organizations("аб", 3)
    assert [each.name for each in found] == ["Аб-Юг", f"ООО {many}", "Абя"]


async def test_a_person_with_many_numbers_hides_nobody(store: SqlStore) -> None:
    numbers = [phone(f"+791612345{number:02}") for number in range(30)]
    await store.database.run(partial(add_person, full_name="Диспетчер", at=NOW, phones=numbers))
    await store.database.run(partial(add_person, full_name="Иван", at=NOW, phones=[phone("+79161234599")]))
    assert [each.full_name for each in await store.desk.find_persons("+7916", None, 2)] == ["Диспетчер", "Иван"]


async def test_a_number_twice_is_kept_once_and_what_may_not_be_matched_not_at_all(store: SqlStore) -> None:
    numbers = [
        phone("+79161234567"),
        phone("+79161234567", raw="8916..."),
        PhoneNumber(form=NumberForm.INTERNAL, raw="101", digits="101"),
        PhoneNumber(form=NumberForm.UNREADABLE, raw="555-01-23", digits="5550123"),
    ]
    new = await store.database.run(lambda tx: add_person(tx, "Иван", at=NOW, phones=numbers))
    view = await store.desk.person(new)
    assert view is not None
    assert [(point.raw, point.e164) for point in view.phones] == [
        ("+79161234567", "+79161234567"),
        ("555-01-23", ""),
    ]


async def test_who_is_not_there_is_none(store: SqlStore) -> None:
    assert await store.desk.person(PersonId(1)) is None
    assert await store.desk.organization(OrganizationId(1)) is None
