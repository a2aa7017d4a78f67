"""The calls that are followed, and whose cards show them: looked up by everybody, written by the call desk.

The recovery says of some that the log has their end.
"""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass, field

from callbridge.app.card_story import CardStory
from callbridge.app.customer import Customer
from callbridge.crm.call_log import CallRecord
from callbridge.kernel.errors import NotFound
from callbridge.kernel.ids import CallId, LegId, OperatorId
from callbridge.screenpop.card_view import CardView
from callbridge.screenpop.live_call import LiveCall
from callbridge.screenpop.trace import Trace


@dataclass(slots=True, kw_only=True)
class FollowedCall:
    """A live call with its customer and the story of its cards."""

    call: LiveCall
    earlier: CallRecord | None
    """What the log kept of this call before the daemon restarted."""
    trace: Trace
    customer: Customer
    story: CardStory
    changed: asyncio.Event = field(default_factory=asyncio.Event)
    is_recovered: bool = False
    """The log has its end from the PBX's CDR, and what we know is no longer kept over it."""


class LiveCalls:
    """Every call of the desk, oldest first; those that ended stay while somebody has their card open."""

    def __init__(self) -> None:
        self._followed: dict[CallId, FollowedCall] = {}
        self._cards_of: dict[OperatorId, dict[CallId, None]] = {}

    def __len__(self) -> int:
        return len(self._followed)

    def __iter__(self) -> Iterator[FollowedCall]:
        return iter(tuple(self._followed.values()))

    def __getitem__(self, call_id: CallId) -> FollowedCall:
        return self._followed[call_id]

    # What the call desk writes, and the recovery.

    def add(self, followed: FollowedCall) -> None:
        """Follow one more call."""
        self._followed[followed.call.call_id] = followed

    def forget(self, call_id: CallId) -> None:
        """Follow a call no more; nobody has its card."""
        self._followed.pop(call_id, None)

    def give_card(self, operator_id: OperatorId, call_id: CallId) -> None:
        """Note that an operator has the card of a call; it keeps its place among theirs."""
        self._cards_of.setdefault(operator_id, {}).setdefault(call_id)

    def take_card(self, operator_id: OperatorId, call_id: CallId) -> None:
        """Note that an operator has it no more."""
        cards = self._cards_of[operator_id]
        del cards[call_id]
        if not cards:
            del self._cards_of[operator_id]

    def recovered(self, call_id: CallId) -> None:
        """The log has this call's end from the PBX's CDR: a card still open may not write over it."""
        followed = self.followed(call_id)
        if followed is not None:
            followed.is_recovered = True

    # What everybody asks.

    def followed(self, call_id: CallId) -> FollowedCall | None:
        """Return a call with all that hangs on it."""
        return self._followed.get(call_id)

    def with_card_of(self, operator_id: OperatorId) -> tuple[FollowedCall, ...]:
        """Return the calls whose card an operator has, oldest card first."""
        return tuple(self._followed[call_id] for call_id in self._cards_of.get(operator_id, {}))

    def has_card(self, operator_id: OperatorId, call_id: CallId) -> bool:
        """Say whether an operator has the card of a call."""
        return call_id in self._cards_of.get(operator_id, {})

    def live_calls_now(self) -> tuple[LiveCall, ...]:
        """Return the calls alone, oldest first."""
        return tuple(followed.call for followed in self._followed.values())

    def live_call(self, call_id: CallId) -> LiveCall | None:
        """Return one of them."""
        followed = self._followed.get(call_id)
        return followed.call if followed else None

    def call_with(self, pbx: str, *unique_ids: str) -> LiveCall | None:
        """Return the call that one of these channels of `pbx` began or takes part in."""
        names = [LegId(f"{pbx}:{unique_id}") for unique_id in unique_ids if unique_id]
        began = (self.live_call(CallId(name)) for name in names)
        found = next((call for call in began if call), None)
        calls = (each.call for each in self._followed.values() if any(name in each.call.legs for name in names))
        return found or next(calls, None)

    def is_live(self, call_id: CallId) -> bool:
        """Say whether the call goes on as far as we see."""
        call = self.live_call(call_id)
        return call is not None and call.ended is None

    def is_in_call(self, operator_id: OperatorId) -> bool:
        """Say whether a phone of the operator's rings or talks, as far as calls are followed."""
        calls = (followed.call for followed in self.with_card_of(operator_id))
        return any(call.ended is None and call.has_phone_of(operator_id) for call in calls)

    def view(self, operator_id: OperatorId, call_id: CallId) -> CardView | None:
        """Return the operator's card of a call."""
        call = self.live_call(call_id)
        return call.views.get(operator_id) if call else None

    def on_card(self, operator_id: OperatorId, call_id: CallId) -> tuple[LiveCall, Customer]:
        """Return the call on an operator's card and its customer; NotFound ``card.gone`` without that card."""
        followed = self._followed.get(call_id)
        if followed is None or operator_id not in followed.call.views:
            raise NotFound("card.gone")
        return followed.call, followed.customer

    def ringing_phone(self, operator_id: OperatorId, call_id: CallId) -> tuple[str, str] | None:
        """Return PBX and endpoint of the phone that rings for this operator."""
        call = self.live_call(call_id)
        endpoint = call.ringing_endpoint(operator_id) if call else ""
        return (call.pbx, endpoint) if call and endpoint else None

    def phone_legs(self, operator_id: OperatorId, call_id: CallId) -> tuple[str, tuple[LegId, ...]] | None:
        """Return the PBX and the operator's living phones of the call."""
        call = self.live_call(call_id)
        if call is None or operator_id not in call.views:
            return None
        return call.pbx, call.phone_legs(operator_id)

    def change_of(self, call_id: CallId) -> asyncio.Event | None:
        """Return an event that is set at the next change of any card of the call."""
        followed = self._followed.get(call_id)
        return followed.changed if followed else None
