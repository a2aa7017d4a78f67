"""Scenarios: conferences, several calls at once, outbound in all its ends, key presses, early media."""

import asyncio
from typing import Any

from tests.asterisk import routes
from tests.asterisk.call import Call
from tests.asterisk.dialplan import BUSY_DID, DIRECT_DID
from tests.asterisk.scenario import Scenario, answered, collector, talk
from tests.asterisk.stage import Stage

ALL: list[Scenario] = []
scenario = collector(ALL)
OTHER = "+79031112233"
DIALLED = "89031112233"


@scenario
async def t50_conference_of_three(stage: Stage) -> None:
    """101 answers; the manager moves both into a conference; 102 dials in; the caller hangs up."""
    first, second = await stage.phone("101"), await stage.phone("102")
    caller = stage.calls(
        DIRECT_DID, rang=["101"], disposition="answered", hangup_by="caller", conference=["101", "102"]
    )
    await answered(first)
    await talk()
    fields = {"Context": "from-internal", "Exten": routes.CONFERENCE, "Priority": "1"}
    extra = {"Extra" + key: value for key, value in fields.items()}
    customer, operator = await stage.channel("trunk"), await stage.channel("101")
    await stage.act("Redirect", Channel=customer, ExtraChannel=operator, **fields, **extra)
    await talk()
    joined = second.dial(routes.CONFERENCE)
    await joined.until_answered()
    await talk(1.5)
    await caller.hang_up()
    await talk(0.3)
    for phone in (first, second):
        for call in phone.calls:
            await call.hang_up()


@scenario
async def t51_one_number_twice_at_once(stage: Stage) -> None:
    """The same number calls twice; 105 answers both, the second first, and each goes on for itself."""
    phone = await stage.phone("105")
    facts: dict[str, Any] = {"rang": ["105"], "disposition": "answered", "hangup_by": "caller"}
    one = stage.calls(BUSY_DID, **facts)
    first = await phone.rings()
    other = stage.calls(BUSY_DID, **facts)
    second = await phone.rings()
    second.answer()
    await second.until_heard(3)
    await talk(0.5)
    first.answer()
    await first.until_heard(3)
    await talk()
    await one.hang_up()
    await talk(0.5)
    await other.hang_up()


@scenario
async def t52_call_waiting(stage: Stage) -> None:
    """101 talks; a second customer calls; 101 holds the first, answers the second, and goes back."""
    phone = await stage.phone("101")
    facts: dict[str, Any] = {"rang": ["101"], "disposition": "answered"}
    one = stage.calls(DIRECT_DID, **facts, hangup_by="caller")
    first = await answered(phone)
    await talk()
    stage.calls(DIRECT_DID, number=OTHER, **facts, hangup_by="operator")
    second = await phone.rings()
    await first.hold()
    second.answer()
    await second.until_heard(3)
    await talk()
    await second.hang_up()
    await first.resume()
    await talk(0.5)
    await one.hang_up()


@scenario
async def t53_early_media_at_the_phone(stage: Stage) -> None:
    """101's phone answers 183 with sound after its 180, then is lifted."""
    phone = await stage.phone("101")
    caller = stage.calls(DIRECT_DID, rang=["101"], disposition="answered", hangup_by="caller", early_media=True)
    ring = await phone.rings()
    ring.progress()
    await talk()
    ring.answer()
    await ring.until_heard(3)
    await talk()
    await caller.hang_up()


@scenario
async def t54_outbound_early_media(stage: Stage) -> None:
    """101 dials out; the carrier sends sound (183) before the customer answers."""
    phone = await stage.phone("101")
    dialled = phone.dial(DIALLED)
    ring = await _outside(stage, disposition="answered", hangup_by="operator", early_media=True)
    ring.progress()
    await talk()
    ring.answer()
    await dialled.until_answered()
    await ring.until_heard(3)
    await talk()
    await dialled.hang_up()


async def _refused(stage: Stage, status: str, disposition: str) -> None:
    phone = await stage.phone("101")
    dialled = phone.dial(DIALLED)
    ring = await _outside(stage, disposition=disposition, hangup_by="pbx")
    await talk(0.3)
    ring.reject(status)
    await dialled.until_ended()


async def _outside(stage: Stage, **facts: object) -> Call:
    ring = await stage.outside.rings(10)
    stage.called(ring, ring.dialled, operator="101", rang=[], **facts)
    return ring


@scenario
async def t55_outbound_busy(stage: Stage) -> None:
    """101 dials out; the customer is busy (486)."""
    await _refused(stage, "486 Busy Here", "busy")


@scenario
async def t56_outbound_no_such_number(stage: Stage) -> None:
    """101 dials out; there is no such number (404)."""
    await _refused(stage, "404 Not Found", "unavailable")


@scenario
async def t57_outbound_failed(stage: Stage) -> None:
    """101 dials out; the carrier's network fails (503)."""
    await _refused(stage, "503 Service Unavailable", "failed")


@scenario
async def t58_outbound_unanswered(stage: Stage) -> None:
    """101 dials out; the customer does not answer; 101 gives up."""
    phone = await stage.phone("101")
    dialled = phone.dial(DIALLED)
    await _outside(stage, disposition="no_answer", hangup_by="operator")
    await talk()
    await dialled.hang_up()


@scenario
async def t59_outbound_transferred(stage: Stage) -> None:
    """101 dials out; the customer answers; 101 hands blindly to 102 (REFER)."""
    phone, second = await stage.phone("101"), await stage.phone("102")
    dialled = phone.dial(DIALLED)
    ring = await stage.outside.rings(10)
    stage.called(
        ring,
        ring.dialled,
        operator="101",
        rang=["102"],
        disposition="answered",
        hangup_by="caller",
        transfers=[["blind", "101", "102"]],
    )
    ring.answer()
    await dialled.until_answered()
    await dialled.until_heard(3)
    await talk()
    await dialled.transfer("102")
    await answered(second)
    await talk()
    await ring.hang_up()


async def _originate(stage: Stage, channel_id: str) -> None:
    fields = {"Context": "from-internal", "Exten": DIALLED, "Priority": "1", "CallerID": DIALLED}
    await stage.act("Originate", Channel="PJSIP/101", **fields, Async="true", Timeout="3000", ChannelId=channel_id)


@scenario
async def t60_click_to_call(stage: Stage) -> None:
    """The manager rings 101 first, who lifts; then the customer, who answers."""
    phone = await stage.phone("101")
    await _originate(stage, "cb-60")
    ring = await phone.rings()
    ring.answer()
    far = await stage.outside.rings(10)
    stage.called(far, far.dialled, operator="101", rang=["101"], disposition="answered", hangup_by="caller")
    await talk(0.5)
    far.answer()
    await ring.until_heard(3)
    await talk()
    await far.hang_up()


@scenario
async def t63_click_to_call_unanswered(stage: Stage) -> None:
    """The manager rings 101 for 3 s, who does not lift: the customer is never called."""
    phone = await stage.phone("101")
    await _originate(stage, "cb-63")
    ring = await phone.rings()
    stage.called(ring, DIALLED, operator="101", rang=["101"], disposition="no_answer", hangup_by="pbx")
    await ring.until_ended()


@scenario
async def t61_dtmf_during_talk(stage: Stage) -> None:
    """101 and the caller press keys while they talk."""
    phone = await stage.phone("101")
    caller = stage.calls(DIRECT_DID, rang=["101"], disposition="answered", hangup_by="caller")
    ring = await answered(phone)
    await talk(0.5)
    await ring.press("123")
    await caller.press("456")
    await talk(0.5)
    await caller.hang_up()


@scenario
async def t62_both_hold(stage: Stage) -> None:
    """101 holds, the caller holds too, each resumes."""
    phone = await stage.phone("101")
    caller = stage.calls(DIRECT_DID, rang=["101"], disposition="answered", hangup_by="caller")
    ring = await answered(phone)
    await talk()
    await ring.hold()
    await asyncio.sleep(0.5)
    await caller.hold()
    await asyncio.sleep(0.5)
    await ring.resume()
    await asyncio.sleep(0.5)
    await caller.resume()
    await talk(0.5)
    await caller.hang_up()
