"""Scenarios: a ringing call is picked up by a colleague; a call is parked."""

from tests.asterisk.dialplan import DIRECT_DID, GROUP_DID, PARK, PICKUP, QUEUE_DID
from tests.asterisk.scenario import Scenario, answered, collector, talk
from tests.asterisk.stage import Stage

ALL: list[Scenario] = []
scenario = collector(ALL)


@scenario
async def t20_pickup_group(stage: Stage) -> None:
    """101 rings; 102 dials *8 and takes the call."""
    caller, (first, second) = await stage.visit(DIRECT_DID, "101", "102", rang=["101"], picked_up=[["102", "101"]])
    await first.rings()
    await talk()
    await second.dial(PICKUP).until_answered()
    await talk()
    await caller.hang_up()


@scenario
async def t21_pickup_directed(stage: Stage) -> None:
    """101 rings; 102 dials **101 and takes the call."""
    _, (first, second) = await stage.visit(
        DIRECT_DID, "101", "102", rang=["101"], hangup_by="operator", picked_up=[["102", "101"]]
    )
    await first.rings()
    await talk()
    taken = second.dial("**101")
    await taken.until_answered()
    await talk()
    await taken.hang_up()


@scenario
async def t22_pickup_from_queue(stage: Stage) -> None:
    """103 of the queue rings; 102 dials **103 and takes the call."""
    caller, (third, second) = await stage.visit(
        QUEUE_DID, "103", "102", rang=["103"], picked_up=[["102", "103"]], queues=["sales"]
    )
    await third.rings()
    await talk()
    await second.dial("**103").until_answered()
    await talk()
    await caller.until_hears(second.voice)
    await caller.hang_up()


@scenario
async def t23_park_and_unpark(stage: Stage) -> None:
    """101 parks the caller (REFER to 700); 102 dials where they wait and has them."""
    caller, (first, second) = await stage.visit(
        DIRECT_DID, "101", "102", rang=["101"], parked=["101"], unparked=["102"]
    )
    ring = await answered(first)
    await talk()
    await caller.until_hears(first.voice)
    await ring.transfer(PARK)
    space = await stage.parking_space()
    await talk()
    await second.dial(space).until_answered()
    await talk()
    await caller.until_hears(second.voice)
    await caller.hang_up()


@scenario
async def t24_park_timeout(stage: Stage) -> None:
    """The manager parks 101's caller for 2 s; nobody comes; the caller rings 101 again, who answers."""
    caller, (first,) = await stage.visit(DIRECT_DID, "101", rang=["101", "101"], parked=["101"], unparked=[])
    await answered(first)
    await talk()
    customer, operator = await stage.channel("trunk"), await stage.channel("101")
    await stage.act("Park", Channel=customer, TimeoutChannel=operator, Timeout="2000")
    await answered(first)
    await talk()
    await caller.hang_up()


@scenario
async def t25_parked_caller_gives_up(stage: Stage) -> None:
    """101 parks the caller (REFER to 700), who waits a little and hangs up."""
    caller, (first,) = await stage.visit(DIRECT_DID, "101", rang=["101"], parked=["101"])
    ring = await answered(first)
    await talk()
    await ring.transfer(PARK)
    await talk(1.5)
    await caller.hang_up()


@scenario
async def t26_pickup_from_group(stage: Stage) -> None:
    """101 and 102 of a group ring; 103 dials **102 and takes the call."""
    caller, (first, second, third) = await stage.visit(
        GROUP_DID, "101", "102", "103", rang=["101", "102"], picked_up=[["103", "102"]]
    )
    await first.rings()
    await second.rings()
    await talk()
    await third.dial("**102").until_answered()
    await talk()
    await caller.hang_up()
