"""The end of one leg's ring."""

from callbridge.telephony.call import Call
from callbridge.telephony.call_event import Direction, RingEnd
from callbridge.telephony.channel import Channel, ChannelKind
from callbridge.telephony.teller import Teller


def counts(channel: Channel, call: Call) -> bool:
    """Say whether this leg's ring is the one the call's ring seconds measure: the side that was called."""
    return (channel.kind is ChannelKind.OUTSIDE) is (call.direction is Direction.OUTBOUND)


def stop_ring(channel: Channel, reason: RingEnd, tell: Teller) -> None:
    """End a leg's ring, if it rings; tell of it if the ring was told."""
    if channel.ring_since is None:
        return
    call = channel.call
    if channel.kind is ChannelKind.PHONE:
        call.ring_ends.add(reason)
    if counts(channel, call):
        call.last_ring_end_at = channel.answered_at or tell.at
    if channel.is_ring_told:
        tell.stopped(channel, reason)
    channel.ring_since = None
    channel.is_ring_told = False
