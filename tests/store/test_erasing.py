"""A person forgotten: nothing that names them is left in any table, and what is counted stays."""

import pytest
from sqlalchemy import func, select

from callbridge.crm.attachment import NewAttachment
from callbridge.crm.duplicate import MergeWish
from callbridge.crm.not_caller import CallerKind, CallerRecord
from callbridge.crm.operator import Role
from callbridge.kernel.errors import Conflict, NotFound
from callbridge.kernel.ids import OperatorId
from callbridge.store import tables as t
from callbridge.store.erasing import COUNTED, EMPTIED
from callbridge.store.references import references_to
from callbridge.store.store import SqlStore
from tests.support.records import Writer
from tests.support.stores import NOW, phone

AT = "2026-11-23T12:00:00Z"
MOBILE = phone("+79161234567", raw="8 (916) 123-45-67")
SECRETS = ("Тайнов", "тайнов", "9161234567", "7654321619", "secret@", "болен")


def test_every_table_that_names_a_person_is_treated() -> None:
    """A table that comes later must be looked at: what of it names somebody?"""
    assert {table.name for table, _ in references_to("person")} == {*EMPTIED, *COUNTED}


async def left(store: SqlStore) -> list[str]:
    """Return where anything of the secrets still stands."""
    found = []
    for table in t.metadata.sorted_tables:
        rows = await store.database.read(lambda tx, table=table: tx.rows(select(table)))  # type: ignore[misc]
        found += [table.name for row in rows if any(secret in str(tuple(row)) for secret in SECRETS)]
    return found


async def test_nothing_that_names_the_person_is_left_and_what_is_counted_stays(
    store: SqlStore, anna: OperatorId
) -> None:
    """R54: the interest stays in its list, without its person."""
    writer = Writer(store, anna, Role.MANAGER)
    people = [await writer.make("person", full_name=f"Тайнов {number}", note="болен") for number in range(2)]
    for person in people:
        await writer.make("contact_point", dialled=MOBILE, kind="phone", raw=MOBILE.raw, person=person.id)
    await writer.make("contact_point", kind="email", raw="secret@acme.ru", person=people[0].id)
    await writer.make("activity", kind="contact", method=1, person=people[0].id, content="болен", at=AT)
    record = CallerRecord(kind=CallerKind.PERSON, id=people[0].id)
    await store.not_callers.add(MOBILE, record, writer.author, at=NOW)
    scan = NewAttachment(
        owner_entity="person", owner_id=people[0].id, name="Тайнов.pdf", sha256="0" * 64, size=1,
        media_type="application/pdf", storage_key="00/0",
    )  # fmt: skip
    await store.attachments.add(scan, writer.author, key="scan", at=NOW, total_limit=1 << 30)
    wish = MergeWish(keep_id=people[0].id, keep_version=1, give_up_id=people[1].id, give_up_version=1)
    await store.duplicates.merge("person", wish, writer.author, at=NOW)
    assert set(await left(store)) >= {
        "person",
        "person_word",
        "contact_point",
        "activity",
        "audit",
        "merge",
        "not_caller",
    }
    foretold = await store.duplicates.erasure(people[0].id)
    assert foretold.name == "Тайнов 0"
    assert {"contact_point", "activity", "merge", "audit"} <= foretold.touched.keys()
    await store.duplicates.erase(people[0].id, anna, at=writer.at)
    assert await left(store) == []
    count = select(func.count()).select_from(t.activity)
    assert await store.database.read(lambda tx: tx.value(count)) == 1
    entries = await store.audit.entries("person", str(people[0].id), 10)
    assert (entries[0].action, dict(entries[0].detail)) == ("person.erased", {})


async def test_a_person_is_erased_once(store: SqlStore, anna: OperatorId) -> None:
    made = await Writer(store, anna).make("person", full_name="Тайнов")
    await store.duplicates.erase(made.id, anna, at=NOW)
    with pytest.raises(Conflict, match=r"erasure\.done_already"):
        await store.duplicates.erase(made.id, anna, at=NOW)
    with pytest.raises(NotFound):
        await store.duplicates.erasure(99)
