"""Ready and paused, in the store, in every tab and in the queues."""

import pytest

from callbridge.app.presence import PresenceDesk
from callbridge.crm.operator import Presence
from callbridge.kernel.errors import AmiUnavailable, InvalidInput
from callbridge.screenpop.wire import OwnStateChanged
from tests.support.app import DeskRig, FakePhones, desk_rig
from tests.support.calls import ANNA, at


def presence_of(rig: DeskRig, phones: FakePhones) -> PresenceDesk:
    desk = PresenceDesk(
        operators=rig.operators,  # type: ignore[arg-type]  # only the methods the app uses
        roster=rig.roster,
        phones=phones,
        clock=rig.clock,
        endpoints=[("main", "PJSIP")],
    )
    desk.start(rig.sessions)
    return desk


async def test_a_pause_reaches_the_queue_and_every_tab() -> None:
    async with desk_rig() as rig:
        phones = FakePhones()
        presence = presence_of(rig, phones)
        rig.clock.pass_seconds(60)
        own = await presence.set_presence(rig.operators.rows[0], Presence.PAUSED, " Обед ")
        assert (own.presence, own.pause_reason, own.since) == (Presence.PAUSED, "Обед", at(60))
        assert phones.pauses == [("main", "PJSIP/101", True, "Обед")]
        (told,) = rig.take(ANNA)
        assert isinstance(told, OwnStateChanged)
        assert told.own == presence.own_state(ANNA) == own


async def test_ready_again_forgets_the_reason() -> None:
    async with desk_rig() as rig:
        phones = FakePhones()
        presence = presence_of(rig, phones)
        await presence.set_presence(rig.operators.rows[0], Presence.PAUSED, "Обед")
        own = await presence.set_presence(rig.operators.rows[0], Presence.READY, "x")
        assert (own.presence, own.pause_reason) == (Presence.READY, "")
        assert phones.pauses[-1] == ("main", "PJSIP/101", False, "")


@pytest.mark.parametrize(("reason", "code"), [("  ", "required"), ("x" * 100, "too_long")])
async def test_a_pause_needs_a_fitting_reason(reason: str, code: str) -> None:
    async with desk_rig() as rig:
        with pytest.raises(InvalidInput) as refused:
            await presence_of(rig, FakePhones()).set_presence(rig.operators.rows[0], Presence.PAUSED, reason)
        assert refused.value.fields == {"reason": code}


async def test_a_dead_pbx_does_not_undo_the_operators_word_and_hears_it_later() -> None:
    async with desk_rig() as rig:
        phones = FakePhones(failure=AmiUnavailable())
        presence = presence_of(rig, phones)
        own = await presence.set_presence(rig.operators.rows[0], Presence.PAUSED, "Обед")
        assert own.presence is Presence.PAUSED
        phones.failure = None
        await presence.link_up("main")
        assert phones.pauses == [("main", "PJSIP/101", True, "Обед")]


async def test_ready_said_while_the_pbx_was_away_ends_the_pause_there_once() -> None:
    """Otherwise the queue would go on passing the operator by."""
    async with desk_rig() as rig:
        phones = FakePhones()
        presence = presence_of(rig, phones)
        await presence.set_presence(rig.operators.rows[0], Presence.PAUSED, "Обед")
        phones.failure = AmiUnavailable()
        await presence.set_presence(rig.operators.rows[0], Presence.READY, "")
        phones.failure = None
        await presence.link_up("main")
        await presence.link_up("main")
        assert phones.pauses[1:] == [("main", "PJSIP/101", False, "")]
