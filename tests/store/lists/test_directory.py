"""The lists of persons and organizations, on both engines."""

from typing import Any

from callbridge.crm.duplicate import MergeWish
from callbridge.crm.entities import ENTITIES
from callbridge.crm.list_filter import read_filter
from callbridge.crm.list_order import read_order
from callbridge.crm.list_query import ListQuery, ListRow
from callbridge.crm.operator import Role
from callbridge.kernel.ids import OperatorId
from callbridge.kernel.numbers import NumberForm, PhoneNumber
from callbridge.store.directory import add_organization, add_person
from callbridge.store.store import SqlStore
from callbridge.store.tx import Tx
from tests.support.list_things import READER
from tests.support.records import Writer
from tests.support.stores import NOW, phone


async def rows(store: SqlStore, entity: str, data: Any = None, sort: str = "", search: str = "") -> list[ListRow]:
    kind = ENTITIES[entity]
    query = ListQuery(
        entity=kind, order=read_order(sort, kind, Role.OPERATOR), reader=READER,
        filter=read_filter(data, kind, Role.OPERATOR), search=search,
    )  # fmt: skip
    return list((await store.lists.page(query, None, 50)).rows)


async def test_a_number_is_shown_in_full_however_a_program_wrote_it(store: SqlStore) -> None:
    """R142: one that says an extension too, and one that fits no plan, stand as they were written."""
    unreadable = PhoneNumber(form=NumberForm.UNREADABLE, raw="доб 55", digits="55")
    written = {
        "Анна": phone("+79165550101", raw="89165550101"),
        "Борис": phone("+74951112233", "12", raw="8 495 111-22-33 доб. 12"),
        "Вера": unreadable,
    }
    for name, number in written.items():
        await store.database.run(lambda tx, name=name, number=number: add_person(tx, name, at=NOW, phones=[number]))  # type: ignore[misc]
    shown = {row["full_name"]: row["phone"] for row in await rows(store, "person")}
    assert shown == {"Анна": "+79165550101", "Борис": "8 495 111-22-33 доб. 12", "Вера": "доб 55"}


async def test_people_are_listed_by_name_with_their_number_and_organization(store: SqlStore) -> None:
    """R142: the directory."""

    def write(tx: Tx) -> None:
        acme = add_organization(tx, "ООО «Ёлка»", at=NOW, phones=[phone("+74950000001")])
        add_person(tx, "яшин Лев", at=NOW)
        add_person(tx, "Ёлкин Пётр", at=NOW, organization_id=acme, phones=[phone("+79161234567")])
        add_person(tx, "Жуков Илья", at=NOW, is_private=True)

    await store.database.run(write)
    people = await rows(store, "person")
    assert [row["full_name"] for row in people] == ["Ёлкин Пётр", "Жуков Илья", "яшин Лев"]
    first = people[0]
    assert (first["phone"], first["organization_name"], first["leads"]) == ("+79161234567", "ООО «Ёлка»", 0)
    asked: dict[str, Any] = {"field": "full_name", "op": "contains", "value": "петр"}
    assert [row["full_name"] for row in await rows(store, "person", asked)] == ["Ёлкин Пётр"]
    asked = {"not": {"field": "full_name", "op": "begins", "value": "елк"}}
    assert [row["full_name"] for row in await rows(store, "person", asked, "-full_name")] == ["яшин Лев", "Жуков Илья"]
    assert [row["full_name"] for row in await rows(store, "person", search="пет елк")] == ["Ёлкин Пётр"]
    assert [row["full_name"] for row in await rows(store, "person", search="234567")] == ["Ёлкин Пётр"]

    (company,) = await rows(store, "organization", search="елка")
    assert (company["name"], company["phone"], company["persons"]) == ("ООО «Ёлка»", "+74950000001", 1)
    assert await rows(store, "organization", {"field": "name", "op": "contains", "value": "елка"}) == [company]
    assert await rows(store, "organization", search="4950000") == [company]
    assert await rows(store, "organization", search="«»") == []


async def test_the_archive_is_asked_for_and_holds_nothing_that_a_merge_gave_up(
    store: SqlStore, anna: OperatorId
) -> None:
    writer = Writer(store, anna)
    people = [await writer.make("person", full_name=name) for name in ("Анна", "Борис", "Вера")]
    away = people[0]
    await store.records.remove("person", away.id, away.version, writer.author, at=NOW)
    wish = MergeWish(
        keep_id=people[2].id, keep_version=1, give_up_id=people[1].id, give_up_version=1, take=(),
    )  # fmt: skip
    await store.duplicates.merge("person", wish, writer.author, at=NOW)
    archived: Any = {"not": {"field": "archived_at", "op": "is_empty"}}
    assert [row["full_name"] for row in await rows(store, "person")] == ["Вера"]
    assert [(row["full_name"], row["archived_at"]) for row in await rows(store, "person", archived)] == [("Анна", NOW)]
    empty = {"field": "archived_at", "op": "is_empty"}
    assert [row["full_name"] for row in await rows(store, "person", empty)] == ["Вера"]
