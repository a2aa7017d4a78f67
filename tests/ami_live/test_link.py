import asyncio
import signal

import pytest

from callbridge.ami.backoff import Pace
from callbridge.app.pbx_port import LinkDown, LinkUp
from tests.ami_live.live import channels, config_of, heard, live
from tests.asterisk.config import FILTERED, POOR
from tests.asterisk.dialplan import DIRECT_DID, QUEUE_DID
from tests.asterisk.fixtures import PhoneMaker
from tests.asterisk.phone import OutsideLine
from tests.asterisk.server import Asterisk
from tests.support.ami_link import linked


async def test_a_login_brings_an_empty_snapshot_with_the_queue(asterisk: Asterisk) -> None:
    async with live(asterisk) as link:
        up = await link.up()
    assert up.snapshot.channels == ()
    assert "sales" in [item.get("Queue") for item in up.snapshot.queues if item.name == "QueueParams"]


async def test_a_call_is_heard_from_ring_to_hangup(asterisk: Asterisk, phone: PhoneMaker, outside: OutsideLine) -> None:
    operator = await phone("101")
    async with live(asterisk) as link:
        await link.up()
        outgoing = outside.call(DIRECT_DID, number="+79161234567")
        caller = await heard(link, "Newchannel", Exten=DIRECT_DID)
        assert caller.get("CallerIDNum") == "+79161234567"
        dialled = await heard(link, "DialBegin", Uniqueid=caller.get("Uniqueid"))
        assert dialled.get("DestChannel").startswith("PJSIP/101-")
        (await operator.rings()).answer()
        await heard(link, "DialEnd", DialStatus="ANSWER")
        await heard(link, "BridgeEnter", Uniqueid=caller.get("Uniqueid"))
        await outgoing.hang_up()
        await heard(link, "Hangup", Uniqueid=caller.get("Uniqueid"))


async def test_connecting_mid_call_shows_the_call(asterisk: Asterisk, phone: PhoneMaker, outside: OutsideLine) -> None:
    operator = await phone("101")
    outside.call(DIRECT_DID)
    ring = await operator.rings()
    ring.answer()
    await ring.until_heard()
    async with live(asterisk) as link:
        up = await link.up()
    assert channels(up) == ["PJSIP/101", "PJSIP/trunk"]
    assert len({channel.get("BridgeId") for channel in up.snapshot.channels}) == 1
    # An empty parking lot of an earlier test may stand beside it, and the bridge of one that is just being put away.
    basic = [item.get("BridgeNumChannels") for item in up.snapshot.bridges if item.get("BridgeType") == "basic"]
    assert [channels for channels in basic if channels != "0"] == ["2"]


async def test_connecting_while_a_caller_waits_shows_the_queue_entry(
    asterisk: Asterisk, phone: PhoneMaker, outside: OutsideLine
) -> None:
    operator = await phone("103")
    outside.call(QUEUE_DID, number="+79031112233")
    await operator.rings()
    async with live(asterisk) as link:
        up = await link.up()
    entries = [item for item in up.snapshot.queues if item.name == "QueueEntry"]
    assert [entry.get("CallerIDNum") for entry in entries] == ["+79031112233"]


async def test_a_killed_asterisk_is_noticed_and_comes_back_empty(
    own_asterisk: Asterisk, phone: PhoneMaker, outside: OutsideLine
) -> None:
    operator = await phone("101")
    outside.call(DIRECT_DID)
    await operator.rings()
    async with live(own_asterisk) as link:
        assert channels(await link.up()) == ["PJSIP/101", "PJSIP/trunk"]
        own_asterisk.kill()
        assert (await link.down()).error == "ami.unavailable"
        await own_asterisk.start()
        assert channels(await link.up()) == []
        await operator.register()
        outside.call(DIRECT_DID)
        await heard(link, "DialBegin")


async def test_an_asterisk_stopped_in_order_is_told_as_unavailable_and_comes_back(
    own_asterisk: Asterisk, phone: PhoneMaker, outside: OutsideLine
) -> None:
    operator = await phone("101")
    outside.call(DIRECT_DID)
    ring = await operator.rings()
    ring.answer()
    await ring.until_heard()
    async with live(own_asterisk) as link:
        await link.up()
        await own_asterisk.stop()  # the Hangups may come before the end of the connection, or never
        assert (await link.down()).error == "ami.unavailable"
        await own_asterisk.start()
        assert channels(await link.up()) == []


async def test_a_frozen_asterisk_is_noticed_by_its_silence(own_asterisk: Asterisk) -> None:
    async with live(own_asterisk, ping_interval_s=0.5) as link:
        await link.up()
        own_asterisk.signal(signal.SIGSTOP)
        assert (await link.down()).error == "ami.half_open"
        own_asterisk.signal(signal.SIGCONT)
        await link.up()


async def test_a_wrong_secret_is_told_as_a_refused_login(asterisk: Asterisk) -> None:
    async with live(asterisk, secret="wrong") as link:
        assert (await link.down()).error == "ami.login_refused"


async def test_too_few_rights_are_told_by_name(asterisk: Asterisk) -> None:
    async with linked(config_of(asterisk, POOR)) as link:
        assert (await link.down()).error == "ami.permission_denied"


async def test_the_recommended_event_filter_leaves_what_is_tracked(
    asterisk: Asterisk, phone: PhoneMaker, outside: OutsideLine
) -> None:
    operator = await phone("101")
    async with live(asterisk, FILTERED) as link:
        await link.up()
        outgoing = outside.call(DIRECT_DID)
        (await operator.rings()).answer()
        await heard(link, "DialEnd", DialStatus="ANSWER")
        await heard(link, "BridgeEnter")
        await outgoing.hang_up()
        await heard(link, "Hangup")


async def test_the_link_is_encrypted_when_tls_is_asked_for(asterisk: Asterisk) -> None:
    async with live(asterisk, port=asterisk.ami_tls_port, tls=True, tls_ca=str(asterisk.ca)) as link:
        await link.up()


async def test_a_certificate_of_an_unknown_ca_is_not_trusted(asterisk: Asterisk) -> None:
    async with live(asterisk, port=asterisk.ami_tls_port, tls=True) as link:
        assert (await link.down()).error == "ami.unavailable"


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("Иван Петров", "Иван Петров"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("%0d%0aEvent: Hangup", "%0d%0aEvent: Hangup"),
        ("Event: Hangup\tChannel: x", "Event: Hangup\\tChannel: x"),
    ],
    ids=["cyrillic", "markup", "line-break", "event"],
)
async def test_hostile_names_arrive_whole(
    asterisk: Asterisk, phone: PhoneMaker, outside: OutsideLine, name: str, told: str
) -> None:
    """Asterisk 22 writes a tab as backslash and t; nothing else is changed."""
    await phone("101")
    async with live(asterisk) as link:
        await link.up()
        outside.call(DIRECT_DID, name=name)
        assert (await heard(link, "Newchannel", Exten=DIRECT_DID)).get("CallerIDName") == told


async def test_a_name_that_is_no_utf_8_does_not_break_the_link(
    asterisk: Asterisk, phone: PhoneMaker, outside: OutsideLine
) -> None:
    operator = await phone("101")
    async with live(asterisk) as link:
        await link.up()
        outside.call(DIRECT_DID, name=b"\xcf\xe5\xf2\xf0".decode("utf-8", "surrogateescape"))  # "Петр" in CP1251
        assert (await heard(link, "Newchannel", Exten=DIRECT_DID)).get("CallerIDNum") == "+79161234567"
        await operator.rings()
        await heard(link, "DialBegin")


async def test_an_orderly_restart_costs_no_more_than_the_restart_itself(own_asterisk: Asterisk) -> None:
    """While it stops, Asterisk refuses every login: that is no wrong secret, which is retried only after 30 s."""
    async with linked(config_of(own_asterisk), pace=Pace()) as link, asyncio.TaskGroup() as tasks:
        await link.up()
        restarting = tasks.create_task(own_asterisk.restart())
        errors = []
        while not isinstance(item := await link.next(), LinkUp):
            if isinstance(item, LinkDown):
                errors.append(item.error)
        await restarting
        assert errors
        assert "ami.login_refused" not in errors
