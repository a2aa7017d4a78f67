"""Scenarios: queues, groups, devices, follow-me, forwarding."""

import asyncio

from tests.asterisk import routes
from tests.asterisk.dialplan import DIRECT_DID
from tests.asterisk.scenario import Scenario, answered, collector, talk
from tests.asterisk.stage import Stage

ALL: list[Scenario] = []
scenario = collector(ALL)
MOBILE = "89031112233"


@scenario
async def t30_queue_overflow(stage: Stage) -> None:
    """The first queue's 101 does not answer in 3 s; the caller goes on to the second, whose 103 answers."""
    await stage.phone("101")
    third = await stage.phone("103")
    caller = stage.calls(
        routes.OVERFLOW_DID,
        rang=["101", "103"],
        disposition="answered",
        hangup_by="caller",
        queues=["first", "sales"],
    )
    await answered(third)
    await talk()
    await caller.hang_up()


@scenario
async def t31_queue_ringall(stage: Stage) -> None:
    """The queue rings 101, 102 and 103 at once; 102 answers."""
    phones = [await stage.phone(extension) for extension in ("101", "102", "103")]
    caller = stage.calls(
        routes.RINGALL_DID,
        rang=["101", "102", "103"],
        disposition="answered",
        hangup_by="caller",
        queues=["everybody"],
    )
    await phones[0].rings()
    await phones[2].rings()
    await answered(phones[1])
    await talk()
    await caller.hang_up()


@scenario
async def t32_queue_abandoned_by_all(stage: Stage) -> None:
    """The queue rings 101, 102 and 103 at once; 101 rejects, the caller gives up."""
    phones = [await stage.phone(extension) for extension in ("101", "102", "103")]
    caller = stage.calls(
        routes.RINGALL_DID,
        rang=["101", "102", "103"],
        disposition="abandoned",
        hangup_by="caller",
        queues=["everybody"],
    )
    rings = [await phone.rings() for phone in phones]
    rings[0].reject()
    await talk()
    await caller.hang_up()


@scenario
async def t33_two_devices(stage: Stage) -> None:
    """Both devices of 106 ring; the second answers and hangs up."""
    one, other = await stage.phone("106"), await stage.phone("106")
    stage.calls(routes.DEVICES_DID, rang=["106", "106"], disposition="answered", hangup_by="operator")
    await one.rings()
    ring = await answered(other)
    await talk()
    await ring.hang_up()


@scenario
async def t34_local_member_n(stage: Stage) -> None:
    """FreePBX style member Local/101@from-queue/n does not answer; 102's does."""
    first, second = await stage.phone("101"), await stage.phone("102")
    caller = stage.calls(
        routes.LOCAL_N_DID,
        rang=["101", "102"],
        disposition="answered",
        hangup_by="caller",
        queues=["local"],
    )
    await first.rings()
    await answered(second)
    await talk()
    await caller.hang_up()


@scenario
async def t35_local_member_optimised(stage: Stage) -> None:
    """Queue member Local/101@from-queue without /n answers: Asterisk takes the Local channel away."""
    first = await stage.phone("101")
    caller = stage.calls(
        routes.LOCAL_DID, rang=["101"], disposition="answered", hangup_by="caller", queues=["optimised"]
    )
    await answered(first)
    await talk(1.5)
    await caller.hang_up()


@scenario
async def t36_local_member_transfers(stage: Stage) -> None:
    """Member Local/101@from-queue/n answers and hands blindly to 103 (REFER)."""
    first, third = await stage.phone("101"), await stage.phone("103")
    caller = stage.calls(
        routes.LOCAL_N_DID,
        rang=["101", "103"],
        disposition="answered",
        hangup_by="caller",
        queues=["local"],
        transfers=[["blind", "101", "103"]],
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
    second, third = await stage.phone("102"), await stage.phone("103")
    caller = stage.calls(
        routes.FOLLOW_ME_DID,
        rang=["102", "103"],
        disposition="answered",
        hangup_by="caller",
        answered_without_customer=["102"],
    )
    (await second.rings()).answer()
    ring = await third.rings(15)
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
    first, second = await stage.phone("101"), await stage.phone("102")
    caller = stage.calls(
        DIRECT_DID, rang=["101", "102"], disposition="answered", hangup_by="caller", forwarded=["101", "102"]
    )
    (await first.rings()).redirect("102")
    await answered(second)
    await talk()
    await caller.hang_up()


@scenario
async def t39_forwarded_to_mobile(stage: Stage) -> None:
    """101's phone forwards to a mobile (302), which answers."""
    first = await stage.phone("101")
    caller = stage.calls(
        DIRECT_DID, rang=["101"], disposition="answered", hangup_by="caller", answered_outside=True, forwarded=["101"]
    )
    (await first.rings()).redirect(MOBILE)
    await answered(stage.outside)
    await talk()
    await caller.hang_up()


@scenario
async def t40_ivr_before_queue(stage: Stage) -> None:
    """The menu answers, the caller presses 1 and waits in the queue; 103 answers."""
    third = await stage.phone("103")
    caller = stage.calls(
        routes.IVR_DID,
        rang=["103"],
        disposition="answered",
        hangup_by="caller",
        queues=["sales"],
    )
    await caller.until_answered()
    await talk()
    await caller.press("1")
    await answered(third)
    await talk()
    await caller.hang_up()


@scenario
async def t41_ivr_left(stage: Stage) -> None:
    """The menu answers and the caller hangs up: nobody of ours rang."""
    caller = stage.calls(routes.IVR_DID, rang=[], disposition="missed", hangup_by="caller")
    await caller.until_answered()
    await talk()
    await caller.hang_up()


@scenario
async def t42_voicemail(stage: Stage) -> None:
    """101 does not answer, the voicemail does; the caller speaks and hangs up."""
    first = await stage.phone("101")
    caller = stage.calls(routes.VOICEMAIL_DID, rang=["101"], disposition="missed", hangup_by="caller")
    await first.rings()
    await caller.until_answered(10)
    await talk(2)
    await caller.hang_up()


@scenario
async def t43_queue_rejected_then_second(stage: Stage) -> None:
    """103 rejects in the queue, 104 answers."""
    third, fourth = await stage.phone("103"), await stage.phone("104")
    caller = stage.calls(
        "74951110001",
        rang=["103", "104"],
        disposition="answered",
        hangup_by="caller",
        queues=["sales"],
    )
    ring = await third.rings()
    await asyncio.sleep(0.5)
    ring.reject()
    await answered(fourth)
    await talk()
    await caller.hang_up()
