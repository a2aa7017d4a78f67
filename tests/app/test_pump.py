"""The inbox's one consumer: what Asterisk says becomes cards, links are told, faults stop nothing."""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime

import pytest

from callbridge.app import pump as pump_module
from callbridge.app.pbx_port import AmiInput, Heard, LinkDown, LinkUp
from callbridge.app.pump import OnTick, Pump
from callbridge.kernel.ids import PbxName
from callbridge.screenpop.wire import CardChanged, LinkChanged
from callbridge.telephony.ami_event import AmiEvent, PbxSnapshot
from callbridge.telephony.topology import Topology
from callbridge.telephony.tracker import Tracker
from tests.support.app import DeskRig, MemoryStatuses, desk_rig, presence_desk, settle
from tests.support.calls import ANNA, NINE
from tests.support.recordings import load


class Rig:
    def __init__(self, desk: DeskRig, pump: Pump, inbox: asyncio.Queue[AmiInput], running: asyncio.Task[None]) -> None:
        self.desk, self.pump, self.inbox, self.running = desk, pump, inbox, running

    async def hear(self, *items: AmiInput) -> None:
        for item in items:
            self.inbox.put_nowait(item)
            await settle()


@asynccontextmanager
async def pumping(on_tick: OnTick | None = None) -> AsyncIterator[Rig]:
    async with desk_rig() as desk:
        inbox: asyncio.Queue[AmiInput] = asyncio.Queue(10_000)
        presence = presence_desk(desk, statuses=MemoryStatuses(desk.operators))
        tracker = Tracker(PbxName("main"), Topology(internal=re.compile(r"^\d{3}$")))
        pump = Pump(
            inbox=inbox,
            trackers={"main": tracker},
            desk=desk.desk,
            presence=presence,
            observer=desk.observer,
            clock=desk.clock,
        )
        async with asyncio.TaskGroup() as tasks:
            running = tasks.create_task(pump.run(desk.sessions, None, on_tick))
            yield Rig(desk, pump, inbox, running)
            running.cancel()


def heard(event: AmiEvent) -> Heard:
    return Heard(pbx="main", at=NINE, event=event)


async def test_a_recorded_call_becomes_a_card() -> None:
    """R147, R149: real AMI events of one call end in cards on the operator's stream."""
    async with pumping() as rig:
        events = load("s01_direct_answered").tracked
        await rig.hear(LinkUp(pbx="main", at=NINE, snapshot=PbxSnapshot()), *(heard(event) for _, event in events))
        states = [message.card.state.value for message in rig.desk.take(ANNA) if isinstance(message, CardChanged)]
        assert states[0] == "ringing"
        assert states[-1] == "wrap_up"
        assert "talking" in states
        assert rig.desk.observer.faults == []


async def test_the_channels_that_live_are_counted_until_they_hang_up() -> None:
    async with pumping() as rig:
        events = [heard(event) for _, event in load("s01_direct_answered").tracked]
        await rig.hear(LinkUp(pbx="main", at=NINE, snapshot=PbxSnapshot()), *events[:4])
        assert rig.pump.live_channels > 0
        await rig.hear(*events[4:])
        assert rig.pump.live_channels == 0


async def test_others_are_told_of_each_tick_after_the_desk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pump_module, "TICK_S", 0)
    ticks: asyncio.Queue[datetime] = asyncio.Queue()
    async with pumping(ticks.put_nowait) as rig:
        assert await ticks.get() == rig.desk.clock.now()


async def test_a_fault_in_a_tick_is_counted_and_the_next_tick_comes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pump_module, "TICK_S", 0)
    ticks: asyncio.Queue[datetime] = asyncio.Queue()

    def breaks(at: datetime) -> None:
        ticks.put_nowait(at)
        raise ValueError("a fault")

    async with pumping(breaks) as rig:
        await ticks.get()
        await ticks.get()
        assert set(rig.desk.observer.faults) == {"tick"}


async def test_a_link_that_goes_and_comes_is_told_to_everybody() -> None:
    async with pumping() as rig:
        assert [link.error for link in rig.pump.links] == ["ami.connecting"]
        await rig.hear(
            LinkUp(pbx="main", at=NINE, snapshot=PbxSnapshot()),
            LinkDown(pbx="main", at=NINE, error="ami.half_open"),
        )
        told = [message.link for message in rig.desk.take(ANNA) if isinstance(message, LinkChanged)]
        assert [(link.is_up, link.error) for link in told] == [(True, ""), (False, "ami.half_open")]
        assert rig.pump.links == (told[-1],)


async def test_a_fault_in_one_event_is_counted_and_the_next_is_followed() -> None:
    async with pumping() as rig:
        broken = Heard(pbx="nowhere", at=NINE, event=AmiEvent("Hangup", {}))
        await rig.hear(broken, LinkUp(pbx="main", at=NINE, snapshot=PbxSnapshot()))
        assert rig.desk.observer.faults == ["pump"]
        assert [link.is_up for link in rig.pump.links] == [True]


async def test_every_change_of_a_link_is_told_after_the_desk() -> None:
    """Gap recovery asks the desk which calls live: the snapshot must be with it."""
    told: list[tuple[str, bool, int]] = []
    async with pumping() as rig, asyncio.TaskGroup() as tasks:
        told_by = Pump(
            inbox=rig.inbox,
            trackers={"main": Tracker(PbxName("main"), Topology())},
            desk=rig.desk.desk,
            presence=rig.pump._presence,
            observer=rig.desk.observer,
            clock=rig.desk.clock,
        )
        running = tasks.create_task(
            told_by.run(rig.desk.sessions, lambda pbx, _, is_up: told.append((pbx, is_up, len(rig.desk.desk.live))))
        )
        rig.running.cancel()
        await settle()
        events = [event for _, event in load("s01_direct_answered").tracked[:8]]
        snapshot = PbxSnapshot(channels=(), bridges=(), queues=(), live=tuple(events))
        await rig.hear(LinkUp(pbx="main", at=NINE, snapshot=snapshot))
        await rig.hear(LinkDown(pbx="main", at=NINE, error="ami.unavailable"))
        running.cancel()
    assert told == [("main", True, 1), ("main", False, 1)]


async def test_events_that_no_tracker_follows_go_to_whoever_asked_for_them() -> None:
    async with pumping() as rig:
        told: list[tuple[str, str]] = []
        rig.pump.tell(
            frozenset({"MixMonitorStart"}),
            lambda pbx, event: told.append((pbx, event.name)),
            lambda pbx, _snapshot: told.append((pbx, "link up")),
        )
        await rig.hear(LinkUp(pbx="main", at=NINE, snapshot=PbxSnapshot()))
        for name in ("MixMonitorStart", "MixMonitorStop"):
            await rig.hear(Heard(pbx="main", at=NINE, event=AmiEvent(name, {})))
        assert told == [("main", "link up"), ("main", "MixMonitorStart")]
