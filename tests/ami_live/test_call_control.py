"""Call control on a real Asterisk with real phones."""

from callbridge.ami.call_control import CLICK_HEADER, AmiCallControl
from callbridge.app.control_port import DeviceState
from tests.ami_live.live import live
from tests.asterisk.fixtures import PhoneMaker
from tests.asterisk.phone import OutsideLine
from tests.asterisk.server import Asterisk


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
