"""What an operator orders about a talk is about their own."""

import pytest

from callbridge.app.own_talk import own_talk
from callbridge.kernel.errors import IllegalMove, NotFound
from tests.support.app import desk_rig
from tests.support.calls import ANNA, BORIS, CALL, answered, leg_of, rang, started


async def test_the_phone_one_talks_by_is_found_and_nobody_elses() -> None:
    async with desk_rig() as rig:
        with pytest.raises(NotFound):
            own_talk(rig.desk.live.live_call(CALL), ANNA)
        for event in (started(), rang("101")):
            rig.desk.on_call_event("main", event)
        with pytest.raises(IllegalMove):
            own_talk(rig.desk.live.live_call(CALL), ANNA)
        rig.desk.on_call_event("main", answered("101"))
        call, leg = own_talk(rig.desk.live.live_call(CALL), ANNA)
        assert (call.call_id, leg.leg_id) == (CALL, leg_of("101"))
        with pytest.raises(NotFound):
            own_talk(rig.desk.live.live_call(CALL), BORIS)
