"""The demo's day."""

import asyncio
import random
from collections import Counter

from callbridge.ami.simulator import Simulator, place_call
from callbridge.ami.simulator_calls import CallKind
from callbridge.ami.simulator_channel import RING
from callbridge.ami.simulator_demo import DemoLine, DemoScenario, next_call, run_demo
from tests.support.ami_link import TickingClock, let_run_until

SCENARIO = DemoScenario(
    callers=(("+79161234567", "Иван"), ("anonymous", "Anonymous")),
    lines=(DemoLine(did="74951110001", queue="sales"), DemoLine(did="74951110003", targets=("101", "102", "103"))),
)


def simulator() -> Simulator:
    phones = {"101": "Анна", "102": "Борис", "103": "Вера"}
    return Simulator(phones=phones, queues={"sales": ("101", "102")}, clock=TickingClock(), secret="x")


async def test_calls_of_every_kind_come_and_each_can_happen() -> None:
    pbx = simulator()
    rng = random.Random(5)
    kinds: Counter[CallKind] = Counter()
    for _ in range(200):
        call = next_call(pbx, SCENARIO, rng)
        if call is not None:
            kinds[call.kind] += 1
            await place_call(pbx.pbx, call, pace=0)
    assert set(kinds) == set(CallKind)
    assert pbx.pbx.channels == {}


def test_a_phone_in_a_call_is_left_alone() -> None:
    pbx = simulator()
    pbx.pbx.new_channel("101", number="101", name="", exten="1", state=RING)
    rng = random.Random(5)
    calls = [next_call(pbx, SCENARIO, rng) for _ in range(100)]
    assert all("101" not in (*call.targets, call.number) for call in calls if call is not None)
    for extension in ("102", "103"):
        pbx.pbx.new_channel(extension, number=extension, name="", exten="1", state=RING)
    assert {next_call(pbx, SCENARIO, rng) for _ in range(50)} == {None}


async def test_the_day_goes_on_until_it_is_cancelled() -> None:
    pbx = simulator()
    told: list[bytes] = []
    pbx.pbx._broadcast = lambda _, raw: told.append(raw)
    async with asyncio.TaskGroup() as tasks:
        day = tasks.create_task(run_demo(pbx, SCENARIO, random.Random(5), pace=0), name="demo")
        await let_run_until(lambda: sum(b"Event: Cdr" in raw for raw in told) >= 5)
        day.cancel()
