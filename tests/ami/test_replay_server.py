"""A recording as a PBX, seen through the real link."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

import pytest

from callbridge.ami.recording import Header, Mark, MarkKind, Packet, RawRecording, read_raw
from callbridge.ami.replay_server import ReplayServer
from callbridge.app.pbx_port import Heard
from callbridge.telephony.call_event import CallEvent
from tests.support.ami_link import Link, linked, pbx
from tests.support.recordings import FOLDER, instant, new_tracker, replay

AT = datetime(2026, 11, 23, tzinfo=UTC)
RING = (
    b"Event: Newchannel\r\nUniqueid: 1.1\r\nLinkedid: 1.1\r\nChannel: PJSIP/trunk-00000001\r\nChannelState: 4\r\n\r\n"
)
HANGUP = b"Event: Hangup\r\nUniqueid: 1.1\r\n\r\n"
LISTED = (
    b"Event: CoreShowChannel\r\nActionID: 1\r\nUniqueid: 1.5\r\nChannel: PJSIP/101-00000005\r\nChannelState: 6\r\n\r\n"
)


@asynccontextmanager
async def played(*recordings: RawRecording, speed: float = float("inf")) -> AsyncIterator[tuple[Link, ReplayServer]]:
    server = ReplayServer(recordings, speed=speed)
    await server.start()
    async with asyncio.TaskGroup() as tasks:
        playing = tasks.create_task(server.play(), name="playing")
        try:
            async with linked(pbx(server.port)) as link:
                yield link, server
        finally:
            playing.cancel()
            await server.stop()


async def heard(link: Link, last: str, count: int = 1) -> list[str]:
    """Return the names of events up to the last one, by its name."""
    names: list[str] = []
    while names.count(last) < count:
        item = await link.next()
        if isinstance(item, Heard):
            names.append(item.event.name)
    return names


@pytest.mark.parametrize("speed", [float("inf"), 50.0])
async def test_a_recording_is_followed_like_the_pbx_it_was(speed: float) -> None:
    """R147: a recorded call is played to a daemon."""
    raw = read_raw(FOLDER / "s04_ring_group.ami")
    told: list[CallEvent] = []
    tracker = new_tracker()
    async with played(raw, speed=speed) as (link, _):
        up = await link.up()
        assert up.snapshot.channels == ()
        hangups = 0
        while hangups < 3:
            item = await link.next()
            if isinstance(item, Heard):
                hangups += item.event.name == "Hangup"
                told += tracker.feed(item.event, instant(0))
    assert [type(event) for event in told] == [type(event) for event in replay("s04_ring_group")]


async def test_it_begins_with_the_lists_the_capture_began_with() -> None:
    raw = RawRecording(
        header=Header(),
        entries=(
            Mark(0, MarkKind.ASKING),
            Packet(0.1, LISTED),
            Mark(0.2, MarkKind.LISTED),
            Packet(0.3, b"Event: Hangup\r\nUniqueid: 1.5\r\n\r\n"),
        ),
    )
    async with played(raw) as (link, _):
        assert [item.get("Uniqueid") for item in (await link.up()).snapshot.channels] == ["1.5"]
        assert await heard(link, "Hangup") == ["Hangup"]


async def test_a_gap_cuts_the_link_and_the_next_one_begins_with_new_lists() -> None:
    raw = RawRecording(
        header=Header(capture="c1", started_at=AT),
        entries=(
            Packet(0.1, RING + HANGUP[:9]),
            Mark(0.2, MarkKind.LOST, "ami.half_open"),
            Mark(0.3, MarkKind.ASKING),
            Packet(0.4, LISTED),
            Mark(0.5, MarkKind.LISTED),
            Packet(0.6, HANGUP),
        ),
    )
    async with played(raw) as (link, _):
        assert (await link.up()).snapshot.channels == ()
        assert await heard(link, "Newchannel") == ["Newchannel"]
        await link.down()
        assert [item.get("Uniqueid") for item in (await link.up()).snapshot.channels] == ["1.5"]
        assert await heard(link, "Hangup") == ["Hangup"]


async def test_parts_of_one_capture_are_one_link_and_other_files_are_other_links() -> None:
    def part(number: int, capture: str, data: bytes) -> RawRecording:
        header = Header(capture=capture, part=number, started_at=AT + timedelta(seconds=number))
        return RawRecording(header=header, entries=(Packet(0.5, data),))

    recordings = part(1, "c1", RING), part(2, "c1", HANGUP), part(1, "c2", RING)
    async with played(*recordings, speed=1e6) as (link, _):
        await link.up()
        assert await heard(link, "Hangup") == ["Newchannel", "Hangup"]
        await link.down()
        await link.up()
        assert await heard(link, "Newchannel") == ["Newchannel"]


async def test_who_comes_later_is_told_who_is_there() -> None:
    raw = RawRecording(header=Header(), entries=(Packet(0.0, RING), Packet(1e6, HANGUP)))
    async with played(raw, speed=1.0) as (link, server):
        await link.up()
        await heard(link, "Newchannel")
        async with linked(pbx(server.port)) as second:
            assert [item.get("Uniqueid") for item in (await second.up()).snapshot.channels] == ["1.1"]
