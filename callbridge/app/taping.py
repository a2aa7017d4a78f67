"""Beginning, pausing and ending the tape of one's own talk. Implements `services.TapeCommands`."""

import asyncio

import structlog

from callbridge.app.call_desk import CallDesk
from callbridge.app.control_port import TapeControl
from callbridge.app.own_talk import own_talk
from callbridge.app.ports import AuditTrail
from callbridge.app.witness_desk import WitnessDesk
from callbridge.crm.audit import CALL, AuditNote
from callbridge.crm.operator import Operator
from callbridge.crm.taping import TAPED, TapeOrder, TapeRules, TapeState
from callbridge.kernel.clock import Clock
from callbridge.kernel.errors import CallbridgeError, IllegalMove
from callbridge.kernel.ids import CallId, LegId
from callbridge.screenpop.card_view import LiveLeg
from callbridge.screenpop.live_call import LiveCall

_LOGGER = structlog.get_logger(__name__)


class TapingDesk:
    """What operators do with tapes; each order is in the audit trail before the PBX hears of it."""

    def __init__(
        self,
        calls: CallDesk,
        witnesses: WitnessDesk,
        control: TapeControl,
        audit: AuditTrail,
        rules: TapeRules,
        clock: Clock,
    ) -> None:
        self._calls = calls
        self._witnesses = witnesses
        self._control = control
        self._audit = audit
        self._rules = rules
        self._clock = clock
        self._under_way: set[LegId] = set()
        """Phones whose order the PBX has not answered: a double click begins one tape."""
        self._tasks: asyncio.TaskGroup

    def start(self, tasks: asyncio.TaskGroup) -> None:
        """Give the desk, before the first link comes up, where it asks for tapes."""
        self._tasks = tasks

    def connected(self, pbx: str) -> None:
        """Find the tapes of the talks that a PBX has, as the last orders on them left them: we may have been away."""
        if self._rules.start is not None or self._rules.pause is not None:
            self._tasks.create_task(self._recall(pbx), name=f"tapes of {pbx}")

    async def _recall(self, pbx: str) -> None:
        for call in [call for call in self._calls.live.live_calls_now() if call.pbx == pbx and call.ended is None]:
            talking = [leg.leg_id for leg in call.legs.values() if leg.is_talking]
            for channel in dict.fromkeys((*talking, *([LegId(call.call_id)] if talking else ()))):
                try:
                    await self._recall_one(call, channel)
                except CallbridgeError as error:
                    _LOGGER.info("no word of a tape", call_id=call.call_id, channel=channel, error=str(error))

    async def _recall_one(self, call: LiveCall, channel: LegId) -> None:
        witnesses = call.witnesses
        if channel in witnesses.begun_here:
            return
        noted = await self._control.noted_tape(channel)
        if noted is None:
            return
        if noted.tape_id:
            witnesses.begun_here[channel] = noted.tape_id
        if channel not in witnesses.tapes:  # else an event told of it meanwhile
            witnesses.mute(channel, is_paused=noted.state is TapeState.PAUSED)
        self._calls.changed(call)

    async def order(self, operator: Operator, call_id: CallId, do: TapeOrder) -> None:
        """Do it; IllegalMove says why it cannot be done."""
        call, leg = own_talk(self._calls.live.live_call(call_id), operator.id)
        if leg.leg_id in self._under_way:
            raise IllegalMove("tape.not_now")
        if do not in self._witnesses.of(call, operator.id).tape_orders:
            raise IllegalMove(self._why_not(operator, call, leg, do))
        self._under_way.add(leg.leg_id)
        try:
            await self._do(operator, call, leg, do)
        finally:
            self._under_way.discard(leg.leg_id)
        self._calls.changed(call)

    async def _do(self, operator: Operator, call: LiveCall, leg: LiveLeg, do: TapeOrder) -> None:
        file = ""
        if do is TapeOrder.START:
            file = self._rules.files[call.pbx].name(call.call_id, leg.leg_id, leg.endpoint, self._clock.now())
        note = AuditNote(
            at=self._clock.now(),
            operator_id=operator.id,
            action=TAPED,
            entity=CALL,
            entity_id=call.call_id,
            detail={"do": do.value} | ({"file": file} if file else {}),
        )
        await self._audit.note(note)
        await self._carry_out(call, leg, do, file)

    async def _carry_out(self, call: LiveCall, leg: LiveLeg, do: TapeOrder, file: str) -> None:
        """Do it, and know of it even where the PBX does not tell."""
        witnesses = call.witnesses
        if do is TapeOrder.START:
            witnesses.begun_here[leg.leg_id] = await self._control.start_tape(leg.leg_id, file)
            witnesses.start(leg.leg_id)
            return
        for channel, state in witnesses.tapes_of(leg, call.legs).items():
            if do is TapeOrder.STOP:
                if channel in witnesses.begun_here:
                    await self._control.stop_tape(LegId(channel), witnesses.begun_here[channel])
                    witnesses.stop(channel)
            elif (state is TapeState.RUNNING) is (do is TapeOrder.PAUSE):
                await self._control.pause_tape(LegId(channel), is_paused=do is TapeOrder.PAUSE)
                witnesses.mute(channel, is_paused=do is TapeOrder.PAUSE)

    def _why_not(self, operator: Operator, call: LiveCall, leg: LiveLeg, do: TapeOrder) -> str:
        state_known = bool(call.witnesses.tapes_of(leg, call.legs))
        least = self._rules.start if do in (TapeOrder.START, TapeOrder.STOP) else self._rules.pause
        if least is None or (do is TapeOrder.START and call.pbx not in self._rules.files):
            return "tape.off"
        if not operator.role.covers(least):
            return "tape.role"
        if do is TapeOrder.START:
            return "tape.runs"
        if do is TapeOrder.STOP and state_known:
            return "tape.of_the_pbx"
        return "tape.not_now"
