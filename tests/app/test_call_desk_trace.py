"""For every call the daemon can tell why a card was shown, to whom, when acknowledged, or why not."""

import asyncio
from dataclasses import replace

from callbridge.app.ports import CallerFacts
from callbridge.kernel.ids import CallId, PersonId
from callbridge.matching.match import Candidate
from callbridge.screenpop.trace_text import verdict
from callbridge.telephony.call_event import CallerIdentified, CallEvent, Direction, Outcome, RingEnd
from tests.support.app import DeskRig, desk_rig, settle
from tests.support.calls import ANNA, BORIS, CALL, answered, at, ended, rang, started, stopped


def hear(rig: DeskRig, *events: CallEvent) -> None:
    for event in events:
        rig.clock.at = max(rig.clock.at, event.at)
        rig.desk.on_call_event("main", event)


def codes(rig: DeskRig, call: CallId = CALL) -> list[str]:
    return [step.code.removeprefix("trace.") for step in rig.log.records[call].trace]


def told(rig: DeskRig, call: CallId = CALL) -> str:
    return verdict(rig.log.records[call].trace, "en")


async def test_a_call_that_went_well_is_told_from_ring_to_screen() -> None:
    async with desk_rig() as rig:
        rig.lookup.facts = CallerFacts(candidates=(Candidate(is_exact=True, person_id=PersonId(5)),))
        hear(rig, started(), rang("101"))
        await settle()
        rig.clock.pass_seconds(0.25)
        rig.desk.rendered(ANNA, CALL, visible=False)
        rig.desk.rendered(ANNA, CALL, visible=True)
        rig.desk.rendered(ANNA, CALL, visible=True)
        hear(rig, answered("101"), ended())
        assert codes(rig) == [
            "started", "number_read", "phone_rang", "lookup_answered", "card_sent", "card_drawn_hidden", "card_drawn",
            "answered", "ended",
        ]  # fmt: skip
        drawn = rig.log.records[CALL].trace[6]
        assert (drawn.at, drawn.params) == (at(1.25), {"ms": 250, "operator": "Анна"})
        assert told(rig) == "The card was seen by: Анна."


async def test_a_phone_of_no_operator_is_named_with_its_extension_and_pbx() -> None:
    async with desk_rig() as rig:
        hear(rig, started(), rang("177"), ended(outcome=Outcome.MISSED))
        assert told(rig) == "No card: no operator has extension 177 on PBX main."


async def test_an_inactive_login_and_one_of_another_pbx_are_named() -> None:
    async with desk_rig() as rig:
        anna, boris, vera = rig.operators.rows
        rig.operators.rows = [replace(anna, is_active=False), replace(boris, pbx="branch"), vera]
        await rig.roster.reload()
        hear(rig, started(), rang("101"), rang("102"), ended(outcome=Outcome.MISSED))
        assert told(rig).splitlines() == [
            "No card: the login with extension 101 is inactive (Анна).",
            "No card: Борис with extension 102 is on PBX branch, and main rang.",
        ]


async def test_an_operator_without_an_open_page_is_said_so() -> None:
    async with desk_rig() as rig:
        rig.sessions.detach(ANNA, rig.sinks[ANNA])
        hear(rig, started(), rang("101"))
        await settle()
        hear(rig, ended(outcome=Outcome.MISSED))
        assert told(rig) == "No card: no callbridge page was open: Анна."


async def test_a_page_that_never_confirmed_is_said_so() -> None:
    async with desk_rig() as rig:
        hear(rig, started(), rang("101"))
        await settle()
        hear(rig, ended(outcome=Outcome.MISSED))
        assert told(rig) == "The card was sent, but the page did not confirm that it was shown: Анна."


async def test_a_call_that_ends_before_the_lookup_is_said_to_have_been_too_short() -> None:
    async with desk_rig() as rig:
        rig.lookup.gate.clear()
        hear(rig, started(), rang("101"), ended(outcome=Outcome.MISSED))
        assert codes(rig)[-2:] == ["ended", "card_never_sent"]
        assert told(rig) == "No card: the ring ended before the directory answered: Анна."
        rig.lookup.gate.set()
        await settle()
        assert codes(rig)[-1] == "lookup_found_nobody"


async def test_a_late_lookup_is_told_with_its_time_and_the_answer_when_it_comes() -> None:
    async with desk_rig(lookup_timeout_s=0.0) as rig:
        rig.lookup.gate.clear()
        hear(rig, started(), rang("101"))
        async with asyncio.timeout(30):
            await rig.sinks[ANNA].has_some.wait()
        rig.clock.pass_seconds(2)
        rig.lookup.gate.set()
        await settle()
        assert codes(rig)[3:] == ["lookup_late", "card_sent", "lookup_found_nobody"]
        assert rig.log.records[CALL].trace[-1].params["ms"] == 3_000


async def test_a_failed_lookup_is_told() -> None:
    async with desk_rig() as rig:
        rig.lookup.is_down = True
        hear(rig, started(), rang("101"))
        await settle()
        assert "lookup_failed" in codes(rig)


async def test_own_and_withheld_numbers_say_that_nobody_is_looked_up() -> None:
    """R147: the firm's own number never becomes somebody's contact."""
    async with desk_rig() as rig:
        hear(rig, started(number="84951110003"))
        hear(rig, started(call=CallId("main:2"), number="anonymous"))
        await settle()
        assert codes(rig)[1] == "number_own"
        assert codes(rig, CallId("main:2"))[1] == "number_withheld"


async def test_an_internal_call_says_that_it_is_not_looked_up() -> None:
    async with desk_rig() as rig:
        hear(rig, started(direction=Direction.INTERNAL, number="103", endpoint="PJSIP/103"), rang("101"))
        assert codes(rig)[:3] == ["started", "number_internal", "lookup_internal"]


async def test_a_number_learnt_later_is_read_and_looked_up_again() -> None:
    async with desk_rig() as rig:
        hear(rig, started(number=""))
        await settle()
        hear(rig, CallerIdentified(call_id=CALL, at=at(1), number="89161234567", name=""))
        await settle()
        assert codes(rig)[-3:] == ["identified", "number_read", "lookup_found_nobody"]


async def test_a_call_at_which_no_phone_rang_is_told() -> None:
    async with desk_rig() as rig:
        hear(rig, started(), ended(outcome=Outcome.UNAVAILABLE))
        assert told(rig) == "No card: no phone rang."


async def test_a_link_that_breaks_is_a_step_of_every_call_of_its_pbx() -> None:
    async with desk_rig() as rig:
        hear(rig, started())
        for _ in range(3):
            rig.desk.link_changed("main", is_up=False)
        rig.desk.link_changed("branch", is_up=False)
        rig.desk.link_changed("main", is_up=True)
        hear(rig, ended())
        assert [code for code in codes(rig) if code.startswith("link")] == ["link_down", "link_up"]


async def test_the_trace_goes_on_after_a_restart() -> None:
    async with desk_rig() as rig:
        hear(rig, started(), rang("101"))
        await settle()
        before = rig.log.records[CALL]
    async with desk_rig() as rig:
        rig.desk.remember_open(
            "main", {CALL: before, CallId("main:gone"): replace(before, call_id=CallId("main:gone"))}
        )
        hear(rig, started(60, is_partial=True))
        rig.desk.resynced("main", at(61))
        steps = rig.log.records[CALL].trace
        assert steps[: len(before.trace)] == before.trace
        assert codes(rig)[len(before.trace) :][:2] == ["daemon_restarted", "started_partial"]
        assert codes(rig, CallId("main:gone"))[-1] == "closed_unseen"


async def test_the_loser_of_a_ring_is_told_to_whom() -> None:
    async with desk_rig() as rig:
        hear(rig, started(), rang("101"), rang("102"))
        await settle()
        hear(rig, stopped("101", RingEnd.ANSWERED_ELSEWHERE), answered("102"), ended())
        left = [step.params for step in rig.log.records[CALL].trace if step.code == "trace.card_withdrawn"]
        assert left == [{"operator": "Анна", "reason": "answered_elsewhere", "by": "Борис"}]


async def test_a_card_drawn_only_after_the_call_is_kept_too() -> None:
    async with desk_rig() as rig:
        hear(rig, started(), rang("102"))
        await settle()
        hear(rig, answered("102"), ended())
        rig.desk.rendered(BORIS, CALL, visible=True)
        assert codes(rig)[-1] == "card_drawn"


async def test_a_dialling_phone_is_told_with_its_operator() -> None:
    async with desk_rig() as rig:
        hear(rig, started(direction=Direction.OUTBOUND, endpoint="PJSIP/101"))
        assert codes(rig)[:2] == ["started", "dialed"]
