"""Cards tell what hears the talk beside its parties."""

from dataclasses import replace

from callbridge.app.witness_desk import WITNESS_EVENTS
from callbridge.crm.call_board import ListenWay
from callbridge.crm.taping import TapeOrder, TapeRules, TapeState
from callbridge.screenpop.card import CannotAnswer, Card, CardListener
from callbridge.screenpop.wire import CardChanged
from callbridge.telephony.ami_event import AmiEvent, PbxSnapshot
from tests.support.app import DeskRig, desk_rig, settle
from tests.support.calls import ANNA, answered, ended, left, rang, started
from tests.support.witnesses import spied, taped, witness_desk


async def talk(rig: DeskRig) -> None:
    for event in (started(), rang("101"), answered("101")):
        rig.desk.on_call_event("main", event)
    await settle()


def card(rig: DeskRig) -> Card:
    [only] = rig.desk.cards(ANNA)
    return only


async def test_a_tape_that_the_pbx_began_is_shown_and_may_be_paused_but_not_ended() -> None:
    async with desk_rig() as rig:
        desk = witness_desk(rig)
        await talk(rig)
        assert (card(rig).tape, card(rig).tape_orders) == (None, (TapeOrder.START,))
        rig.take(ANNA)
        desk.heard("main", taped("Start", "1.1"))
        [message] = rig.take(ANNA)
        assert isinstance(message, CardChanged)
        assert (message.card.tape, message.card.tape_orders) == (TapeState.RUNNING, (TapeOrder.PAUSE,))
        desk.heard("main", taped("Mute", "1.1"))
        assert (card(rig).tape, card(rig).tape_orders) == (TapeState.PAUSED, (TapeOrder.RESUME,))
        desk.heard("main", taped("Mute", "1.1", state="0"))
        assert card(rig).tape is TapeState.RUNNING
        desk.heard("main", taped("Stop", "1.1"))
        assert card(rig).tape is None


async def test_a_tape_of_the_operators_own_phone_is_theirs_and_that_of_a_colleagues_is_not() -> None:
    async with desk_rig() as rig:
        desk = witness_desk(rig)
        await talk(rig)
        for event in (rang("102", 3.0), answered("102", 4.0)):
            rig.desk.on_call_event("main", event)
        desk.heard("main", taped("Start", "leg-102"))
        assert card(rig).tape is None
        desk.heard("main", taped("Start", "leg-101", linked_id="another"))
        assert card(rig).tape is TapeState.RUNNING
        rig.desk.on_call_event("main", left("101", 9))
        assert card(rig).tape is None, "the talk is over, and with it the phone's tape"


async def test_tapes_of_unknown_calls_and_of_ringing_ones_are_nobodys() -> None:
    async with desk_rig() as rig:
        desk = witness_desk(rig)
        desk.heard("main", taped("Start", "9.9", linked_id="9.9"))
        desk.heard("main", spied("Start", "103", "9.9", linked_id="9.9"))
        for event in (started(), rang("101")):
            rig.desk.on_call_event("main", event)
        await settle()
        desk.heard("main", taped("Start", "1.1"))
        assert (card(rig).tape, card(rig).tape_orders) == (None, ())


async def test_the_operator_is_told_who_takes_part_and_how_until_that_ends() -> None:
    """Issue 5: a supervisor listens, whispers, joins, and the card says so."""
    async with desk_rig() as rig:
        desk = witness_desk(rig)
        await talk(rig)
        desk.expect("main", "PJSIP/103", ListenWay.WHISPER)
        desk.heard("main", spied("Start", "103", "leg-101"))
        assert card(rig).listeners == (CardListener(name="Вера", way=ListenWay.WHISPER),)
        desk.heard("main", AmiEvent("ChanSpyStop", {"SpyerUniqueid": "spy-103", "SpyeeLinkedid": "1.1"}))
        assert card(rig).listeners == ()
        desk.heard("main", spied("Start", "199", "leg-101"))
        assert card(rig).listeners == (CardListener(name="PJSIP/199", way=ListenWay.LISTEN),)
        rig.take(ANNA)
        desk.heard("main", spied("Stop", "103", "leg-101"))
        assert rig.take(ANNA) == []


async def test_who_left_while_the_link_was_away_listens_no_more() -> None:
    async with desk_rig() as rig:
        desk = witness_desk(rig)
        await talk(rig)
        desk.heard("main", spied("Start", "103", "leg-101"))
        desk.heard("main", spied("Start", "102", "leg-101"))
        desk.heard("main", taped("Start", "1.1"))
        rig.take(ANNA)
        alive = tuple(AmiEvent("CoreShowChannel", {"Uniqueid": one}) for one in ("1.1", "leg-101", "spy-102"))
        desk.connected("main", PbxSnapshot(channels=alive))
        assert [one.name for one in card(rig).listeners] == ["Борис"]
        assert card(rig).tape is TapeState.RUNNING
        assert len(rig.take(ANNA)) == 1
        desk.connected("main", PbxSnapshot(channels=alive))
        assert rig.take(ANNA) == []


async def test_where_operators_are_not_told_no_card_tells() -> None:
    async with desk_rig() as rig:
        desk = witness_desk(rig, is_told=False)
        await talk(rig)
        desk.heard("main", spied("Start", "103", "leg-101"))
        assert card(rig).listeners == ()


async def test_a_phone_that_no_button_lifts_is_told_of_on_the_ringing_card() -> None:
    """R74."""
    async with desk_rig() as rig:
        witness_desk(rig)
        for event in (started(), replace(rang("101"), endpoint="SIP/101")):
            rig.desk.on_call_event("main", event)
        await settle()
        assert (card(rig).can_answer, card(rig).cannot_answer) == (False, CannotAnswer.NOT_PJSIP)


async def test_after_the_talk_there_is_nothing_to_tell_or_to_ask_for() -> None:
    async with desk_rig() as rig:
        desk = witness_desk(rig, rules=TapeRules(files={}))
        await talk(rig)
        desk.heard("main", taped("Start", "1.1"))
        assert (card(rig).tape, card(rig).tape_orders) == (TapeState.RUNNING, ())
        rig.desk.on_call_event("main", ended())
        assert (card(rig).tape, card(rig).listeners) == (None, ())
        assert len(WITNESS_EVENTS) == 5
