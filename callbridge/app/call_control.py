"""Handing calls over, parking, fetching and listening, from the browser. Implements `services.ControlCommands`."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from callbridge.app.control_port import CallControl, DeviceState, DialPlace, Places
from callbridge.app.live_calls import LiveCalls
from callbridge.app.own_talk import own_talk
from callbridge.app.ports import AuditTrail, Desk
from callbridge.app.roster import OperatorRoster
from callbridge.crm.audit import CALL, LISTENED, AuditNote
from callbridge.crm.call_board import (
    Colleague,
    ColleagueState,
    ListenWay,
    LiveCallView,
    LiveState,
    TransferWay,
    TransferWish,
)
from callbridge.crm.operator import Operator, Presence
from callbridge.kernel.clock import Clock
from callbridge.kernel.errors import CallbridgeError, IllegalMove, NotFound
from callbridge.kernel.ids import CallId, OperatorId
from callbridge.screenpop.live_call import LiveCall
from callbridge.screenpop.sight import NO_PAGES, Pages

MAX_LISTED = 100


class ListenerNews(Protocol):
    """Who tells operators that somebody listens to them."""

    @property
    def tells_of_listeners(self) -> bool: ...

    def expect(self, pbx: str, endpoint: str, way: ListenWay) -> None: ...

    def forget(self, pbx: str, endpoint: str) -> None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class ControlRules:
    """Where phones are, and what may be done to calls."""

    places: Places
    park_extensions: dict[str, str]
    """By PBX: what is dialled to park; a PBX that is missing parks nothing."""
    may_listen: bool
    clock: Clock


class ControlDesk:
    """What operators and supervisors do with live calls."""

    def __init__(
        self,
        *,
        calls: LiveCalls,
        roster: OperatorRoster,
        desk: Desk,
        control: CallControl,
        audit: AuditTrail,
        rules: ControlRules,
    ) -> None:
        self._calls = calls
        self._roster = roster
        self._desk = desk
        self._control = control
        self._audit = audit
        self._rules = rules
        self._listeners: ListenerNews
        self._pages_of: Callable[[OperatorId], Pages] = lambda _: NO_PAGES

    def start(self, pages_of: Callable[[OperatorId], Pages], listeners: ListenerNews) -> None:
        """Give the desk what says which pages somebody has open, and who tells of listeners."""
        self._pages_of = pages_of
        self._listeners = listeners

    def colleagues(self, operator: Operator) -> Sequence[Colleague]:
        """Return everybody else with a phone on the operator's PBX, who is free first."""
        calls = [call for call in self._calls.live_calls_now() if call.ended is None]
        found = [
            Colleague(
                id=row.id,
                full_name=row.full_name,
                extension=row.extension,
                state=self._state(row, calls),
                pause_reason=row.pause_reason,
                blind_since=self._pages_of(row.id).blind_since,
            )
            for row in self._roster.everybody()
            if row.is_active and row.extension and row.id != operator.id and _share_pbx(row, operator)
        ]
        order = list(ColleagueState)
        return sorted(found, key=lambda one: (order.index(one.state), one.full_name))

    async def live(self, operator: Operator) -> Sequence[LiveCallView]:
        """Return the calls within the operator's reach that go on, the oldest first."""
        going_on = [(call, state) for call in self._calls.live_calls_now() if (state := _live_state(call)) is not None]
        if not going_on:
            return []
        asked = [call.call_id for call, _ in going_on]
        rows = {row.call_id: row for row in await self._desk.calls_of(asked, reader_id=operator.id)}
        views = [
            LiveCallView(
                call_id=call.call_id,
                direction=call.direction.value,
                number=row.number,
                who=row.person or row.organization or row.caller_name,
                state=state,
                operators=self._names(call, state),
                since=call.answered_at or call.started_at,
                parked_in=call.parked_in,
            )
            for call, state in going_on
            if (row := rows.get(call.call_id)) is not None
        ]
        return views[:MAX_LISTED]

    async def transfer(self, operator: Operator, call_id: CallId, wish: TransferWish) -> None:
        """Hand the customer over; IllegalMove says why it cannot be done, and then nothing has changed."""
        call, leg = own_talk(self._calls.live_call(call_id), operator.id)
        taker = self._roster.get(wish.to)
        if taker is None or not taker.is_active or not taker.extension or taker.id == operator.id:
            raise NotFound("transfer.no_colleague")
        place = self._place(call.pbx)
        device = await self._control.device(call.pbx, place.endpoint(taker.extension))
        if device is DeviceState.UNREACHABLE:
            raise IllegalMove("transfer.unreachable", name=taker.full_name)
        if device in (DeviceState.BUSY, DeviceState.RINGING):
            raise IllegalMove("transfer.busy", name=taker.full_name)
        if wish.way is TransferWay.BLIND:
            await self._control.hand_over(leg.leg_id, taker.extension, place.context)
        else:
            await self._control.consult(leg.leg_id, taker.extension, place.context)

    async def park(self, operator: Operator, call_id: CallId) -> None:
        """Let the customer wait where any colleague can fetch them; Asterisk rings back who parked, in time."""
        call, leg = own_talk(self._calls.live_call(call_id), operator.id)
        extension = self._rules.park_extensions.get(call.pbx, "")
        if not extension:
            raise IllegalMove("park.off")
        await self._control.hand_over(leg.leg_id, extension, self._place(call.pbx).context)

    async def fetch(self, operator: Operator, call_id: CallId) -> None:
        """Take a parked customer, or a call that rings at a colleague, to one's own phone."""
        call = await self._in_reach(operator, call_id)
        endpoint = await self._own_free_phone(operator, call.pbx)
        if call.parked_in:
            place = self._place(call.pbx)
            await self._control.dial(call.pbx, endpoint, call.parked_in, place.context, click="")
            return
        ringing = next((leg for leg in call.legs.values() if leg.is_ringing), None)
        if ringing is None:
            raise IllegalMove("pickup.over")
        await self._control.pick_up(call.pbx, endpoint, ringing.endpoint)

    async def listen(self, operator: Operator, call_id: CallId, way: ListenWay) -> None:
        """Let a supervisor hear a talk, whisper into it or join it; nobody hears what is not in the audit trail."""
        if not self._rules.may_listen:
            raise IllegalMove("listen.off")
        call = await self._in_reach(operator, call_id)
        leg = next((leg for leg in call.legs.values() if leg.is_talking and operator.id not in leg.operators), None)
        if leg is None:
            raise IllegalMove("listen.over")
        endpoint = await self._own_free_phone(operator, call.pbx)
        heard = ", ".join(self._roster.name_of(one) for one in leg.operators)
        await self._audit.note(
            AuditNote(
                at=self._rules.clock.now(),
                operator_id=operator.id,
                action=LISTENED,
                entity=CALL,
                entity_id=call.call_id,
                detail={"way": way.value, "operators": heard, "told": self._told},
            )
        )
        self._listeners.expect(call.pbx, endpoint, way)
        try:
            await self._control.listen(endpoint, leg.leg_id, way)
        except CallbridgeError:
            self._listeners.forget(call.pbx, endpoint)
            raise

    @property
    def _told(self) -> str:
        """Whether the operators see that they are listened to."""
        return "yes" if self._listeners.tells_of_listeners else "no"

    async def _in_reach(self, operator: Operator, call_id: CallId) -> LiveCall:
        call = self._calls.live_call(call_id)
        if await self._desk.call(call_id, reader_id=operator.id) is None or call is None:
            raise NotFound
        return call

    async def _own_free_phone(self, operator: Operator, pbx: str) -> str:
        if not operator.extension or operator.pbx not in ("", pbx):
            raise IllegalMove("dial.no_phone")
        endpoint = self._place(pbx).endpoint(operator.extension)
        state = await self._control.device(pbx, endpoint)
        if state is DeviceState.UNREACHABLE:
            raise IllegalMove("dial.unreachable", extension=operator.extension)
        if state in (DeviceState.BUSY, DeviceState.RINGING):
            raise IllegalMove("dial.in_call")
        return endpoint

    def _place(self, pbx: str) -> DialPlace:
        place = self._rules.places.get(pbx)
        if place is None or not place.context:
            raise IllegalMove("dial.off")
        return place

    def _state(self, row: Operator, calls: Sequence[LiveCall]) -> ColleagueState:
        legs = [leg for call in calls for leg in call.legs.values() if row.id in leg.operators]
        if any(leg.is_talking for leg in legs) or any(call.is_dialling(row.id) for call in calls):
            return ColleagueState.TALKING
        if any(leg.is_ringing for leg in legs):
            return ColleagueState.RINGING
        pages = self._pages_of(row.id)
        if not pages.open:
            return ColleagueState.OFFLINE
        if row.presence is Presence.PAUSED:
            return ColleagueState.PAUSED
        if not pages.seeing:
            return ColleagueState.BLIND
        return ColleagueState.WRAP_UP if row.presence is Presence.WRAP_UP else ColleagueState.FREE

    def _names(self, call: LiveCall, state: LiveState) -> tuple[str, ...]:
        if state is LiveState.PARKED:
            return (self._roster.name_of(call.giver_id or call.operator_id),)
        is_ringing = state is LiveState.RINGING
        legs = [leg for leg in call.legs.values() if (leg.is_ringing if is_ringing else leg.is_talking)]
        names = (self._roster.name_of(one) or leg.endpoint for leg in legs for one in leg.operators)
        return tuple(dict.fromkeys(names))


def _live_state(call: LiveCall) -> LiveState | None:
    if call.ended is not None:
        return None
    if call.parked_in:
        return LiveState.PARKED
    if any(leg.is_talking for leg in call.legs.values()):
        return LiveState.TALKING
    return LiveState.RINGING if any(leg.is_ringing for leg in call.legs.values()) else None


def _share_pbx(one: Operator, other: Operator) -> bool:
    return not one.pbx or not other.pbx or one.pbx == other.pbx
