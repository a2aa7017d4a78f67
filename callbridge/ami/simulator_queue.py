"""Calls to a queue of the simulated PBX, told as app_queue tells them (recordings s05 to s07)."""

from callbridge.ami.simulator_calls import CallWalk, SimulatedCall
from callbridge.ami.simulator_channel import RING, RINGING, UP, SimulatedChannel
from callbridge.ami.simulator_pbx import SimulatedPbx, SimulatedQueue


class QueueCall(CallWalk):
    """A call to a queue: its members ring one after another, until one answers or the caller gives up."""

    def __init__(self, pbx: SimulatedPbx, call: SimulatedCall, pace: float) -> None:
        super().__init__(pbx, call, pace)
        self.queue: SimulatedQueue = pbx.queues[call.queue]
        self.waited_s = 0.0

    async def run(self) -> None:
        """Let it happen."""
        pbx, call = self.pbx, self.call
        caller = pbx.new_channel("trunk", number=call.number, name=call.name, exten=call.did, state=RING)
        caller.priority = 3
        self.queue.waiting.append(caller)
        position = len(self.queue.waiting)
        self._tell_queue("QueueCallerJoin", caller, Position=str(position), Count=str(position))
        for target in call.targets:
            if target in self.queue.paused or not pbx.is_free(target):
                continue
            leg = self._ring(caller, target)
            winner = await self.answerer([leg])
            self.waited_s += call.ring_s
            if winner is not None:
                await self._answered(caller, leg)
                return
            if target == call.targets[-1]:
                self._abandon(caller, leg)
                return
            self._no_answer(caller, leg)
            await self.wait(1)  # the queue's retry
            self.waited_s += 1
        await self.wait(call.ring_s)
        self._abandon(caller, None)

    def _ring(self, caller: SimulatedChannel, target: str) -> SimulatedChannel:
        pbx = self.pbx
        leg = pbx.new_channel(target, number=target, name=pbx.phones[target], exten="s", of=caller)
        leg.exten = caller.exten
        leg.connect_to(caller)
        pbx.tell_dial("AgentCalled", caller, leg, **self._member(target))
        pbx.tell_dial("DialBegin", caller, leg, DialString=f"PJSIP/{target}")
        caller.connect_to(leg)
        pbx.tell("NewConnectedLine", caller)
        pbx.change_state(leg, RINGING)
        pbx.tell("NewConnectedLine", leg)
        pbx.tell_dial("DialState", caller, leg, DialStatus="RINGING")
        pbx.tell_member(self.queue, target, 6)
        return leg

    def _no_answer(self, caller: SimulatedChannel, leg: SimulatedChannel) -> None:
        pbx = self.pbx
        ring_ms = str(round(self.call.ring_s * 1000))  # milliseconds here, seconds in AgentConnect: Asterisk's habit
        pbx.tell_dial("AgentRingNoAnswer", caller, leg, **self._member(leg.endpoint), RingTime=ring_ms)
        for status in ("NOANSWER", "CANCEL"):
            pbx.tell_dial("DialEnd", caller, leg, DialStatus=status)
        pbx.hang_up(leg, 0)
        pbx.tell_member(self.queue, leg.endpoint, 1)

    async def _answered(self, caller: SimulatedChannel, leg: SimulatedChannel) -> None:
        pbx, member = self.pbx, self._member(leg.endpoint)
        hold_s = str(round(self.waited_s))
        pbx.change_state(leg, UP)
        pbx.tell_dial("DialEnd", caller, leg, DialStatus="ANSWER")
        self._leave(caller)
        pbx.tell_dial("AgentConnect", caller, leg, **member, HoldTime=hold_s, RingTime=str(round(self.call.ring_s)))
        pbx.tell_member(self.queue, leg.endpoint, 2)
        pbx.change_state(caller, UP)
        pbx.bridge(leg, caller)
        await self.talk(caller, leg)
        self.request_hangup(caller, leg)
        by = "agent" if self.call.is_ended_by_operator else "caller"
        talk_s = str(round(self.call.talk_s))
        pbx.tell_dial("AgentComplete", caller, leg, **member, HoldTime=hold_s, TalkTime=talk_s, Reason=by)
        self.part(caller, leg)
        pbx.tell_member(self.queue, leg.endpoint, 1)

    def _abandon(self, caller: SimulatedChannel, leg: SimulatedChannel | None) -> None:
        pbx = self.pbx
        pbx.tell("HangupRequest", caller, Cause="127", TechCause="487")
        if leg is not None:
            for _ in range(2):  # both: app_queue and the dial it made
                pbx.tell_dial("DialEnd", caller, leg, DialStatus="CANCEL")
        hold_s = str(round(self.waited_s))
        self._tell_queue("QueueCallerAbandon", caller, Position="1", OriginalPosition="1", HoldTime=hold_s)
        if leg is not None:
            pbx.hang_up(leg, 0)
        self._leave(caller)
        pbx.tell("SoftHangupRequest", caller, Cause="16")
        if leg is not None:
            pbx.tell_member(self.queue, leg.endpoint, 1)
            pbx.tell_record(caller, leg, "NO ANSWER", 0)
        pbx.hang_up(caller, 127)

    def _leave(self, caller: SimulatedChannel) -> None:
        position = self.queue.waiting.index(caller) + 1
        self.queue.waiting.remove(caller)
        self._tell_queue("QueueCallerLeave", caller, Position=str(position), Count=str(len(self.queue.waiting)))

    def _tell_queue(self, name: str, caller: SimulatedChannel, **more: str) -> None:
        self.pbx.emit(name, caller.headers(), {"Queue": self.queue.name}, more)

    def _member(self, target: str) -> dict[str, str]:
        return {"Queue": self.queue.name, "Interface": f"PJSIP/{target}", "MemberName": self.pbx.phones[target]}
