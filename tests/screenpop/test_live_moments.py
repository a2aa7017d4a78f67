"""What is kept of a call's way from hand to hand, by values and by recordings."""

from typing import Any

import pytest

from callbridge.crm.call_log import MomentKind, MomentRecord
from callbridge.kernel.ids import OperatorId
from callbridge.screenpop.card_view import LiveLeg
from callbridge.screenpop.live_call import LiveCall
from callbridge.screenpop.live_moments import MAX_MOMENTS, LiveMoments
from callbridge.telephony.call_event import (
    CallEvent,
    CallHeld,
    CallLeftQueue,
    CallParked,
    CallQueued,
    CallResumed,
    CallStarted,
    CallTransferred,
    CallUnparked,
    Direction,
    TransferKind,
    UnparkReason,
)
from tests.support.calls import ANNA, BORIS, CALL, CUSTOMER, LINE, VERA, answered, at, leg_of
from tests.support.recordings import replay

SITS = {"PJSIP/101": (ANNA,), "PJSIP/102": (BORIS,), "PJSIP/103": (VERA,)}


def moments_of(*events: CallEvent, earlier: tuple[MomentRecord, ...] = ()) -> tuple[MomentRecord, ...]:
    """Return what is kept after `events`, none of which brings legs along."""
    moments = LiveMoments(earlier)
    for event in events:
        moments.note(event, SITS.get(getattr(event, "endpoint", ""), ()), ())
    return moments.kept


def transferred(kind: TransferKind = TransferKind.BLIND, target: str = "102", seconds: float = 3.0) -> CallTransferred:
    return CallTransferred(call_id=CALL, at=at(seconds), kind=kind, endpoint="PJSIP/101", target=target)


def parked(seconds: float = 3.0) -> CallParked:
    return CallParked(call_id=CALL, at=at(seconds), endpoint="PJSIP/101", space="701")


def unparked(seconds: float = 9.0, endpoint: str = "PJSIP/102") -> CallUnparked:
    reason = UnparkReason.RETRIEVED if endpoint else UnparkReason.TIMED_OUT
    return CallUnparked(call_id=CALL, at=at(seconds), endpoint=endpoint, space="701", reason=reason)


def queued(seconds: float = 1.0, queue: str = "sales") -> CallQueued:
    return CallQueued(call_id=CALL, at=at(seconds), queue=queue)


def test_a_blind_transfer_is_taken_by_whoever_answers_next() -> None:
    """Also when it went to a queue's number: the target stays as dialled."""
    assert moments_of(transferred(target="500"), answered("103"), answered("102")) == (
        MomentRecord(
            kind=MomentKind.BLIND, at=at(3), endpoint="PJSIP/101", operator_id=ANNA, target="500",
            colleague_endpoint="PJSIP/103", colleague_id=VERA,
        ),
    )  # fmt: skip


def test_a_transfer_nobody_takes_has_no_colleague() -> None:
    (moment,) = moments_of(transferred())
    assert (moment.colleague_endpoint, moment.colleague_id) == ("", None)


@pytest.mark.parametrize(("target", "expected"), [("102", BORIS), ("500", VERA), ("", VERA)])
def test_an_attended_transfer_is_taken_by_the_one_named_else_by_who_came_in_that_instant(
    target: str, expected: OperatorId
) -> None:
    legs = [
        LiveLeg(leg_id=leg_of("101"), endpoint="PJSIP/101", operators=(ANNA,), answered_at=at(1)),
        LiveLeg(leg_id=leg_of("102"), endpoint="PJSIP/102", operators=(BORIS,), answered_at=at(1)),
        LiveLeg(leg_id=leg_of("103"), endpoint="PJSIP/103", operators=(VERA,), answered_at=at(3)),
    ]
    moments = LiveMoments()
    moments.note(transferred(TransferKind.ATTENDED, target), (ANNA,), legs)
    assert moments.kept[0].colleague_id == expected


def test_an_attended_transfer_before_the_answer_waits_for_it() -> None:
    """Blonde: the colleague's phone still rings (t09)."""
    (moment,) = moments_of(transferred(TransferKind.ATTENDED), answered("102"))
    assert moment.colleague_id == BORIS


def test_parking_tells_how_long_and_who_had_parked() -> None:
    _, left = moments_of(parked(), unparked())
    assert left == MomentRecord(
        kind=MomentKind.UNPARKED, at=at(9), endpoint="PJSIP/102", operator_id=BORIS, target="701",
        colleague_endpoint="PJSIP/101", colleague_id=ANNA, reason="retrieved", seconds=6.0,
    )  # fmt: skip


@pytest.mark.parametrize("order", [1, -1])
def test_a_transfer_to_the_parking_lot_is_the_parking(order: int) -> None:
    """One hand-over, not two, in whichever order Asterisk tells them (t23)."""
    kinds = [moment.kind for moment in moments_of(*(transferred(target="700"), parked())[::order])]
    assert kinds == [MomentKind.PARKED]


def test_holds_and_queues_are_kept_with_their_seconds() -> None:
    leg, phone = leg_of("101"), "PJSIP/101"
    kept = moments_of(
        queued(),
        CallLeftQueue(call_id=CALL, at=at(3), queue="sales", wait_seconds=2.0, is_abandoned=True),
        CallHeld(call_id=CALL, at=at(4), leg_id=leg, endpoint=phone),
        CallResumed(call_id=CALL, at=at(9), leg_id=leg, endpoint=phone, hold_seconds=5.0),
    )
    assert [(each.kind, each.target, each.leg_id, each.reason, each.seconds) for each in kept] == [
        (MomentKind.QUEUED, "sales", None, "", 0.0),
        (MomentKind.LEFT_QUEUE, "sales", None, "caller_gone", 2.0),
        (MomentKind.HELD, "", leg, "", 0.0),
        (MomentKind.RESUMED, "", leg, "", 5.0),
    ]


def test_after_a_restart_nothing_is_lost_and_nothing_doubled() -> None:
    """A snapshot tells again that the caller waits; whoever answers takes the transfer that was told before."""
    waiting = moments_of(queued())
    assert moments_of(queued(1.2), earlier=waiting) == waiting
    assert len(moments_of(queued(1.2, "support"), earlier=waiting)) == 2
    (handed,) = moments_of(answered("102", 60), earlier=moments_of(transferred()))
    assert handed.colleague_id == BORIS
    assert moments_of(unparked(), earlier=moments_of(parked()))[1].seconds == 6.0


def test_a_call_handed_round_for_ever_keeps_its_first_moments() -> None:
    kept = moments_of(*(transferred(target=str(number)) for number in range(MAX_MOMENTS + 50)), answered("102"))
    assert [each.target for each in kept] == [str(number) for number in range(MAX_MOMENTS)]
    assert {each.colleague_id for each in kept} == {None}


def test_hostile_texts_of_the_network_are_cut() -> None:
    (moment,) = moments_of(transferred(target="я" * 10_000))
    assert len(moment.target) == 255


def told(name: str) -> list[tuple[Any, ...]]:
    """Return the hand-overs of the customer's call of a recording, as the desk would keep them."""
    events = replay(name)
    (call_id,) = [e.call_id for e in events if isinstance(e, CallStarted) and e.direction is not Direction.INTERNAL]
    call = LiveCall(
        call_id=call_id, pbx="main", direction=Direction.INBOUND, started_at=events[0].at, number=CUSTOMER,
        caller_name="", did=LINE,
    )  # fmt: skip
    for event in events:
        if event.call_id == call_id:
            call.apply(event, SITS.get(getattr(event, "endpoint", ""), ()))
    shown = (m for m in call.moments.kept if m.kind not in (MomentKind.HELD, MomentKind.RESUMED))
    return [(m.kind.value, m.operator_id, m.colleague_id, m.target, m.reason) for m in shown]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("t01_blind_refer", [("blind", ANNA, BORIS, "102", "")]),
        ("t05_attended_refer", [("attended", ANNA, BORIS, "102", "")]),
        ("t06_attended_feature_code", [("attended", ANNA, BORIS, "102", "")]),
        ("t07_attended_ami", [("attended", ANNA, BORIS, "102", "")]),
        ("t08_attended_taken_back", []),
        ("t09_blonde_refer", [("attended", ANNA, BORIS, "102", "")]),
        (
            "t11_transfer_of_a_transfer",
            [
                ("blind", ANNA, BORIS, "102", ""),
                ("attended", BORIS, VERA, "103", ""),
                ("blind", VERA, ANNA, "101", ""),
            ],
        ),
        (
            "t12_blind_to_queue",
            [
                ("blind", ANNA, VERA, "500", ""),
                ("queued", None, None, "sales", ""),
                ("left_queue", None, None, "sales", ""),
            ],
        ),
        ("t14_blind_unanswered", [("blind", ANNA, None, "202", "")]),
        ("t20_pickup_group", [("picked_up", BORIS, ANNA, "", "")]),
        (
            "t22_pickup_from_queue",
            [
                ("queued", None, None, "sales", ""),
                ("picked_up", BORIS, VERA, "", ""),
                ("left_queue", None, None, "sales", ""),
            ],
        ),
        ("t23_park_and_unpark", [("parked", ANNA, None, "701", ""), ("unparked", BORIS, ANNA, "701", "retrieved")]),
        ("t24_park_timeout", [("parked", ANNA, None, "702", ""), ("unparked", None, ANNA, "702", "timed_out")]),
        (
            "t25_parked_caller_gives_up",
            [("parked", ANNA, None, "703", ""), ("unparked", None, ANNA, "703", "caller_gone")],
        ),
        ("t50_conference_of_three", []),
    ],
)  # fmt: skip
def test_recordings_tell_who_handed_over_to_whom(name: str, expected: list[tuple[Any, ...]]) -> None:
    assert told(name) == expected
