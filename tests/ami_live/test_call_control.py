"""Call control on a real Asterisk with real phones."""

from callbridge.ami.call_control import CLICK_HEADER, AmiCallControl
from callbridge.app.control_port import DeviceState, NotedTape
from callbridge.crm.call_board import ListenWay
from callbridge.crm.taping import TapeState
from callbridge.kernel.ids import LegId
from callbridge.telephony.spying import spy_change
from callbridge.telephony.taping import TapeNews, tape_change
from tests.ami_live.live import heard, live
from tests.asterisk.call import CallState
from tests.asterisk.dialplan import DIRECT_DID, PARK, RECORDED_DID
from tests.asterisk.fixtures import PhoneMaker
from tests.asterisk.phone import OutsideLine
from tests.asterisk.rtp import SILENCE
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


async def test_a_whisper_is_heard_by_the_operator_alone_and_who_joins_by_both(
    asterisk: Asterisk, phone: PhoneMaker, outside: OutsideLine
) -> None:
    """Issue 5, by what the phones themselves heard: 101 talks, 103 listens, whispers, joins; Asterisk tells of each."""
    operator, supervisor = await phone("101"), await phone("103")
    async with live(asterisk) as link:
        await link.up()
        control = AmiCallControl({"main": link.supervisor})
        caller = outside.call(DIRECT_DID)
        ring = await operator.rings()
        ring.answer()
        leg = await leg_that_talks(link, "101")
        for way, by_operator, by_customer in (
            (ListenWay.LISTEN, False, False),
            (ListenWay.WHISPER, True, False),
            (ListenWay.BARGE, True, True),
        ):
            ring.ear.heard.clear()
            caller.ear.heard.clear()
            await control.listen("PJSIP/103", leg, way)
            spying = await supervisor.rings()
            spying.answer()
            began = spy_change(await heard(link, "ChanSpyStart"))
            assert (began.endpoint, f"main:{began.unique_id}", began.is_on) == ("PJSIP/103", leg, True)
            for call in (spying, ring, caller):
                await call.until_heard(40)
            # Mixed with the customer's silence a voice stays itself; mixed with the operator's it is another.
            if by_operator:
                await ring.until_hears(supervisor.voice)
            while by_customer and not caller.ear.heard.keys() - {operator.voice, SILENCE}:
                await caller.until_heard(5)
            mixed = caller.ear.heard.keys() - {operator.voice, SILENCE}
            assert (supervisor.voice in ring.ear.heard, bool(mixed)) == (by_operator, by_customer), way
            await spying.hang_up()
            ended = spy_change(await heard(link, "ChanSpyStop"))
            assert (ended.spyer_id, ended.is_on) == (began.spyer_id, False)


async def test_a_colleague_is_asked_first_and_gets_the_customer_when_the_giver_hangs_up(
    asterisk: Asterisk, phone: PhoneMaker, outside: OutsideLine
) -> None:
    """Issue 5: Atxfer, by what the phones themselves heard: the customer waits out the question and then hears 102."""
    first, second = await phone("101"), await phone("102")
    async with live(asterisk) as link:
        await link.up()
        control = AmiCallControl({"main": link.supervisor})
        caller = outside.call(DIRECT_DID)
        talk = await first.rings()
        talk.answer()
        leg = await leg_that_talks(link, "101")
        await caller.until_heard(3)
        await control.consult(leg, "102", "from-internal")
        asked = await second.rings()
        asked.answer()
        await asked.until_hears(first.voice)
        await talk.until_hears(second.voice)
        await talk.until_heard(40)
        assert second.voice not in caller.ear.heard
        await talk.hang_up()
        await caller.until_hears(second.voice)
        assert (caller.state, asked.state) == (CallState.UP, CallState.UP)


async def test_a_talk_is_kept_on_tape_where_calls_audio_is_looked_for_and_asterisk_tells_of_it(
    asterisk: Asterisk, phone: PhoneMaker, outside: OutsideLine
) -> None:
    """Issue 5: begun, paused and ended from the card; what the PBX began is told and paused too."""
    operator = await phone("101")
    async with live(asterisk) as link:
        await link.up()
        control = AmiCallControl({"main": link.supervisor})
        outside.call(RECORDED_DID)
        by_pbx = tape_change(await heard(link, "MixMonitorStart"))
        assert by_pbx.news is TapeNews.STARTED
        ring = await operator.rings()
        ring.answer()
        leg = await leg_that_talks(link, "101")
        customer = LegId(f"main:{by_pbx.unique_id}")
        tape_id = await control.start_tape(leg, "2026/card-101.wav")
        assert tape_id
        assert tape_change(await heard(link, "MixMonitorStart")).unique_id == leg.partition(":")[2]
        await ring.until_heard(20)
        for one in (leg, customer):
            for is_paused, news in ((True, TapeNews.MUTED), (False, TapeNews.UNMUTED)):
                await control.pause_tape(one, is_paused=is_paused)
                told = tape_change(await heard(link, "MixMonitorMute"))
                assert (told.unique_id, told.news) == (one.partition(":")[2], news)
        assert await control.noted_tape(leg) == NotedTape(tape_id=tape_id, state=TapeState.RUNNING)
        assert await control.noted_tape(customer) == NotedTape(tape_id="", state=TapeState.RUNNING)
        await control.stop_tape(leg, tape_id)
        ended = tape_change(await heard(link, "MixMonitorStop"))
        assert (ended.unique_id, ended.news) == (leg.partition(":")[2], TapeNews.STOPPED)
        assert await control.noted_tape(leg) is None
        await ring.hang_up()
    taped = asterisk.monitor / "2026/card-101.wav"
    assert taped.read_bytes()[:4] == b"RIFF"


async def leg_that_talks(link: Link, extension: str) -> LegId:
    """Skip to the phone's entry into a bridge, and return its leg."""
    while True:
        entered = await heard(link, "BridgeEnter")
        if entered.get("Channel").startswith(f"PJSIP/{extension}-"):
            return LegId(f"main:{entered.get('Uniqueid')}")
