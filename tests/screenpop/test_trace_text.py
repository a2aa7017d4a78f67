import pytest

from callbridge.crm.call_trace import CallTrace, Param, TraceStep
from callbridge.screenpop.trace_text import step_text, trace_text, verdict
from tests.support.calls import CALL, NINE, at


def step(code: str, seconds: float = 0.0, **params: Param) -> TraceStep:
    return TraceStep(at(seconds), f"trace.{code}", params)


SEEN = [
    step("card_sent", operator="Анна", sockets=1),
    step("card_drawn_hidden", operator="Анна", ms=20),
    step("card_drawn", operator="Анна", ms=900),
    step("card_no_page", operator="Борис", sockets=0),
    step("card_never_sent", operator="Вера", reason="no_answer", by=""),
    step("card_sent", operator="Глеб", sockets=1),
    step("card_withdrawn", operator="Глеб", reason="caller_gone", by=""),
]


def test_each_operator_is_told_of_once_by_the_best_that_became_of_their_card() -> None:
    assert verdict(SEEN, "ru").splitlines() == [
        "Карточку видели: Анна.",
        "Карточка отправлена, но страница не подтвердила показа: Глеб.",
        "Без карточки: не открыта страница callbridge: Борис.",
        "Без карточки: вызов закончился раньше, чем ответил справочник: Вера.",
    ]


@pytest.mark.parametrize(
    ("steps", "told"),
    [
        ([step("no_operator", extension="177", pbx="main")] * 2, "no operator has extension 177 on PBX main"),
        ([step("operator_inactive", extension="177", operator="Peter")], "is inactive (Peter)"),
        (
            [step("operator_on_other_pbx", extension="177", operator="Peter", pbx="main", other_pbx="branch")],
            "Peter with extension 177 is on PBX branch, and main rang",
        ),
        ([step("nobody_rang"), step("ended", outcome="missed")], "no phone rang"),
        ([step("closed_unseen")], "was not seen"),
        ([step("closed_unseen"), step("completed", rows=2)], "read from the PBX's CDR"),
        ([step("recovered", rows=1)], "There could be no card"),
        ([step("ended", outcome="missed")], "the steps below tell why"),
        ([step("started")], "still going on"),
        (
            [step("card_sent", operator="Ann", sockets=1), step("card_waits", operator="Ann", sockets=1, seconds=9)],
            "the page was open but did not answer, the operator did not see the screen: Ann.",
        ),
        ([step("card_sent_past_silent", operator="Ann", sockets=1, silent=1)], "sent to a second tab"),
        ([step("card_drawn_hidden", operator="Ann", ms=3)], "only in a tab that was not in view: Ann."),
    ],
)
def test_what_suppressed_the_card_is_said_in_one_line(steps: list[TraceStep], told: str) -> None:
    (line,) = verdict(steps, "en").splitlines()
    assert told in line


def test_values_of_enums_are_said_in_words() -> None:
    ended = step("ended", outcome="missed", hung_up_by="caller", cause=16)
    assert step_text(ended, "en") == "The call ended: missed; ended by: the caller; Q.850 cause: 16."
    assert step_text(ended, "ru") == "Звонок закончился: пропущен; завершил: звонящий; код Q.850: 16."


def test_candidates_are_said_with_their_reasons() -> None:
    found = step("lookup_answered", ms=7, match="several", count=2, candidates="person:5:open_deal, lead:9:suffix")
    assert step_text(found, "en") == (
        "The directory answered in 7 ms: several possible; 2 found: "
        "person #5 (an open deal), lead #9 (the end of the number agrees)."
    )


def test_who_answered_instead_is_named_where_it_is_known() -> None:
    by_boris = step("card_withdrawn", operator="Анна", reason="answered_elsewhere", by="Борис")
    assert step_text(by_boris, "ru") == "Карточка ушла: Анна; причина: ответил другой оператор Борис"


def test_what_this_version_does_not_know_is_shown_as_it_was_kept() -> None:
    assert step_text(step("phone_stopped", endpoint="PJSIP/1", seconds=3, ring_end="eaten"), "en").endswith("eaten.")
    assert "trace.teleported" in step_text(step("teleported"), "en")


def test_the_copied_text_begins_with_the_answer_and_counts_time_from_the_start() -> None:
    steps = (step("queued", -0.5, queue="sales"), step("nobody_rang", 12.25))
    trace = CallTrace(call_id=CALL, pbx="main", started_at=NINE, operator_ids=frozenset(), steps=steps)
    assert trace_text(trace, "en").splitlines() == [
        "Why was there no card? Call main:1.1, 2026-11-23 09:00:00 UTC",
        "No card: no phone rang.",
        "",
        "   -0.500  The caller entered the queue sales.",
        "  +12.250  No phone rang.",
    ]


def test_who_was_said_not_to_call_is_told_by_kind_and_number() -> None:
    """R76: a customer's name is not for every reader of a trace."""
    passed = step("not_callers", count=2, records="person:5, lead:7")
    assert step_text(passed, "ru").endswith("«не он» (2): лицо №5, лид №7.")
    added = step("not_caller_added", operator="Анна", records="organization:3")
    assert step_text(added, "en").startswith("Анна: it is not organization #3 who calls")
