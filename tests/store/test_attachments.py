"""Files of records as rows, on both engines."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from callbridge.crm.attachment import MAX_FILES, NewAttachment
from callbridge.crm.operator import Role
from callbridge.crm.record import Author
from callbridge.kernel.errors import Conflict, NotFound, TooLarge
from callbridge.kernel.ids import OperatorId
from callbridge.store.store import SqlStore
from tests.support.records import Writer
from tests.support.stores import NOW

GIB = 1 << 30


def a_file(number: int = 1, *, owner_id: int = 5, size: int = 10) -> NewAttachment:
    sha256 = f"{number:064x}"
    return NewAttachment(
        owner_entity="campaign",
        owner_id=owner_id,
        name=f"Смета'); DROP TABLE {number}.pdf",
        sha256=sha256,
        size=size,
        media_type="application/pdf",
        storage_key=f"{sha256[:2]}/{sha256}",
    )


@pytest.fixture
def author(anna: OperatorId) -> Author:
    return Author(operator_id=anna, role=Role.SUPERVISOR)


async def test_files_of_a_record_come_newest_first_with_the_name_of_who_attached_them(
    store: SqlStore, author: Author
) -> None:
    """R26."""
    for number in (1, 2):
        await store.attachments.add(a_file(number), author, key=f"k{number}", at=NOW, total_limit=GIB)
    await store.attachments.add(a_file(3, owner_id=6), author, key="k3", at=NOW, total_limit=GIB)
    found = await store.attachments.of_record("campaign", 5)
    assert [file.sha256[-1] for file in found] == ["2", "1"]
    assert (found[0].author, found[0].created_at, found[0].version) == ("Anna", NOW, 1)
    assert found[1].name == "Смета'); DROP TABLE 1.pdf"
    assert await store.attachments.of_record("deal", 5) == []


async def test_a_key_attaches_once_and_makes_nothing_else(store: SqlStore, author: Author) -> None:
    made, is_repeat = await store.attachments.add(a_file(), author, key="k", at=NOW, total_limit=GIB)
    again, is_again = await store.attachments.add(a_file(), author, key="k", at=NOW, total_limit=GIB)
    assert (made, is_repeat, is_again) == (again, False, True)
    await Writer(store, author.operator_id).make("person", key="person", full_name="Пётр")
    with pytest.raises(Conflict, match=r"record\.repeated"):
        await store.attachments.add(a_file(), author, key="person", at=NOW, total_limit=GIB)


async def test_all_contents_together_have_a_limit_and_the_same_contents_count_once(
    store: SqlStore, author: Author
) -> None:
    await store.attachments.add(a_file(1, size=60), author, key="k1", at=NOW, total_limit=100)
    await store.attachments.add(a_file(1, size=60), author, key="k2", at=NOW, total_limit=100)
    with pytest.raises(TooLarge, match=r"files\.all_full"):
        await store.attachments.add(a_file(2, size=41), author, key="k3", at=NOW, total_limit=100)
    await store.attachments.add(a_file(2, size=40), author, key="k3", at=NOW, total_limit=100)


async def test_two_uploads_at_once_do_not_both_take_the_last_room(store: SqlStore, author: Author) -> None:
    outcomes = await asyncio.gather(
        *(
            store.attachments.add(a_file(number, size=60), author, key=f"k{number}", at=NOW, total_limit=100)
            for number in range(4)
        ),
        return_exceptions=True,
    )
    assert sum(isinstance(outcome, TooLarge) for outcome in outcomes) == 3


async def test_a_record_has_so_many_files_at_most(
    store: SqlStore, author: Author, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert MAX_FILES == 500
    monkeypatch.setattr("callbridge.store.attachments.MAX_FILES", 1)
    await store.attachments.add(a_file(1), author, key="k1", at=NOW, total_limit=GIB)
    with pytest.raises(Conflict, match=r"files\.too_many"):
        await store.attachments.add(a_file(2), author, key="k2", at=NOW, total_limit=GIB)


async def test_a_file_is_renamed_removed_and_brought_back_and_its_records_history_tells_it(
    store: SqlStore, author: Author
) -> None:
    """R26: what is removed is kept."""
    made, _ = await store.attachments.add(a_file(), author, key="k", at=NOW, total_limit=GIB)
    later = NOW + timedelta(hours=1)
    renamed = await store.attachments.change(made.id, 1, author, name="План.pdf", note=None, at=later)
    assert (renamed.name, renamed.note, renamed.version) == ("План.pdf", "", 2)
    noted = await store.attachments.change(made.id, 2, author, name=None, note="готово", at=later)
    assert (noted.name, noted.note) == ("План.pdf", "готово")
    removed = await store.attachments.set_removed(made.id, 3, author, is_removed=True, at=later)
    assert removed.archived_at == later
    assert await store.attachments.of_record("campaign", 5) == []
    assert await store.attachments.used([made.storage_key]) == {made.storage_key}
    await store.attachments.set_removed(made.id, 4, author, is_removed=False, at=later)
    assert await store.attachments.find(made.id) == replace(noted, version=5)
    entries = await store.audit.entries("campaign", "5", 10)
    assert [entry.action for entry in reversed(entries)] == [
        "file.added", "file.changed", "file.changed", "file.removed", "file.restored",
    ]  # fmt: skip
    assert {entry.detail["file_id"] for entry in entries} == {str(made.id)}
    assert entries[-2].detail["was"].startswith("Смета")


async def test_a_change_of_an_older_version_is_refused(store: SqlStore, author: Author) -> None:
    made, _ = await store.attachments.add(a_file(), author, key="k", at=NOW, total_limit=GIB)
    await store.attachments.change(made.id, 1, author, name="a", note=None, at=NOW)
    with pytest.raises(Conflict, match=r"files\.changed"):
        await store.attachments.set_removed(made.id, 1, author, is_removed=True, at=NOW)
    with pytest.raises(NotFound):
        await store.attachments.change(made.id + 1, 1, author, name="a", note=None, at=NOW)


async def test_contents_are_used_while_any_file_holds_them(store: SqlStore, author: Author) -> None:
    await store.attachments.add(a_file(1), author, key="k", at=NOW, total_limit=GIB)
    held, free = a_file(1).storage_key, a_file(2).storage_key
    assert await store.attachments.used([held, free]) == {held}
