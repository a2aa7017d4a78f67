"""Ways a call can go, played live: the tracker behind a real link against what phones and customers themselves tell."""

import asyncio

import pytest

from callbridge.app.pbx_port import Heard
from callbridge.telephony.call_event import CallAnswered, CallEnded, CallEvent, CallStarted, Direction
from tests.ami_live.live import live
from tests.asterisk.phone import OutsideLine
from tests.asterisk.record import SINGLE
from tests.asterisk.scenario import Scenario
from tests.asterisk.server import Asterisk
from tests.asterisk.stage import Stage
from tests.support.ami_link import Link
from tests.support.recordings import assert_coherent, assert_forgotten, new_tracker, of_type
from tests.support.truth import assert_handovers, assert_visit, extension

CHOSEN = ("t05_", "t12_", "t19_", "t22_", "t23_", "t33_", "t65_")
"""One of each kind: attended, blind to a queue, blonde to a group, pickup, parking, two devices, click-to-call."""


@pytest.mark.parametrize(
    "scenario", [each for each in SINGLE if each.name.startswith(CHOSEN)], ids=lambda scenario: scenario.name
)
async def test_a_live_call_is_told_as_its_people_tell_it(
    asterisk: Asterisk, outside: OutsideLine, scenario: Scenario
) -> None:
    """R147: the recordings' scripts, by way of the socket, the framing and the supervisor of the daemon."""
    stage = Stage(asterisk, outside)
    async with live(asterisk) as link:
        began = asyncio.get_running_loop().time()
        try:
            said = await _followed(link, stage, scenario)
            truths = stage.truth(began)["calls"]
        finally:
            for device in stage.phones:
                await device.close()
    assert_coherent(said)
    calls = [event.call_id for event in of_type(said, CallStarted) if event.direction is not Direction.INTERNAL]
    for truth, call in zip(truths, calls, strict=True):
        of_call = [event for event in said if event.call_id == call]
        assert_visit(truth, of_call)
        assert_handovers(truth, of_call)
        answered = dict.fromkeys(extension(event.endpoint) for event in of_type(of_call, CallAnswered))
        assert list(answered) == list(truth["heard"])


async def _followed(link: Link, stage: Stage, scenario: Scenario) -> list[CallEvent]:
    """Play the script while the tracker follows; return what it said until it knows of no channel any more."""
    tracker = new_tracker()
    up = await link.up()
    said = tracker.resync(up.snapshot, up.at)
    async with asyncio.TaskGroup() as tasks:
        playing = tasks.create_task(scenario.script(stage), name="script")
        while not playing.done() or tracker.live_channels or not of_type(said, CallEnded):
            item = await link.next()
            if isinstance(item, Heard):
                said += tracker.feed(item.event, item.at)
    assert_forgotten(tracker)
    return said
