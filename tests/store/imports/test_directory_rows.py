"""People and organizations of a file, on both engines."""

from typing import Any

from callbridge.crm.importing import ImportPlan, ImportState, OnMatch, RowState
from callbridge.crm.operator import Role
from callbridge.store import tables as t
from tests.store.imports.conftest import Manager
from tests.support.records import Writer
from tests.support.stores import NOW, phone

PEOPLE = """ФИО;Телефон;E-mail;Контрагент;Должность
Иванов Иван;8 916 123-45-67;ivan@acme.ru;ООО «Акме»;Директор
Петров Пётр;+7 495 111-22-33, доб. 12;;ООО «Акме»;
Сидорова Анна;не номер;;;
;+79160000000;;;
"""


async def test_people_are_made_with_their_numbers_addresses_and_organization(vera: Manager) -> None:
    """R142: the directory is filled from a file; rows that are wrong are told and hold up no others."""
    job = await vera.run(PEOPLE)
    assert job.state is ImportState.DONE
    assert (job.counts.rows, job.counts.created, job.counts.failed) == (4, 2, 2)
    organizations = await vera.rows(t.organization, "id", "name")
    assert [name for _, name in organizations] == ["ООО «Акме»"]
    people = await vera.rows(t.person, "full_name", "folded_name", "organization_id", "job_title")
    acme = organizations[0][0]
    assert people == [("Иванов Иван", "иванов иван", acme, "Директор"), ("Петров Пётр", "петров петр", acme, "")]
    points = await vera.rows(t.contact_point, "kind", "number_key", "extension", "address_key")
    assert points == [
        ("phone", "+79161234567", "", ""),
        ("email", "", "", "ivan@acme.ru"),
        ("phone", "+74951112233", "12", ""),
    ]
    bad = [row async for row in vera.importer.bad_rows(vera.operator, job.id)]
    assert [(row.line, row.cells[0], dict(row.mistakes)) for row in bad] == [
        (4, "Сидорова Анна", {"phone": "not_a_number"}),
        (5, "", {"full_name": "required"}),
    ]


async def test_a_person_imported_is_a_person_made_through_the_api(vera: Manager) -> None:
    """The quick way writes what the record service writes: columns, search words, history."""
    writer = Writer(vera.store, vera.operator.id, Role.MANAGER)
    writer.at = NOW.replace(hour=NOW.hour - 1)
    made = await writer.make("person", full_name="Ёлкин Пётр", job_title="Инженер", do_not_call=True)
    await vera.run("ФИО;Должность;Не звонить\nЁлкин Пётр;Инженер;да\n", on_match=OnMatch.CREATE)

    def own(rows: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
        return [row[1:] for row in rows]

    columns = [column.name for column in t.person.c]
    first, second = own(await vera.rows(t.person, *columns))
    assert first == second
    words = await vera.rows(t.person_word, "person_id", "word")
    assert {word for person, word in words if person == made.id} == {word for _, word in words}
    entries = [(await vera.store.records.history("person", made.id + step, 5))[0] for step in (0, 1)]
    first_told, second_told = ((one.action, dict(one.detail)) for one in entries)
    assert first_told == second_told


async def test_a_row_that_is_there_is_skipped_filled_or_made_again_as_was_said(vera: Manager) -> None:
    file = "ФИО;Телефон;E-mail;Должность\nИванов Иван;+79161234567;a@b.ru;Директор\n"
    await vera.run("ФИО;Телефон\nИванов Иван;+79161234567\n")
    assert (await vera.run(file)).counts.skipped == 1
    filled = await vera.run(file, on_match=OnMatch.FILL)
    assert (filled.counts.filled, filled.counts.created) == (1, 0)
    assert await vera.rows(t.person, "job_title", "version") == [("Директор", 2)]
    assert [row[0] for row in await vera.rows(t.contact_point, "kind")] == ["phone", "email"]
    again = await vera.run(file, on_match=OnMatch.CREATE)
    assert again.counts.created == 1
    shared = await vera.rows(t.contact_point, "number_key", "is_shared")
    assert {is_shared for key, is_shared in shared if key} == {True}


async def test_a_row_repeated_in_the_file_itself_is_the_same_person(vera: Manager) -> None:
    job = await vera.run("ФИО;Телефон;Должность\nИванов Иван;+79161234567;\nиванов  иван;89161234567;Врач\n",
                         on_match=OnMatch.FILL)  # fmt: skip
    assert (job.counts.created, job.counts.filled) == (1, 1)
    assert await vera.rows(t.person, "full_name", "job_title") == [("Иванов Иван", "Врач")]


async def test_an_organization_is_known_by_its_tax_number_before_its_name(vera: Manager) -> None:
    await vera.run("Название;ИНН\nАкме;7701\nБета;\n", "organization")
    job = await vera.run("Название;ИНН\nАКМЕ плюс;7701\nАкме;7702\nбета;7703\n", "organization")
    assert (job.counts.skipped, job.counts.created) == (2, 1)


async def test_what_will_happen_is_told_before_anything_is_written(vera: Manager) -> None:
    await vera.run("ФИО;Телефон\nИванов Иван;+79161234567\n")
    job = await vera.load(PEOPLE + "Новый Никто;;;;\n")
    plan = ImportPlan(mapping=job.plan.mapping, on_match=OnMatch.FILL)
    lines, outcomes = await vera.importer.preview(vera.operator, job.id, plan)
    assert [line for line, _ in lines] == [2, 3, 4, 5, 6]
    assert [one.state for one in outcomes] == [
        RowState.FILLED, RowState.CREATED, RowState.FAILED, RowState.FAILED, RowState.CREATED,
    ]  # fmt: skip
    assert outcomes[0].record == "Иванов Иван"
    assert len(await vera.rows(t.person, "id")) == 1


async def test_a_person_imported_is_recognised_at_the_next_call(vera: Manager) -> None:
    """R142, R148."""
    await vera.run("ФИО;Телефон\nИванов Иван;8 (916) 123-45-67\n")
    facts = await vera.store.lookup.caller_facts(phone("+79161234567"), "")
    assert [one.person_name for one in facts.candidates] == ["Иванов Иван"]


async def test_a_batch_of_many_new_organizations_gives_each_row_its_own_id(vera: Manager) -> None:
    """R142: ids are taken before the rows are written, in portions smaller than a batch."""
    rows = "".join(f"Лицо {number};ООО «Акме {number % 70}»\n" for number in range(130))
    job = await vera.run(f"ФИО;Контрагент\n{rows}")
    assert job.counts.created == 130
    called = dict(await vera.rows(t.organization, "id", "name"))
    people = await vera.rows(t.person, "full_name", "organization_id")
    assert [(name, called[owner]) for name, owner in people] == [
        (f"Лицо {number}", f"ООО «Акме {number % 70}»") for number in range(130)
    ]
