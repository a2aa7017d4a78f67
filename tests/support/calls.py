"""Short ways to write call events and live calls down."""

from datetime import UTC, datetime, timedelta

from callbridge.kernel.ids import CallId, LegId, OperatorId
from callbridge.kernel.numbers import NumberForm, PhoneNumber
from callbridge.screenpop.live_call import LiveCall
from callbridge.telephony.call_event import (
    CallAnswered,
    CallEnded,
    CallStarted,
    Direction,
    HungUpBy,
    Outcome,
    PhoneLeft,
    PhoneRang,
    PhoneStopped,
    RingEnd,
)

NINE = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
CALL = CallId("main:1.1")
CUSTOMER = PhoneNumber(form=NumberForm.E164, raw="89161234567", e164="+79161234567", digits="89161234567")
LINE = PhoneNumber(form=NumberForm.OWN, raw="74951110003", e164="+74951110003", digits="74951110003")


def at(seconds: float) -> datetime:
    """Return an instant so many seconds after nine o'clock."""
    return NINE + timedelta(seconds=seconds)


def leg_of(extension: str) -> LegId:
    return LegId(f"main:leg-{extension}")


def started(
    seconds: float = 0.0,
    *,
    call: CallId = CALL,
    direction: Direction = Direction.INBOUND,
    number: str = "89161234567",
    name: str = "",
    endpoint: str = "",
    is_partial: bool = False,
) -> CallStarted:
    return CallStarted(
        call_id=call,
        at=at(seconds),
        direction=direction,
        number=number,
        name=name,
        did="74951110003" if direction is Direction.INBOUND else "",
        trunk="PJSIP/trunk",
        operator_endpoint=endpoint,
        is_partial=is_partial,
    )


def rang(extension: str, seconds: float = 1.0, *, call: CallId = CALL, queue: str = "", leg: str = "") -> PhoneRang:
    return PhoneRang(
        call_id=call,
        at=at(seconds),
        leg_id=leg_of(leg or extension),
        endpoint=f"PJSIP/{extension}",
        queue=queue,
    )


def stopped(
    extension: str, reason: RingEnd, seconds: float = 2.0, *, call: CallId = CALL, leg: str = ""
) -> PhoneStopped:
    return PhoneStopped(
        call_id=call,
        at=at(seconds),
        leg_id=leg_of(leg or extension),
        endpoint=f"PJSIP/{extension}",
        reason=reason,
        ring_seconds=1.0,
    )


def answered(extension: str, seconds: float = 2.0, *, call: CallId = CALL, leg: str = "") -> CallAnswered:
    return CallAnswered(
        call_id=call,
        at=at(seconds),
        leg_id=leg_of(leg or extension),
        endpoint=f"PJSIP/{extension}",
        wait_seconds=seconds,
    )


def left(extension: str, seconds: float = 4.0, *, leg: str = "") -> PhoneLeft:
    return PhoneLeft(
        call_id=CALL,
        at=at(seconds),
        leg_id=leg_of(leg or extension),
        endpoint=f"PJSIP/{extension}",
        talk_seconds=2.0,
        hold_seconds=0.5,
    )


def ended(
    seconds: float = 5.0,
    *,
    call: CallId = CALL,
    outcome: Outcome = Outcome.ANSWERED,
    by: HungUpBy = HungUpBy.CALLER,
) -> CallEnded:
    return CallEnded(
        call_id=call,
        at=at(seconds),
        outcome=outcome,
        hung_up_by=by,
        cause=16,
        wait_seconds=2.0,
        ring_seconds=1.0,
        talk_seconds=3.0,
        hold_seconds=0.0,
    )


def live_call(direction: Direction = Direction.INBOUND) -> LiveCall:
    return LiveCall(
        call_id=CALL,
        pbx="main",
        direction=direction,
        started_at=NINE,
        number=CUSTOMER,
        caller_name="",
        did=LINE,
    )


ANNA, BORIS, VERA = OperatorId(1), OperatorId(2), OperatorId(3)
