import asyncio

from tests.asterisk.call import CallState
from tests.asterisk.config import DAEMON, FILTERED, POOR
from tests.asterisk.control import Control
from tests.asterisk.dialplan import DIRECT_DID
from tests.asterisk.fixtures import OutsideMaker, PhoneMaker
from tests.asterisk.phone import OutsideLine
from tests.asterisk.server import Asterisk


async def test_a_killed_asterisk_comes_back_on_the_same_ports(
    own_asterisk: Asterisk, phone: PhoneMaker, outside: OutsideLine
) -> None:
    operator = await phone("101")
    outside.call(DIRECT_DID)
    (await operator.rings()).answer()
    own_asterisk.kill()
    assert not own_asterisk.is_running
    await own_asterisk.start()
    assert "0 active calls" in await own_asterisk.cli("core show channels count")
    await operator.register()  # what it knew of its phones died with it
    again = outside.call(DIRECT_DID)
    (await operator.rings()).answer()
    await again.until_answered()


async def test_a_stopped_asterisk_says_good_bye_to_its_calls(
    own_asterisk: Asterisk, phone: PhoneMaker, outside: OutsideLine
) -> None:
    operator = await phone("101")
    outgoing = outside.call(DIRECT_DID)
    (await operator.rings()).answer()
    await outgoing.until_answered()
    await own_asterisk.stop()
    await outgoing.until_ended()


async def test_two_instances_serve_at_once(
    asterisk: Asterisk, own_asterisk: Asterisk, phone: PhoneMaker, outside_at: OutsideMaker
) -> None:
    phones = [await phone("101", at=pbx) for pbx in (asterisk, own_asterisk)]
    calls = [outside_at(pbx).call(DIRECT_DID) for pbx in (asterisk, own_asterisk)]
    for operator in phones:
        (await operator.rings()).answer()
    for call in calls:
        await call.until_answered()
    assert [call.state for call in calls] == [CallState.UP, CallState.UP]


def test_the_documented_rights_hear_of_the_boot_and_poor_ones_do_not(asterisk: Asterisk) -> None:
    with Control(asterisk.host, asterisk.ami_port, DAEMON) as daemon:
        assert ("Event", "FullyBooted") in daemon.wait_for_event("FullyBooted")
    with Control(asterisk.host, asterisk.ami_port, POOR) as poor:
        assert ("Message", "Permission denied") in poor.action("CoreShowChannels")


async def test_clean_hangs_up_what_a_test_left_over(
    asterisk: Asterisk, phone: PhoneMaker, outside: OutsideLine
) -> None:
    operator = await phone("101")
    outgoing = outside.call(DIRECT_DID)
    (await operator.rings()).answer()
    await outgoing.until_answered()
    await asyncio.to_thread(asterisk.clean)
    await outgoing.until_ended()
    assert "0 active channels" in await asterisk.cli("core show channels count")


async def test_the_recommended_event_filter_spares_the_wire(
    asterisk: Asterisk, phone: PhoneMaker, outside: OutsideLine
) -> None:
    operator = await phone("101")
    with (
        Control(asterisk.host, asterisk.ami_port, DAEMON) as full,
        Control(asterisk.host, asterisk.ami_port, FILTERED) as filtered,
    ):
        outgoing = outside.call(DIRECT_DID)
        ring = await operator.rings()
        ring.answer()
        await ring.until_heard()
        await outgoing.hang_up()
        everything = await asyncio.to_thread(_events_of_call, full)
        rest = await asyncio.to_thread(_events_of_call, filtered)
    assert everything - rest == {"NewConnectedLine", "BridgeCreate"}


def _events_of_call(control: Control) -> set[str]:
    """Return the names told from the call's first channel on: what came before is the phone's own registration."""
    names: set[str] = set()
    for message in control.messages():
        name = dict(message).get("Event", "")
        if names or name == "Newchannel":
            names.add(name)
        if name == "Hangup":
            break
    return names
