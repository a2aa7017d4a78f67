"""Many records put away by few statements, on both engines."""

from callbridge.crm.operator import Role
from callbridge.crm.record import Author
from callbridge.store import tables as t
from callbridge.store.imports.putting_away import Made, put_away
from tests.store.imports.conftest import Manager
from tests.support.records import Writer
from tests.support.stores import NOW


async def test_a_person_put_away_with_many_is_one_put_away_through_the_api(vera: Manager) -> None:
    """The quick way writes what the record service writes: columns, history; and leaves no words or numbers."""
    writer = Writer(vera.store, vera.operator.id, Role.MANAGER)
    first = await writer.make("person", full_name="Ёлкин Пётр", job_title="Инженер")
    second = await writer.make("person", full_name="Ёлкин Пётр", job_title="Инженер")
    await vera.store.records.remove("person", first.id, first.version, writer.author, at=writer.at)
    author = Author(operator_id=vera.operator.id, role=Role.MANAGER)
    gone = await vera.store.database.run(lambda tx: put_away(tx, "person", [Made(id=second.id)], author, writer.at))
    assert gone == {second.id}
    columns = [column.name for column in t.person.c if column.name not in ("id", "created_at")]
    one, other = await vera.rows(t.person, *columns)
    assert one == other
    told = [(await vera.store.records.history("person", made.id, 5))[0] for made in (first, second)]
    details = [{name: pair for name, pair in entry.detail.items() if name != "created_at"} for entry in told]
    assert (told[0].action, details[0]) == (told[1].action, details[1])
    assert second.id not in {owner for (owner,) in await vera.rows(t.person_word, "person_id")}


async def test_only_what_is_as_it_was_made_is_put_away(vera: Manager) -> None:
    writer = Writer(vera.store, vera.operator.id, Role.MANAGER)
    people = [await writer.make("person", full_name=f"Лицо {number}") for number in range(5)]
    plain, changed, sold_to, rung, gone = people
    await writer.change("person", changed, job_title="Врач")
    await writer.make("deal", name="Дом", topic=1, person=sold_to.id)
    await writer.make("contact_point", kind="email", raw="a@b.ru", person=rung.id)
    await vera.store.records.remove("person", gone.id, gone.version, writer.author, at=NOW)
    author = Author(operator_id=vera.operator.id, role=Role.MANAGER)
    made = [Made(id=one.id) for one in people]
    assert await vera.store.database.run(lambda tx: put_away(tx, "person", made, author, NOW)) == {plain.id}
    assert await vera.store.database.run(lambda tx: put_away(tx, "person", [], author, NOW)) == set()
