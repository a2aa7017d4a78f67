"""Scenarios: queues, groups, devices, follow-me, forwarding."""

import asyncio

from tests.asterisk import routes
from tests.asterisk.dialplan import DIRECT_DID, QUEUE_DID
from tests.asterisk.scenario import Scenario, answered, collector, talk
from tests.asterisk.stage import Stage

ALL: list[Scenario] = []
scenario = collector(ALL)
MOBILE = "89031112233"


@scenario
async def t30_queue_overflow(stage: Stage) -> None:
    """The first queue's 101 does not answer in 3 s; the caller goes on to the second, whose 103 answers."""
    caller, (_, third) = await stage.visit(
        routes.OVERFLOW_DID, "101", "103", rang=["101", "103"], queues=["first", "sales"]
    )
    await answered(third)
    await talk()
    await caller.hang_up()


@scenario
async def t31_queue_ringall(stage: Stage) -> None:
    """The queue rings 101, 102 and 103 at once; 102 answers."""
    three = ("101", "102", "103")
    caller, phones = await stage.visit(routes.RINGALL_DID, *three, rang=[*three], queues=["everybody"])
    await phones[0].rings()
    await phones[2].rings()
    await answered(phones[1])
    await talk()
    await caller.hang_up()


@scenario
async def t32_queue_abandoned_by_all(stage: Stage) -> None:
    """The queue rings 101, 102 and 103 at once; 101 rejects, the caller gives up."""
    three = ("101", "102", "103")
    caller, phones = await stage.visit(
        routes.RINGALL_DID, *three, rang=[*three], disposition="abandoned", queues=["everybody"]
    )
    rings = [await phone.rings() for phone in phones]
    rings[0].reject()
    await talk()
    await caller.hang_up()


@scenario
async def t33_two_devices(stage: Stage) -> None:
    """Both devices of 106 ring; the second answers and hangs up."""
    caller, (one, other) = await stage.visit(
        routes.DEVICES_DID, "106", "106", rang=["106", "106"], hangup_by="operator"
    )
    await one.rings()
    ring = await answered(other)
    await talk()
    await caller.until_hears(other.voice)
    await ring.hang_up()


@scenario
async def t34_local_member_n(stage: Stage) -> None:
    """FreePBX style member Local/101@from-queue/n does not answer; 102's does."""
    caller, (first, second) = await stage.visit(routes.LOCAL_N_DID, "101", "102", rang=["101", "102"], queues=["local"])
    await first.rings()
    await answered(second)
    await talk()
    await caller.hang_up()


@scenario
async def t35_local_member_optimised(stage: Stage) -> None:
    """Queue member Local/101@from-queue without /n answers: Asterisk takes the Local channel away."""
    caller, (first,) = await stage.visit(routes.LOCAL_DID, "101", rang=["101"], queues=["optimised"])
    await answered(first)
    await talk(1.5)
    await caller.hang_up()


@scenario
async def t36_local_member_transfers(stage: Stage) -> None:
    """Member Local/101@from-queue/n answers and hands blindly to 103 (REFER)."""
    caller, (first, third) = await stage.visit(
        routes.LOCAL_N_DID, "101", "103", rang=["101", "103"], queues=["local"], transfers=[["blind", "101", "103"]]
    )
    ring = await answered(first)
    await talk()
    await ring.transfer("103")
    await answered(third)
    await talk()
    await caller.hang_up()


@scenario
async def t37_follow_me_confirmed(stage: Stage) -> None:
    """102 lifts but does not confirm; then 103 lifts, presses 1 and has the caller."""
    caller, (second, third) = await stage.visit(
        routes.FOLLOW_ME_DID, "102", "103", rang=["102", "103"], answered_without_customer=["102"]
    )
    (await second.rings()).answer()
    ring = await third.rings()
    await talk(0.5)
    ring.answer()
    await ring.until_heard(3)
    await talk(0.7)
    await ring.press("1")
    await talk(1.5)
    await caller.hang_up()


@scenario
async def t38_forwarded_to_colleague(stage: Stage) -> None:
    """101's phone forwards to 102 (302); 102 answers."""
    caller, (first, second) = await stage.visit(DIRECT_DID, "101", "102", rang=["101", "102"], forwarded=["101", "102"])
    (await first.rings()).redirect("102")
    await answered(second)
    await talk()
    await caller.hang_up()


@scenario
async def t39_forwarded_to_mobile(stage: Stage) -> None:
    """101's phone forwards to a mobile (302), which answers."""
    caller, (first,) = await stage.visit(DIRECT_DID, "101", rang=["101"], answered_outside=True, forwarded=["101"])
    (await first.rings()).redirect(MOBILE)
    await answered(stage.outside)
    await talk()
    await caller.hang_up()


@scenario
async def t40_ivr_before_queue(stage: Stage) -> None:
    """The menu answers, the caller presses 1 and waits in the queue; 103 answers."""
    caller, (third,) = await stage.visit(routes.IVR_DID, "103", rang=["103"], queues=["sales"])
    await caller.until_answered()
    await talk()
    await caller.press("1")
    await answered(third)
    await talk()
    await caller.hang_up()


@scenario
async def t41_ivr_left(stage: Stage) -> None:
    """The menu answers and the caller hangs up: nobody of ours rang."""
    caller, _ = await stage.visit(routes.IVR_DID, rang=[], disposition="missed")
    await caller.until_answered()
    await talk()
    await caller.hang_up()


@scenario
async def t42_voicemail(stage: Stage) -> None:
    """101 does not answer, the voicemail does; the caller speaks and hangs up."""
    caller, (first,) = await stage.visit(routes.VOICEMAIL_DID, "101", rang=["101"], disposition="missed")
    await first.rings()
    await caller.until_answered(10)
    await talk(2)
    await caller.hang_up()


@scenario
async def t43_queue_rejected_then_second(stage: Stage) -> None:
    """103 rejects in the queue, 104 answers."""
    caller, (third, fourth) = await stage.visit(QUEUE_DID, "103", "104", rang=["103", "104"], queues=["sales"])
    ring = await third.rings()
    await asyncio.sleep(0.5)
    ring.reject()
    await answered(fourth)
    await talk()
    await caller.hang_up()


async def _second_caller(stage: Stage, did: str, first: str, second: str, queue: str) -> None:
    """Let two customers come one after the other; the strategy gives the second one to another agent."""
    caller, phones = await stage.visit(did, "101", "102", rang=[first], queues=[queue])
    by_extension = {phone.extension: phone for phone in phones}
    await answered(by_extension[first])
    await talk(0.7)
    await caller.hang_up()
    await talk(0.5)
    other = stage.calls(did, number=MOBILE, rang=[second], disposition="answered", hangup_by="caller", queues=[queue])
    await answered(by_extension[second])
    await talk(0.7)
    await other.hang_up()


@scenario
async def t44_strategy_rrmemory(stage: Stage) -> None:
    """A queue that goes round and remembers: the first customer rings 101, the second 102."""
    await _second_caller(stage, routes.STRATEGY_DIDS["rrmemory"], "101", "102", "rrmemory")


@scenario
async def t45_strategy_leastrecent(stage: Stage) -> None:
    """A queue that rings who had the longest rest: the first customer rings 101, the second 102."""
    await _second_caller(stage, routes.STRATEGY_DIDS["leastrecent"], "101", "102", "leastrecent")


@scenario
async def t46_strategy_fewestcalls(stage: Stage) -> None:
    """A queue that rings who had the fewest calls: the first customer rings 101, the second 102."""
    await _second_caller(stage, routes.STRATEGY_DIDS["fewestcalls"], "101", "102", "fewestcalls")


@scenario
async def t47_strategy_rrordered(stage: Stage) -> None:
    """A queue that goes round in the order of its list: the first customer rings 101, the second 102."""
    await _second_caller(stage, routes.STRATEGY_DIDS["rrordered"], "101", "102", "rrordered")


@scenario
async def t48_strategy_random(stage: Stage) -> None:
    """A queue that rings by chance: whoever rings answers."""
    rang: list[str] = []
    caller, phones = await stage.visit(routes.STRATEGY_DIDS["random"], "101", "102", rang=rang, queues=["random"])
    async with asyncio.timeout(20):
        while not (ringing := [phone for phone in phones if phone.is_ringing]):
            await asyncio.sleep(0.05)
    rang += [phone.extension for phone in ringing]
    await answered(ringing[0])
    await talk()
    await caller.hang_up()


@scenario
async def t49_penalties(stage: Stage) -> None:
    """All phones of a queue ring at once, but 102 has a greater penalty: it rings only while 101 talks."""
    queue = {"queues": ["ranked"], "disposition": "answered", "hangup_by": "caller"}
    caller, (first, second) = await stage.visit(routes.RANKED_DID, "101", "102", rang=["101"], queues=["ranked"])
    await answered(first)
    await talk()
    other = stage.calls(routes.RANKED_DID, number=MOBILE, rang=["102"], **queue)
    await answered(second)
    await talk()
    await caller.hang_up()
    await talk(0.5)
    await other.hang_up()
