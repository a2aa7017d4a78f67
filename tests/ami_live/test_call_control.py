"""Call control on a real Asterisk with real phones."""

from callbridge.ami.call_control import CLICK_HEADER, AmiCallControl
from callbridge.app.control_port import DeviceState
from callbridge.crm.call_board import ListenWay
from callbridge.kernel.ids import LegId
from tests.ami_live.live import heard, live
from tests.asterisk.call import CallState
from tests.asterisk.dialplan import DIRECT_DID, PARK
from tests.asterisk.fixtures import PhoneMaker
from tests.asterisk.phone import OutsideLine
from tests.asterisk.server import Asterisk
from tests.support.ami_link import Link


async def test_a_click_rings_the_operator_first_and_its_invite_carries_the_click(
    asterisk: Asterisk, phone: PhoneMaker, outside: OutsideLine
) -> None:
    first = await phone("101")
    async with live(asterisk) as link:
        await link.up()
        control = AmiCallControl({"main": link.supervisor})
        assert await control.device("main", "PJSIP/101") is DeviceState.FREE
        assert await control.device("main", "PJSIP/109") is DeviceState.UNREACHABLE
        await control.dial("main", "PJSIP/101", "+79161234567", "from-internal", click="click-1")
        own = await first.rings()
        assert own.invite is not None
        assert own.invite.get(CLICK_HEADER.lower()) == "click-1"
        own.answer()
        far = await outside.rings()
        far.answer()
        await own.until_heard(3)
        assert await control.device("main", "PJSIP/101") is DeviceState.BUSY


async def test_a_phone_whose_model_knows_the_header_lifts_itself(
    asterisk: Asterisk, phone: PhoneMaker, outside: OutsideLine
) -> None:
    """R74: the call that its operator began in the browser, by the header that is configured for it."""
    first = await phone("101")
    async with live(asterisk) as link:
        await link.up()
        lifting = {"main": ("10? Call-Info: <sip:callbridge>;answer-after=0",)}
        control = AmiCallControl({"main": link.supervisor}, lifting)
        await control.dial("main", "PJSIP/101", "+79161234567", "from-internal", click="click-1")
        own = await first.rings()
        (await outside.rings()).answer()
        await own.until_heard(3)


async def test_a_call_is_picked_up_listened_to_parked_fetched_and_handed_over(
    asterisk: Asterisk, phone: PhoneMaker, outside: OutsideLine
) -> None:
    """102 takes what rings at 101, 103 hears them and ends with them; 102 parks, 101 fetches and hands over to 102."""
    first, second, third = await phone("101"), await phone("102"), await phone("103")
    async with live(asterisk) as link:
        await link.up()
        control = AmiCallControl({"main": link.supervisor})
        caller = outside.call(DIRECT_DID)
        await first.rings()
        await control.pick_up("main", "PJSIP/102", "PJSIP/101")
        talk = await second.rings()
        talk.answer()
        await talk.until_heard(3)
        leg = await leg_that_talks(link, "102")

        await control.listen("PJSIP/103", leg, ListenWay.LISTEN)
        spying = await third.rings()
        spying.answer()
        await spying.until_heard(3)
        await control.hand_over(leg, PARK, "from-internal")
        await talk.until_ended()
        await spying.until_ended()

        space = (await heard(link, "ParkedCall")).get("ParkingSpace")
        await control.dial("main", "PJSIP/101", space, "from-internal", click="")
        fetched = await first.rings()
        fetched.answer()
        await fetched.until_heard(3)
        await control.hand_over(await leg_that_talks(link, "101"), "102", "from-internal")
        again = await second.rings()
        again.answer()
        await again.until_heard(3)
        await fetched.until_ended()
        assert caller.state is CallState.UP


async def leg_that_talks(link: Link, extension: str) -> LegId:
    """Skip to the phone's entry into a bridge, and return its leg."""
    while True:
        entered = await heard(link, "BridgeEnter")
        if entered.get("Channel").startswith(f"PJSIP/{extension}-"):
            return LegId(f"main:{entered.get('Uniqueid')}")
