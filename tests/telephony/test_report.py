"""Call events as JSON lines and as text."""

import json

from callbridge.kernel.ids import CallId
from callbridge.telephony.call_event import CallStarted, Direction
from callbridge.telephony.report import Reporter
from tests.support.recordings import instant, load, new_tracker, of_type, replay


def lines_of(name: str) -> list[dict[str, object]]:
    reporter = Reporter()
    return [json.loads(json.dumps(reporter.to_json(event))) for event in replay(name)]


def test_every_line_of_a_call_names_caller_line_and_direction() -> None:
    lines = lines_of("s04_ring_group")
    assert {(line["caller"], line["did"], line["direction"]) for line in lines} == {
        ("+79161234567", "74951110003", "inbound")
    }
    assert {line["call"] for line in lines} == {"main:1795402979.11"}


def test_lines_name_our_phones_and_what_happened() -> None:
    lines = lines_of("s04_ring_group")
    assert [(line["type"], line.get("operator"), line.get("reason")) for line in lines] == [
        ("call_started", None, None),
        ("phone_rang", "101", None),
        ("phone_rang", "102", None),
        ("phone_stopped", "101", "answered_elsewhere"),
        ("phone_stopped", "102", "answered"),
        ("call_answered", "102", None),
        ("phone_left", "102", None),
        ("call_ended", None, None),
    ]
    assert lines[1]["leg"] == "main:1795402979.12"
    assert lines[1]["endpoint"] == "PJSIP/101"
    assert lines[-1]["outcome"] == "answered"
    assert lines[-1]["hung_up_by"] == "caller"
    assert lines[-1]["cause"] == 16


def test_the_instant_is_utc_with_milliseconds() -> None:
    assert lines_of("s01_direct_answered")[0]["at"] == "2026-01-01T00:00:01.014Z"


def test_a_withheld_number_is_an_empty_caller() -> None:
    assert {line["caller"] for line in lines_of("s10_anonymous")} == {""}


def test_a_corrected_number_holds_from_then_on() -> None:
    reporter, tracker = Reporter(), new_tracker()
    events = [(t, e) for t, e in load("s01_direct_answered").tracked]
    renamed = type(events[0][1])("NewCallerid", events[0][1].headers | {"CallerIDNum": "89990000000"})
    said = [*tracker.feed(events[0][1], instant(0)), *tracker.feed(renamed, instant(0.1))]
    assert [(reporter.to_json(event)["type"], reporter.to_json(event)["caller"]) for event in said] == [
        ("call_started", "+79161234567"),
        ("caller_identified", "89990000000"),
    ]


def test_the_outbound_operator_is_on_the_first_line() -> None:
    first = lines_of("s12_click_to_call")[0]
    assert (first["operator"], first["caller"], first["direction"]) == ("101", "89031112233", "outbound")


def test_text_is_one_line_that_cannot_move_the_cursor() -> None:
    (hostile,) = [
        CallStarted(
            call_id=CallId("main:1.1"),
            at=instant(1),
            direction=Direction.INBOUND,
            number="1",
            name="\x1b[2J\nroot",
            did="",
            trunk="PJSIP/trunk",
            operator_endpoint="",
        )
    ]
    text = Reporter().to_text(hostile)
    assert text.isprintable()
    assert (
        text
        == "00:00:01.000  main:1.1  call_started      caller=1  direction=inbound  name=?[2J?root  trunk=PJSIP/trunk"
    )


def test_text_tells_the_same_as_json() -> None:
    reporter = Reporter()
    texts = [reporter.to_text(event) for event in replay("s03_busy")]
    assert "operator=101" in texts[1]
    assert "outcome=busy" in texts[-1]
    assert len(texts) == len(of_type(replay("s03_busy"), object))


def test_an_event_may_be_asked_for_in_both_forms() -> None:
    reporter = Reporter()
    for event in replay("s01_direct_answered"):
        line = reporter.to_json(event)
        assert f"caller={line['caller']}" in reporter.to_text(event)


def test_an_ended_call_is_forgotten_with_the_next_event() -> None:
    reporter = Reporter()
    for event in [*replay("s01_direct_answered"), *replay("s03_busy")[:1]]:
        reporter.to_json(event)
    assert list(reporter._calls) == ["main:1795403208.2"]
