"""One call while it lives: its legs, and each operator's card of it.

``apply(event, operators) -> steps``: a pure machine fed with the tracker's call events; the steps say whose card is
to be shown (again) and whose withdrawn. Events may repeat or come out of order: a move the table forbids changes
nothing.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import assert_never

from callbridge.kernel.ids import CallId, LegId, OperatorId
from callbridge.kernel.numbers import PhoneNumber
from callbridge.screenpop.card import CardState
from callbridge.screenpop.card_moves import is_legal
from callbridge.screenpop.card_view import CardStep, CardView, LiveLeg, ShowCard, WithdrawCard
from callbridge.screenpop.live_moments import LiveMoments
from callbridge.screenpop.wire import WithdrawReason
from callbridge.screenpop.witnesses import Witnesses
from callbridge.telephony.call_event import (
    CallAnswered,
    CallEnded,
    CallerIdentified,
    CallEvent,
    CallHeld,
    CallLeftQueue,
    CallParked,
    CallPickedUp,
    CallQueued,
    CallResumed,
    CallStarted,
    CallTransferred,
    CallUnparked,
    Direction,
    HungUpBy,
    Outcome,
    PhoneLeft,
    PhoneRang,
    PhoneStopped,
    RingEnd,
    TransferKind,
)

NAME_WAIT = timedelta(seconds=1)
"""How long a card that was answered elsewhere waits to learn by whom: Asterisk may tell the loser first (s04)."""

_WITHDRAWN: dict[RingEnd, WithdrawReason] = {
    RingEnd.ANSWERED_ELSEWHERE: WithdrawReason.ANSWERED_ELSEWHERE,
    RingEnd.REJECTED: WithdrawReason.REJECTED,
    RingEnd.NO_ANSWER: WithdrawReason.NO_ANSWER,
    RingEnd.CALLER_GONE: WithdrawReason.CALLER_GONE,
    RingEnd.UNAVAILABLE: WithdrawReason.NO_ANSWER,
    RingEnd.UNKNOWN: WithdrawReason.LOST,
}


@dataclass(slots=True, kw_only=True)
class LiveCall:
    """The call; `number` is the customer's, `did` the line called."""

    call_id: CallId
    pbx: str
    direction: Direction
    started_at: datetime
    number: PhoneNumber
    caller_name: str
    did: PhoneNumber
    trunk: str = ""
    queue: str = ""
    is_partial: bool = False
    operator_id: OperatorId | None = None
    """Who dialled, or had the customer last."""
    giver_id: OperatorId | None = None
    """Who handed the customer over and to nobody yet."""
    had_it: tuple[OperatorId, ...] = ()
    """Who talked to the customer before the daemon restarted, the last of them last."""
    parked_in: str = ""
    """The parking space where the customer waits."""
    answered_at: datetime | None = None
    ended: CallEnded | None = None
    legs: dict[LegId, LiveLeg] = field(default_factory=dict)
    moments: LiveMoments = field(default_factory=LiveMoments)
    witnesses: Witnesses = field(default_factory=Witnesses)
    views: dict[OperatorId, CardView] = field(default_factory=dict)
    skipped: set[OperatorId] = field(default_factory=set)
    """Who wants no card of this call, also when it rings at them again; who answers has it after all."""

    def apply(self, event: CallEvent, operators: tuple[OperatorId, ...]) -> list[CardStep]:
        """Take one event; `operators` are those who sit at its endpoint (empty for a foreign one)."""
        self.moments.note(event, operators, self.legs.values())
        steps: list[CardStep] = []
        match event:
            case CallQueued(queue=queue) | CallLeftQueue(queue=queue):
                self.queue = queue
            case PhoneRang() | PhoneStopped() | CallAnswered() | PhoneLeft():
                steps = self._follow(event, operators)
            case CallHeld() | CallResumed():
                steps = self._turn(operators, CardState.HELD if isinstance(event, CallHeld) else CardState.TALKING)
            case CallTransferred():
                steps = self._hand_over(event, operators)
            case CallParked() | CallUnparked():
                steps = self._park(event, operators)
            case CallEnded():
                steps = self._ended(event)
            case CallStarted() | CallPickedUp() | CallerIdentified():
                pass  # no card moves by these: rings and answers follow
            case _:
                assert_never(event)
        return steps

    def _follow(
        self, event: PhoneRang | PhoneStopped | CallAnswered | PhoneLeft, operators: tuple[OperatorId, ...]
    ) -> list[CardStep]:
        match event:
            case PhoneRang():
                return self._rang(event, operators)
            case PhoneStopped():
                return self._stopped(event)
            case CallAnswered():
                return self._answered(event, operators)
            case PhoneLeft():
                return self._left(event)

    def dial(self, operators: tuple[OperatorId, ...], at: datetime) -> list[CardStep]:
        """Our operator dials out: their card opens before the far end answers."""
        if operators and self.operator_id is None:
            self.operator_id = operators[0]
        return self._open(operators, CardState.DIALING, at)

    def expire(self, at: datetime) -> list[CardStep]:
        """Withdraw cards that waited long enough for the answerer's name."""
        late = [
            operator_id
            for operator_id, view in self.views.items()
            if view.leaving_since is not None and at - view.leaving_since >= NAME_WAIT
        ]
        return [self._withdraw(operator_id, WithdrawReason.ANSWERED_ELSEWHERE) for operator_id in late]

    def close(self, operator_id: OperatorId, reason: WithdrawReason) -> list[CardStep]:
        """Take a card away by command: dismissed or saved."""
        return [self._withdraw(operator_id, reason)] if operator_id in self.views else []

    def givers_to(self, takers: tuple[OperatorId, ...]) -> dict[OperatorId, OperatorId]:
        """Return who had the customer before each of `takers`, of those who took it from a colleague."""
        views = {who: self.views[who] for who in takers if who in self.views}
        return {who: view.handed_over_by for who, view in views.items() if view.handed_over_by is not None}

    def ringing_endpoint(self, operator_id: OperatorId) -> str:
        """Return the phone that rings for this operator, ``""`` when none does."""
        view = self.views.get(operator_id)
        return self.legs[min(view.ringing)].endpoint if view and view.ringing else ""

    def talking_leg(self, operator_id: OperatorId) -> LiveLeg | None:
        """Return the operator's phone that has the customer."""
        return next((leg for leg in self.legs.values() if operator_id in leg.operators and leg.is_talking), None)

    def phone_legs(self, operator_id: OperatorId) -> tuple[LegId, ...]:
        """Return the operator's phones that ring or talk."""
        return tuple(leg.leg_id for leg in self.legs.values() if operator_id in leg.operators and leg.ended_at is None)

    def has_phone_of(self, operator_id: OperatorId) -> bool:
        """Say whether the operator rings, dials or talks in this call."""
        view = self.views.get(operator_id)
        return view is not None and view.state is not CardState.WRAP_UP

    def is_dialling(self, operator_id: OperatorId) -> bool:
        """Say whether the operator waits for the far end."""
        view = self.views.get(operator_id)
        return view is not None and view.state is CardState.DIALING

    @property
    def involved(self) -> set[OperatorId]:
        """Everybody whose phone took part."""
        dialed = set() if self.operator_id is None else {self.operator_id}
        return dialed.union(*(leg.operators for leg in self.legs.values()))

    def _leg(self, leg_id: LegId, endpoint: str, operators: tuple[OperatorId, ...]) -> LiveLeg:
        leg = self.legs.get(leg_id)
        if leg is None:
            leg = self.legs[leg_id] = LiveLeg(leg_id=leg_id, endpoint=endpoint, operators=operators)
        return leg

    def _open(self, operators: tuple[OperatorId, ...], state: CardState, at: datetime) -> list[CardStep]:
        steps: list[CardStep] = []
        for operator_id in operators:
            view = self.views.get(operator_id)
            if not is_legal(view.state if view else None, state):
                continue
            lead_id = view.lead_id if view else None
            giver = self._giver_to(operator_id)
            self.views[operator_id] = CardView(state=state, rang_at=at, lead_id=lead_id, handed_over_by=giver)
            steps.append(ShowCard(operator_id))
        return steps

    def _rang(self, event: PhoneRang, operators: tuple[OperatorId, ...]) -> list[CardStep]:
        leg = self._leg(event.leg_id, event.endpoint, operators)
        leg.rang_at = leg.rang_at or event.at
        if event.queue:
            self.queue = event.queue
        steps = self._open(operators, CardState.RINGING, event.at)
        for operator_id in operators:
            view = self.views[operator_id]
            if view.state is CardState.RINGING:
                view.ringing.add(event.leg_id)
                view.leaving_since = None
        return steps

    def _stopped(self, event: PhoneStopped) -> list[CardStep]:
        leg = self.legs.get(event.leg_id)
        if leg is None:
            return []
        leg.ring_end, leg.ring_seconds = event.reason.value, event.ring_seconds
        if event.reason is RingEnd.ANSWERED:
            return []
        leg.ended_at = event.at
        steps: list[CardStep] = []
        for operator_id in leg.operators:
            view = self.views.get(operator_id)
            if view is None or view.state is not CardState.RINGING:
                continue
            view.ringing.discard(event.leg_id)
            if view.ringing:
                continue
            if event.reason is RingEnd.ANSWERED_ELSEWHERE and self.answered_at is None:
                view.leaving_since = event.at
            else:
                steps.append(self._withdraw(operator_id, _WITHDRAWN[event.reason]))
        return steps

    def _answered(self, event: CallAnswered, operators: tuple[OperatorId, ...]) -> list[CardStep]:
        leg = self._leg(event.leg_id, event.endpoint, operators)
        leg.answered_at = leg.answered_at or event.at
        self.answered_at = self.answered_at or event.at
        givers = {operator_id: self._giver_to(operator_id) for operator_id in operators}
        self.giver_id = None
        if operators:
            self.operator_id = operators[0]
        self.skipped.difference_update(operators)
        steps = self._leave_to(operators)
        for operator_id in operators:
            present = self.views.get(operator_id)
            if not is_legal(present.state if present else None, CardState.TALKING):
                continue
            if present is None:
                present = self.views[operator_id] = CardView(state=CardState.TALKING, rang_at=event.at)
            present.handed_over_by = givers[operator_id] or present.handed_over_by
            present.state, present.answered_at, present.ended_at = CardState.TALKING, event.at, None
            present.ringing.clear()
            present.leaving_since = None
            steps.append(ShowCard(operator_id))
        return steps

    def _leave_to(self, operators: tuple[OperatorId, ...]) -> list[CardStep]:
        """Withdraw the cards that ring for others; who talks still may go on doing so (a conference, t50)."""
        ringing = [who for who, view in self.views.items() if view.state is CardState.RINGING and who not in operators]
        return [self._withdraw(operator_id, WithdrawReason.ANSWERED_ELSEWHERE) for operator_id in ringing]

    def _left(self, event: PhoneLeft) -> list[CardStep]:
        """End one phone's part; its operators wrap up unless they talk on another device."""
        leg = self.legs.get(event.leg_id)
        if leg is None:
            return []
        leg.ended_at = event.at
        leg.talk_seconds, leg.hold_seconds = event.talk_seconds, event.hold_seconds
        busy = {who for other in self.legs.values() if other.is_talking for who in other.operators}
        steps: list[CardStep] = []
        for operator_id in leg.operators:
            view = self.views.get(operator_id)
            if view and view.has_customer and operator_id not in busy:
                steps.extend(self._wrap_up(operator_id, event.at))
        return steps

    def _hand_over(self, event: CallTransferred, operators: tuple[OperatorId, ...]) -> list[CardStep]:
        """Note who gives the customer away; of an attended transfer the taker has the customer already (t05).

        Unless the taker's phone still rings: then the giver has hung up, which Asterisk tells only at the answer (t10).
        """
        if event.kind is TransferKind.BLIND:
            self.giver_id = operators[0] if operators else self.giver_id
            return []
        is_blonde = any(leg.is_ringing for leg in self.legs.values())
        leaving = [who for who in operators if is_blonde and who in self.views and self.views[who].has_customer]
        return [step for who in leaving for step in self._wrap_up(who, event.at)]

    def _park(self, event: CallParked | CallUnparked, operators: tuple[OperatorId, ...]) -> list[CardStep]:
        """Note where the customer waits, or no longer does, and show it to all who had them."""
        if isinstance(event, CallParked):
            self.parked_in = event.space
            self.giver_id = operators[0] if operators else self.giver_id
        else:
            self.parked_in = ""
        return [ShowCard(who) for who, view in self.views.items() if view.state is not CardState.RINGING]

    def _giver_to(self, operator_id: OperatorId) -> OperatorId | None:
        """Return who had the customer before `operator_id`; a Redirect or a fetched call has no other sign of it."""
        before = self.giver_id or (self.operator_id if self.answered_at is not None else None)
        if before is None:
            before = next((who for who in reversed(self.had_it) if who != operator_id), None)
        return before if before != operator_id else None

    def _turn(self, operators: tuple[OperatorId, ...], state: CardState) -> list[CardStep]:
        steps: list[CardStep] = []
        for operator_id in operators:
            view = self.views.get(operator_id)
            if view and view.has_customer and is_legal(view.state, state):
                view.state = state
                steps.append(ShowCard(operator_id))
        return steps

    def _wrap_up(self, operator_id: OperatorId, at: datetime) -> list[CardStep]:
        view = self.views[operator_id]
        if self.direction is Direction.INTERNAL:
            return [self._withdraw(operator_id, WithdrawReason.CALLER_GONE)]
        view.state, view.ended_at = CardState.WRAP_UP, at
        return [ShowCard(operator_id)]

    def _ended(self, event: CallEnded) -> list[CardStep]:
        self.ended = event
        self.is_partial = self.is_partial or event.is_partial
        for leg in self.legs.values():
            leg.ended_at = leg.ended_at or event.at
        lost = event.outcome is Outcome.UNKNOWN
        unanswered = WithdrawReason.CALLER_GONE if event.hung_up_by is HungUpBy.CALLER else WithdrawReason.NO_ANSWER
        steps: list[CardStep] = []
        for operator_id, view in tuple(self.views.items()):
            if view.has_customer:
                steps.extend(self._wrap_up(operator_id, event.at))
            elif view.leaving_since is not None:
                steps.append(self._withdraw(operator_id, WithdrawReason.ANSWERED_ELSEWHERE))
            elif view.state is not CardState.WRAP_UP:
                steps.append(self._withdraw(operator_id, WithdrawReason.LOST if lost else unanswered))
        return steps

    def _withdraw(self, operator_id: OperatorId, reason: WithdrawReason) -> WithdrawCard:
        del self.views[operator_id]
        by = self.operator_id if reason is WithdrawReason.ANSWERED_ELSEWHERE else None
        return WithdrawCard(operator_id, reason, by if by != operator_id else None)
