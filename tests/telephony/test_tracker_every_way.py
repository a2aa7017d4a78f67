"""Every way a call can go, against what the phones and the customers themselves tell of it."""

from itertools import pairwise
from typing import Any

import pytest

from callbridge.telephony.call_event import (
    CallAnswered,
    CallEnded,
    CallEvent,
    CallParked,
    CallPickedUp,
    CallQueued,
    CallStarted,
    CallTransferred,
    CallUnparked,
    Direction,
    HungUpBy,
    Outcome,
    PhoneLeft,
    PhoneRang,
    PhoneStopped,
    RingEnd,
    UnparkReason,
)
from tests.support.recordings import ASTERISK_16, EVERY_WAY, assert_coherent, load, of_type, replay

DIRECTIONS = {"in": Direction.INBOUND, "out": Direction.OUTBOUND}
TOLERANCE_S = 0.15
TONES_S = 0.6
"""Where Asterisk's features put a tone or a prompt between the two, who are bridged all the same."""
WITH_TONES = ("t02", "t06", "t07", "t10", "t16", "t27")


def extension(endpoint: str) -> str:
    return endpoint.removeprefix("PJSIP/")


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
        (started,) = of_type(said, CallStarted)
        (ended,) = of_type(said, CallEnded)
        assert started.direction is DIRECTIONS[truth["direction"]]
        assert started.number == truth.get("caller", truth.get("callee"))
        assert started.did == truth.get("did", "")
        assert [extension(event.endpoint) for event in of_type(said, PhoneRang)] == truth["rang"]
        assert (ended.outcome, ended.hung_up_by) == (Outcome(truth["disposition"]), HungUpBy(truth["hangup_by"]))
        assert [event.queue for event in of_type(said, CallQueued)] == truth.get("queues", [])


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
        transfers = [[e.kind.value, extension(e.endpoint), e.target] for e in of_type(said, CallTransferred)]
        if "transfers" in truth:  # a Redirect is no transfer to Asterisk
            assert transfers == [each for each in truth["transfers"] if each[0] != "redirect"]
        pickups = [[extension(e.endpoint), extension(e.rang_endpoint)] for e in of_type(said, CallPickedUp)]
        assert pickups == truth.get("picked_up", [])
        assert [extension(e.endpoint) for e in of_type(said, CallParked)] == truth.get("parked", [])
        fetched = [extension(e.endpoint) for e in of_type(said, CallUnparked) if e.reason is UnparkReason.RETRIEVED]
        assert fetched == truth.get("unparked", [])


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


def test_an_operators_time_does_not_run_on_after_the_call_was_handed_over() -> None:
    """The complaint of every peer: 101's part ends with the transfer, 102's begins with their own answer."""
    said = of_type(replay("t01_blind_refer"), PhoneLeft)
    assert [event.endpoint for event in said] == ["PJSIP/101", "PJSIP/102"]
    assert all(earlier.at < later.at for earlier, later in pairwise(said))
