"""The operators' cards of every call, driven by call events as the call desk drives them."""

from datetime import timedelta

from callbridge.kernel.ids import CallId, LegId, OperatorId
from callbridge.screenpop.card import CardState
from callbridge.screenpop.card_view import CardStep, ShowCard
from callbridge.screenpop.live_call import NAME_WAIT, LiveCall
from callbridge.telephony.call_event import CallEvent, CallStarted, PhoneRang, PhoneStopped, RingEnd
from tests.support.calls import CUSTOMER, LINE


class Cards:
    """One operator sits at each extension; holds with every event that the cards are those of the ringing phones."""

    def __init__(self) -> None:
        self.shown: list[tuple[CallId, OperatorId]] = []
        """Each card once, when it came."""
        self.withdrawn: list[tuple[CallId, OperatorId]] = []
        self._calls: dict[CallId, LiveCall] = {}
        self._rings: dict[CallId, dict[LegId, OperatorId]] = {}

    def take(self, event: CallEvent) -> None:
        """Follow one event; raises AssertionError when a card is not where it should be."""
        if isinstance(event, CallStarted):
            self._calls[event.call_id] = _live(event)
            self._rings[event.call_id] = {}
        call, rings = self._calls[event.call_id], self._rings[event.call_id]
        operators = _operators_at(getattr(event, "endpoint", ""))
        if isinstance(event, PhoneRang):
            rings |= dict.fromkeys([event.leg_id], operators[0])
        before = set(call.views)
        self._note(call, before, call.apply(event, operators))
        if isinstance(event, PhoneStopped):
            del rings[event.leg_id]
        if not (isinstance(event, PhoneStopped) and event.reason is RingEnd.ANSWERED):  # its answer comes next
            self._hold(call, set(rings.values()))

    def end(self, call_id: CallId) -> LiveCall:
        """Let the time pass that a card waits for the answerer's name; return the call with the cards that stay."""
        call = self._calls[call_id]
        at = call.ended.at if call.ended is not None else call.started_at
        self._note(call, set(call.views), call.expire(at + NAME_WAIT + timedelta(seconds=1)))
        return call

    def _note(self, call: LiveCall, before: set[OperatorId], steps: list[CardStep]) -> None:
        for step in steps:
            key = call.call_id, step.operator_id
            if not isinstance(step, ShowCard):
                assert step.operator_id in before, f"withdrawn without a card: {step}"
                before.discard(step.operator_id)
                self.withdrawn.append(key)
            elif step.operator_id not in before:
                before.add(step.operator_id)
                self.shown.append(key)
        assert before == set(call.views), "a card came or went without a word"

    def _hold(self, call: LiveCall, ringing: set[OperatorId]) -> None:
        assert ringing <= set(call.views), f"a phone rings without a card: {ringing}"
        of_rings = {
            who for who, view in call.views.items() if view.state is CardState.RINGING and view.leaving_since is None
        }
        assert of_rings <= ringing, f"a card rings without a phone: {of_rings}"


def _live(event: CallStarted) -> LiveCall:
    return LiveCall(
        call_id=event.call_id,
        pbx="main",
        direction=event.direction,
        started_at=event.at,
        number=CUSTOMER,
        caller_name=event.name,
        did=LINE,
    )


def _operators_at(endpoint: str) -> tuple[OperatorId, ...]:
    extension = endpoint.removeprefix("PJSIP/")
    return (OperatorId(int(extension)),) if extension.isdigit() else ()
