"""For every call the log tells why a card was shown, to whom, when it was seen, or why not."""

from collections.abc import MutableMapping
from typing import Any

from structlog.testing import capture_logs

from callbridge.app.ports import CallerFacts
from callbridge.kernel.ids import PersonId
from callbridge.matching.match import Candidate
from callbridge.screenpop.trace_text import verdict
from callbridge.telephony.call_event import CallEvent, RingEnd
from tests.support.app import BLIND_AFTER_S, DeskRig, desk_rig, settle
from tests.support.calls import ANNA, BORIS, CALL, answered, ended, rang, started, stopped

KNOWN = CallerFacts(candidates=(Candidate(is_exact=True, person_id=PersonId(5), person_name="Пётр Петров"),))


def hear(rig: DeskRig, *events: CallEvent) -> None:
    for event in events:
        rig.desk.on_call_event("main", event)


async def test_the_story_of_a_ring_group_is_told_card_by_card() -> None:
    async with desk_rig() as rig:
        rig.lookup.facts = KNOWN
        with capture_logs() as lines:
            hear(rig, started(), rang("101"), rang("102"))
            await settle()
            rig.clock.pass_seconds(0.25)
            rig.desk.rendered(ANNA, CALL, visible=True)
            hear(rig, stopped("101", RingEnd.ANSWERED_ELSEWHERE), answered("102"))
    assert all(line["call_id"] == CALL for line in lines)
    assert [short(line) for line in lines] == [
        ("card shown", ANNA, "ringing", "known", "exact_number"),
        ("card shown", BORIS, "ringing", "known", "exact_number"),
        ("card drawn", ANNA, 0.25),
        ("card withdrawn", ANNA, "answered_elsewhere"),
    ]
    assert "Пётр" not in repr(lines)
    assert "9161234567" not in repr(lines)


def short(line: MutableMapping[str, Any]) -> tuple[Any, ...]:
    told = {"card shown": ("state", "match", "why"), "card drawn": ("after_s",)}.get(line["event"], ("reason",))
    return line["event"], line["operator_id"], *(line[name] for name in told)


async def test_a_card_that_never_went_out_is_told_with_the_reason() -> None:
    async with desk_rig() as rig:
        rig.lookup.gate.clear()
        with capture_logs() as lines:
            hear(rig, started(), rang("101"), stopped("101", RingEnd.REJECTED))
        assert [short(line) for line in lines] == [("card never shown", ANNA, "rejected")]
        rig.lookup.gate.set()


async def test_a_phone_that_is_nobodys_is_told() -> None:
    async with desk_rig() as rig:
        with capture_logs() as lines:
            hear(rig, started(), rang("199"))
    assert [(line["event"], line["endpoint"]) for line in lines] == [("ring without an operator", "PJSIP/199")]


def told(rig: DeskRig) -> list[str]:
    codes = [step.code for step in rig.log.records[CALL].trace]
    return [code for code in codes if "card" in code]


async def test_a_card_that_no_page_of_its_operator_could_show_waits_and_the_trace_says_so() -> None:
    async with desk_rig() as rig:
        hear(rig, started())
        await settle()
        rig.clock.pass_seconds(BLIND_AFTER_S + 1)
        hear(rig, rang("101"), stopped("101", RingEnd.NO_ANSWER))
        assert told(rig) == ["trace.card_waits", "trace.card_withdrawn"]
        assert verdict(rig.log.records[CALL].trace, "ru") == (
            "Без карточки: страница открыта, но не отвечала, оператор не видел экран: Анна."
        )


async def test_of_pages_that_fall_silent_while_it_rings_the_trace_tells_once_unless_the_card_was_seen() -> None:
    async with desk_rig() as rig:
        hear(rig, started(), rang("101"), rang("102"))
        await settle()
        rig.desk.rendered(BORIS, CALL, visible=True)
        rig.clock.pass_seconds(BLIND_AFTER_S + 1)
        for operator_id in (ANNA, BORIS, ANNA):
            rig.desk.went_blind(operator_id)
        rig.sessions.heard(ANNA, rig.sinks[ANNA])
        rig.desk.rendered(ANNA, CALL, visible=True)
        hear(rig, answered("102"))
        assert told(rig) == [
            "trace.card_sent",
            "trace.card_sent",
            "trace.card_drawn",
            "trace.card_waits",
            "trace.card_drawn",
            "trace.card_withdrawn",
        ]


async def test_a_card_kept_after_the_talk_tells_of_pages_that_fell_silent_in_the_log_too() -> None:
    async with desk_rig() as rig:
        hear(rig, started(), rang("101"), answered("101"), ended())
        await settle()
        rig.clock.pass_seconds(BLIND_AFTER_S + 1)
        rig.desk.went_blind(ANNA)
        assert told(rig)[-1] == "trace.card_waits"
