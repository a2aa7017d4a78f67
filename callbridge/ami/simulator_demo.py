"""The demo's day: calls of every kind, one after another at a human pace, on a simulated PBX."""

import asyncio
import random
from dataclasses import dataclass, field

from callbridge.ami.simulator import Simulator
from callbridge.ami.simulator_calls import CallKind, Ending, SimulatedCall


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoLine:
    """A number of ours and where it leads: to `targets` all at once, or to the members of `queue`."""

    did: str
    targets: tuple[str, ...] = ()
    queue: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoScenario:
    """Who may call where, and how often."""

    callers: tuple[tuple[str, str], ...]
    """Number and name as the carrier sends them; a hidden one is ``("anonymous", "Anonymous")``."""
    lines: tuple[DemoLine, ...]
    gap_s: float = 12.0
    """Between the beginnings of two calls, on average."""
    ring_s: tuple[float, float] = (8.0, 20.0)
    talk_s: tuple[float, float] = (15.0, 60.0)
    answered_share: float = 0.4
    """Of the incoming calls, how many are answered though nobody presses ✓."""
    longest_line: int = 2
    """Calls at once, at most."""
    weights: dict[str, int] = field(
        default_factory=lambda: {"in": 70, "busy": 5, "gives_up": 9, "outbound": 10, "internal": 6}
    )


async def run_demo(simulator: Simulator, scenario: DemoScenario, rng: random.Random, pace: float = 1.0) -> None:
    """Let calls come until cancelled; a phone that is in a call gets no other."""
    room = asyncio.Semaphore(scenario.longest_line)
    async with asyncio.TaskGroup() as tasks:
        while True:
            await asyncio.sleep(scenario.gap_s * rng.uniform(0.5, 1.5) * pace)
            call = next_call(simulator, scenario, rng)
            if call is not None and not room.locked():
                await room.acquire()
                tasks.create_task(_place(simulator, call, room, pace), name=f"demo call from {call.number}")


def next_call(simulator: Simulator, scenario: DemoScenario, rng: random.Random) -> SimulatedCall | None:
    """Draw a call among the phones that are free; None when there is none."""
    pbx = simulator.pbx
    free = [extension for extension in pbx.phones if pbx.is_free(extension)]
    [what] = rng.choices(list(scenario.weights), list(scenario.weights.values()))
    number, name = rng.choice(scenario.callers)
    ring_s, talk_s = rng.uniform(*scenario.ring_s), rng.uniform(*scenario.talk_s)
    if what in ("outbound", "internal"):
        return _own_call(what, number, free, rng, talk_s)
    line = rng.choice(scenario.lines)
    members = pbx.queues[line.queue].members if line.queue else line.targets
    targets = tuple(extension for extension in members if extension in free)
    if not targets:
        return None
    is_answered = what == "in" and rng.random() < scenario.answered_share
    return SimulatedCall(
        kind=CallKind.QUEUE if line.queue else CallKind.INBOUND,
        number=number,
        name=name,
        did=line.did,
        targets=targets,
        queue=line.queue,
        ring_s=min(ring_s, 3.0) if what == "busy" else ring_s,
        talk_s=talk_s,
        hold_s=rng.choice([0.0, 0.0, 5.0]),
        answered_by=rng.choice(targets) if is_answered else "",
        ending={"busy": Ending.BUSY, "gives_up": Ending.CANCEL}.get(what, Ending.TIMEOUT),
        is_ended_by_operator=rng.random() < 0.3,
    )


def _own_call(what: str, number: str, free: list[str], rng: random.Random, talk_s: float) -> SimulatedCall | None:
    if len(free) < 2:
        return None
    caller, callee = rng.sample(free, 2)
    if what == "internal":
        return SimulatedCall(
            kind=CallKind.INTERNAL, number=caller, targets=(callee,), talk_s=talk_s, answered_by=callee
        )
    if not number.lstrip("+").isdigit():
        return None
    return SimulatedCall(
        kind=CallKind.OUTBOUND, number=number, targets=(caller,), talk_s=talk_s, answered_by=rng.choice([number, ""])
    )


async def _place(simulator: Simulator, call: SimulatedCall, room: asyncio.Semaphore, pace: float) -> None:
    try:
        await simulator.place_call(call, pace)
    finally:
        room.release()
