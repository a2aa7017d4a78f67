"""A call read from the CDR, against what the tracker said of the same call while it lived.

Every recording holds both: the events, and the records that Asterisk wrote at the end.
"""

import random
from dataclasses import dataclass, replace

import pytest

from callbridge.kernel.ids import CallId
from callbridge.telephony.call_event import (
    CallAnswered,
    CallEnded,
    CallQueued,
    CallStarted,
    Direction,
    Outcome,
    PhoneRang,
)
from callbridge.telephony.cdr_call import CdrCall, read_call
from callbridge.telephony.cdr_groups import calls_of
from callbridge.telephony.cdr_row import CdrRow
from callbridge.telephony.topology import Topology
from tests.support.cdr_rows import recorded_rows
from tests.support.recordings import PBX, SMALL, of_type, replay

TOLERANCE_S = 1.1
"""Both ends of a span are whole seconds in the CDR."""
OTHER_OUTCOMES = {
    "t56_outbound_no_such_number": Outcome.NO_ANSWER,  # the trunk's 404 is NO ANSWER in the CDR, as silence is
    "a16_t63_click_to_call_unanswered": Outcome.FAILED,  # Asterisk 16 says FAILED of its own phone's silence
}
EARLY_ANSWER = "t40_ivr_before_queue"
"""The menu answers, and the CDR do not tell when an operator did."""
BLONDE = ("t09", "t16", "a16_t16")
"""The row of the consultation ends with the transfer, before its phone is answered, or goes on when it comes back."""
BLONDE_TO_MANY = ("t18_blonde_to_queue", "t19_blonde_to_group")
"""The consultation's row is answered by who took the customer, and names one of the phones that rang."""
LATE_RING = "t48_strategy_random"
"""The queue rings its first phone after a second, and the row begins with the call."""
LOCAL_FIRST = "t67_click_to_call_through_local"
"""The Local half is answered at once; without Linkedids it is all that can be seen."""
TONES = ("t06_attended_feature_code", "a16_t06_attended_feature_code", "t07_attended_ami")
"""While the operator consults by feature code the customer is with music, and with nobody in the CDR."""
NO_TIMES = (EARLY_ANSWER, LATE_RING, LOCAL_FIRST, *(name for name in SMALL if name.startswith(BLONDE)))


@dataclass(frozen=True)
class Live:
    """What the tracker said of one call."""

    started: CallStarted
    ended: CallEnded
    queue: str
    answered_by: str
    rang: frozenset[str]


def live_calls(name: str) -> dict[CallId, Live]:
    said = replay(name)
    found: dict[CallId, Live] = {}
    for started in of_type(said, CallStarted):
        of_call = [event for event in said if event.call_id == started.call_id]
        queued, answered = of_type(of_call, CallQueued), of_type(of_call, CallAnswered)
        found[started.call_id] = Live(
            started=started,
            ended=of_type(of_call, CallEnded)[0],
            queue=queued[-1].queue if queued else "",
            answered_by=answered[-1].endpoint if answered else "",
            rang=frozenset(event.endpoint for event in of_type(of_call, PhoneRang)),
        )
    return found


def read(rows: list[CdrRow]) -> dict[CallId, CdrCall]:
    calls = [read_call(PBX, group, Topology()) for group in calls_of(rows)]
    return {call.call_id: call for call in calls if call is not None}


@pytest.mark.parametrize("name", SMALL)
def test_the_cdr_tell_the_same_calls_as_the_tracker(name: str) -> None:
    """R152: the same identities, directions, numbers, lines, queues, answerers and outcomes."""
    live, told = live_calls(name), read(recorded_rows(name))
    assert told.keys() == live.keys()
    for call_id, call in told.items():
        seen = live[call_id]
        assert call.direction is seen.started.direction
        assert call.number == seen.started.number
        is_short = Topology().is_internal_number(seen.started.did)  # from another PBX (t83): a transfer looks the same
        assert call.did == seen.started.did or (call.did == "" and (call.is_partial or is_short))
        assert call.queue == seen.queue
        if name in BLONDE_TO_MANY:
            assert call.is_partial or call.direction is Direction.INTERNAL
            continue
        assert call.answered_by == seen.answered_by or not seen.answered_by.startswith("PJSIP/1")
        assert call.outcome is OTHER_OUTCOMES.get(name, seen.ended.outcome)
        own = {call.operator_endpoint} if call.direction is Direction.OUTBOUND else set()
        assert seen.rang - own <= {leg.endpoint for leg in call.legs}


@pytest.mark.parametrize("name", [name for name in SMALL if name not in NO_TIMES])
def test_the_cdr_tell_the_same_times_to_a_second(name: str) -> None:
    live, told = live_calls(name), read(recorded_rows(name))
    for call_id, call in told.items():
        ended = live[call_id].ended
        assert call.wait_seconds == pytest.approx(ended.wait_seconds, abs=TOLERANCE_S)
        assert call.ring_seconds == pytest.approx(ended.ring_seconds, abs=TOLERANCE_S)
        with_customer = ended.talk_seconds + ended.hold_seconds
        assert call.talk_seconds == pytest.approx(with_customer, abs=2.0 if name in TONES else TOLERANCE_S)


@pytest.mark.parametrize("name", SMALL)
def test_the_order_of_the_rows_does_not_matter(name: str) -> None:
    rows = recorded_rows(name)
    shuffled = random.Random(7).sample(rows, len(rows))
    assert read(shuffled) == read(rows)


@pytest.mark.parametrize("name", [name for name in SMALL if name != LOCAL_FIRST])
def test_without_linkedids_every_customer_is_found_and_the_call_is_said_to_be_partial(name: str) -> None:
    """Old files: a consultation goes under in the customer's call, and that is all that is lost."""
    customers = {
        call_id: each for call_id, each in live_calls(name).items() if each.started.direction is not Direction.INTERNAL
    }
    told = read(recorded_rows(name, with_links=False))
    assert customers.keys() <= told.keys()
    assert all(call.is_partial for call in told.values())
    assert {call_id: told[call_id].number for call_id in customers} == {
        call_id: each.started.number for call_id, each in customers.items()
    }


def test_a_plain_call_is_whole_and_a_transferred_one_is_partial() -> None:
    assert [call.is_partial for call in read(recorded_rows("s01_direct_answered")).values()] == [False]
    assert [call.is_partial for call in read(recorded_rows("t01_blind_refer")).values()] == [True]


def test_freepbx_tells_the_line_that_a_transfer_wrote_over() -> None:
    rows = [replace(row, did="74951110002") for row in recorded_rows("t01_blind_refer")]
    assert [call.did for call in read(rows).values()] == ["74951110002"]


def row(**changes: object) -> CdrRow:
    base = recorded_rows("s02_direct_cancel")[0]
    return replace(base, **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("disposition", "outcome"),
    [
        ("FAILED", Outcome.UNAVAILABLE),
        ("CONGESTION", Outcome.FAILED),
        ("BUSY", Outcome.BUSY),
        ("NO ANSWER", Outcome.MISSED),
        ("gibberish", Outcome.MISSED),
    ],
)
def test_dispositions_of_an_inbound_call_in_our_words(disposition: str, outcome: Outcome) -> None:
    for other in ("", "PJSIP/101-00000001"):
        (call,) = read([row(disposition=disposition, other_channel=other)]).values()
        assert call.outcome is outcome


def test_a_feature_code_is_no_call() -> None:
    assert read([row(channel="PJSIP/101-1234abcd", source="101", destination="*97", other_channel="")]) == {}
