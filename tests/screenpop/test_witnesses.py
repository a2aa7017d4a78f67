"""Whose talk a tape or a listener is about."""

from callbridge.crm.call_board import ListenWay
from callbridge.crm.taping import TapeState
from callbridge.kernel.ids import LegId
from callbridge.screenpop.card_view import LiveLeg
from callbridge.screenpop.witnesses import Listener, Witnesses
from tests.support.calls import leg_of

OWN, OTHER = (LiveLeg(leg_id=leg_of(name), endpoint=f"PJSIP/{name}", operators=()) for name in ("101", "102"))
LEGS = {OWN.leg_id: OWN, OTHER.leg_id: OTHER}
CUSTOMER = LegId("main:1.1")


def test_a_phones_own_tape_and_the_customers_keep_what_it_says_but_not_a_colleagues() -> None:
    witnesses = Witnesses()
    for channel in (OWN.leg_id, OTHER.leg_id, CUSTOMER):
        witnesses.start(channel)
    witnesses.mute(CUSTOMER, is_paused=True)
    assert witnesses.tapes_of(OWN, LEGS) == {OWN.leg_id: TapeState.RUNNING, CUSTOMER: TapeState.PAUSED}
    witnesses.start(CUSTOMER)
    assert witnesses.tapes[CUSTOMER] is TapeState.PAUSED
    witnesses.begun_here[OWN.leg_id] = "0x1"
    witnesses.stop(OWN.leg_id)
    witnesses.stop(OWN.leg_id)
    assert (OWN.leg_id in witnesses.tapes_of(OWN, LEGS), witnesses.begun_here) == (False, {})


def test_who_listens_to_a_colleague_does_not_hear_this_phone() -> None:
    witnesses = Witnesses()
    for name, channel in (("Глеб", OWN.leg_id), ("Вера", OTHER.leg_id), ("Ольга", CUSTOMER)):
        witnesses.listeners[name] = Listener(name=name, way=ListenWay.LISTEN, channel=channel)
    assert [one.name for one in witnesses.listeners_of(OWN, LEGS)] == ["Глеб", "Ольга"]
