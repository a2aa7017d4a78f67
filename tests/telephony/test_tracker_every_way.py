"""Every way a call can go, against what the phones and the customers themselves tell of it."""

from itertools import pairwise
from typing import Any

import pytest

from callbridge.kernel.numbers import NumberForm, NumberPlan, read_number
from callbridge.telephony.call_event import (
    CallAnswered,
    CallEnded,
    CallEvent,
    CallQueued,
    CallStarted,
    CallUnparked,
    Direction,
    PhoneLeft,
    PhoneRang,
    PhoneStopped,
    RingEnd,
    UnparkReason,
)
from tests.support.recordings import (
    ASTERISK_16,
    EVERY_WAY,
    assert_coherent,
    follow,
    load,
    new_tracker,
    of_type,
    replay,
)
from tests.support.truth import assert_handovers, assert_visit, extension

TOLERANCE_S = 0.15
TONES_S = 0.6
"""Where Asterisk's features put a tone or a prompt between the two, who are bridged all the same."""
WITH_TONES = ("t02", "t06", "t07", "t10", "t16", "t27")


def customer_calls(name: str) -> list[tuple[dict[str, Any], list[CallEvent]]]:
    """Return each customer's call: the truth, and what the tracker said of it."""
    said = replay(name)
    calls = [event.call_id for event in of_type(said, CallStarted) if event.direction is not Direction.INTERNAL]
    truths = load(name).truth["calls"]
    return [(truth, [e for e in said if e.call_id == call]) for truth, call in zip(truths, calls, strict=True)]


def heard_seconds(truth: dict[str, Any]) -> dict[str, float]:
    """Return by extension how long the customer heard it once the customer was up; earlier sound is early media."""
    up_at = next((at for at, what in truth["moments"] if what == "answer"), None)
    if up_at is None:
        return {}
    return {
        phone: sum(max(0.0, last - max(first, up_at)) for first, last in spans)
        for phone, spans in truth["heard"].items()
    }


@pytest.mark.parametrize("name", EVERY_WAY)
def test_each_visit_of_a_customer_is_one_call_with_its_true_end(name: str) -> None:
    """Who called which line, who rang, what became of it, who hung up: as the script's people did it."""
    assert_coherent(replay(name))
    for truth, said in customer_calls(name):
        assert_visit(truth, said)


@pytest.mark.parametrize("name", EVERY_WAY)
def test_the_operators_talk_seconds_are_what_the_customer_heard_of_each(name: str) -> None:
    """Hold, music and the wait apart; in a conference Asterisk mixes the voices, so that none can be told apart."""
    tolerance = TONES_S if name.removeprefix(ASTERISK_16).startswith(WITH_TONES) else TOLERANCE_S
    for truth, said in customer_calls(name):
        if "conference" in truth or "answered_outside" in truth:
            continue
        heard = heard_seconds(truth)
        told = dict.fromkeys(heard, 0.0)
        for event in of_type(said, PhoneLeft):
            told[extension(event.endpoint)] += event.talk_seconds
        assert told == pytest.approx(heard, abs=tolerance)
        assert sum(told.values()) == pytest.approx(of_type(said, CallEnded)[0].talk_seconds, abs=0.01)
        answered = dict.fromkeys(extension(event.endpoint) for event in of_type(said, CallAnswered))
        assert list(answered) == list(heard)


@pytest.mark.parametrize("name", EVERY_WAY)
def test_transfers_pickups_and_parking_are_told_by_name(name: str) -> None:
    for truth, said in customer_calls(name):
        assert_handovers(truth, said)


def test_a_parked_call_is_left_for_the_reason_it_was_left() -> None:
    reasons = {
        name: [event.reason for event in of_type(replay(name), CallUnparked)] for name in EVERY_WAY if "park" in name
    }
    assert reasons == {
        "t23_park_and_unpark": [UnparkReason.RETRIEVED],
        "t24_park_timeout": [UnparkReason.TIMED_OUT],
        "t25_parked_caller_gives_up": [UnparkReason.CALLER_GONE],
    }


def test_two_devices_of_one_extension_are_two_legs() -> None:
    said = replay("t33_two_devices")
    rang = of_type(said, PhoneRang)
    assert [event.endpoint for event in rang] == ["PJSIP/106", "PJSIP/106"]
    assert len({event.leg_id for event in rang}) == 2
    reasons = {event.reason for event in of_type(said, PhoneStopped)}
    assert reasons == {RingEnd.ANSWERED_ELSEWHERE, RingEnd.ANSWERED}


@pytest.mark.parametrize("name", ["t20_pickup_group", "t21_pickup_directed", "t22_pickup_from_queue"])
def test_a_phone_whose_call_was_picked_up_was_answered_elsewhere(name: str) -> None:
    assert [event.reason for event in of_type(replay(name), PhoneStopped)] == [RingEnd.ANSWERED_ELSEWHERE]


def test_who_lifts_without_confirming_did_not_answer() -> None:
    """Follow-me: 102 lifts and waits, 103 presses the key."""
    said = replay("t37_follow_me_confirmed")
    assert [event.endpoint for event in of_type(said, CallAnswered)] == ["PJSIP/103"]
    assert [event.reason for event in of_type(said, PhoneStopped)] == [RingEnd.UNKNOWN, RingEnd.ANSWERED]


def test_a_forwarded_customer_is_answered_by_the_mobile() -> None:
    ((_, said),) = customer_calls("t39_forwarded_to_mobile")
    assert [event.endpoint for event in of_type(said, CallAnswered)] == ["PJSIP/trunk"]


def test_a_colleague_at_another_pbx_is_no_customer_at_either_end() -> None:
    """Plain AMI tells each side of it: a call out over the trunk, a call in; the numbers are those of colleagues."""
    said = [*replay("t80_colleague_of_another_pbx_a"), *replay("t80_colleague_of_another_pbx_b")]
    here, there = of_type(said, CallStarted)
    assert (here.direction, here.number, here.trunk) == (Direction.OUTBOUND, "7102", "PJSIP/peer")
    assert (there.direction, there.number, there.did) == (Direction.INBOUND, "101", "102")
    forms = [read_number(number, NumberPlan()).form for number in (here.number, there.number, there.did)]
    assert set(forms) == {NumberForm.INTERNAL}
    assert [event.endpoint for event in of_type(said, CallAnswered)] == ["PJSIP/101", "PJSIP/102"]


def test_a_customer_handed_to_another_pbx_is_the_customer_there_too() -> None:
    for name in ("t81_transferred_to_another_pbx", "t82_forwarded_to_another_pbx"):
        here, there = of_type(replay(f"{name}_a"), CallStarted)[0], of_type(replay(f"{name}_b"), CallStarted)[0]
        assert here.number == there.number == "+79161234567"
        assert of_type(replay(f"{name}_a"), CallAnswered)[-1].endpoint == "PJSIP/peer"
        assert of_type(replay(f"{name}_b"), CallAnswered)[-1].endpoint == "PJSIP/102"


def test_in_a_conference_each_colleague_talks_and_leaves_with_the_customer() -> None:
    ((_, said),) = customer_calls("t50_conference_of_three")
    left = of_type(said, PhoneLeft)
    assert sorted(event.endpoint for event in left) == ["PJSIP/101", "PJSIP/102"]
    longest, shortest = sorted((event.talk_seconds for event in left), reverse=True)
    assert longest == pytest.approx(of_type(said, CallEnded)[0].talk_seconds)
    assert 1.0 < shortest < longest - 1.0


def test_a_consultation_is_a_call_between_colleagues_and_ends_when_the_customer_is_handed_over() -> None:
    said = replay("t05_attended_refer")
    customer, consultation = (event.call_id for event in of_type(said, CallStarted))
    answers = [(event.call_id, event.endpoint) for event in of_type(said, CallAnswered)]
    assert answers == [(customer, "PJSIP/101"), (consultation, "PJSIP/102"), (customer, "PJSIP/102")]
    assert [event.call_id for event in of_type(said, CallEnded)] == [consultation, customer]


@pytest.mark.parametrize("name", ["t09_blonde_refer", "t18_blonde_to_queue", "t19_blonde_to_group"])
def test_the_phones_of_a_blonde_transfer_ring_for_the_customer_from_then_on(name: str) -> None:
    """The taker's card shows the customer while the phone still rings, not only once it is answered."""
    events = load(name).tracked
    handed_over = next(at for at, (_, event) in enumerate(events) if event.name == "AttendedTransfer")
    said = follow(new_tracker(), events[: handed_over + 1])
    customer = of_type(said, CallStarted)[0].call_id
    ringing = {event.leg_id for event in of_type(said, PhoneRang) if event.call_id == customer}
    ringing -= {event.leg_id for event in of_type(said, PhoneStopped) if event.call_id == customer}
    assert len(ringing) == (2 if "group" in name else 1)
    assert [event.queue for event in of_type(said, CallQueued) if event.call_id == customer] == (
        ["sales"] if "queue" in name else []
    )


def test_an_operators_time_does_not_run_on_after_the_call_was_handed_over() -> None:
    """The complaint of every peer: 101's part ends with the transfer, 102's begins with their own answer."""
    said = of_type(replay("t01_blind_refer"), PhoneLeft)
    assert [event.endpoint for event in said] == ["PJSIP/101", "PJSIP/102"]
    assert all(earlier.at < later.at for earlier, later in pairwise(said))
