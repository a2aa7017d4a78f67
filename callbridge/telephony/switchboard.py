"""What lives on one PBX now, and the moves that turn it into call events."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from callbridge.kernel.ids import PbxName
from callbridge.telephony.bridge import Bridges
from callbridge.telephony.call import Call
from callbridge.telephony.call_event import CallEvent, Direction, HungUpBy, RingEnd
from callbridge.telephony.channel import Channel, ChannelKind, ChannelState, read_channel
from callbridge.telephony.conversation import Conversations
from callbridge.telephony.queue import QueueStay
from callbridge.telephony.ring import ring_end
from callbridge.telephony.ringing import counts, stop_ring
from callbridge.telephony.talk import Line, TalkClock
from callbridge.telephony.teller import Teller
from callbridge.telephony.topology import Topology

REMEMBERED_ENDS = 512
"""Uniqueids remembered after their Hangup, so that a late or doubled event does not bring them alive again."""


class Switchboard:
    """Live channels, bridges and calls; every change tells what it means."""

    def __init__(self, pbx: PbxName, topology: Topology) -> None:
        self.pbx = pbx
        self.topology = topology
        self.channels: dict[str, Channel] = {}
        self.calls: dict[str, Call] = {}
        """By Linkedid; after a merge several lead to one call."""
        self.bridges = Bridges()
        self.tell = Teller()
        self.talks = Conversations(self.bridges, self.tell)
        self.is_gathering = False
        """A snapshot is being read: nothing is told until all of it is known."""
        self.at = self.tell.at
        self._ended: dict[str, None] = {}

    def begin(self, at: datetime) -> list[CallEvent]:
        """Start a step at the instant `at` and return the list its events will be in."""
        self.at = at
        return self.tell.begin(at)

    def find(self, headers: Mapping[str, str], prefix: str = "") -> Channel | None:
        """Return the known channel the headers speak of, after following its Linkedid."""
        channel = self.channels.get(headers.get(prefix + "Uniqueid", ""))
        if channel is not None:
            linked_id = headers.get(prefix + "Linkedid")
            if linked_id and linked_id != channel.linked_id:
                self._relink(channel, linked_id)
        return channel

    def meet(self, headers: Mapping[str, str], prefix: str = "", *, is_new: bool = False) -> Channel | None:
        """Return the channel the headers speak of, taking it in when it is not known yet."""
        channel = self.find(headers, prefix)
        if channel is not None:
            return channel
        unique_id = headers.get(prefix + "Uniqueid")
        if not unique_id or unique_id in self._ended or not headers.get(prefix + "Channel"):
            return None
        linked_id = headers.get(prefix + "Linkedid") or unique_id
        is_origin_birth = is_new and unique_id == linked_id
        call = self.calls.get(linked_id)
        if call is None:
            call = self.calls[linked_id] = Call(self.pbx, linked_id, self.at, not is_origin_birth)
        elif is_origin_birth and not call.is_told:
            call.is_partial = False
        channel = read_channel(headers, prefix, call, self.topology, is_new=is_new)
        self.channels[unique_id] = call.channels[unique_id] = channel
        if channel.is_partial and channel.is_leg and channel.state is ChannelState.UP:
            call.may_be_answered = True
        if call.is_told and call.direction is not None:
            call.find_customer(call.direction)
        self.settle(call)
        return channel

    def forget(self, unique_ids: Iterable[str]) -> None:
        """Remember channels as ended: what still comes about them is late."""
        for unique_id in unique_ids:
            self._ended[unique_id] = None
        while len(self._ended) > REMEMBERED_ENDS:
            del self._ended[next(iter(self._ended))]

    def forget_ends(self) -> None:
        """Let ended channels' ids live anew: a new link brings nothing late of the old one.

        A PBX restarted within the second gives its first channel the id of the one before (story 5, killed Asterisk).
        """
        self._ended.clear()

    def hang_up(self, channel: Channel, reason: RingEnd | None = None) -> None:
        """End a channel, and its call with the last one."""
        call = channel.call
        if len(call.channels) == 1 and not call.is_told and call.decide_at_the_end(self.topology):
            self._tell_start(call)
        stop_ring(channel, reason or ring_end(channel, call), self.tell)
        self.talks.resume(channel)
        self.bridges.leave(channel)
        if channel is call.customer or (call.customer is None and channel.unique_id == call.origin_id):
            call.cause = channel.hangup_cause
        self.channels.pop(channel.unique_id, None)
        call.channels.pop(channel.unique_id, None)
        self.forget((channel.unique_id,))
        self.talks.refresh(call)
        for leg in (channel, *call.channels.values()) if channel is call.customer else (channel,):
            self.talks.leave(leg)
        if not call.channels:
            self._end(call)

    def lose(self, channel: Channel, last_seen: datetime) -> None:
        """End a channel that went while nobody looked; its call's outcome is not known then."""
        call = channel.call
        call.is_partial = True
        call.talk.switch(Line.APART, last_seen)
        for each in call.channels.values():
            each.talk.switch(Line.APART, last_seen)
        call.is_lost = len(call.channels) == 1
        if call.customer is None or call.customer.state is ChannelState.UP:
            call.may_be_answered = True
        self.hang_up(channel, RingEnd.UNKNOWN)

    def settle(self, call: Call) -> None:
        """Tell of the call as soon as it is sure what it is."""
        if not call.is_told and not self.is_gathering and call.decide(self.topology):
            self._tell_start(call)

    def identify(self, channel: Channel, number: str, name: str) -> None:
        """Take a changed caller ID; tell of it when it is the customer's."""
        channel.number, channel.caller_name = number, name
        call = channel.call
        self.settle(call)
        if call.is_told and call.customer is channel and call.direction is Direction.INBOUND:
            self.rename(call, number or call.number, name)

    def rename(self, call: Call, number: str, name: str) -> None:
        """Tell the customer's number or name when it differs from what was told."""
        if (number, name) != (call.number, call.name):
            call.number, call.name = number, name
            self.tell.identified(call)

    def _tell_start(self, call: Call) -> None:
        if call.direction is None:
            return
        call.is_told = True
        if call.direction is Direction.OUTBOUND:
            call.first_ring_at = None  # the operator's own phone: the customer has not been rung yet (s12)
        self.tell.started(call, call.direction)
        self._tell_queue(call)
        for channel in call.of_kind(ChannelKind.PHONE):
            self._tell_ring(channel)
        self.talks.refresh(call)

    def _end(self, call: Call) -> None:
        for linked_id in call.linked_ids:
            if self.calls.get(linked_id) is call:
                del self.calls[linked_id]
        if call.is_told:
            self.leave_queue(call)
            call.talk.switch(Line.APART, self.at)
            self.tell.ended(call)
        call.customer = None  # whose channel has the call: a circle that only the garbage collector would open

    def _relink(self, channel: Channel, linked_id: str) -> None:
        channel.linked_id = linked_id
        other = self.calls.get(linked_id)
        if other is None:
            self.calls[linked_id] = channel.call
            channel.call.linked_ids.add(linked_id)
        elif other is not channel.call:
            self.merge(channel.call, other)

    def merge(self, one: Call, other: Call) -> None:
        """Join two calls into the one with a customer, or the older; the other ends (attended transfer, pickup)."""
        keep, drop = (one, other) if _rank(one) <= _rank(other) else (other, one)
        for channel in drop.channels.values():
            since, has_rung = channel.ring_since, channel.has_rung
            stop_ring(channel, RingEnd.UNKNOWN, self.tell)
            self.talks.resume(channel)
            self.talks.leave(channel)
            channel.call = keep
            channel.ring_since, channel.has_rung = since, has_rung
            channel.is_answer_told = channel.is_left_told = False
            channel.talk = TalkClock()
        moved, stay = list(drop.channels.values()), drop.queue
        self.leave_queue(drop, is_abandoned=False)
        keep.channels.update(drop.channels)
        drop.channels.clear()
        drop.hung_up_by = HungUpBy.PBX
        self._end(drop)
        for linked_id in drop.linked_ids:
            self.calls[linked_id] = keep
        keep.linked_ids |= drop.linked_ids
        keep.may_be_answered |= drop.may_be_answered
        if keep.is_told and keep.direction is not None:
            keep.find_customer(keep.direction)
        self.settle(keep)
        customer = keep.customer
        if stay is not None and keep.queue is None and customer is not None and customer.unique_id in keep.channels:
            self.join_queue(customer, stay.queue, self.at)  # a second line gives its place away (t18)
        for channel in moved:
            self._tell_ring(channel)
        self.talks.refresh(keep)

    def ring(self, channel: Channel) -> None:
        """Begin a leg's ring, once, at the earliest sign of it."""
        if channel.has_rung or channel.is_dialed is False or channel.state is ChannelState.UP or not channel.is_leg:
            return
        call = channel.call
        channel.has_rung = channel.is_dialed = True
        channel.state = ChannelState.RINGING
        channel.ring_since = self.at
        if call.first_ring_at is None and counts(channel, call):
            call.first_ring_at = self.at
        self.settle(call)
        self._tell_ring(channel)

    def answer(self, channel: Channel) -> None:
        """Note that the channel is up.

        The ring's end is told with the answer: who only confirms or consults may hang up without ever having had the
        customer, and then the card goes for another reason. A click-to-call's own phone has nobody to wait for.
        """
        channel.state = ChannelState.UP
        if channel.answered_at is None:
            channel.answered_at = self.at
            if channel.kind is ChannelKind.OUTSIDE or channel.call.direction is Direction.OUTBOUND:
                stop_ring(channel, RingEnd.ANSWERED, self.tell)

    def _tell_ring(self, channel: Channel) -> None:
        call = channel.call
        if not call.is_told or channel.ring_since is None or channel.is_ring_told:
            return
        if channel.kind is not ChannelKind.PHONE:
            return
        channel.is_ring_told = True
        self.tell.rang(channel, channel.ring_since)

    def enter_bridge(self, channel: Channel, bridge_id: str, *, is_holding: bool) -> None:
        """Put a channel into a bridge; calls that hear each other there become one."""
        if channel.bridge is not None and channel.bridge.bridge_id == bridge_id:
            return
        bridge = self.bridges.enter(channel, bridge_id, is_holding=is_holding)
        for other in self.bridges.listeners(bridge):
            if other.call is not channel.call:
                self.merge(channel.call, other.call)
        self.talks.refresh(channel.call)

    def leave_bridge(self, channel: Channel) -> None:
        """Take a channel out of its bridge; who asked for the end has left the talk, however late its Hangup (t10)."""
        if channel.is_hanging_up:
            self.talks.resume(channel)
        self.bridges.leave(channel)
        self.talks.refresh(channel.call)
        if channel.is_hanging_up:
            self.talks.leave(channel)

    def join_queue(self, channel: Channel, queue: str, since: datetime) -> None:
        """Put the caller into a queue; a stay in another one is over."""
        call = channel.call
        if call.queue is not None and call.queue.queue == queue:
            return
        self.leave_queue(call, is_abandoned=False)
        call.is_abandoned = False
        call.queue = QueueStay(queue, since, channel.unique_id)
        self.settle(call)
        self._tell_queue(call)

    def leave_queue(self, call: Call, *, is_abandoned: bool | None = None) -> None:
        """End the stay; when not told otherwise it was abandoned if nobody answered."""
        stay = call.queue
        if stay is None:
            return
        call.queue = None
        call.is_abandoned |= call.first_answer_at is None if is_abandoned is None else is_abandoned
        if stay.is_told:
            self.tell.left_queue(call, stay)

    def _tell_queue(self, call: Call) -> None:
        stay = call.queue
        if call.is_told and stay is not None and not stay.is_told:
            stay.is_told = True
            self.tell.queued(call, stay)


def _rank(call: Call) -> tuple[bool, bool, datetime]:
    has_customer = call.customer is not None or bool(call.of_kind(ChannelKind.OUTSIDE))
    return not has_customer, not call.is_told, call.started_at
