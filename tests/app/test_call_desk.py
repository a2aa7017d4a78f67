"""Call events in, cards on the operators' streams and records in the log out."""

import asyncio
from dataclasses import replace

from callbridge.app.call_desk import MAX_WRAP_UPS
from callbridge.app.ports import CallerFacts
from callbridge.crm.directory import CampaignRef, ContactKind, PriorContact
from callbridge.kernel.ids import CallId, CampaignId, LeadId, PersonId
from callbridge.matching.match import Candidate
from callbridge.screenpop.card import CardState
from callbridge.screenpop.wire import CardChanged, CardWithdrawn, ListsChanged, ServerMessage, Snapshot, WithdrawReason
from callbridge.telephony.call_event import CallerIdentified, CallEvent, Direction, Outcome, RingEnd
from tests.support.app import DeskRig, RecordingSink, desk_rig, settle
from tests.support.calls import ANNA, BORIS, CALL, NINE, answered, at, ended, rang, started, stopped

PETROV = CallerFacts(
    candidates=(Candidate(is_exact=True, person_id=PersonId(5), person_name="Пётр Петров"),),
    contacts=(PriorContact(kind=ContactKind.CALL, at=NINE),),
    contacts_total=1,
    campaign=CampaignRef(id=CampaignId(9), name="Выставка-2026"),
)


def hear(rig: DeskRig, *events: CallEvent) -> None:
    for event in events:
        rig.desk.on_call_event("main", event)


def seen(messages: list[ServerMessage]) -> list[tuple[str, str]]:
    short: list[tuple[str, str]] = []
    for message in messages:
        if isinstance(message, CardChanged):
            short.append((message.card.state.value, message.card.match))
        elif isinstance(message, CardWithdrawn):
            short.append(("withdrawn", f"{message.reason.value} {message.by}".strip()))
    return short


async def test_a_ring_pops_one_card_with_the_caller_matched() -> None:
    """R72, R76, R147, R149: the ring pops the matched card with its history and campaign."""
    async with desk_rig() as rig:
        rig.lookup.facts = PETROV
        hear(rig, started(), rang("101"))
        assert rig.take(ANNA) == []
        await settle()
        (message,) = rig.take(ANNA)
        assert isinstance(message, CardChanged)
        card = message.card
        assert (card.state, card.match, card.candidates[0].person) == (CardState.RINGING, "known", "Пётр Петров")
        assert card.contacts == PETROV.contacts
        assert card.line.campaign == PETROV.campaign
        assert card.can_answer
        assert rig.take(BORIS) == []


async def test_all_who_ring_get_the_card_and_lose_it_to_the_one_who_answers() -> None:
    async with desk_rig() as rig:
        hear(rig, started(), rang("101"), rang("102"))
        await settle()
        hear(rig, stopped("101", RingEnd.ANSWERED_ELSEWHERE), answered("102"))
        assert seen(rig.take(ANNA)) == [("ringing", "unknown"), ("withdrawn", "answered_elsewhere Борис")]
        assert seen(rig.take(BORIS)) == [("ringing", "unknown"), ("talking", "unknown")]


async def test_a_directory_that_is_late_does_not_hold_the_card_back() -> None:
    """A card without history beats no card, and is completed when the answer comes."""
    async with desk_rig(lookup_timeout_s=0.0) as rig:
        rig.lookup.gate.clear()
        rig.lookup.facts = PETROV
        hear(rig, started(), rang("101"))
        await wait_for_message(rig.sinks[ANNA])
        assert seen(rig.take(ANNA)) == [("ringing", "unchecked")]
        rig.lookup.gate.set()
        await settle()
        assert seen(rig.take(ANNA)) == [("ringing", "known")]


async def wait_for_message(sink: RecordingSink) -> None:
    async with asyncio.timeout(30):
        await sink.has_some.wait()


async def test_a_dead_directory_still_pops_the_card() -> None:
    async with desk_rig() as rig:
        rig.lookup.is_down = True
        hear(rig, started(), rang("101"))
        await settle()
        assert seen(rig.take(ANNA)) == [("ringing", "unchecked")]


async def test_a_call_that_ends_before_the_lookup_shows_nothing_at_all() -> None:
    async with desk_rig() as rig:
        rig.lookup.gate.clear()
        hear(rig, started(), rang("101"), ended(outcome=Outcome.MISSED))
        assert seen(rig.take(ANNA)) == []
        rig.lookup.gate.set()
        await settle()
        assert seen(rig.take(ANNA)) == []
        assert len(rig.desk.live) == 0


async def test_own_and_withheld_numbers_are_not_looked_up_only_the_line_is() -> None:
    """R147: the firm's own number never becomes somebody's contact."""
    async with desk_rig() as rig:
        hear(rig, started(number="84951110003"), rang("101"))
        hear(rig, started(call=CallId("main:2"), number="anonymous"), rang("102", call=CallId("main:2")))
        await settle()
        assert [(number.digits, line) for number, line in rig.lookup.asked] == [("", "+74951110003")] * 2
        assert seen(rig.take(ANNA)) == [("ringing", "internal")]
        assert seen(rig.take(BORIS)) == [("ringing", "withheld")]


async def test_a_number_that_becomes_known_later_is_looked_up_again() -> None:
    async with desk_rig() as rig:
        hear(rig, started(number=""), rang("101"))
        await settle()
        rig.lookup.facts = PETROV
        hear(rig, CallerIdentified(call_id=CALL, at=at(1), number="89161234567", name="Петров"))
        await settle()
        assert seen(rig.take(ANNA)) == [("ringing", "withheld"), ("ringing", "known")]


async def test_an_internal_call_shows_a_colleague_and_asks_nobody() -> None:
    async with desk_rig() as rig:
        hear(rig, started(direction=Direction.INTERNAL, number="103", endpoint="PJSIP/103"), rang("101"))
        await settle()
        assert rig.lookup.asked == []
        assert seen(rig.take(ANNA)) == [("ringing", "internal")]


async def test_an_outbound_call_opens_the_dialers_card() -> None:
    async with desk_rig() as rig:
        rig.lookup.facts = PETROV
        hear(rig, started(direction=Direction.OUTBOUND, endpoint="PJSIP/101"))
        await settle()
        hear(rig, answered("101"))
        assert seen(rig.take(ANNA)) == [("dialing", "known"), ("talking", "known")]


async def test_the_log_keeps_the_whole_call_once() -> None:
    """R79, R80: start, who answered, the person and the campaign are in the record."""
    async with desk_rig() as rig:
        rig.lookup.facts = PETROV
        hear(rig, started(), rang("101"), rang("102"))
        await settle()
        hear(rig, answered("102"), stopped("101", RingEnd.ANSWERED_ELSEWHERE), ended())
        (record,) = rig.log.records.values()
        assert (record.number_e164, record.did_e164) == ("+79161234567", "+74951110003")
        assert (record.operator_id, record.person_id, record.campaign_id) == (BORIS, 5, 9)
        assert (record.outcome, record.talk_seconds, record.ended_at) == ("answered", 3.0, at(5))
        assert [leg.ring_end for leg in record.legs] == ["answered_elsewhere", ""]


async def test_everybody_who_rang_is_told_that_their_call_list_grew() -> None:
    async with desk_rig() as rig:
        hear(rig, started(), rang("101"), rang("102"), answered("102"), ended())
        await settle()
        for who in (ANNA, BORIS):
            assert any(isinstance(message, ListsChanged) for message in rig.take(who))


async def test_a_card_in_wrap_up_leaves_when_its_interest_is_saved() -> None:
    async with desk_rig() as rig:
        hear(rig, started(), rang("101"))
        await settle()
        hear(rig, answered("101"))
        rig.desk.interest_saved(ANNA, CALL, LeadId(3))
        hear(rig, ended())
        rig.take(ANNA)
        rig.desk.interest_saved(ANNA, CALL, LeadId(3))
        assert seen(rig.take(ANNA)) == [("withdrawn", "saved")]
        assert len(rig.desk.live) == 0


async def test_the_contact_of_a_deal_is_shown_on_the_card_and_ends_its_wrap_up() -> None:
    """R77: during the talk the card stays and says so."""
    async with desk_rig() as rig:
        hear(rig, started(), rang("101"))
        await settle()
        hear(rig, answered("101"))
        rig.desk.contact_saved(ANNA, CALL, 4)
        (card,) = rig.desk.cards(ANNA)
        assert (card.contact_deal_id, card.lead_id) == (4, None)
        hear(rig, ended())
        rig.take(ANNA)
        rig.desk.contact_saved(ANNA, CALL, 4)
        assert seen(rig.take(ANNA)) == [("withdrawn", "saved")]


async def test_wrap_up_cards_of_one_operator_are_bounded() -> None:
    async with desk_rig() as rig:
        for number in range(MAX_WRAP_UPS + 3):
            call = CallId(f"main:{number}")
            hear(rig, started(call=call), rang("101", call=call), answered("101", call=call), ended(call=call))
        await settle()
        assert len(rig.desk.cards(ANNA)) == MAX_WRAP_UPS
        assert len(rig.desk.live) == MAX_WRAP_UPS


async def test_a_new_socket_gets_the_cards_that_ring_now() -> None:
    async with desk_rig() as rig:
        hear(rig, started(), rang("101"))
        await settle()
        late = RecordingSink()
        rig.sessions.attach(ANNA, None, late)
        (snapshot,) = late.messages
        assert isinstance(snapshot, Snapshot)
        assert [card.id for card in snapshot.cards] == [CALL]


async def test_a_link_that_drops_takes_the_answer_button_away() -> None:
    async with desk_rig() as rig:
        hear(rig, started(), rang("101"))
        await settle()
        rig.take(ANNA)
        rig.desk.link_changed("main", is_up=False)
        (message,) = rig.take(ANNA)
        assert isinstance(message, CardChanged)
        assert not message.card.can_answer


async def test_a_call_found_after_a_restart_keeps_what_the_log_knew() -> None:
    async with desk_rig() as rig:
        hear(rig, started(), rang("101"))
        await settle()
        before = replace(rig.log.records[CALL], queue="sales")
    async with desk_rig() as rig:
        rig.desk.remember_open("main", {CALL: before})
        hear(rig, started(60, number="", is_partial=True), answered("101", 61, leg="after"))
        await settle()
        rig.desk.resynced("main", at(61))
        (card,) = rig.desk.cards(ANNA)
        assert (card.started_at, card.number.e164, card.line.queue) == (NINE, "+79161234567", "sales")
        assert card.is_partial
        assert len(rig.log.records[CALL].legs) == 2


async def test_a_card_that_was_skipped_before_a_restart_stays_away_until_its_operator_answers() -> None:
    """A10: «Пропустить» is of the operator and the call, not of the daemon's life."""
    async with desk_rig() as rig:
        hear(rig, started(), rang("101"))
        await settle()
        before = replace(rig.log.records[CALL], unwanted_by=frozenset({ANNA}))
    async with desk_rig() as rig:
        rig.desk.remember_open("main", {CALL: before})
        hear(rig, started(), rang("101", 60), rang("102", 60))
        await settle()
        assert (rig.desk.cards(ANNA), len(rig.desk.cards(BORIS))) == ((), 1)
        hear(rig, answered("101", 61))
        assert len(rig.desk.cards(ANNA)) == 1


async def test_a_call_that_ended_while_the_daemon_was_down_is_closed_as_unknown() -> None:
    async with desk_rig() as rig:
        hear(rig, started(), rang("101"))
        await settle()
        before = rig.log.records[CALL]
    async with desk_rig() as rig:
        rig.desk.remember_open("main", {CALL: before})
        rig.desk.resynced("main", at(100))
        closed = rig.log.records[CALL]
        assert (closed.outcome, closed.ended_at, closed.is_partial) == ("unknown", at(100), True)


async def test_a_card_answered_elsewhere_without_a_name_leaves_after_a_second() -> None:
    async with desk_rig() as rig:
        hear(rig, started(), rang("101"), stopped("101", RingEnd.ANSWERED_ELSEWHERE, 2.0))
        await settle()
        rig.take(ANNA)
        rig.desk.tick(at(3.5))
        assert seen(rig.take(ANNA)) == [("withdrawn", WithdrawReason.ANSWERED_ELSEWHERE.value)]


async def test_the_first_visible_drawing_of_a_card_is_measured_once() -> None:
    async with desk_rig() as rig:
        hear(rig, started(), rang("101"))
        await settle()
        rig.clock.pass_seconds(0.5)
        for visible in (False, True, True):
            rig.desk.rendered(ANNA, CALL, visible=visible)
        assert rig.observer.rendered == [0.5]


async def test_a_card_left_open_does_not_write_over_what_the_cdr_told() -> None:
    """R152: the call was recovered while its card was still there."""
    async with desk_rig() as rig:
        rig.desk.on_call_event("main", started())
        rig.desk.on_call_event("main", rang("101"))
        assert rig.desk.live.is_live(CALL)
        rig.desk.on_call_event("main", answered("101"))
        rig.desk.on_call_event("main", ended(9))
        assert not rig.desk.live.is_live(CALL)
        rig.desk.live.recovered(CALL)
        rig.log.records.clear()
        rig.desk.rendered(ANNA, CALL, visible=True)
        assert rig.log.records == {}
