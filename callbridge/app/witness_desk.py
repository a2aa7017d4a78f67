"""Follows what hears live calls beside their parties, and tells it on the cards: tapes, and supervisors who listen."""

from callbridge.app.call_desk import CallDesk
from callbridge.app.deaf_phones import DeafPhones
from callbridge.app.roster import OperatorRoster
from callbridge.app.unasked_listening import UnaskedListening
from callbridge.crm.call_board import ListenWay
from callbridge.crm.taping import TapeRules, TapeState
from callbridge.kernel.clock import Clock
from callbridge.kernel.ids import OperatorId
from callbridge.screenpop.card import CardBeside, CardListener, CardState
from callbridge.screenpop.live_call import LiveCall
from callbridge.screenpop.witnesses import Listener
from callbridge.telephony.ami_event import AmiEvent, PbxSnapshot
from callbridge.telephony.spying import SPY_EVENTS, spy_change
from callbridge.telephony.taping import TAPE_EVENTS, TapeNews, tape_change

WITNESS_EVENTS = TAPE_EVENTS | SPY_EVENTS


EXPECT_S = 45.0
"""A phone that was told to listen rings for half a minute; whoever listens later has dialled a code."""


class WitnessDesk:
    """Implements `call_desk.Beside`."""

    def __init__(
        self,
        calls: CallDesk,
        roster: OperatorRoster,
        deaf: DeafPhones,
        tapes: TapeRules,
        *,
        clock: Clock,
        unasked: UnaskedListening,
    ) -> None:
        self._calls = calls
        self._roster = roster
        self._deaf = deaf
        self._tapes = tapes
        self._clock = clock
        self._unasked = unasked
        self._ways: dict[tuple[str, str], tuple[ListenWay, float]] = {}
        """How the phones that were told to spy will do so, and until when: Asterisk's event does not tell."""

    @property
    def tells_of_listeners(self) -> bool:
        """Whether operators see who listens to them."""
        return self._unasked.is_told

    def expect(self, pbx: str, endpoint: str, way: ListenWay) -> None:
        """Note how a phone will take part once it is lifted."""
        self._ways[pbx, endpoint] = way, self._clock.monotonic() + EXPECT_S

    def forget(self, pbx: str, endpoint: str) -> None:
        """The phone was not told after all."""
        self._ways.pop((pbx, endpoint), None)

    def heard(self, pbx: str, event: AmiEvent) -> None:
        """Follow one of `WITNESS_EVENTS`."""
        if event.name in TAPE_EVENTS:
            self._taped(pbx, event)
        else:
            self._spied(pbx, event)

    def connected(self, pbx: str, snapshot: PbxSnapshot) -> None:
        """Forget who and what ended while the link was away; a tape that was ended so is not told."""
        alive = {channel.get("Uniqueid") for channel in snapshot.channels}
        for call in self._calls.live.live_calls_now():
            if call.pbx == pbx and call.witnesses.keep(alive):
                self._calls.changed(call)

    def of(self, call: LiveCall, operator_id: OperatorId) -> CardBeside:
        """Return what the operator's card tells beside the call."""
        view = call.views[operator_id]
        if view.state is CardState.RINGING:
            endpoint = call.ringing_endpoint(operator_id)
            return CardBeside(cannot_answer=self._deaf.why(call.pbx, endpoint) if endpoint else None)
        leg = call.talking_leg(operator_id) if view.has_customer else None
        if leg is None:
            return CardBeside()
        tapes = call.witnesses.tapes_of(leg, call.legs)
        state = _state(tapes)
        operator = self._roster.get(operator_id)
        is_own = any(channel in call.witnesses.begun_here for channel in tapes)
        orders = self._tapes.orders(operator.role, call.pbx, state, is_own=is_own) if operator else ()
        listeners = call.witnesses.listeners_of(leg, call.legs)
        return CardBeside(
            tape=state,
            tape_orders=orders,
            listeners=tuple(CardListener(name=one.name, way=one.way) for one in listeners),
        )

    def _taped(self, pbx: str, event: AmiEvent) -> None:
        change = tape_change(event)
        call = self._calls.live.call_with(pbx, change.unique_id, change.linked_id)
        if call is None:
            return
        channel = f"{pbx}:{change.unique_id}"
        match change.news:
            case TapeNews.STARTED:
                call.witnesses.start(channel)
            case TapeNews.STOPPED:
                call.witnesses.stop(channel)
            case TapeNews.MUTED | TapeNews.UNMUTED:
                call.witnesses.mute(channel, is_paused=change.news is TapeNews.MUTED)
        self._calls.changed(call)

    def _spied(self, pbx: str, event: AmiEvent) -> None:
        change = spy_change(event)
        way = self._expected(pbx, change.endpoint) if change.is_on else None
        call = self._calls.live.call_with(pbx, change.unique_id, change.linked_id)
        if change.is_on and way is None:
            self._unasked.began(pbx, change, call)
        if call is None or not self.tells_of_listeners:
            return
        if change.is_on:
            names = [self._roster.name_of(who) for who in self._roster.at(pbx, change.endpoint)]
            name = ", ".join(names) or change.endpoint
            channel = f"{pbx}:{change.unique_id}"
            call.witnesses.listeners[change.spyer_id] = Listener(
                name=name, way=way or ListenWay.LISTEN, channel=channel
            )
        elif call.witnesses.listeners.pop(change.spyer_id, None) is None:
            return
        self._calls.changed(call)

    def _expected(self, pbx: str, endpoint: str) -> ListenWay | None:
        """Return how a phone was told to take part, once; None when nobody told it."""
        way, until = self._ways.pop((pbx, endpoint), (None, 0.0))
        return way if until > self._clock.monotonic() else None


def _state(tapes: dict[str, TapeState]) -> TapeState | None:
    if not tapes:
        return None
    return TapeState.RUNNING if TapeState.RUNNING in tapes.values() else TapeState.PAUSED
