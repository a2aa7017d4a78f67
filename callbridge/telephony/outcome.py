"""What the network did to a call, decided when its last channel is gone."""

from callbridge.telephony.call import Call
from callbridge.telephony.call_event import Direction, HungUpBy, Outcome, RingEnd
from callbridge.telephony.channel import Channel, ChannelKind
from callbridge.telephony.ring import BUSY_CAUSES, UNREACHABLE_CAUSES

_GENTLE_CAUSES = frozenset({0, 16, 18, 19, 26, 31, 102, 127})
"""Q.850: normal clearing, no answer, timer, and what Asterisk sends for a cancelled call (127, trap 10)."""


def outcome_of(call: Call) -> Outcome:
    """Return the outcome of a call that has ended."""
    if call.is_lost or _is_half_seen(call):
        return Outcome.UNKNOWN
    if call.first_answer_at is not None:
        return Outcome.ANSWERED
    if call.is_abandoned:
        return Outcome.ABANDONED
    if call.may_be_answered or _was_up_unseen(call):
        return Outcome.UNKNOWN
    return _inbound(call) if call.direction is Direction.INBOUND else _dialled(call)


def _inbound(call: Call) -> Outcome:
    if call.hung_up_by is HungUpBy.CALLER:
        return Outcome.MISSED
    if call.ring_ends == {RingEnd.REJECTED}:
        return Outcome.BUSY
    if call.ring_ends == {RingEnd.UNAVAILABLE}:
        return Outcome.UNAVAILABLE
    return Outcome.MISSED if call.ring_ends else _by_cause(call.cause, Outcome.MISSED)


def _dialled(call: Call) -> Outcome:
    if call.direction is Direction.OUTBOUND and call.customer is None and call.ring_ends:
        # A click-to-call whose own phone was not answered: the far end, never dialled, cannot have been busy.
        return Outcome.UNAVAILABLE if call.ring_ends == {RingEnd.UNAVAILABLE} else Outcome.NO_ANSWER
    if call.dial_status == "BUSY":
        return Outcome.BUSY
    if call.dial_status == "NOANSWER" and call.cause in _GENTLE_CAUSES:  # a 404 after ringing is NOANSWER too (t56)
        return Outcome.NO_ANSWER
    if call.dial_status == "CHANUNAVAIL" and call.cause in _GENTLE_CAUSES:
        return Outcome.UNAVAILABLE
    if call.dial_status == "CONGESTION" and call.cause in _GENTLE_CAUSES:
        return Outcome.FAILED
    return _by_cause(call.cause, Outcome.NO_ANSWER)


def _by_cause(cause: int, gentle: Outcome) -> Outcome:
    if cause in BUSY_CAUSES:
        return Outcome.BUSY
    if cause in UNREACHABLE_CAUSES:
        return Outcome.UNAVAILABLE
    return gentle if cause in _GENTLE_CAUSES else Outcome.FAILED


def side_of(channel: Channel, call: Call) -> HungUpBy:
    """Return which side a channel is: the customer (internal: the calling phone) or ours (internal: the called one)."""
    if call.direction in (Direction.INTERNAL, None):
        return HungUpBy.OPERATOR if channel.is_dialed else HungUpBy.CALLER
    is_customer = channel is call.customer or (call.customer is None and channel.kind is ChannelKind.OUTSIDE)
    return HungUpBy.CALLER if is_customer else HungUpBy.OPERATOR


def hung_up_by(call: Call) -> HungUpBy:
    """Return who ended the call: the side that asked, else the PBX, unless we may have missed the asking."""
    if call.hung_up_by is not None and not call.is_lost and not _is_half_seen(call):
        return call.hung_up_by
    return HungUpBy.UNKNOWN if call.is_partial else HungUpBy.PBX


def _is_half_seen(call: Call) -> bool:
    """Say whether the customer's channel was never seen: what became of it is not known."""
    return call.is_partial and call.customer is None and call.direction is Direction.INBOUND


def _was_up_unseen(call: Call) -> bool:
    """Say whether the far end lifted while we did not see with whom it was to speak (t67 from the middle on)."""
    is_up = call.customer is not None and call.customer.answered_at is not None
    return call.is_partial and call.direction is Direction.OUTBOUND and is_up
