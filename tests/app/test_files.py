"""Files of records for those who may see and attach them."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from callbridge.app import files as app_files
from callbridge.app import openings
from callbridge.app.file_keeper import FileKeeper, FilePlace
from callbridge.app.files import FileDesk, Opening, Upload
from callbridge.app.openings import OPENING_S
from callbridge.crm.attachment import FileView, Preview
from callbridge.crm.operator import Operator
from callbridge.crm.record import Stored
from callbridge.kernel.errors import (
    CallbridgeError,
    Conflict,
    FilesUnavailable,
    Forbidden,
    InvalidInput,
    NotFound,
    StoreUnavailable,
    TooLarge,
)
from tests.support.clock import FakeClock
from tests.support.fake_desk import FakeDesk, lead_row
from tests.support.kept_files import KeptAttachments, KeptFiles
from tests.support.kept_records import KeptRecords
from tests.support.web_people import ANNA, BORIS, NINE
from tests.support.web_services import FakeAudit

MIB = 1 << 20


@dataclass
class Room:
    """A desk of files over parts in memory."""

    rows: KeptAttachments = field(default_factory=KeptAttachments)
    kept: KeptFiles = field(default_factory=KeptFiles)
    audit: FakeAudit = field(default_factory=FakeAudit)
    clock: FakeClock = field(default_factory=lambda: FakeClock(NINE))
    is_off: bool = False

    def __post_init__(self) -> None:
        records = KeptRecords({("campaign", 5): Stored(id=5, version=1, values={})})
        place = FilePlace(storage=None if self.is_off else self.kept, max_bytes=MIB, total_bytes=MIB // 2)
        self.desk = FileDesk(
            keeper=FileKeeper(place, self.rows, FakeClock(NINE)),
            attachments=self.rows,
            records=records,
            desk=FakeDesk(interests=[lead_row(7)]),
            audit=self.audit,
            clock=self.clock,
        )

    async def upload(self, body: bytes = b"%PDF-1.7", *, by: Operator = BORIS, **more: Any) -> FileView:
        said = {"entity": "campaign", "record_id": 5, "name": "План.pdf", "key": "k", "declared": None, **more}
        asked = Upload(**said)
        return (await self.desk.upload(by, asked, pieces(body)))[0]


async def pieces(body: bytes) -> AsyncIterator[bytes]:
    yield body


@pytest.fixture
def room() -> Room:
    return Room()


async def test_an_uploaded_file_is_listed_with_what_it_is(room: Room) -> None:
    """R26."""
    await room.upload()
    listed = await room.desk.files(ANNA, "campaign", 5)
    (file,) = listed.files
    assert (file.name, file.size, file.preview) == ("План.pdf", 8, Preview.PDF)
    assert (listed.may_write, listed.is_kept, listed.max_bytes) == (False, True, MIB)
    assert (await room.desk.files(BORIS, "campaign", 5)).may_write
    assert room.kept.coming == {}


async def test_a_retried_upload_attaches_once(room: Room) -> None:
    first, again = await room.upload(), await room.upload()
    assert first == again
    assert len((await room.desk.files(ANNA, "campaign", 5)).files) == 1


async def test_an_operator_attaches_to_a_lead_and_not_to_an_event(room: Room) -> None:
    assert (await room.upload(by=ANNA, entity="lead", record_id=7)).name == "План.pdf"
    with pytest.raises(Forbidden):
        await room.upload(by=ANNA)


@pytest.mark.parametrize(
    ("more", "error"),
    [
        ({"entity": "operator"}, NotFound),
        ({"record_id": 6}, NotFound),
        ({"entity": "lead", "record_id": 6}, NotFound),
        ({"declared": MIB + 1}, TooLarge),
        ({"body": bytes(MIB + 1)}, TooLarge),
        ({"body": bytes(MIB)}, TooLarge),
        ({"body": b""}, InvalidInput),
    ],
    ids=["kind", "record", "lead", "said too large", "too large", "all full", "empty"],
)
async def test_what_cannot_be_attached_leaves_nothing_coming(
    room: Room, more: dict[str, Any], error: type[CallbridgeError]
) -> None:
    with pytest.raises(error):
        await room.upload(**more)
    assert (room.kept.coming, room.rows.rows) == ({}, {})


async def test_a_size_that_is_refused_is_told_in_mebibytes(room: Room) -> None:
    with pytest.raises(TooLarge) as refused:
        await room.upload(bytes(MIB + 1))
    assert (refused.value.code, refused.value.params) == ("files.too_large", {"limit_mib": 1})


async def test_a_storage_that_fails_leaves_no_row_and_nothing_coming(room: Room) -> None:
    room.kept.is_down = True
    with pytest.raises(FilesUnavailable):
        await room.upload()
    assert (room.rows.rows, room.kept.coming) == ({}, {})


async def test_without_a_storage_files_are_listed_and_none_taken() -> None:
    room = Room(is_off=True)
    assert not (await room.desk.files(BORIS, "campaign", 5)).is_kept
    with pytest.raises(FilesUnavailable, match=r"files\.off"):
        await room.upload()


async def test_too_many_uploads_at_once_are_refused(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(app_files, "MAX_UPLOADS", 1)
    begun, go = asyncio.Event(), asyncio.Event()

    async def slow() -> AsyncIterator[bytes]:
        begun.set()
        await go.wait()
        yield b"x"

    upload = Upload(entity="campaign", record_id=5, name="a", key="slow", declared=None)
    async with asyncio.TaskGroup() as tasks:
        running = tasks.create_task(room.desk.upload(BORIS, upload, slow()))
        await begun.wait()
        with pytest.raises(FilesUnavailable, match=r"files\.busy"):
            await room.upload()
        go.set()
    assert running.result()[0].name == "a"
    assert (await room.upload()).id == 2


async def test_a_file_is_renamed_noted_removed_and_brought_back(room: Room) -> None:
    """R26."""
    file = await room.upload()
    renamed = await room.desk.change(BORIS, file.id, 1, {"name": "../Смета.pdf", "note": "готово \r\n"})
    assert (renamed.name, renamed.note, renamed.version) == ("Смета.pdf", "готово", 2)
    removed = await room.desk.set_removed(BORIS, file.id, 2, is_removed=True)
    assert (removed.is_removed, (await room.desk.files(ANNA, "campaign", 5)).files) == (True, ())
    with pytest.raises(NotFound):
        await room.desk.find(BORIS, file.id)
    await room.desk.set_removed(BORIS, file.id, 3, is_removed=False)
    assert [one.name for one in (await room.desk.files(ANNA, "campaign", 5)).files] == ["Смета.pdf"]
    with pytest.raises(Conflict):
        await room.desk.change(BORIS, file.id, 1, {"name": "x"})
    with pytest.raises(Forbidden):
        await room.desk.set_removed(ANNA, file.id, 4, is_removed=True)


@pytest.mark.parametrize(
    "raw", [{"name": ""}, {"name": 5}, {"note": None}, {"note": "x" * 2_001}, {"sha256": "x"}, {"name": " / "}]
)
async def test_wrong_changes_are_named(room: Room, raw: dict[str, object]) -> None:
    file = await room.upload()
    with pytest.raises(InvalidInput) as refused:
        await room.desk.change(BORIS, file.id, 1, raw)
    assert refused.value.fields.keys() == raw.keys()


async def test_each_opening_is_in_the_audit_trail_of_the_record(room: Room) -> None:
    file = await room.desk.find(ANNA, (await room.upload()).id)
    opening = Opening(operator=ANNA, file=file, address="10.0.0.1")
    for one in (opening, replace(opening, is_taken=True)):
        stream = await room.desk.open(one, 0, 3)
        assert [piece async for piece in stream] == [b"%PDF"]
        await stream.aclose()
    assert [(note.action, note.entity, note.entity_id) for note in room.audit.notes] == [
        ("file.opened", "campaign", "5"),
        ("file.taken", "campaign", "5"),
    ]
    assert room.audit.notes[0].detail == {"file": "План.pdf", "file_id": "1", "address": "10.0.0.1"}


async def test_a_part_is_of_the_opening_before_it_and_alone_an_opening_of_its_own(room: Room) -> None:
    """Who asked for all but the first byte was not written down."""
    opening = Opening(operator=ANNA, file=await room.desk.find(ANNA, (await room.upload()).id))
    for first in (1, 2, 0, 3):
        await (await room.desk.open(opening, first, 3)).aclose()
    assert [note.action for note in room.audit.notes] == ["file.opened"] * 2
    room.clock.pass_seconds(OPENING_S + 1)
    await (await room.desk.open(opening, 1, 3)).aclose()
    assert [note.action for note in room.audit.notes] == ["file.opened"] * 3


async def test_of_many_openings_the_oldest_are_forgotten(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(openings, "MAX_REMEMBERED", 1)
    opening = Opening(operator=ANNA, file=await room.desk.find(ANNA, (await room.upload()).id))
    for one in (opening, replace(opening, operator=BORIS), opening):
        await (await room.desk.open(one, 1, 3)).aclose()
    assert len(room.audit.notes) == 3


async def test_what_cannot_be_audited_is_not_opened(room: Room) -> None:
    file = await room.desk.find(ANNA, (await room.upload()).id)
    room.audit.is_down = True
    with pytest.raises(StoreUnavailable):
        await room.desk.open(Opening(operator=ANNA, file=file), 0, 3)
    assert room.kept.open_streams == 0


async def test_too_many_open_files_are_refused_and_a_closed_one_makes_room(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(app_files, "MAX_OPEN", 1)
    opening = Opening(operator=ANNA, file=await room.desk.find(ANNA, (await room.upload()).id))
    stream = await room.desk.open(opening, 0, 3)
    with pytest.raises(FilesUnavailable, match=r"files\.busy"):
        await room.desk.open(opening, 0, 3)
    await stream.aclose()
    await stream.aclose()
    await (await room.desk.open(opening, 0, 3)).aclose()
    room.kept.contents.clear()
    for _ in range(2):
        with pytest.raises(FilesUnavailable, match=r"files\.missing"):
            await room.desk.open(opening, 0, 3)
