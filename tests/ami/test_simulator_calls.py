"""Simulated calls are told as the recorded Asterisk told the real ones."""

import asyncio
import random
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path

import pytest

from callbridge.ami.framing import Framer
from callbridge.ami.replay import read_recording
from callbridge.ami.simulator import place_call
from callbridge.ami.simulator_calls import CallKind, Ending, SimulatedCall
from callbridge.ami.simulator_pbx import SimulatedPbx
from callbridge.kernel.ids import PbxName
from callbridge.telephony.ami_event import AmiEvent
from callbridge.telephony.topology import Topology
from callbridge.telephony.tracker import Tracker
from tests.support.ami_link import TickingClock

RECORDINGS = Path(__file__).parents[1] / "recordings"
PHONES = {str(number): f"Operator {number}" for number in range(101, 106)}

# All that a call tells besides the noise, also what callbridge does not follow: the simulator is held to all of it.
TOLD = frozenset(
    {"Newchannel", "Newstate", "NewCallerid", "NewConnectedLine", "DialBegin", "DialState", "DialEnd"}
    | {"BridgeCreate", "BridgeEnter", "BridgeLeave", "BridgeDestroy", "Hold", "Unhold", "MusicOnHoldStart"}
    | {"MusicOnHoldStop", "HangupRequest", "SoftHangupRequest", "Hangup", "Cdr", "AgentCalled", "AgentConnect"}
    | {"AgentRingNoAnswer", "AgentComplete", "QueueCallerJoin", "QueueCallerLeave", "QueueCallerAbandon"}
)


def queued(*targets: str, answered_by: str = "") -> SimulatedCall:
    return SimulatedCall(kind=CallKind.QUEUE, did="74951110001", targets=targets, answered_by=answered_by)


REAL = [
    ("s01_direct_answered", SimulatedCall(answered_by="101")),
    ("s01b_operator_hangs_up", SimulatedCall(answered_by="101", is_ended_by_operator=True)),
    ("s02_direct_cancel", SimulatedCall(ending=Ending.CANCEL)),
    ("s02b_direct_timeout", SimulatedCall(ending=Ending.TIMEOUT)),
    ("s03_busy", SimulatedCall(ending=Ending.BUSY)),
    ("s05_queue_answered", queued("103", "104", answered_by="103")),
    ("s06_queue_second_agent", queued("103", "104", answered_by="104")),
    ("s07_queue_abandon", queued("103")),
    ("s10_anonymous", SimulatedCall(number="anonymous", name="Anonymous", answered_by="101")),
    (
        "s11_outbound",
        SimulatedCall(
            kind=CallKind.OUTBOUND, number="89031112233", answered_by="89031112233", is_ended_by_operator=True
        ),
    ),
    (
        "s13_internal",
        SimulatedCall(
            kind=CallKind.INTERNAL, number="101", targets=("102",), answered_by="102", is_ended_by_operator=True
        ),
    ),
    ("s19_hold", SimulatedCall(answered_by="101", hold_s=1)),
]


class Heard:
    def __init__(self, wanted: frozenset[str] | None = TOLD) -> None:
        self.events: list[AmiEvent] = []
        self._framer = Framer(wanted)

    def __call__(self, kind: str, raw: bytes) -> None:
        self.events += [message for message in self._framer.feed(raw) if isinstance(message, AmiEvent)]


def simulated_pbx(heard: Heard) -> SimulatedPbx:
    return SimulatedPbx(phones=PHONES, queues={"sales": ("103", "104")}, clock=TickingClock(), broadcast=heard)


async def simulated(call: SimulatedCall, wanted: frozenset[str] | None = TOLD) -> list[AmiEvent]:
    heard = Heard(wanted)
    pbx = simulated_pbx(heard)
    await place_call(pbx, call, pace=0)
    assert (pbx.channels, pbx.bridges, pbx.queues["sales"].waiting) == ({}, {}, [])
    return heard.events


def walks(events: Iterable[AmiEvent]) -> list[list[str]]:
    """Return what each channel went through, channels in order of birth.

    Asterisk keeps order within a channel only roughly: the requests of one hang-up come from several threads and are
    sorted here; a dialled leg's DialState races its Newstate (s06) and is left out.
    """
    seen: dict[str, list[str]] = defaultdict(list)
    for event in events:
        for prefix in ("", "Dest"):
            uniqueid = event.get(f"{prefix}Uniqueid")
            if uniqueid and (prefix, event.name) != ("Dest", "DialState"):
                state, status, cause = (
                    event.get(name) for name in (f"{prefix}ChannelStateDesc", "DialStatus", "Cause")
                )
                seen[uniqueid].append(f"{prefix}{event.name} {state} {status}{cause}".strip())
    return [_tail_sorted(walk) for walk in seen.values()]


def _tail_sorted(walk: list[str]) -> list[str]:
    ends = ("HangupRequest", "SoftHangupRequest", "BridgeLeave", "DestAgentComplete", "AgentComplete", "Hangup")
    start = next((n for n, step in enumerate(walk) if step.startswith(ends)), len(walk))
    return walk[:start] + sorted(walk[start:])


@pytest.mark.parametrize(("name", "call"), REAL, ids=[name for name, _ in REAL])
async def test_each_channel_goes_through_what_the_recorded_one_did(name: str, call: SimulatedCall) -> None:
    recorded = [event for _, event in read_recording(RECORDINGS / f"{name}.ami", TOLD).events]
    assert walks(await simulated(call)) == walks(recorded)


@pytest.mark.parametrize(("name", "call"), REAL, ids=[name for name, _ in REAL])
async def test_the_tracker_makes_the_same_of_both(name: str, call: SimulatedCall) -> None:
    recorded = [event for _, event in read_recording(RECORDINGS / f"{name}.ami").events]
    assert followed(await simulated(call)) == followed(recorded) != []


def followed(events: Iterable[AmiEvent]) -> list[str]:
    tracker = Tracker(PbxName("main"), Topology())
    at = TickingClock().now()
    outputs = [output for event in events for output in tracker.feed(event, at)]
    return [f"{type(output).__name__} {getattr(output, 'outcome', '')}".strip() for output in outputs]


async def test_a_ring_group_tells_the_recorded_events_though_asterisk_shuffles_them() -> None:
    recorded = [event for _, event in read_recording(RECORDINGS / "s04_ring_group.ami", TOLD).events]
    told = await simulated(SimulatedCall(did="74951110003", targets=("101", "102"), answered_by="102"))
    assert [event.name for event in told].count("DialState") == 2
    assert [Counter(walk) for walk in walks(told)] == [
        Counter(step.replace("DestDialBegin Ringing", "DestDialBegin Down") for step in walk)
        for walk in walks(recorded)
    ]


async def test_events_carry_the_headers_of_recorded_ones() -> None:
    real: dict[str, set[str]] = {}
    for name, _ in REAL:
        for _, event in read_recording(RECORDINGS / f"{name}.ami", TOLD).events:
            real.setdefault(event.name, set(event.headers)).intersection_update(event.headers)
    for _, call in REAL:
        for event in await simulated(call):
            assert real[event.name] - set(event.headers) == set(), event.name


@pytest.mark.parametrize("kind", [CallKind.INBOUND, CallKind.QUEUE])
async def test_a_phone_told_to_answer_changes_the_fate_of_its_call(kind: CallKind) -> None:
    heard = Heard()
    pbx = simulated_pbx(heard)
    async with asyncio.timeout(60), asyncio.TaskGroup() as tasks:
        calling = SimulatedCall(kind=kind, targets=("103", "104"), ring_s=1e6, talk_s=0)
        tasks.create_task(place_call(pbx, calling, pace=1), name="call")
        while not pbx.answer("103"):
            await asyncio.sleep(0)
    [answer] = [event for event in heard.events if event.get("DialStatus") == "ANSWER"]
    assert answer.get("DestChannel").startswith("PJSIP/103-")
    assert not pbx.answer("103")


async def test_many_calls_at_once_do_not_mix() -> None:
    heard = Heard()
    pbx = simulated_pbx(heard)
    rng = random.Random(3)
    async with asyncio.TaskGroup() as tasks:
        for n in range(20):
            target = rng.choice(["101", "102"])
            call = SimulatedCall(number=f"+7916000{n:04d}", targets=(target,), answered_by=rng.choice([target, ""]))
            tasks.create_task(place_call(pbx, call, pace=0), name=f"call {n}")
    assert (pbx.channels, pbx.bridges) == ({}, {})
    linked = {event.get("Linkedid") for event in heard.events if event.name == "Newchannel"}
    assert len(linked) == 20
