"""Taking an import back, on both engines."""

from callbridge.crm.importing import ImportState, OnMatch
from callbridge.crm.operator import Role
from callbridge.store import tables as t
from tests.store.imports.conftest import Manager
from tests.support.records import Writer

PEOPLE = "ФИО;Телефон;Контрагент\nИванов Иван;+79161234567;Акме\nПетров Пётр;+79161234568;Акме\n"


async def test_what_an_import_made_is_taken_back_with_its_numbers_and_organizations(vera: Manager) -> None:
    job = await vera.run(PEOPLE)
    undone = await vera.undo(job.id)
    assert (undone.state, undone.counts.undone, undone.counts.kept) == (ImportState.UNDONE, 2, 0)
    people = await vera.rows(t.person, "archived_at")
    assert all(at is not None for (at,) in people)
    assert await vera.rows(t.contact_point, "id") == []
    assert all(at is not None for (at,) in await vera.rows(t.organization, "archived_at"))


async def test_what_was_changed_since_is_kept_and_told(vera: Manager) -> None:
    job = await vera.run(PEOPLE)
    writer = Writer(vera.store, vera.operator.id, Role.MANAGER)
    first = (await vera.rows(t.person, "id"))[0][0]
    await writer.change("person", await vera.store.records.read("person", first), job_title="Директор")
    undone = await vera.undo(job.id)
    assert (undone.counts.undone, undone.counts.kept) == (1, 1)
    kept = [name for name, at in await vera.rows(t.person, "full_name", "archived_at") if at is None]
    assert kept == ["Иванов Иван"]
    assert (await vera.rows(t.organization, "archived_at"))[0][0] is None  # who is kept still belongs to it


async def test_who_has_something_since_is_kept(vera: Manager) -> None:
    """A deal must not be left with a customer who is gone."""
    job = await vera.run(PEOPLE)
    writer = Writer(vera.store, vera.operator.id, Role.MANAGER)
    second = (await vera.rows(t.person, "id"))[1][0]
    await writer.make("deal", name="Дом", topic=1, person=second)
    assert (await vera.undo(job.id)).counts.kept == 1


async def test_a_number_added_since_keeps_its_person(vera: Manager) -> None:
    job = await vera.run(PEOPLE)
    first = (await vera.rows(t.person, "id"))[0][0]
    await Writer(vera.store, vera.operator.id).make("contact_point", kind="email", raw="a@b.ru", person=first)
    assert (await vera.undo(job.id)).counts.kept == 1


async def test_what_an_import_filled_is_empty_again(vera: Manager) -> None:
    await vera.run("ФИО;Телефон\nИванов Иван;+79161234567\n")
    job = await vera.run("ФИО;Телефон;E-mail;Должность\nИванов Иван;+79161234567;a@b.ru;Врач\n", on_match=OnMatch.FILL)
    undone = await vera.undo(job.id)
    assert undone.counts.undone == 1
    assert await vera.rows(t.person, "job_title", "archived_at") == [("", None)]
    assert await vera.rows(t.contact_point, "kind") == [("phone",)]


async def test_a_filled_person_changed_since_keeps_what_was_filled(vera: Manager) -> None:
    await vera.run("ФИО;Телефон\nИванов Иван;+79161234567\n")
    job = await vera.run("ФИО;Телефон;Должность\nИванов Иван;+79161234567;Врач\n", on_match=OnMatch.FILL)
    first = (await vera.rows(t.person, "id"))[0][0]
    writer = Writer(vera.store, vera.operator.id, Role.MANAGER)
    await writer.change("person", await vera.store.records.read("person", first), note="Звонил")
    assert (await vera.undo(job.id)).counts.kept == 1
    assert await vera.rows(t.person, "job_title") == [("Врач",)]


async def test_records_of_other_kinds_are_made_inactive_or_kept_as_their_kind_is(vera: Manager) -> None:
    products = await vera.run("Название\nДом\nДача\n", "product")
    assert (await vera.undo(products.id)).counts.undone == 2
    events = await vera.run("Название\nВыставка\n", "campaign")
    assert (await vera.undo(events.id)).counts.kept == 1  # events are never taken away
