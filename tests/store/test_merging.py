"""Two records made one and parted again, on both engines."""

from typing import Any

import pytest
from sqlalchemy import select

from callbridge.crm.attachment import NewAttachment
from callbridge.crm.duplicate import MergeWish
from callbridge.crm.operator import Role
from callbridge.crm.record import Stored
from callbridge.kernel.errors import Conflict, IllegalMove, InvalidInput, NotFound
from callbridge.kernel.ids import OperatorId
from callbridge.store import tables as t
from callbridge.store.store import SqlStore
from tests.support.records import Writer
from tests.support.stores import phone

AT = "2026-11-23T12:00:00Z"
MOBILE, HOME = phone("+79161234567"), phone("+74951112233")


@pytest.fixture
async def writer(store: SqlStore, anna: OperatorId) -> Writer:
    return Writer(store, anna, Role.MANAGER)


async def snapshot(store: SqlStore, *tables: str) -> dict[str, list[dict[str, Any]]]:
    """Return whole tables but for what counts changes."""
    found = {}
    for name in tables:
        table = t.metadata.tables[name]
        columns = [column for column in table.c if column.name not in ("version", "updated_at")]
        wanted = select(*columns).order_by(*table.primary_key)
        rows = await store.database.read(lambda tx, wanted=wanted: tx.rows(wanted))  # type: ignore[misc]
        found[name] = [row._asdict() for row in rows]
    return found


async def two_people(writer: Writer) -> tuple[Stored, Stored]:
    """Return two people of one event, each with numbers, a deal and a contact."""
    fair = await writer.make("campaign", name="Выставка")
    people = []
    for number, name in ((MOBILE, "Иванов Иван"), (HOME, "Иванов И.")):
        made = await writer.make("person", full_name=name, job_title="" if number is MOBILE else "Директор")
        for own in (number, MOBILE) if number is HOME else (number,):
            await writer.make("contact_point", dialled=own, kind="phone", raw=own.raw, person=made.id)
        await writer.make("deal", name=f"Дом {name}", topic=1, person=made.id)
        await writer.make("activity", kind="contact", method=1, person=made.id, content="Звонок", at=AT)
        await writer.make("participant", campaign=fair.id, person=made.id)
        new = NewAttachment(
            owner_entity="person", owner_id=made.id, name="анкета.pdf", sha256="0" * 64, size=1,
            media_type="application/pdf", storage_key="00/0",
        )  # fmt: skip
        await writer.store.attachments.add(new, writer.author, key=f"file {name}", at=writer.at, total_limit=1 << 30)
        people.append(await writer.store.records.read("person", made.id))
    return people[0], people[1]


EVERYTHING = (
    "attachment",
    "person",
    "person_word",
    "contact_point",
    "deal",
    "activity",
    "participant",
    "touch",
    "supplier",
    "cost",
)


async def merge(writer: Writer, keep: Stored, gone: Stored, *take: str, entity: str = "person") -> int:
    wish = MergeWish(keep_id=keep.id, keep_version=keep.version, give_up_id=gone.id, give_up_version=gone.version,
                     take=take)  # fmt: skip
    return await writer.store.duplicates.merge(entity, wish, writer.author, at=writer.at)


async def test_all_that_named_the_one_names_the_other_and_undoing_puts_it_back(writer: Writer) -> None:
    """R142."""
    store = writer.store
    keep, gone = await two_people(writer)
    before = await snapshot(store, *EVERYTHING)
    merge_id = await merge(writer, keep, gone, "job_title")
    after = await snapshot(store, *EVERYTHING)
    assert {
        row["person_id"] for name in ("deal", "activity", "participant", "contact_point") for row in after[name]
    } == {keep.id}
    assert len(after["participant"]) == 1
    assert {row["owner_id"] for row in after["attachment"]} == {keep.id}
    assert [row["number_key"] for row in after["contact_point"]] == [MOBILE.e164, HOME.e164]
    people = {row["id"]: row for row in after["person"]}
    assert (people[gone.id]["merged_into_id"], people[keep.id]["job_title"]) == (keep.id, "Директор")
    with pytest.raises(NotFound):
        await store.records.read("person", gone.id)
    facts = await store.lookup.caller_facts(HOME, "")
    assert [one.person_id for one in facts.candidates] == [keep.id]
    await store.duplicates.undo_merge(merge_id, writer.author, at=writer.at)
    assert await snapshot(store, *EVERYTHING) == before


async def test_both_histories_tell_of_it(writer: Writer) -> None:
    keep, gone = await two_people(writer)
    merge_id = await merge(writer, keep, gone)
    await writer.store.duplicates.undo_merge(merge_id, writer.author, at=writer.at)
    for stored in (keep, gone):
        actions = [entry.action for entry in await writer.store.records.history("person", stored.id, 2)]
        assert actions == ["record.unmerged", "record.merged"]
    merges = await writer.store.duplicates.merges(10)
    assert [(one.kept, one.given_up, one.operator, one.undone_at) for one in merges] == [
        ("Иванов Иван", "Иванов И.", "Anna", writer.at)
    ]


async def test_organizations_are_merged_with_their_people_and_suppliers_with_their_costs(writer: Writer) -> None:
    keep, gone = [await writer.make("organization", name=name) for name in ("Акме", "ООО Акме")]
    fair = await writer.make("campaign", name="Выставка", organizer=gone.id)
    await writer.make("person", full_name="Иванов", organization=gone.id)
    suppliers = [await writer.make("supplier", campaign=fair.id, organization=one.id) for one in (keep, gone)]
    await writer.make("cost", campaign=fair.id, name="Стенд", supplier=suppliers[1].id, plan_amount="10")
    before = await snapshot(writer.store, *EVERYTHING, "organization", "campaign")
    merge_id = await merge(writer, keep, gone, entity="organization")
    after = await snapshot(writer.store, *EVERYTHING, "campaign")
    assert ([row["supplier_id"] for row in after["cost"]], after["campaign"][0]["organizer_id"]) == (
        [suppliers[0].id], keep.id,
    )  # fmt: skip
    assert {row["organization_id"] for name in ("person", "supplier") for row in after[name]} == {keep.id}
    await writer.store.duplicates.undo_merge(merge_id, writer.author, at=writer.at)
    assert await snapshot(writer.store, *EVERYTHING, "organization", "campaign") == before


async def test_undoing_leaves_what_somebody_changed_since(writer: Writer) -> None:
    keep, gone = await two_people(writer)
    merge_id = await merge(writer, keep, gone, "job_title")
    now = await writer.store.records.read("person", keep.id)
    await writer.change("person", now, job_title="Врач")
    await writer.store.duplicates.undo_merge(merge_id, writer.author, at=writer.at)
    assert (await writer.store.records.read("person", keep.id)).values["job_title"] == "Врач"


async def test_what_cannot_be_merged_or_parted_is_refused(writer: Writer) -> None:
    keep, gone = await two_people(writer)
    with pytest.raises(InvalidInput, match=r"merge\.same"):
        await merge(writer, keep, keep)
    with pytest.raises(InvalidInput):
        await merge(writer, keep, gone, "created_at")
    await writer.change("person", gone, note="Новое")
    with pytest.raises(Conflict, match=r"record\.changed"):
        await merge(writer, keep, gone)
    gone = await writer.store.records.read("person", gone.id)
    first = await merge(writer, keep, gone)
    third = await writer.make("person", full_name="Иванов")
    second = await merge(writer, third, await writer.store.records.read("person", keep.id))
    with pytest.raises(IllegalMove, match=r"merge\.later_first"):
        await writer.store.duplicates.undo_merge(first, writer.author, at=writer.at)
    for merge_id in (second, first):
        await writer.store.duplicates.undo_merge(merge_id, writer.author, at=writer.at)
    with pytest.raises(IllegalMove, match=r"merge\.undone_already"):
        await writer.store.duplicates.undo_merge(first, writer.author, at=writer.at)
