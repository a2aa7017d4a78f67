"""What is asked of the calls that are followed."""

import pytest

from callbridge.kernel.errors import NotFound
from callbridge.kernel.ids import CallId
from tests.support.app import desk_rig
from tests.support.calls import ANNA, BORIS, CALL, answered, ended, leg_of, rang, started

SECOND = CallId("main:2.1")


async def test_calls_and_cards_are_told_oldest_first() -> None:
    async with desk_rig() as rig:
        for event in (started(), started(3, call=SECOND), rang("101", 4, call=SECOND), rang("101", 5)):
            rig.desk.on_call_event("main", event)
        live = rig.desk.live
        assert (
            [call.call_id for call in live.live_calls_now()] == [each.call.call_id for each in live] == [CALL, SECOND]
        )
        assert [each.call.call_id for each in live.with_card_of(ANNA)] == [SECOND, CALL]
        assert live.with_card_of(BORIS) == ()


async def test_a_call_is_found_by_the_channel_that_began_it_and_by_one_that_takes_part() -> None:
    async with desk_rig() as rig:
        for event in (started(), rang("101")):
            rig.desk.on_call_event("main", event)
        live = rig.desk.live
        assert live.call_with("main", "", "1.1") is live.live_call(CALL) is live.call_with("main", "leg-101")
        assert live.call_with("main", "9.9", "") is None
        assert live.call_with("branch", "1.1") is None


async def test_a_phone_is_told_while_it_rings_and_its_legs_while_they_live() -> None:
    async with desk_rig() as rig:
        live = rig.desk.live
        assert (live.ringing_phone(ANNA, CALL), live.phone_legs(ANNA, CALL)) == (None, None)
        for event in (started(), rang("101")):
            rig.desk.on_call_event("main", event)
        assert live.ringing_phone(ANNA, CALL) == ("main", "PJSIP/101")
        rig.desk.on_call_event("main", answered("101"))
        assert live.ringing_phone(ANNA, CALL) is None
        assert live.phone_legs(ANNA, CALL) == ("main", (leg_of("101"),))
        assert live.phone_legs(BORIS, CALL) is None


async def test_nothing_is_known_of_a_call_nobody_has_a_card_of() -> None:
    async with desk_rig() as rig:
        for event in (started(), ended(2)):
            rig.desk.on_call_event("main", event)
        live = rig.desk.live
        assert (len(live), live.live_call(CALL), live.view(ANNA, CALL), live.change_of(CALL)) == (0, None, None, None)
        assert not live.is_live(CALL)
        with pytest.raises(NotFound, match=r"card\.gone"):
            live.on_card(ANNA, CALL)
