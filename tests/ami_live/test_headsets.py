"""Passwords in a real Asterisk's own database, and the SIP call of a channel."""

from callbridge.ami.headsets import AmiHeadsets
from callbridge.kernel.ids import LegId
from tests.ami_live.live import live
from tests.asterisk.call import Call
from tests.asterisk.dialplan import DIRECT_DID, HEADSETS
from tests.asterisk.fixtures import PhoneMaker
from tests.asterisk.phone import OutsideLine
from tests.asterisk.server import Asterisk


async def test_a_password_is_there_at_once_and_gone_at_once(asterisk: Asterisk) -> None:
    """R73: no reload, no dialplan, and the rights that the daemon has anyway."""
    async with live(asterisk) as link:
        await link.up()
        headsets = AmiHeadsets({"main": link.supervisor})
        await headsets.keep_password("main", HEADSETS[1], "short-lived")
        assert "short-lived" in await asterisk.cli(f"pjsip show auth {HEADSETS[1]}")
        await headsets.forget_password("main", HEADSETS[1])
        assert "short-lived" not in await asterisk.cli(f"pjsip show auth {HEADSETS[1]}")
        await headsets.forget_password("main", HEADSETS[1])


async def test_a_channel_tells_its_sip_call_by_its_uniqueid(
    asterisk: Asterisk, phone: PhoneMaker, outside: OutsideLine
) -> None:
    device = await phone("101")
    outside.call(DIRECT_DID)
    ring: Call = await device.rings()
    listed = await asterisk.cli("core show channels concise")
    unique_id = next(line.split("!")[13] for line in listed.splitlines() if line.startswith("PJSIP/101-"))
    async with live(asterisk) as link:
        await link.up()
        headsets = AmiHeadsets({"main": link.supervisor})
        assert await headsets.sip_call_id("main", LegId(f"main:{unique_id}")) == ring.call_id
        assert await headsets.sip_call_id("main", LegId("main:9.9")) == ""
