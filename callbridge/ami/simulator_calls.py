"""Calls on the simulated PBX, each told as the recorded Asterisk tells it (tests/recordings, s01 to s19)."""

import asyncio
from dataclasses import dataclass
from enum import StrEnum

from callbridge.ami.simulator_channel import RING, RINGING, UP, SimulatedChannel
from callbridge.ami.simulator_pbx import SimulatedPbx


class CallKind(StrEnum):
    """Who calls whom."""

    INBOUND = "inbound"
    """From the trunk to one phone, or to all `targets` at once."""
    QUEUE = "queue"
    """From the trunk to a queue, whose members ring one after another."""
    OUTBOUND = "outbound"
    """From the phone `targets[0]` to `number`."""
    INTERNAL = "internal"
    """From the phone `number` to the phone `targets[0]`."""


class Ending(StrEnum):
    """How a call ends that nobody answers."""

    TIMEOUT = "timeout"
    CANCEL = "cancel"
    """The caller gives up; in a queue: abandons."""
    BUSY = "busy"


@dataclass(frozen=True, slots=True, kw_only=True)
class SimulatedCall:
    """A call and its fate; a phone told to answer meanwhile (``Event=talk``) changes the fate."""

    kind: CallKind = CallKind.INBOUND
    number: str = "+79161234567"
    name: str = ""
    did: str = "74951110002"
    targets: tuple[str, ...] = ("101",)
    queue: str = "sales"
    ring_s: float = 4.0
    """How long phones ring before the answer or the end; in a queue: each member."""
    talk_s: float = 20.0
    hold_s: float = 0.0
    """Of the talk, how long the caller is on hold."""
    answered_by: str = ""
    """The extension (or number, outbound) that answers; ``""``: nobody does."""
    ending: Ending = Ending.TIMEOUT
    is_ended_by_operator: bool = False


class CallWalk:
    """What all calls share: waiting for an answer, talking, hanging up."""

    def __init__(self, pbx: SimulatedPbx, call: SimulatedCall, pace: float) -> None:
        self.pbx = pbx
        self.call = call
        self.pace = pace

    async def wait(self, seconds: float) -> None:
        await asyncio.sleep(seconds * self.pace)

    async def answerer(self, legs: list[SimulatedChannel]) -> SimulatedChannel | None:
        """Let `legs` ring; return the one that answers, by ✓ or by its fate."""
        answered: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        for leg in legs:
            self.pbx.ring(leg.endpoint, answered)
        await asyncio.wait({answered}, timeout=self.call.ring_s * self.pace)
        for leg in legs:
            self.pbx.unring(leg.endpoint)
        chosen = answered.result() if answered.done() else self.call.answered_by
        return next((leg for leg in legs if chosen and chosen in (leg.endpoint, leg.number)), None)

    async def talk(self, caller: SimulatedChannel, leg: SimulatedChannel) -> None:
        await self.wait((self.call.talk_s - self.call.hold_s) / 2)
        if self.call.hold_s:
            self.pbx.tell("Hold", leg, MusicClass="default")
            self.pbx.tell("MusicOnHoldStart", caller, Class="default")
            await self.wait(self.call.hold_s)
            self.pbx.tell("Unhold", leg)
            self.pbx.tell("MusicOnHoldStop", caller)
        await self.wait((self.call.talk_s - self.call.hold_s) / 2)

    def part(self, caller: SimulatedChannel, leg: SimulatedChannel) -> None:
        """End the talk: whose phone hangs up leaves the bridge first."""
        pbx = self.pbx
        by_caller = not self._is_ended_by(leg)
        first, second = (caller, leg) if by_caller else (leg, caller)
        bridge_id = first.bridge_id
        pbx.leave_bridge(first)
        if by_caller:
            pbx.tell("SoftHangupRequest", caller, Cause="16")
        pbx.leave_bridge(second)
        pbx.destroy_bridge(bridge_id)
        if not by_caller:
            pbx.tell("SoftHangupRequest", caller, Cause="16")
        pbx.tell_record(caller, leg, "ANSWERED", self.call.talk_s)
        pbx.hang_up(first, 16)
        pbx.hang_up(second, 16)

    def request_hangup(self, caller: SimulatedChannel, leg: SimulatedChannel) -> None:
        who = leg if self._is_ended_by(leg) else caller
        # A queue's caller hangs up without a Cause (s05), everybody else with one.
        more = {} if self.call.kind is CallKind.QUEUE and who is caller else {"Cause": "16"}
        self.pbx.tell("HangupRequest", who, **more)

    def _is_ended_by(self, leg: SimulatedChannel) -> bool:
        return self.call.is_ended_by_operator == (leg.endpoint in self.pbx.phones)


class DialledCall(CallWalk):
    """A call to one phone, to several at once, or out through the trunk."""

    async def run(self) -> None:
        """Let it happen."""
        caller = self._caller()
        legs = [self._leg(caller, target) for target in self._targets()]
        for leg in legs:
            self.pbx.tell_dial("DialBegin", caller, leg, DialString=leg.endpoint)
            if len(legs) == 1:
                self._connect(caller, leg)
        for leg in legs:
            self.pbx.change_state(leg, RINGING)
            self.pbx.tell_dial("DialState", caller, leg, DialStatus="RINGING")
        winner = await self.answerer(legs)
        if winner is not None:
            await self._answered(caller, winner, [leg for leg in legs if leg is not winner])
        else:
            self._unanswered(caller, legs)

    def _targets(self) -> tuple[str, ...]:
        return ("trunk",) if self.call.kind is CallKind.OUTBOUND else self.call.targets

    def _caller(self) -> SimulatedChannel:
        call, phones = self.call, self.pbx.phones
        if call.kind is CallKind.INBOUND:
            caller = self.pbx.new_channel("trunk", number=call.number, name=call.name, exten=call.did, state=RING)
            caller.priority = 2
            return caller
        own, exten = (
            (call.targets[0], call.number) if call.kind is CallKind.OUTBOUND else (call.number, call.targets[0])
        )
        return self.pbx.new_channel(own, number=own, name=phones[own], exten=exten, state=RING)

    def _leg(self, caller: SimulatedChannel, target: str) -> SimulatedChannel:
        is_trunk = target == "trunk"
        number = "" if is_trunk else target
        name = "" if is_trunk else self.pbx.phones[target]
        leg = self.pbx.new_channel(target, number=number, name=name, exten="s", of=caller)
        leg.exten = caller.exten
        leg.connect_to(caller)
        if is_trunk:
            leg.number = self.call.number
            self.pbx.tell("NewCallerid", leg, **{"CID-CallingPres": "0 (Presentation Allowed, Not Screened)"})
        self.pbx.tell("NewConnectedLine", leg)
        return leg

    def _connect(self, caller: SimulatedChannel, leg: SimulatedChannel) -> None:
        caller.connect_to(leg)
        self.pbx.tell("NewConnectedLine", caller)

    async def _answered(
        self, caller: SimulatedChannel, winner: SimulatedChannel, losers: list[SimulatedChannel]
    ) -> None:
        pbx = self.pbx
        pbx.change_state(winner, UP)
        if losers:
            self._connect(caller, winner)
        for leg in losers:
            pbx.tell_dial("DialEnd", caller, leg, DialStatus="CANCEL")
            pbx.hang_up(leg, 26)
        winner.exten = ""
        pbx.tell_dial("DialEnd", caller, winner, DialStatus="ANSWER")
        pbx.change_state(caller, UP)
        pbx.bridge(winner, caller)
        await self.talk(caller, winner)
        self.request_hangup(caller, winner)
        self.part(caller, winner)

    def _unanswered(self, caller: SimulatedChannel, legs: list[SimulatedChannel]) -> None:
        pbx, ending = self.pbx, self.call.ending
        status, leg_cause, caller_cause, disposition = _ENDS[ending]
        if ending is Ending.CANCEL:
            pbx.tell("HangupRequest", caller, Cause="127", TechCause="487")
        for leg in legs:
            if ending is Ending.BUSY:
                pbx.tell("HangupRequest", leg, Cause="17", TechCause="486")
            pbx.tell_dial("DialEnd", caller, leg, DialStatus=status)
            if ending is not Ending.CANCEL:
                pbx.hang_up(leg, leg_cause)
        if ending is not Ending.CANCEL:
            caller.priority += 1
        pbx.tell("SoftHangupRequest", caller, Cause="16")
        for leg in legs:
            if ending is Ending.CANCEL:
                pbx.hang_up(leg, leg_cause)
            pbx.tell_record(caller, leg, disposition, 0)
        pbx.hang_up(caller, caller_cause)


_ENDS = {
    Ending.TIMEOUT: ("NOANSWER", 0, 16, "NO ANSWER"),
    Ending.CANCEL: ("CANCEL", 127, 127, "NO ANSWER"),
    Ending.BUSY: ("BUSY", 17, 17, "BUSY"),
}
