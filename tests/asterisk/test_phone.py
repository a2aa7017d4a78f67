import asyncio

import pytest

from tests.asterisk.call import WAIT_S, CallFailed, CallState
from tests.asterisk.dialplan import DIRECT_DID, GROUP_DID, PICKUP, QUEUE, QUEUE_DID, UNREGISTERED_DID
from tests.asterisk.fixtures import PhoneMaker
from tests.asterisk.phone import OutsideLine, Phone
from tests.asterisk.server import Asterisk


async def test_a_registered_phone_is_known_to_asterisk(asterisk: Asterisk, phone: PhoneMaker) -> None:
    await phone("101")
    assert "101/sip:101@" in await asterisk.cli("pjsip show contacts")


async def test_a_phone_with_a_wrong_password_is_refused(asterisk: Asterisk) -> None:
    stranger = Phone(
        "101", "wrong", local=(asterisk.network.phone("101"), 0), server=(asterisk.host, asterisk.settings.sip_port)
    )
    with pytest.raises(PermissionError):
        await stranger.register()
    await stranger.close()


async def test_an_outside_call_rings_is_answered_and_both_hear(phone: PhoneMaker, outside: OutsideLine) -> None:
    operator = await phone("101")
    outgoing = outside.call(DIRECT_DID, number="+79161234567", name="Ivan")
    ring = await operator.rings()
    assert (ring.caller_number, ring.caller_name) == ("+79161234567", "Ivan")
    await outgoing.until_ringing()
    ring.answer()
    await outgoing.until_answered()
    await outgoing.until_heard(3)
    await ring.until_heard(3)
    await outgoing.hang_up()
    await ring.until_ended()


async def test_the_operator_can_hang_up(phone: PhoneMaker, outside: OutsideLine) -> None:
    operator = await phone("101")
    outgoing = outside.call(DIRECT_DID)
    ring = await operator.rings()
    ring.answer()
    await outgoing.until_answered()
    await ring.hang_up()
    await outgoing.until_ended()


async def test_a_rejected_call_tells_the_caller_busy(phone: PhoneMaker, outside: OutsideLine) -> None:
    operator = await phone("101")
    outgoing = outside.call(DIRECT_DID)
    (await operator.rings()).reject()
    await outgoing.until_ended()
    assert outgoing.end_status == 486


async def test_a_caller_who_gives_up_stops_the_ringing(phone: PhoneMaker, outside: OutsideLine) -> None:
    operator = await phone("101")
    outgoing = outside.call(DIRECT_DID)
    ring = await operator.rings()
    await outgoing.hang_up()
    await ring.until_ended()
    assert outgoing.end_status == 487


async def test_an_unregistered_phone_cannot_be_reached(asterisk: Asterisk, outside: OutsideLine) -> None:
    outgoing = outside.call(UNREGISTERED_DID)
    with pytest.raises(CallFailed):
        await outgoing.until_answered()
    assert outgoing.end_status == 404


async def test_a_ring_group_rings_all_until_one_answers(phone: PhoneMaker, outside: OutsideLine) -> None:
    first, second = await phone("101"), await phone("102")
    outgoing = outside.call(GROUP_DID)
    lost, won = await first.rings(), await second.rings()
    won.answer()
    await outgoing.until_answered()
    await lost.until_ended()
    assert "completed elsewhere" in lost.end_reason


async def test_a_queue_asks_the_next_agent_after_a_rejection(
    asterisk: Asterisk, phone: PhoneMaker, outside: OutsideLine
) -> None:
    first, second = await phone("103"), await phone("104")
    async with asyncio.timeout(WAIT_S):  # a queue hears of registrations a moment later
        while (await asterisk.cli(f"queue show {QUEUE}")).count("(Not in use)") < 2:
            await asyncio.sleep(0.02)
    outside.call(QUEUE_DID)
    (await first.rings()).reject()
    ring = await second.rings()
    ring.answer()
    await ring.until_heard(3)


async def test_a_held_caller_hears_on_and_comes_back(
    asterisk: Asterisk, phone: PhoneMaker, outside: OutsideLine
) -> None:
    operator = await phone("101")
    outgoing = outside.call(DIRECT_DID)
    ring = await operator.rings()
    ring.answer()
    await outgoing.until_answered()
    await ring.hold()
    await outgoing.until_heard(3)  # the music
    await ring.resume()
    await ring.until_heard(3)
    assert ring.state is CallState.UP


async def test_an_operator_calls_out_through_the_trunk(phone: PhoneMaker, outside: OutsideLine) -> None:
    operator = await phone("101")
    dialled = operator.dial("89031112233")
    ring = await outside.rings()
    assert ring.dialled == "89031112233"
    ring.answer()
    await dialled.until_answered()
    await dialled.hang_up()
    await ring.until_ended()


async def test_operators_call_each_other(phone: PhoneMaker) -> None:
    first, second = await phone("101"), await phone("102")
    dialled = first.dial("102")
    ring = await second.rings()
    assert ring.caller_number == "101"
    ring.answer()
    await dialled.until_answered()


async def test_a_colleague_picks_a_ringing_call_up(phone: PhoneMaker, outside: OutsideLine) -> None:
    first, second = await phone("101"), await phone("102")
    outgoing = outside.call(DIRECT_DID)
    ring = await first.rings()
    await second.dial(PICKUP).until_answered()
    await outgoing.until_answered()
    await ring.until_ended()


async def test_a_blind_transfer_moves_the_caller(phone: PhoneMaker, outside: OutsideLine) -> None:
    first, second = await phone("101"), await phone("102")
    second.answers_at_once = True
    outgoing = outside.call(DIRECT_DID)
    ring = await first.rings()
    ring.answer()
    await ring.until_heard()  # only then are the two bridged: a faster REFER is refused
    assert await ring.transfer("102") == 200
    moved = await second.rings()
    await moved.until_heard(3)
    assert outgoing.state is CallState.UP


async def test_an_attended_transfer_joins_the_two_others(phone: PhoneMaker, outside: OutsideLine) -> None:
    first, second = await phone("101"), await phone("102")
    second.answers_at_once = True
    outgoing = outside.call(DIRECT_DID)
    ring = await first.rings()
    ring.answer()
    await ring.until_heard()
    await ring.hold()
    consultation = first.dial("102")
    await consultation.until_answered()
    await consultation.until_heard()
    assert await ring.transfer("102", consulted=consultation) == 200
    await consultation.until_ended()
    await (await second.rings()).until_heard(3)
    assert outgoing.state is CallState.UP


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Иван Петров", "Иван Петров"),
        ("<b>bold</b><script>alert(1)</script>", "<b>bold</b><script>alert(1)</script>"),
        ('say "hi"', 'say \\"hi\\"'),
        ("%0d%0aEvent: Hangup", "%0d%0aEvent: Hangup"),
        ("=cmd|' /C calc'!A1", "=cmd|' /C calc'!A1"),
        ("名前" * 30, "名前" * 13),
    ],
    ids=["cyrillic", "markup", "quotes", "line-break", "formula", "long"],
)
async def test_hostile_names_arrive(phone: PhoneMaker, outside: OutsideLine, name: str, shown: str) -> None:
    """Asterisk 22 keeps the backslashes of a quoted name and cuts it after 79 bytes."""
    operator = await phone("101")
    outside.call(DIRECT_DID, name=name)
    assert (await operator.rings()).caller_name == shown


async def test_a_withheld_number_is_not_shown(phone: PhoneMaker, outside: OutsideLine) -> None:
    operator = await phone("101")
    outside.anonymous_call(DIRECT_DID)
    assert (await operator.rings()).caller_number == "anonymous"


async def test_talk_lifts_the_handset_of_a_phone_that_knows_it(
    asterisk: Asterisk, phone: PhoneMaker, outside: OutsideLine
) -> None:
    operator = await phone("101")
    outgoing = outside.call(DIRECT_DID)
    await operator.rings()
    await asterisk.cli("pjsip send notify talk endpoint 101")
    await outgoing.until_answered()
    assert operator.notified == ["talk"]


async def test_talk_to_a_phone_that_does_not_know_it_harms_nothing(
    asterisk: Asterisk, phone: PhoneMaker, outside: OutsideLine
) -> None:
    operator = await phone("101")
    operator.knows_talk = False
    outgoing = outside.call(DIRECT_DID)
    ring = await operator.rings()
    await asterisk.cli("pjsip send notify talk endpoint 101")
    ring.answer()
    await outgoing.until_answered()
