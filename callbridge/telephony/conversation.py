"""Who talks with the customer now, who holds, and who answered."""

from callbridge.telephony.bridge import Bridges
from callbridge.telephony.call import Call
from callbridge.telephony.call_event import Direction, RingEnd
from callbridge.telephony.channel import Channel
from callbridge.telephony.ringing import stop_ring
from callbridge.telephony.talk import Line, seconds_between
from callbridge.telephony.teller import Teller


class Conversations:
    """Reads the bridges; an answer is told when a phone of ours hears the customer, which nothing else proves.

    A phone that is up may still wait: a queue's announcement, a confirmation by key press, a consultation.
    """

    def __init__(self, bridges: Bridges, teller: Teller) -> None:
        self._bridges = bridges
        self._tell = teller

    def refresh(self, call: Call) -> None:
        """Work out who talks with the customer now; tell of each of our phones once."""
        if not call.is_told:
            return
        legs = self._legs(call)
        if len(legs) < 2:
            legs = []
        caller = call.customer or call.origin
        partners = [leg for leg in legs if leg is not caller]
        is_away = any(leg.hold_since is not None for leg in legs if leg is caller)
        lines = [Line.HELD if is_away or leg.hold_since is not None else Line.TALKING for leg in partners]
        call.talk.switch(max(lines, default=Line.APART), self._tell.at)
        for channel in call.channels.values():
            if channel.talk.line is not Line.APART and channel not in partners:
                channel.talk.switch(Line.APART, self._tell.at)
        for leg, line in zip(partners, lines, strict=True):
            leg.talk.switch(line, self._tell.at)
            if not leg.is_answer_told:
                self._answer(call, leg)

    def leave(self, leg: Channel) -> None:
        """End a leg's part in the talk, if it has one."""
        if not leg.is_answer_told or leg.is_left_told:
            return
        leg.is_left_told = True
        leg.talk.switch(Line.APART, self._tell.at)
        self._tell.left(leg)

    def hold(self, channel: Channel) -> None:
        """Begin a hold by this side."""
        if channel.hold_since is not None:
            return
        channel.hold_since = self._tell.at
        call = channel.call
        if call.is_told and call.first_answer_at is not None:
            channel.is_hold_told = True
            self._tell.held(channel)
        self.refresh(call)

    def resume(self, channel: Channel) -> None:
        """End this side's hold, if there is one (a blind transfer sends Unhold without Hold, s08)."""
        if channel.hold_since is None:
            return
        if channel.is_hold_told:
            self._tell.resumed(channel)
        channel.hold_since = None
        channel.is_hold_told = False
        self.refresh(channel.call)

    def _legs(self, call: Call) -> list[Channel]:
        """Return the legs around the customer, or around a bridged phone of an internal call."""
        if call.customer is not None:
            return self._bridges.listeners(call.customer.bridge)
        if call.direction is not Direction.INTERNAL:
            return []
        for channel in call.channels.values():
            if channel.is_leg and channel.bridge is not None:
                return self._bridges.listeners(channel.bridge)
        return []

    def _answer(self, call: Call, leg: Channel) -> None:
        leg.is_answer_told = True
        call.hung_up_by = None
        is_blind = leg.is_partial and leg.answered_at is None
        wait_seconds = 0.0 if is_blind else seconds_between(call.started_at, self._tell.at)
        if call.first_answer_at is None:
            call.first_answer_at = self._tell.at
            call.wait_seconds = wait_seconds
        stop_ring(leg, RingEnd.ANSWERED, self._tell)
        self._tell.answered(call, leg, wait_seconds, is_blind=is_blind)
