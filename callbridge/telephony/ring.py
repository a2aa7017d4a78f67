"""Why a ring ended, told by everything Asterisk says about it and not by DialEnd alone."""

from callbridge.telephony.call import Call
from callbridge.telephony.call_event import RingEnd
from callbridge.telephony.channel import Channel, ChannelKind

BUSY_CAUSES = frozenset({17, 21})
"""Q.850: user busy, call rejected."""
UNREACHABLE_CAUSES = frozenset({1, 2, 3, 20, 27, 28})
"""Q.850: no such number, no route, subscriber absent, out of order, bad number."""

_BY_CAUSE = {26: RingEnd.ANSWERED_ELSEWHERE} | dict.fromkeys(BUSY_CAUSES, RingEnd.REJECTED)
_BY_STATUS = {
    "CANCEL": RingEnd.CALLER_GONE,
    "CHANUNAVAIL": RingEnd.UNAVAILABLE,
    "CONGESTION": RingEnd.UNAVAILABLE,
}


def ring_end(channel: Channel, call: Call) -> RingEnd:
    """Return why the phone, which hangs up unanswered now, stopped ringing.

    The hang-up's cause comes first: a queue calls a rejection NOANSWER (trap 3), a ring group's loser has CANCEL just
    as the phone of a caller who gave up (traps 5 and 10). DialEnd may be missing (pickup, trap 6).
    """
    cause = channel.hangup_cause
    if channel.answered_at is not None:
        return RingEnd.UNKNOWN  # it was up without ever hearing the customer
    if cause in _BY_CAUSE:
        return _BY_CAUSE[cause]
    if channel.dial_status in ("BUSY", "NOANSWER"):
        return RingEnd.REJECTED if channel.dial_status == "BUSY" else RingEnd.NO_ANSWER
    if _is_answered_elsewhere(channel, call):
        return RingEnd.ANSWERED_ELSEWHERE
    if cause in UNREACHABLE_CAUSES:
        return RingEnd.UNAVAILABLE
    fallback = RingEnd.UNKNOWN if call.hung_up_by is None else RingEnd.CALLER_GONE
    return _BY_STATUS.get(channel.dial_status, fallback)


def _is_answered_elsewhere(channel: Channel, call: Call) -> bool:
    """Say whether another phone of the call was answered while this one rang, or a colleague picked it up (t20).

    Of a group pickup the phone that rang goes before the other is known to be up.
    """
    since = channel.ring_since
    return channel.is_picked_up or (
        since is not None
        and any(
            other.answered_at is not None and other.answered_at >= since
            for other in call.channels.values()
            if other is not channel and other.kind is ChannelKind.PHONE
        )
    )
