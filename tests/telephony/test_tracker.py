"""The tracker against real recordings: each agrees with what the phones say truly happened."""

import random
from collections import defaultdict
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from callbridge.telephony.ami_event import AmiEvent
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
    HungUpBy,
    Outcome,
    PhoneLeft,
    PhoneRang,
    PhoneStopped,
    RingEnd,
)
from callbridge.telephony.tracker import TRACKED_EVENTS
from tests.support.recordings import (
    NAMES,
    SINGLE_CALLS,
    SMALL,
    assert_coherent,
    assert_forgotten,
    follow,
    instant,
    load,
    new_tracker,
    of_type,
    replay,
)
from tests.support.truth import assert_part_of

DIRECTIONS = {"in": Direction.INBOUND, "out": Direction.OUTBOUND, "internal": Direction.INTERNAL}
SIDES = {"caller": HungUpBy.CALLER, "operator": HungUpBy.OPERATOR, "callee": HungUpBy.OPERATOR, "pbx": HungUpBy.PBX}
TRANSFERS = ("s08", "s09")
TOLERANCE_S = 0.1

Timed = list[tuple[float, AmiEvent]]


def extension(endpoint: str) -> str:
    return endpoint.removeprefix("PJSIP/")


@pytest.mark.parametrize("name", SINGLE_CALLS)
def test_a_recording_agrees_with_what_the_phones_tell(name: str) -> None:
    """R147: one call; who called which line, who rang, who answered, what became of it, who hung up."""
    truth = load(name).truth
    said = replay(name)
    (started,) = of_type(said, CallStarted)
    (ended,) = of_type(said, CallEnded)
    assert started.direction is DIRECTIONS[truth["direction"]]
    assert started.number == (truth.get("callee") if truth["direction"] == "out" else truth["caller"] or "anonymous")
    assert started.did == truth.get("did", "")
    assert not started.is_partial
    assert [extension(event.endpoint) for event in of_type(said, PhoneRang)] == truth["rang"]
    answered_by = truth["answered_by"] or [truth[who] for who in ("operator",) if who in truth]
    assert [extension(event.endpoint) for event in of_type(said, CallAnswered)] == answered_by
    assert ended.outcome is Outcome(truth["disposition"])
    assert ended.hung_up_by is SIDES[truth.get("hangup_by", "caller" if "transfer" in truth else "pbx")]
    assert_coherent(said)


@pytest.mark.parametrize("name", [name for name in SINGLE_CALLS if not name.startswith((*TRANSFERS, "s12"))])
def test_talk_and_hold_seconds_agree_with_the_phones(name: str) -> None:
    truth = load(name).truth
    said = replay(name)
    (ended,) = of_type(said, CallEnded)
    assert ended.talk_seconds + ended.hold_seconds == pytest.approx(truth.get("talk_seconds", 0.0), abs=TOLERANCE_S)
    assert sum(event.hold_seconds for event in of_type(said, CallResumed)) == pytest.approx(ended.hold_seconds)
    assert len(of_type(said, CallHeld)) == len(truth.get("hold", [])) / 2


@pytest.mark.parametrize("name", [name for name in SINGLE_CALLS if load(name).truth["rang"]])
def test_ring_seconds_agree_with_the_phones(name: str) -> None:
    ended_at: dict[str, float] = {}
    began_at: dict[str, float] = {}
    for moment in load(name).truth["phones"]:
        if moment["what"] == "ring":
            began_at[moment["phone"]] = moment["t"]
        elif moment["what"] in ("answer", "end"):
            ended_at.setdefault(moment["phone"], moment["t"])
    for event in of_type(replay(name), PhoneStopped):
        phone = extension(event.endpoint)
        assert event.ring_seconds == pytest.approx(ended_at[phone] - began_at[phone], abs=TOLERANCE_S)


def test_a_burst_of_200_calls_is_followed_exactly() -> None:
    """Trap 16: 200 calls to one phone, all alive at once, each with its own caller, ring, answer and talk."""
    truth = load("s18_burst").truth
    tracker = new_tracker()
    said = follow(tracker, load("s18_burst").tracked)
    assert_coherent(said)
    assert_forgotten(tracker)
    assert {event.number for event in of_type(said, CallStarted)} == {f"+79161{n:06}" for n in range(200)}
    per_call: dict[str, list[str]] = defaultdict(list)
    for event in said:
        per_call[event.call_id].append(type(event).__name__)
    whole = ["CallStarted", "PhoneRang", "PhoneStopped", "CallAnswered", "PhoneLeft", "CallEnded"]
    assert list(per_call.values()) == [whole] * truth["calls"]
    talks = sorted(event.talk_seconds for event in of_type(said, CallEnded))
    assert talks == pytest.approx(sorted(truth["phone_leg_seconds"]["105"]), abs=TOLERANCE_S)


def test_ringing_may_be_told_before_the_dial() -> None:
    """Trap 1: in s04 Newstate Ringing comes before DialBegin, the loser's Hangup before the winner's DialEnd."""
    stopped = of_type(replay("s04_ring_group"), PhoneStopped)
    assert [(event.endpoint, event.reason) for event in stopped] == [
        ("PJSIP/101", RingEnd.ANSWERED_ELSEWHERE),
        ("PJSIP/102", RingEnd.ANSWERED),
    ]


def test_two_dial_ends_of_one_queue_attempt_are_one_ring_unanswered() -> None:
    """Traps 2 and 4: NOANSWER then CANCEL for 103; then 104 rings and answers."""
    said = replay("s06_queue_second_agent")
    assert [(event.endpoint, event.queue) for event in of_type(said, PhoneRang)] == [
        ("PJSIP/103", "sales"),
        ("PJSIP/104", "sales"),
    ]
    reasons = [event.reason for event in of_type(said, PhoneStopped)]
    assert reasons == [RingEnd.NO_ANSWER, RingEnd.ANSWERED]


def test_a_rejection_in_a_queue_is_told_by_the_cause() -> None:
    """Trap 3: the queue says NOANSWER of a phone that said 486; only Cause 17 tells (s07's queue, s03's Hangup)."""
    headers = {"HangupRequest": {"Cause": "17"}, "DialEnd": {"DialStatus": "NOANSWER"}, "Hangup": {"Cause": "17"}}
    events = [(t, AmiEvent(e.name, {**e.headers, **headers.get(e.name, {})})) for t, e in load("s03_busy").tracked]
    (stopped,) = of_type(follow(new_tracker(), events), PhoneStopped)
    assert stopped.reason is RingEnd.REJECTED


def test_the_caller_who_gives_up_ends_the_ring() -> None:
    """Trap 10: CANCEL and Cause 127."""
    said = replay("s02_direct_cancel")
    assert [event.reason for event in of_type(said, PhoneStopped)] == [RingEnd.CALLER_GONE]
    assert [event.cause for event in of_type(said, CallEnded)] == [127]


def test_a_queue_is_left_once_with_the_wait() -> None:
    answered = of_type(replay("s05_queue_answered"), CallLeftQueue)
    abandoned = of_type(replay("s07_queue_abandon"), CallLeftQueue)
    assert [(event.queue, event.is_abandoned) for event in answered + abandoned] == [("sales", False), ("sales", True)]
    assert abandoned[0].wait_seconds == pytest.approx(3.0, abs=TOLERANCE_S)
    assert [event.queue for event in of_type(replay("s07_queue_abandon"), CallQueued)] == ["sales"]


def test_blind_transfers_ring_and_answer_anew_within_one_call() -> None:
    """Trap 8: no matter in which order BlindTransfer, BridgeLeave and the new DialBegin come."""
    for name in ("s08_blind_transfer_refer", "s08b_blind_transfer_ami"):
        said = replay(name)
        assert [event.endpoint for event in of_type(said, CallAnswered)] == ["PJSIP/101", "PJSIP/102"]
        assert len(of_type(said, CallEnded)) == 1


def test_local_halves_are_no_phones_but_carry_the_talk() -> None:
    """Trap 9: 102 speaks with the customer as soon as the bridges merge, before the Local pair is optimised away."""
    answers = of_type(replay("s09b_attended_transfer_ami"), CallAnswered)
    merged_at = next(t for t, e in load("s09b_attended_transfer_ami").events if e.name == "AttendedTransfer")
    assert answers[-1].endpoint == "PJSIP/102"
    assert answers[-1].at == instant(merged_at)


def test_click_to_call_is_one_outbound_call() -> None:
    """Trap 11: the operator's leg comes first, with the dialled number for its own and an id without a dot."""
    (started,) = of_type(replay("s12_click_to_call"), CallStarted)
    assert started.operator_endpoint == "PJSIP/101"
    assert started.call_id.startswith("main:cb-")
    (ended,) = of_type(replay("s12_click_to_call"), CallEnded)
    assert ended.talk_seconds == pytest.approx(4.814 - 2.323, abs=TOLERANCE_S)


def test_click_to_call_with_another_caller_id_corrects_the_number() -> None:
    """The Originate of another system shows the firm's own number: what is dialled is the customer's."""
    events = []
    for seconds, event in load("s12_click_to_call").tracked:
        headers = {
            header: "74951110000" if "CallerID" in header or "Connected" in header else value
            for header, value in event.headers.items()
        }
        events.append((seconds, AmiEvent(event.name, headers)))
    said = follow(new_tracker(), events)
    assert [event.number for event in of_type(said, CallStarted)] == ["74951110000"]
    assert [event.number for event in of_type(said, CallerIdentified)] == ["89031112233"]


def test_the_ring_of_who_answered_ends_with_the_answer_and_lasted_until_the_phone_was_up() -> None:
    """In s09b 102 is consulted for 1.5 s before the customer comes: no withdrawal in between."""
    said = replay("s09b_attended_transfer_ami")
    stopped, answered = of_type(said, PhoneStopped)[-1], of_type(said, CallAnswered)[-1]
    assert said.index(answered) == said.index(stopped) + 1
    assert stopped.ring_seconds == pytest.approx(1.0, abs=TOLERANCE_S)


def test_a_colleague_who_was_only_consulted_did_not_answer() -> None:
    """102 was up but never heard the customer: its card goes, and nobody counts it as an answer."""
    events = load("s09b_attended_transfer_ami").tracked
    consulted_at = next(at for at, (_, e) in enumerate(events) if e.name == "HangupRequest")
    phone = next(e.headers for _, e in events if e.name == "Newchannel" and "PJSIP/102" in e.headers["Channel"])
    refused = [*events[:consulted_at], (8.3, AmiEvent("Hangup", phone | {"Cause": "16"}))]
    said = follow(new_tracker(), refused)
    assert [event.reason for event in of_type(said, PhoneStopped)] == [RingEnd.ANSWERED, RingEnd.UNKNOWN]
    assert [event.endpoint for event in of_type(said, CallAnswered)] == ["PJSIP/101"]


def test_a_hidden_number_is_passed_on_as_sent() -> None:
    """Trap 12."""
    assert [event.number for event in of_type(replay("s10_anonymous"), CallStarted)] == ["anonymous"]


def test_two_calls_from_one_number_to_one_phone_stay_apart() -> None:
    """Trap 14: told apart by the Linkedid."""

    def other(event: AmiEvent) -> AmiEvent:
        return _renamed(_renamed(event, "1795402943.", "1795402999."), "5c0a7412", "aaaaaaaa")

    shifted = [(t + 0.5, other(e)) for t, e in load("s01_direct_answered").tracked]
    both = sorted([*load("s01_direct_answered").tracked, *shifted], key=lambda timed: timed[0])
    said = follow(new_tracker(), both)
    assert_coherent(said)
    assert len({event.leg_id for event in of_type(said, CallAnswered)}) == 2
    assert [event.talk_seconds for event in of_type(said, CallEnded)] == pytest.approx([3.0, 3.0], abs=TOLERANCE_S)


def test_a_number_with_no_registered_phone_is_unavailable() -> None:
    """No Dial event comes at all; the caller's channel hangs up with cause 3 (ASTERISK trap list, registration)."""
    (_, born), *_ = load("s01_direct_answered").tracked
    hangup = AmiEvent("Hangup", {**born.headers, "Cause": "3"})
    said = follow(new_tracker(), [(0.0, born), (0.1, hangup)])
    assert [event.outcome for event in of_type(said, CallEnded)] == [Outcome.UNAVAILABLE]
    internal = load("s13_internal").tracked[0][1]
    said = follow(new_tracker(), [(0.0, internal), (0.1, AmiEvent("Hangup", {**internal.headers, "Cause": "3"}))])
    assert [event.direction for event in of_type(said, CallStarted)] == [Direction.INTERNAL]
    assert [event.outcome for event in of_type(said, CallEnded)] == [Outcome.UNAVAILABLE]


def test_a_customer_on_hold_by_either_side_does_not_talk() -> None:
    def swapped(event: AmiEvent) -> AmiEvent:
        other = {"Uniqueid": "1795403142.82", "Channel": "PJSIP/trunk-00000050"}
        return AmiEvent(event.name, event.headers | other) if event.name in ("Hold", "Unhold") else event

    said = follow(new_tracker(), [(t, swapped(e)) for t, e in load("s19_hold").tracked])
    assert [event.endpoint for event in of_type(said, CallHeld)] == ["PJSIP/trunk"]
    (ended,) = of_type(said, CallEnded)
    assert (ended.talk_seconds, ended.hold_seconds) == pytest.approx((3.5, 1.5), abs=TOLERANCE_S)


def test_a_feature_code_alone_is_no_call() -> None:
    born = load("s13_internal").tracked[0][1]
    code = AmiEvent("Newchannel", born.headers | {"Exten": "*97"})
    tracker = new_tracker()
    assert follow(tracker, [(0.0, code), (1.0, AmiEvent("Hangup", code.headers | {"Cause": "16"}))]) == []
    assert_forgotten(tracker)


def test_a_short_number_that_leads_outside_is_an_outbound_call() -> None:
    events = [(t, _renamed(e, "89031112233", "112")) for t, e in load("s11_outbound").tracked]
    (started,) = of_type(follow(new_tracker(), events), CallStarted)
    assert (started.direction, started.number, started.trunk) == (Direction.OUTBOUND, "112", "PJSIP/trunk")


@pytest.mark.parametrize("name", SMALL)
def test_attached_in_the_middle_the_tracker_tells_part_of_the_truth_and_nothing_false(name: str) -> None:
    """Every suffix of every recording, without any snapshot: the worst way to begin."""
    events = load(name).tracked
    whole = replay(name)
    for first in range(1, len(events)):
        tracker = new_tracker()
        said = follow(tracker, events[first:])
        assert_coherent(said)
        assert_forgotten(tracker)
        assert_part_of(said, whole)
        assert all(started.is_partial or _is_whole(started, events[first:]) for started in of_type(said, CallStarted))


def _is_whole(started: CallStarted, events: Timed) -> bool:
    """Say whether the birth of the call's first channel is among the events."""
    return any(e.name == "Newchannel" and started.call_id.endswith(f":{e.get('Uniqueid')}") for _, e in events)


def _facts(said: list[CallEvent]) -> list[object]:
    """Return what must not depend on the order of events a few milliseconds apart."""
    facts: list[object] = []
    for event in said:
        match event:
            case CallStarted():
                facts.append(replace(event, at=instant(0), trunk=""))
            case PhoneStopped(leg_id=leg_id, reason=reason):
                facts.append((leg_id, reason))
            case CallEnded(outcome=outcome, hung_up_by=hung_up_by, cause=cause, is_partial=is_partial):
                facts.append((outcome, hung_up_by, cause, is_partial))
            case PhoneRang(leg_id=leg_id) | CallAnswered(leg_id=leg_id) | CallHeld(leg_id=leg_id):
                facts.append((type(event).__name__, leg_id))
            case CallLeftQueue(queue=queue, is_abandoned=is_abandoned):
                facts.append((queue, is_abandoned))
            case CallTransferred() | CallPickedUp() | CallParked() | CallUnparked() | PhoneLeft():
                facts.append((type(event).__name__, event.endpoint))
            case _:
                pass
    return sorted(facts, key=repr)


@pytest.mark.parametrize("name", SMALL)
def test_neighbours_within_five_milliseconds_may_change_places(name: str) -> None:
    """Trap 1: Asterisk promises no order across event types."""
    events = load(name).tracked
    truth = _facts(replay(name))
    for first in range(len(events) - 1):
        (earlier, one), (later, other) = events[first : first + 2]
        if later - earlier > 0.005 or _keep_order(one, other):
            continue
        swapped = [*events[:first], (earlier, other), (later, one), *events[first + 2 :]]
        tracker = new_tracker()
        said = follow(tracker, swapped)
        assert_coherent(said)
        assert_forgotten(tracker)
        assert _facts(said) == truth, f"{first}: {other.name} before {one.name}"


def _keep_order(one: AmiEvent, other: AmiEvent) -> bool:
    """Say whether Asterisk keeps this order: what is told of one channel, and of one bridge, comes in its order."""
    own = {"Newchannel", "Newstate", "NewCallerid", "Hangup", "HangupRequest", "BridgeEnter", "BridgeLeave"}
    own |= {"QueueCallerJoin", "QueueCallerAbandon", "QueueCallerLeave"}
    moves = {"BridgeEnter", "BridgeLeave"}
    if {one.name, other.name} <= moves and one.get("BridgeUniqueid") == other.get("BridgeUniqueid"):
        return True
    if {one.name, other.name} <= own and one.get("Uniqueid") == other.get("Uniqueid"):
        return True
    named = ("Uniqueid", "DestUniqueid", "TargetUniqueid")
    ids = {one.get(name) for name in named} & {other.get(name) for name in named} - {""}
    return bool(ids) and ("Newchannel" in (one.name, other.name) or "Hangup" in (one.name, other.name))


@pytest.mark.parametrize("name", SMALL)
def test_each_event_may_come_twice(name: str) -> None:
    once = load(name).tracked
    twice: Timed = [timed for timed in once for _ in range(2)]
    tracker = new_tracker()
    assert follow(tracker, twice) == replay(name)
    assert_forgotten(tracker)


def test_the_whole_corpus_interleaved_as_one_pbx_is_followed_each_for_itself() -> None:
    """All recordings begin at once; their ids are set apart, because each Asterisk counts from nought anew."""
    corpus = [_set_apart(load(name).tracked, f"{number}") for number, name in enumerate(SMALL)]
    together = sorted((timed for events in corpus for timed in events), key=lambda timed: timed[0])
    tracker = new_tracker()
    said = follow(tracker, together)
    assert_coherent(said)
    assert_forgotten(tracker)
    alone = [event for events in corpus for event in follow(new_tracker(), events)]
    assert len(said) > 5 * len(SMALL)
    assert sorted(map(repr, said)) == sorted(map(repr, alone))


def _set_apart(events: Timed, mark: str) -> Timed:
    """Return the events with ids that no other recording has; of channels only ``Local/`` halves go by their name."""

    def apart(header: str, value: str) -> str:
        if value.startswith("Local/"):
            return value.replace("Local/", f"Local/{mark}-")
        return f"{mark}-{value}" if value and header.endswith(("Uniqueid", "Linkedid")) else value

    return [(at, AmiEvent(e.name, {key: apart(key, value) for key, value in e.headers.items()})) for at, e in events]


def test_any_order_of_a_whole_stream_raises_nothing() -> None:
    events = [timed for name in SMALL for timed in load(name).tracked]
    for seed in range(5):
        shuffled = random.Random(seed).sample(events, len(events))
        follow(new_tracker(), shuffled)


HEADERS = """
Channel Uniqueid Linkedid ChannelState Exten CallerIDNum ConnectedLineNum DestChannel DestUniqueid DestLinkedid
DestChannelState DialStatus BridgeUniqueid BridgeTechnology Queue Cause
"""
VALUES = st.sampled_from(["", "1", "1.1", "1.2", "5", "6", "PJSIP/101-0000000a", "PJSIP/trunk-0000000b", "<unknown>"])
HOSTILE = st.one_of(VALUES, st.text(max_size=12))
ANY_EVENT = st.builds(
    AmiEvent,
    st.sampled_from(sorted(TRACKED_EVENTS)),
    st.dictionaries(st.sampled_from(HEADERS.split()), HOSTILE, max_size=12),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(ANY_EVENT, max_size=25))
def test_no_event_makes_the_tracker_raise(events: list[AmiEvent]) -> None:
    """Invariant 5: headers missing, ids unknown, values hostile."""
    tracker = new_tracker()
    for number, event in enumerate(events):
        tracker.feed(event, instant(number))


def test_the_tracker_asks_for_no_noise() -> None:
    assert not TRACKED_EVENTS & {"VarSet", "Newexten", "Cdr", "NewConnectedLine", "DialState", "RTCPSent"}


@pytest.mark.parametrize("name", NAMES)
def test_untracked_events_mean_nothing(name: str) -> None:
    tracker = new_tracker()
    noise = [(seconds, event) for seconds, event in load(name).events if event.name not in TRACKED_EVENTS]
    assert follow(tracker, noise) == []


def _renamed(event: AmiEvent, old: str, new: str) -> AmiEvent:
    return AmiEvent(event.name, {header: value.replace(old, new) for header, value in event.headers.items()})
