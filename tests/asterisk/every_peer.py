"""Scenarios: two PBXs with a SIP trunk between them; each one's stream is a recording of its own."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from tests.asterisk import routes
from tests.asterisk.dialplan import DIRECT_DID
from tests.asterisk.scenario import answered, talk
from tests.asterisk.stage import Stage

PairScript = Callable[[Stage, Stage], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class PairScenario:
    """A script for two PBXs, with its name and, in one sentence, its doc."""

    name: str
    doc: str
    script: PairScript


ALL: list[PairScenario] = []


def scenario(script: PairScript) -> PairScript:
    """Add a script under its function's name."""
    ALL.append(PairScenario(getattr(script, "__name__", ""), (script.__doc__ or "").strip(), script))
    return script


@scenario
async def t80_colleague_of_another_pbx(here: Stage, there: Stage) -> None:
    """101 of one PBX dials 7102: 102 of the other answers; 101 hangs up."""
    phone, colleague = await here.phone("101"), await there.phone("102")
    number = f"{routes.OTHER_PBX}102"
    dialled = phone.dial(number)
    there.visited(dialled, "101", "102", rang=["102"], disposition="answered", hangup_by="caller")
    ring = await answered(colleague)
    here.called(ring, number, operator="101", rang=[], disposition="answered", hangup_by="operator")
    await talk()
    await dialled.hang_up()


@scenario
async def t81_transferred_to_another_pbx(here: Stage, there: Stage) -> None:
    """101 of one PBX hands a customer blindly to 7102 (REFER): 102 of the other answers; the customer hangs up."""
    number = f"{routes.OTHER_PBX}102"
    caller, (phone,) = await here.visit(
        DIRECT_DID, "101", rang=["101"], transfers=[["blind", "101", number]], answered_outside=True
    )
    colleague = await there.phone("102")
    ring = await answered(phone)
    await talk()
    there.visited(caller, here.caller, "102", rang=["102"], disposition="answered", hangup_by="caller")
    await ring.transfer(number)
    await answered(colleague)
    await talk()
    await caller.hang_up()


@scenario
async def t82_forwarded_to_another_pbx(here: Stage, there: Stage) -> None:
    """101's phone forwards a customer to 7102 (302): 102 of the other PBX answers and hangs up."""
    colleague = await there.phone("102")
    caller, (phone,) = await here.visit(
        DIRECT_DID,
        "101",
        rang=["101"],
        hangup_by="operator",
        forwarded=["101", f"{routes.OTHER_PBX}102"],
        answered_outside=True,
    )
    there.visited(caller, here.caller, "102", rang=["102"], disposition="answered", hangup_by="operator")
    (await phone.rings()).redirect(f"{routes.OTHER_PBX}102")
    ring = await answered(colleague)
    await talk()
    await ring.hang_up()


@scenario
async def t83_unanswered_at_another_pbx(here: Stage, there: Stage) -> None:
    """101 of one PBX dials 7102: 102 of the other rejects."""
    phone, colleague = await here.phone("101"), await there.phone("102")
    number = f"{routes.OTHER_PBX}102"
    dialled = phone.dial(number)
    there.visited(dialled, "101", "102", rang=["102"], disposition="busy", hangup_by="pbx")
    ring = await colleague.rings()
    here.called(ring, number, operator="101", rang=[], disposition="busy", hangup_by="pbx")
    ring.reject()
    await dialled.until_ended()
