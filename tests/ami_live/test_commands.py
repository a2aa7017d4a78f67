import pytest

from callbridge.ami.check import check_pbx
from callbridge.ami.commands import AmiCommands
from callbridge.app.pbx_port import QueuePlace
from callbridge.config.audio import PbxAudioConfig
from callbridge.kernel.errors import AmiRefused
from tests.ami_live.live import config_of, heard, live
from tests.asterisk.call import CallState
from tests.asterisk.config import POOR
from tests.asterisk.dialplan import DIRECT_DID, HEADSETS, PHONES, QUEUE, QUEUE_DID
from tests.asterisk.fixtures import PhoneMaker
from tests.asterisk.phone import OutsideLine
from tests.asterisk.server import Asterisk


async def test_talk_lifts_the_handset_of_a_desk_phone(
    asterisk: Asterisk, phone: PhoneMaker, outside: OutsideLine
) -> None:
    operator = await phone("101")
    outgoing = outside.call(DIRECT_DID)
    await operator.rings()
    async with live(asterisk) as link:
        await link.up()
        await AmiCommands({"main": link.supervisor}).answer("main", "PJSIP/101")
        await outgoing.until_answered()


async def test_talk_does_no_harm_to_a_phone_that_does_not_know_it(
    asterisk: Asterisk, phone: PhoneMaker, outside: OutsideLine
) -> None:
    operator = await phone("101")
    operator.knows_talk = False
    outgoing = outside.call(DIRECT_DID)
    ring = await operator.rings()
    async with live(asterisk) as link:
        await link.up()
        await AmiCommands({"main": link.supervisor}).answer("main", "PJSIP/101")
        await operator.until_notified()
        assert ring.state is CallState.RINGING
        ring.answer()
        await outgoing.until_answered()


async def test_talk_to_an_unknown_endpoint_is_refused_with_asterisks_words(asterisk: Asterisk) -> None:
    async with live(asterisk) as link:
        await link.up()
        with pytest.raises(AmiRefused) as refusal:
            await AmiCommands({"main": link.supervisor}).answer("main", "PJSIP/999")
        assert "999" in str(refusal.value) or "endpoint" in str(refusal.value).lower()


async def test_a_paused_agent_is_passed_over(asterisk: Asterisk, phone: PhoneMaker, outside: OutsideLine) -> None:
    first, second = await phone("103"), await phone("104")
    async with live(asterisk) as link:
        await link.up()
        commands = AmiCommands({"main": link.supervisor})
        await commands.set_paused("main", "PJSIP/103", is_paused=True, reason="Обед")
        outside.call(QUEUE_DID)
        dialled = await heard(link, "DialBegin")
        assert dialled.get("DestChannel").startswith("PJSIP/104-")
        await second.rings()
        assert not first.is_ringing
        await commands.set_paused("main", "PJSIP/103", is_paused=False, reason="")


async def test_pausing_somebody_in_no_queue_is_no_error(asterisk: Asterisk) -> None:
    async with live(asterisk) as link:
        await link.up()
        await AmiCommands({"main": link.supervisor}).set_paused("main", "PJSIP/101", is_paused=True, reason="")


async def test_joining_twice_and_leaving_twice_are_no_errors_and_a_static_member_stays(asterisk: Asterisk) -> None:
    """As Asterisk words it: Already there, Not there, Member not dynamic."""
    place = QueuePlace(queue=QUEUE, interface="PJSIP/101", phone="PJSIP/101", name="Анна")
    async with live(asterisk) as link:
        await link.up()
        commands = AmiCommands({"main": link.supervisor})
        told = [await commands.join_queue("main", place, is_paused=True, reason="Обед") for _ in range(2)]
        assert told == [True, False]
        assert "Анна (PJSIP/101)" in await asterisk.cli(f"queue show {QUEUE}")
        for interface in ("PJSIP/101", "PJSIP/101", "PJSIP/103"):
            await commands.leave_queue("main", QUEUE, interface)
        listed = await asterisk.cli(f"queue show {QUEUE}")
        assert ("PJSIP/101" in listed, "PJSIP/103" in listed) == (False, True)


async def test_check_finds_nothing_to_mend_with_the_documented_rights(asterisk: Asterisk) -> None:
    tapes = PbxAudioConfig(tape_file="{unique_id}.wav")
    check = await check_pbx(config_of(asterisk, dial_context="from-internal", audio=tapes))
    assert (check.is_ok, check.findings) == (True, ())
    assert check.endpoints == frozenset({*PHONES, *HEADSETS, "trunk"})


async def test_check_names_the_rights_that_are_missing(asterisk: Asterisk) -> None:
    check = await check_pbx(config_of(asterisk, POOR))
    assert not check.is_ok
    missing = {finding.params.get("write_class") for finding in check.findings if finding.is_error}
    assert missing == {"reporting", "system", "agent"}
    check = await check_pbx(config_of(asterisk, POOR, dial_context="from-internal"))
    missing = {finding.params.get("write_class") for finding in check.findings if finding.is_error}
    assert missing == {"reporting", "system", "agent", "originate", "call"}


async def test_check_tells_a_refused_login(asterisk: Asterisk) -> None:
    check = await check_pbx(config_of(asterisk, secret="wrong"))
    assert [finding.code for finding in check.findings] == ["check.login_refused"]
