"""Puts what happened into call events, in the order it happened."""

from datetime import UTC, datetime

from callbridge.telephony.call import Call
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
    PhoneLeft,
    PhoneRang,
    PhoneStopped,
    RingEnd,
    TransferKind,
    UnparkReason,
)
from callbridge.telephony.channel import Channel
from callbridge.telephony.outcome import hung_up_by, outcome_of
from callbridge.telephony.queue import QueueStay
from callbridge.telephony.talk import seconds_between


class Teller:
    """Writes call events at the instant `at` into `out`; both are renewed at each step."""

    def __init__(self) -> None:
        self.at = datetime.min.replace(tzinfo=UTC)
        self.out: list[CallEvent] = []
        self.is_catching_up = False
        """A snapshot is being merged: what is told now happened some time before."""

    def begin(self, at: datetime) -> list[CallEvent]:
        """Start a step at the instant `at` and return the list its events will be in."""
        self.at = at
        self.out = []
        return self.out

    def started(self, call: Call, direction: Direction) -> None:
        self.out.append(
            CallStarted(
                call_id=call.call_id,
                at=call.started_at,
                direction=direction,
                number=call.number,
                name=call.name,
                did=call.did,
                trunk=call.customer.endpoint if call.customer is not None else "",
                operator_endpoint=call.operator_endpoint,
                is_partial=call.is_partial,
            )
        )

    def identified(self, call: Call) -> None:
        self.out.append(CallerIdentified(call_id=call.call_id, at=self.at, number=call.number, name=call.name))

    def rang(self, channel: Channel, since: datetime) -> None:
        call = channel.call
        self.out.append(
            PhoneRang(
                call_id=call.call_id,
                at=since,
                leg_id=channel.leg_id,
                endpoint=channel.endpoint,
                queue=call.queue.queue if call.queue is not None else "",
                is_partial=channel.is_partial,
            )
        )

    def stopped(self, channel: Channel, reason: RingEnd) -> None:
        at = channel.answered_at or self.at
        self.out.append(
            PhoneStopped(
                call_id=channel.call.call_id,
                at=at,
                leg_id=channel.leg_id,
                endpoint=channel.endpoint,
                reason=reason,
                ring_seconds=seconds_between(channel.ring_since, at),
            )
        )

    def answered(self, call: Call, leg: Channel, wait_seconds: float, *, is_blind: bool) -> None:
        self.out.append(
            CallAnswered(
                call_id=call.call_id,
                at=self.at,
                leg_id=leg.leg_id,
                endpoint=leg.endpoint,
                wait_seconds=wait_seconds,
                is_partial=is_blind or self.is_catching_up,
            )
        )

    def left(self, leg: Channel) -> None:
        self.out.append(
            PhoneLeft(
                call_id=leg.call.call_id,
                at=self.at,
                leg_id=leg.leg_id,
                endpoint=leg.endpoint,
                talk_seconds=leg.talk.talk_seconds,
                hold_seconds=leg.talk.hold_seconds,
            )
        )

    def transferred(self, call: Call, kind: TransferKind, endpoint: str, target: str) -> None:
        self.out.append(CallTransferred(call_id=call.call_id, at=self.at, kind=kind, endpoint=endpoint, target=target))

    def picked_up(self, call: Call, endpoint: str, rang_endpoint: str) -> None:
        self.out.append(CallPickedUp(call_id=call.call_id, at=self.at, endpoint=endpoint, rang_endpoint=rang_endpoint))

    def parked(self, call: Call, endpoint: str, space: str) -> None:
        self.out.append(CallParked(call_id=call.call_id, at=self.at, endpoint=endpoint, space=space))

    def unparked(self, call: Call, endpoint: str, space: str, reason: UnparkReason) -> None:
        self.out.append(CallUnparked(call_id=call.call_id, at=self.at, endpoint=endpoint, space=space, reason=reason))

    def held(self, channel: Channel) -> None:
        self.out.append(
            CallHeld(call_id=channel.call.call_id, at=self.at, leg_id=channel.leg_id, endpoint=channel.endpoint)
        )

    def resumed(self, channel: Channel) -> None:
        self.out.append(
            CallResumed(
                call_id=channel.call.call_id,
                at=self.at,
                leg_id=channel.leg_id,
                endpoint=channel.endpoint,
                hold_seconds=seconds_between(channel.hold_since, self.at),
            )
        )

    def queued(self, call: Call, stay: QueueStay) -> None:
        self.out.append(CallQueued(call_id=call.call_id, at=stay.since, queue=stay.queue))

    def left_queue(self, call: Call, stay: QueueStay) -> None:
        self.out.append(
            CallLeftQueue(
                call_id=call.call_id,
                at=self.at,
                queue=stay.queue,
                wait_seconds=seconds_between(stay.since, self.at),
                is_abandoned=call.is_abandoned,
            )
        )

    def ended(self, call: Call) -> None:
        is_answered = call.first_answer_at is not None
        ring_end_at = call.first_answer_at or call.last_ring_end_at or self.at
        self.out.append(
            CallEnded(
                call_id=call.call_id,
                at=self.at,
                outcome=outcome_of(call),
                hung_up_by=hung_up_by(call),
                cause=call.cause,
                wait_seconds=call.wait_seconds if is_answered else seconds_between(call.started_at, self.at),
                ring_seconds=seconds_between(call.first_ring_at, ring_end_at),
                talk_seconds=call.talk.talk_seconds,
                hold_seconds=call.talk.hold_seconds,
                is_partial=call.is_partial,
            )
        )
