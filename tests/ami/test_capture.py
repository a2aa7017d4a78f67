"""A capture beside a PBX on loopback: what is written, and how it ends."""

import asyncio
import errno
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from callbridge.ami.capture import Capture, write_failure
from callbridge.ami.recording import Mark, MarkKind, Packet, read_raw, times_path
from callbridge.ami.recording_series import RecordingSeries, Retention
from callbridge.ami.replay import read_recording
from callbridge.kernel.errors import AmiRefused, AmiUnavailable, CallbridgeError, OutsideUnavailable
from callbridge.telephony.ami_event import AmiEvent, PbxSnapshot
from tests.support.ami_link import QUICK, TickingClock, let_run_until, pbx
from tests.support.ami_server import CHALLENGE, SECRET, FakeAmi, error, listing, message
from tests.support.full_disk import fill_disk_of, needs_full_disk

RING = message(Event="Newchannel", Privilege="call,all", Uniqueid="1.1", Channel="PJSIP/trunk-00000001")
LISTED = message(Event="CoreShowChannel", Uniqueid="1.0", Channel="PJSIP/101-00000000")

ONE_FILE = Retention()


class Running:
    """A capture that runs, and what it told."""

    def __init__(self, path: Path, config: Any, retention: Retention) -> None:
        self.path = path
        self.told: list[str] = []
        self.series = RecordingSeries(path, retention, pbx="main", clock=TickingClock())
        self.capture = Capture(config, self.series, clock=TickingClock(), notice=self.told.append, pace=QUICK)
        self.series.open()

    async def has_told(self, code: str, count: int = 1) -> None:
        await let_run_until(lambda: self.told.count(code) >= count)

    def holds(self, data: bytes) -> bool:
        """Tell whether the last part of the recording has these bytes."""
        path = self.series.path
        return path is not None and data in path.read_bytes()


@asynccontextmanager
async def running(
    path: Path, server: FakeAmi, retention: Retention = ONE_FILE, **changes: Any
) -> AsyncIterator[Running]:
    run = Running(path, pbx(server.port, **changes), retention)
    async with asyncio.TaskGroup() as tasks:
        task = tasks.create_task(run.capture.run(), name="capture under test")
        try:
            yield run
        finally:
            run.capture.stop()
            await task


def stream(path: Path) -> bytes:
    return b"".join(entry.data for entry in read_raw(path).entries if isinstance(entry, Packet))


async def test_the_lists_and_then_every_byte_are_written(tmp_path: Path) -> None:
    """R147: what a PBX says can be recorded beside a daemon."""
    path = tmp_path / "call.ami"
    async with FakeAmi() as server:
        server.handlers["CoreShowChannels"] = lambda fields: listing(fields, "CoreShowChannelsComplete", LISTED)
        async with running(path, server) as run:
            await run.has_told("capture.begun")
            server.send(RING + b"Event: VarSet\r\nVari")
            await let_run_until(lambda: run.holds(b"Vari"))
            server.send(b"able: x\r\n\r\n")
            await let_run_until(lambda: run.holds(b"able: x"))
    (_, snapshot), (_, event) = read_recording(path).steps
    assert isinstance(snapshot, PbxSnapshot)
    assert isinstance(event, AmiEvent)
    assert [item.get("Uniqueid") for item in snapshot.channels] == ["1.0"]
    assert (event.name, event.get("Uniqueid")) == ("Newchannel", "1.1")
    assert run.told == ["capture.begun", "capture.done"]


async def test_neither_the_secret_nor_the_login_is_written(tmp_path: Path) -> None:
    path = tmp_path / "call.ami"
    async with FakeAmi() as server, running(path, server) as run:
        await run.has_told("capture.begun")
    written = path.read_bytes() + times_path(path).read_bytes()
    for secret in (SECRET, CHALLENGE, "Challenge", "Authentication", "Key:"):
        assert secret.encode() not in written


async def test_it_only_asks_and_changes_nothing(tmp_path: Path) -> None:
    async with FakeAmi() as server:
        async with running(tmp_path / "call.ami", server, ping_interval_s=0.05) as run:
            await run.has_told("capture.begun")
            await server.until("Ping")
        asked = {fields["Action"] for fields in server.actions}
    assert asked <= {"Challenge", "Login", "CoreShowChannels", "BridgeList", "QueueStatus", "Ping", "Logoff"}


async def test_a_lost_link_is_a_gap_and_new_lists_follow(tmp_path: Path) -> None:
    path = tmp_path / "call.ami"
    async with FakeAmi() as server, running(path, server) as run:
        await run.has_told("capture.begun")
        server.send(RING[:20])
        await let_run_until(lambda: run.holds(RING[:20]))
        server.drop()
        await run.has_told("capture.resumed")
        server.send(RING)
        await let_run_until(lambda: run.holds(RING))
    marks = [entry.kind for entry in read_raw(path).entries if isinstance(entry, Mark)]
    asking, listed, lost = MarkKind.ASKING, MarkKind.LISTED, MarkKind.LOST
    assert marks == [asking, listed, lost, asking, listed]
    assert [event.name for _, event in read_recording(path).events] == ["Newchannel"]
    assert run.told == ["capture.begun", "capture.gap", "capture.resumed", "capture.done"]


async def test_each_part_begins_with_lists_of_its_own(tmp_path: Path) -> None:
    async with FakeAmi() as server, running(tmp_path / "call.ami", server, Retention(part_bytes=2000)) as run:
        await run.has_told("capture.begun")
        for count in range(2, 4):
            while run.series.path == tmp_path / f"call.000{count - 1}.ami":
                server.send(RING * 5)
                await asyncio.sleep(0)
            await server.until("QueueStatus", count)
            await let_run_until(lambda: b"QueueStatusComplete" in stream(run.series.path or tmp_path))
    first, second = (read_recording(tmp_path / f"call.000{number}.ami") for number in (1, 2))
    assert second.continues(first)
    assert all(any(isinstance(step, PbxSnapshot) for _, step in each.steps) for each in (first, second))


async def test_a_refused_login_is_told_and_makes_an_end(tmp_path: Path) -> None:
    async with FakeAmi() as server:
        server.handlers["Login"] = lambda fields: error(fields, "Authentication failed")
        run = Running(tmp_path / "call.ami", pbx(server.port), ONE_FILE)
        with pytest.raises(AmiRefused) as refused:
            await run.capture.run()
    assert refused.value.code == "ami.login_refused"
    assert list(tmp_path.iterdir()) == []  # the next try may have the same name


async def test_a_pbx_that_is_still_booting_is_waited_for(tmp_path: Path) -> None:
    def late(fields: dict[str, str]) -> bytes:
        is_first = not server.named("CoreShowChannels")
        booted = message(Event="FullyBooted", Privilege="system,all") if is_first else b""
        return booted + listing(fields, "CoreShowChannelsComplete")

    async with FakeAmi(is_system=False) as server:
        server.handlers["CoreShowChannels"] = late
        async with running(tmp_path / "call.ami", server) as run:
            await run.has_told("capture.begun")
        assert len(server.named("CoreShowChannels")) == 2


async def test_a_server_that_speaks_no_ami_is_told(tmp_path: Path) -> None:
    async def foreign(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n" * 10)
        writer.close()

    async with await asyncio.start_server(foreign, "127.0.0.1", 0) as server:
        config = pbx(server.sockets[0].getsockname()[1], action_timeout_s=0.5)
        run = Running(tmp_path / "call.ami", config, ONE_FILE)
        with pytest.raises(AmiUnavailable) as failed:
            await run.capture.run()
    assert failed.value.code == "capture.no_link"


@needs_full_disk
async def test_a_full_disk_ends_it_in_words(tmp_path: Path) -> None:
    async with FakeAmi() as server:
        run = Running(tmp_path / "call.ami", pbx(server.port), ONE_FILE)
        fill_disk_of(run.series)
        with pytest.raises(OutsideUnavailable) as failed:
            await run.capture.run()
    assert failed.value.code == "capture.disk_full"


@pytest.mark.parametrize(
    ("failure", "code"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "capture.disk_full"),
        (FileExistsError(errno.EEXIST, "File exists", "call.ami"), "capture.exists"),
        (PermissionError(errno.EACCES, "Permission denied", "call.ami"), "capture.write_failed"),
    ],
)
def test_why_nothing_can_be_written_is_told(failure: OSError, code: str) -> None:
    told: CallbridgeError = write_failure(failure)
    assert told.code == code
