"""Scenarios: conferences, several calls at once, outbound in all its ends, key presses, early media."""

import asyncio
from typing import Any

from tests.asterisk import routes
from tests.asterisk.call import Call
from tests.asterisk.dialplan import BUSY_DID, DIRECT_DID
from tests.asterisk.scenario import Scenario, answered, collector, consulted, talk
from tests.asterisk.stage import Stage

ALL: list[Scenario] = []
scenario = collector(ALL)
OTHER = "+79031112233"
DIALLED = "89031112233"


@scenario
async def t50_conference_of_three(stage: Stage) -> None:
    """101 answers; the manager moves both into a conference; 102 dials in; the caller hangs up."""
    caller, (first, second) = await stage.visit(DIRECT_DID, "101", "102", rang=["101"], conference=["101", "102"])
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
    caller, (phone,) = await stage.visit(DIRECT_DID, "101", rang=["101"], early_media=True)
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
    ring = await stage.outside.rings()
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
    ring = await stage.outside.rings()
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


async def _originate(stage: Stage, channel_id: str, channel: str = "PJSIP/101") -> None:
    fields = {"Context": "from-internal", "Exten": DIALLED, "Priority": "1", "CallerID": DIALLED}
    await stage.act("Originate", Channel=channel, **fields, Async="true", Timeout="3000", ChannelId=channel_id)


@scenario
async def t60_click_to_call(stage: Stage) -> None:
    """The manager rings 101 first, who lifts; then the customer, who answers."""
    phone = await stage.phone("101")
    await _originate(stage, "cb-60")
    ring = await phone.rings()
    ring.answer()
    far = await stage.outside.rings()
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
    caller, (phone,) = await stage.visit(DIRECT_DID, "101", rang=["101"])
    ring = await answered(phone)
    await talk(0.5)
    await ring.press("123")
    await caller.press("456")
    await talk(0.5)
    await caller.hang_up()


@scenario
async def t62_both_hold(stage: Stage) -> None:
    """101 holds, the caller holds too, each resumes."""
    caller, (phone,) = await stage.visit(DIRECT_DID, "101", rang=["101"])
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


@scenario
async def t64_called_back(stage: Stage) -> None:
    """A customer gives up while 101 rings; then 102 clicks to call back, lifts, and the customer answers."""
    caller, (first, second) = await stage.visit(
        DIRECT_DID, "101", "102", number="+79031112233", rang=["101"], disposition="missed"
    )
    await first.rings()
    await talk()
    await caller.hang_up()
    await talk(0.5)
    await _originate(stage, "cb-64", "PJSIP/102")
    ring = await second.rings()
    ring.answer()
    far = await stage.outside.rings()
    stage.called(far, far.dialled, operator="102", rang=["102"], disposition="answered", hangup_by="operator")
    await talk(0.5)
    far.answer()
    await ring.until_heard(3)
    await talk()
    await ring.hang_up()


async def _click(stage: Stage, channel_id: str, channel: str = "PJSIP/101", **facts: Any) -> tuple[Call, Call]:
    """Ring 101 by the manager, then the customer, who answers; return both sides."""
    phone = stage.phones[0]
    await _originate(stage, channel_id, channel)
    ring = await phone.rings()
    ring.answer()
    far = await stage.outside.rings()
    stage.called(far, far.dialled, operator="101", disposition="answered", hangup_by="caller", **facts)
    await talk(0.5)
    far.answer()
    await ring.until_heard(3)
    await talk()
    await far.until_hears(phone.voice)
    return ring, far


@scenario
async def t65_click_to_call_transferred(stage: Stage) -> None:
    """101 clicks to call; the customer answers; 101 hands blindly to 102 (REFER)."""
    await stage.phone("101")
    second = await stage.phone("102")
    ring, far = await _click(stage, "cb-65", rang=["101", "102"], transfers=[["blind", "101", "102"]])
    await ring.transfer("102")
    await answered(second)
    await talk()
    await far.until_hears(second.voice)
    await far.hang_up()


@scenario
async def t66_click_to_call_attended(stage: Stage) -> None:
    """101 clicks to call; the customer answers; 101 consults 102 and joins the two (REFER with Replaces)."""
    phone, second = await stage.phone("101"), await stage.phone("102")
    ring, far = await _click(stage, "cb-66", rang=["101"], transfers=[["attended", "101", "102"]])
    consultation = await consulted(phone, ring, "102")
    await answered(second)
    await talk(0.7)
    await ring.transfer("102", consulted=consultation)
    await talk()
    await far.hang_up()


@scenario
async def t67_click_to_call_through_local(stage: Stage) -> None:
    """Another system clicks to call as FreePBX does, through ``Local/101@from-internal``."""
    await stage.phone("101")
    _, far = await _click(stage, "cb-67", "Local/101@from-internal", rang=["101"])
    await far.hang_up()


@scenario
async def t68_outbound_attended(stage: Stage) -> None:
    """101 dials out; the customer answers; 101 consults 102 and joins the two (REFER with Replaces)."""
    phone, second = await stage.phone("101"), await stage.phone("102")
    dialled = phone.dial(DIALLED)
    transfers = [["attended", "101", "102"]]
    ring = await _outside(stage, disposition="answered", hangup_by="caller", transfers=transfers)
    ring.answer()
    await dialled.until_answered()
    await dialled.until_heard(3)
    await talk()
    consultation = await consulted(phone, dialled, "102")
    await answered(second)
    await talk(0.7)
    await dialled.transfer("102", consulted=consultation)
    await talk()
    await ring.hang_up()


@scenario
async def t69_music_on_hold(stage: Stage) -> None:
    """101 holds twice; the caller hears music meanwhile, and hangs up during the second one."""
    caller, (phone,) = await stage.visit(DIRECT_DID, "101", rang=["101"])
    ring = await answered(phone)
    await talk()
    await ring.hold()
    await talk()
    await ring.resume()
    await talk()
    await ring.hold()
    await talk()
    await caller.hang_up()
