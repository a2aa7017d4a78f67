"""Storage and rows kept in step."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import pytest

from callbridge.app.file_keeper import FileKeeper, FilePlace
from callbridge.crm.attachment import Attachment, NewAttachment
from callbridge.crm.operator import Role
from callbridge.crm.record import Author
from callbridge.kernel.errors import FilesUnavailable, Infected, StoreUnavailable
from tests.support.clock import FakeClock
from tests.support.kept_files import KeptAttachments, KeptFiles, KeptScanner
from tests.support.web_people import BORIS, NINE

MIB = 1 << 20


@dataclass
class Room:
    """A keeper over parts in memory."""

    rows: KeptAttachments = field(default_factory=KeptAttachments)
    kept: KeptFiles = field(default_factory=KeptFiles)
    scanner: KeptScanner = field(default_factory=KeptScanner)

    def __post_init__(self) -> None:
        place = FilePlace(storage=self.kept, max_bytes=MIB, total_bytes=MIB, scanner=self.scanner)
        self.keeper = FileKeeper(place, self.rows, FakeClock(NINE))

    async def attach(self, body: bytes, key: str = "k") -> Attachment:
        received = await self.kept.receive(pieces(body), MIB)
        new = NewAttachment(
            owner_entity="campaign", owner_id=5, name="a", sha256=received.sha256, size=received.size, media_type="",
            storage_key=received.storage_key,
        )  # fmt: skip
        author = Author(operator_id=BORIS.id, role=Role.SUPERVISOR)
        return (await self.keeper.attach(received, new, author, key))[0]

    async def leave_an_orphan(self) -> str:
        """Keep contents whose row cannot be written, long ago; return their key."""
        self.rows.is_down = True
        with pytest.raises(StoreUnavailable):
            await self.attach(b"orphan", "lost")
        self.rows.is_down = False
        self.kept.old = set(self.kept.contents)
        return next(key for key, body in self.kept.contents.items() if body == b"orphan")


async def pieces(body: bytes) -> AsyncIterator[bytes]:
    yield body


@pytest.fixture
def room() -> Room:
    return Room()


async def test_what_is_kept_has_a_row(room: Room) -> None:
    made = await room.attach(b"body")
    assert room.kept.contents == {made.storage_key: b"body"}
    assert room.keeper._keys == {}


async def test_what_cannot_be_kept_has_none_and_is_forgotten(room: Room) -> None:
    room.kept.is_down = True
    with pytest.raises(FilesUnavailable):
        await room.attach(b"body")
    assert (room.rows.rows, room.kept.coming) == ({}, {})


async def test_what_a_scanner_finds_something_in_is_not_kept(room: Room) -> None:
    room.scanner.finds = "Eicar"
    with pytest.raises(Infected) as refused:
        await room.attach(b"body")
    assert refused.value.params == {"found": "Eicar"}
    assert (room.rows.rows, room.kept.coming, room.kept.contents) == ({}, {}, {})


async def test_a_scanner_that_does_not_answer_lets_nothing_pass(room: Room) -> None:
    room.scanner.is_down = True
    with pytest.raises(FilesUnavailable, match=r"files\.scanner"):
        await room.attach(b"body")
    assert (room.rows.rows, room.kept.coming, room.kept.contents) == ({}, {}, {})


async def test_old_contents_that_nothing_holds_are_swept_and_no_others(room: Room) -> None:
    held = await room.attach(b"held")
    await room.rows.set_removed(held.id, 1, Author(operator_id=BORIS.id, role=Role.ADMIN), is_removed=True, at=NINE)
    await room.leave_an_orphan()
    await room.attach(b"young", "young")
    assert await room.keeper.sweep() == 1
    assert sorted(room.kept.contents.values()) == [b"held", b"young"]
    assert await room.keeper.sweep() == 0


async def test_contents_attached_again_while_they_are_swept_are_kept(room: Room) -> None:
    """The sweep had looked, and found nobody; then the row came."""
    key = await room.leave_an_orphan()
    async with asyncio.TaskGroup() as tasks, room.keeper._alone_with(key):
        sweeping = tasks.create_task(room.keeper.sweep())
        while room.keeper._keys[key].wanted < 2:
            await asyncio.sleep(0)
        attaching = tasks.create_task(room.attach(b"orphan", "again"))
        while room.keeper._keys[key].wanted < 3:
            await asyncio.sleep(0)
    assert (sweeping.result(), attaching.result().storage_key) == (1, key)
    assert room.kept.contents == {key: b"orphan"}
    assert room.keeper._keys == {}


async def test_without_a_storage_there_is_nothing_to_sweep() -> None:
    place = FilePlace(storage=None, max_bytes=MIB, total_bytes=MIB)
    keeper = FileKeeper(place, KeptAttachments(), FakeClock(NINE))
    assert (keeper.is_set_up, await keeper.sweep()) == (False, 0)
    with pytest.raises(FilesUnavailable, match=r"files\.off"):
        assert keeper.storage


async def test_a_sweep_that_fails_is_tried_again_an_hour_later(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("callbridge.app.file_keeper.SWEEP_EVERY_S", 0)
    await room.leave_an_orphan()
    room.kept.is_down = True
    running = asyncio.get_running_loop().create_task(room.keeper.run())
    for _ in range(10):
        await asyncio.sleep(0)
    room.kept.is_down = False
    while room.kept.contents:
        await asyncio.sleep(0)
    running.cancel()
