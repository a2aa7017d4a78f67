from typing import get_args

import pytest

from callbridge.kernel.ids import CallId, LeadId, OrganizationId, PersonId
from callbridge.kernel.numbers import NumberForm, PhoneNumber
from callbridge.matching.match import Candidate, Match, MatchKind, MatchReason, RankedCandidate
from callbridge.screenpop import trace_notes
from callbridge.screenpop.sight import NO_PAGES, Pages
from callbridge.screenpop.trace import Trace
from callbridge.screenpop.trace_notes import (
    MAX_CANDIDATES,
    TEXT_LIMIT,
    Seat,
    note_card_sent,
    note_event,
    note_match,
    note_number,
)
from callbridge.screenpop.trace_text import step_text
from callbridge.telephony.call_event import (
    CallerIdentified,
    CallEvent,
    CallHeld,
    CallLeftQueue,
    CallParked,
    CallPickedUp,
    CallQueued,
    CallResumed,
    CallTransferred,
    CallUnparked,
    Direction,
    RingEnd,
    TransferKind,
    UnparkReason,
)
from tests.support.calls import CALL, NINE, answered, at, ended, left, leg_of, rang, started, stopped

NO_SEAT = Seat()
ANNA = Seat(operators="Анна", extension="101", pbx="main")


def noted(event: CallEvent, seat: Seat = NO_SEAT) -> list[tuple[str, dict[str, str | int]]]:
    trace = Trace()
    note_event(trace, event, lambda _: seat)
    return [(step.code, dict(step.params)) for step in trace.steps()]


@pytest.mark.parametrize(
    ("event", "seat", "code"),
    [
        (started(), NO_SEAT, "trace.started"),
        (started(is_partial=True), NO_SEAT, "trace.started_partial"),
        (rang("101"), ANNA, "trace.phone_rang"),
        (answered("101"), ANNA, "trace.answered"),
        (answered("177"), NO_SEAT, "trace.answered_nobody"),
        (stopped("101", RingEnd.NO_ANSWER), NO_SEAT, "trace.phone_stopped"),
        (ended(), NO_SEAT, "trace.ended"),
        (CallQueued(call_id=CALL, at=NINE, queue="sales"), NO_SEAT, "trace.queued"),
        (CallHeld(call_id=CALL, at=NINE, leg_id=leg_of("101"), endpoint="PJSIP/101"), NO_SEAT, "trace.held"),
    ],
)
def test_every_event_is_a_step(event: CallEvent, seat: Seat, code: str) -> None:
    assert [step for step, _ in noted(event, seat)] == [code]


def test_waits_are_told_in_seconds() -> None:
    left = CallLeftQueue(call_id=CALL, at=at(9), queue="sales", wait_seconds=8.6, is_abandoned=True)
    resumed = CallResumed(call_id=CALL, at=at(9), leg_id=leg_of("1"), endpoint="PJSIP/1", hold_seconds=3.2)
    assert noted(left) == [("trace.queue_abandoned", {"queue": "sales", "seconds": 9})]
    assert noted(resumed) == [("trace.resumed", {"endpoint": "PJSIP/1", "seconds": 3})]


@pytest.mark.parametrize(
    ("seat", "reason"),
    [
        (Seat(extension="177", pbx="main"), "trace.no_operator"),
        (Seat(extension="177", pbx="main", other="Пётр"), "trace.operator_inactive"),
        (Seat(extension="177", pbx="main", other="Пётр", other_pbx="branch"), "trace.operator_on_other_pbx"),
    ],
)
def test_a_phone_without_an_operator_says_why_there_is_none(seat: Seat, reason: str) -> None:
    assert [code for code, _ in noted(rang("177"), seat)] == ["trace.phone_rang_nobody", reason]
    outbound = started(direction=Direction.OUTBOUND, endpoint="PJSIP/177")
    assert [code for code, _ in noted(outbound, seat)] == ["trace.started", "trace.dialed_nobody", reason]


def test_every_kind_of_event_has_its_step() -> None:
    assert set(get_args(CallEvent)) == set(trace_notes._WRITERS)


SEATS = {
    "PJSIP/101": Seat(operators="Анна", extension="101"),
    "PJSIP/102": Seat(operators="Борис", extension="102"),
    "102": Seat(operators="Борис", extension="102"),
}


def handed_over(event: CallEvent) -> tuple[str, str]:
    """Return the step of an event, in Russian and in English."""
    trace = Trace()
    note_event(trace, event, lambda endpoint: SEATS.get(endpoint, NO_SEAT))
    (step,) = trace.steps()
    return step_text(step, "ru"), step_text(step, "en")


@pytest.mark.parametrize(
    ("kind", "target", "ru", "en"),
    [
        (TransferKind.BLIND, "102", "без предупреждения: Анна (PJSIP/101) → Борис (102).", "Blind"),
        (TransferKind.ATTENDED, "102", "с консультацией: Анна (PJSIP/101) → Борис (102).", "Attended"),
        (TransferKind.BLIND, "500", "без предупреждения: Анна (PJSIP/101) → 500.", "Blind"),
        (TransferKind.ATTENDED, "", "с консультацией: Анна (PJSIP/101) → —.", "Attended"),
    ],
)
def test_a_transfer_names_who_handed_over_to_whom(kind: TransferKind, target: str, ru: str, en: str) -> None:
    event = CallTransferred(call_id=CALL, at=NINE, kind=kind, endpoint="PJSIP/101", target=target)
    in_russian, in_english = handed_over(event)
    assert in_russian == f"Звонок переведён {ru}"
    assert in_english == f"{en} transfer: {ru.partition(': ')[2]}"


def test_a_pickup_names_who_took_it_and_whose_phone_rang() -> None:
    event = CallPickedUp(call_id=CALL, at=NINE, endpoint="PJSIP/102", rang_endpoint="PJSIP/101")
    assert handed_over(event) == (
        "Звонок перехвачен: Борис (PJSIP/102); звонил телефон: Анна (PJSIP/101).",
        "Picked up by Борис (PJSIP/102); the phone that rang: Анна (PJSIP/101).",
    )


def test_parking_names_who_parked_and_who_fetched_and_why_nobody_did() -> None:
    parked = CallParked(call_id=CALL, at=NINE, endpoint="PJSIP/101", space="701")
    assert handed_over(parked)[1] == "Parked by Анна (PJSIP/101) at space 701."
    fetched = CallUnparked(call_id=CALL, at=NINE, endpoint="PJSIP/102", space="701", reason=UnparkReason.RETRIEVED)
    assert handed_over(fetched)[1] == "Fetched by Борис (PJSIP/102) from parking space 701."
    for reason in (UnparkReason.TIMED_OUT, UnparkReason.CALLER_GONE):
        left = CallUnparked(call_id=CALL, at=NINE, endpoint="", space="701", reason=reason)
        assert "701" in handed_over(left)[0]
        assert "—" not in handed_over(left)[0]


def test_the_end_of_a_phones_part_tells_its_talk_and_hold() -> None:
    assert handed_over(left("101"))[1] == "No longer with the customer: Анна (PJSIP/101); talk: 2 s, hold: 0 s."


def test_a_caller_who_is_named_later_is_told_as_the_network_did() -> None:
    event = CallerIdentified(call_id=CALL, at=NINE, number="8" * 200, name="Пётр")
    assert handed_over(event)[1] == f"The network told who calls: number “{'8' * TEXT_LIMIT}”, name “Пётр”."


@pytest.mark.parametrize("form", NumberForm)
def test_every_form_of_a_number_has_its_step(form: NumberForm) -> None:
    trace = Trace()
    note_number(trace, NINE, PhoneNumber(form=form, raw="8916" * 30, e164="+7916"))
    (step,) = trace.steps()
    assert step.code.startswith("trace.number_")
    assert len(str(step.params["raw"])) == TEXT_LIMIT


def test_candidates_are_counted_and_the_first_are_named_by_id_and_reason() -> None:
    persons = [Candidate(is_exact=True, person_id=PersonId(number)) for number in range(MAX_CANDIDATES + 2)]
    ranked = tuple(RankedCandidate(candidate=each, reason=MatchReason.EXACT_NUMBER) for each in persons)
    trace = Trace()
    note_match(trace, NINE, 12, Match(kind=MatchKind.SEVERAL, candidates=ranked))
    (step,) = trace.steps()
    assert (step.code, step.params["ms"], step.params["count"]) == ("trace.lookup_answered", 12, MAX_CANDIDATES + 2)
    assert str(step.params["candidates"]).split(", ")[0] == "person:0:exact_number"
    assert len(str(step.params["candidates"]).split(", ")) == MAX_CANDIDATES


@pytest.mark.parametrize(
    ("candidate", "told"),
    [
        (Candidate(is_exact=True, lead_id=LeadId(3)), "lead:3:suffix"),
        (Candidate(is_exact=True, organization_id=OrganizationId(7)), "organization:7:suffix"),
    ],
)
def test_what_is_found_besides_people_is_named_too(candidate: Candidate, told: str) -> None:
    trace = Trace()
    ranked = RankedCandidate(candidate=candidate, reason=MatchReason.SUFFIX)
    note_match(trace, NINE, 1, Match(kind=MatchKind.POSSIBLE, candidates=(ranked,)))
    assert trace.steps()[0].params["candidates"] == told


def test_a_card_without_a_page_to_show_it_is_said_so() -> None:
    trace = Trace()
    note_card_sent(trace, NINE, "Анна", Pages(open=2, seeing=2))
    note_card_sent(trace, NINE, "Борис", NO_PAGES)
    assert [step.code for step in trace.steps()] == ["trace.card_sent", "trace.card_no_page"]


def test_pages_that_do_not_answer_are_told_of() -> None:
    trace = Trace()
    note_card_sent(trace, at(30), "Анна", Pages(open=2, seeing=1))
    note_card_sent(trace, at(30), "Борис", Pages(open=2, blind_since=at(10)))
    assert [(step.code, dict(step.params)) for step in trace.steps()] == [
        ("trace.card_sent_past_silent", {"operator": "Анна", "sockets": 1, "silent": 1}),
        ("trace.card_waits", {"operator": "Борис", "sockets": 2, "seconds": 20}),
    ]


def test_the_pbx_is_the_one_the_call_came_from() -> None:
    (step,) = noted(started(call=CallId("branch:1.1")))
    assert step[1]["pbx"] == "branch"
