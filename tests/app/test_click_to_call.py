"""Click-to-call: once a click, and never what may not be dialled."""

import asyncio
from dataclasses import dataclass, field, replace

import pytest

from callbridge.app.click_to_call import REMEMBERED_S, ClickToCall, DialLimits
from callbridge.app.control_port import DeviceState, DialPlace
from callbridge.app.shown_numbers import ShownNumbers
from callbridge.config.dial import DialConfig
from callbridge.crm.dial_wish import DialKind, DialWish
from callbridge.kernel.errors import AmiUnavailable, IllegalMove, InvalidInput, TooManyAttempts
from callbridge.kernel.numbers import NumberPlan, read_number
from tests.support.app import settle
from tests.support.call_control import FakeCallControl, FakeTalks
from tests.support.clock import FakeClock
from tests.support.fake_desk import FakeDesk, call_row
from tests.support.kept_follow_ups import KeptFollowUps
from tests.support.web_people import ANNA, BORIS, NINE

CALL = call_row(0)
WISH = DialWish(kind=DialKind.CALL, id=CALL.call_id)
GONE_OUT = ("main", "PJSIP/101", "+79161234567", "from-internal")
OPERATOR = replace(ANNA, extension="101")


@dataclass
class Rig:
    """The use case with everything around it."""

    context: str = "from-internal"
    control: FakeCallControl = field(default_factory=FakeCallControl)
    talks: FakeTalks = field(default_factory=FakeTalks)
    clock: FakeClock = field(default_factory=lambda: FakeClock(NINE))

    def __post_init__(self) -> None:
        numbers = ShownNumbers(
            desk=FakeDesk(calls_kept=[CALL]),
            promises=KeptFollowUps(),
            read_number=lambda raw: read_number(raw, NumberPlan()),
        )
        places = {"main": DialPlace(technology="PJSIP", context=self.context)}
        limits = DialLimits(rules=DialConfig().rules(), per_minute=3, places=places)
        self.clicks = ClickToCall(
            numbers=numbers, control=self.control, talks=self.talks, colleagues=self.talks, limits=limits,
            clock=self.clock,
        )  # fmt: skip

    @property
    def gone_out(self) -> list[tuple[str, ...]]:
        return [each[:4] for each in self.control.dialled]


async def test_the_operators_phone_dials_the_customer_of_a_call() -> None:
    """R152: nobody's browser need know the number."""
    rig = Rig()
    await rig.clicks.dial(OPERATOR, "k1", WISH)
    assert rig.control.dialled == [(*GONE_OUT, "k1")]
    assert rig.clicks.can_dial(OPERATOR)


async def test_a_click_that_is_sent_again_after_its_answer_was_lost_dials_once() -> None:
    rig = Rig()
    for _ in range(3):  # the socket dropped, the page came back and sent it again
        await rig.clicks.dial(OPERATOR, "k1", WISH)
    assert rig.gone_out == [GONE_OUT]
    await rig.clicks.dial(replace(BORIS, extension="102"), "k1", WISH)
    assert len(rig.gone_out) == 2, "the key is each operator's own"


async def test_two_sends_of_one_click_at_the_same_time_dial_once_and_both_are_told() -> None:
    rig = Rig()
    rig.control.gate.clear()
    async with asyncio.TaskGroup() as tasks:
        for name in ("first", "second"):
            tasks.create_task(rig.clicks.dial(OPERATOR, "k1", WISH), name=name)
        await settle()
        rig.control.gate.set()
    assert rig.gone_out == [GONE_OUT]


async def test_a_click_that_was_cut_off_or_failed_does_not_ring_later() -> None:
    """Nobody knows whether Asterisk heard the order: the same click is told so, only a new one dials."""
    rig = Rig()
    rig.control.gate.clear()
    async with asyncio.TaskGroup() as tasks:
        cut = tasks.create_task(rig.clicks.dial(OPERATOR, "k1", WISH), name="cut")
        await settle()
        cut.cancel()
    rig.control.gate.set()
    with pytest.raises(AmiUnavailable):
        await rig.clicks.dial(OPERATOR, "k1", WISH)
    rig.control.failure = AmiUnavailable()
    for _ in range(2):
        with pytest.raises(AmiUnavailable):
            await rig.clicks.dial(OPERATOR, "k2", WISH)
    rig.control.failure = None
    with pytest.raises(AmiUnavailable):
        await rig.clicks.dial(OPERATOR, "k2", WISH)
    assert rig.gone_out == []
    await rig.clicks.dial(OPERATOR, "k3", WISH)
    assert rig.gone_out == [GONE_OUT]


async def test_a_key_is_forgotten_after_a_while_and_means_one_number_until_then() -> None:
    rig = Rig()
    await rig.clicks.dial(OPERATOR, "k1", WISH)
    for key in ("k1", "", "x" * 65, "a\r\nAction: Logoff", "ключ"):
        with pytest.raises(InvalidInput):
            await rig.clicks.dial(OPERATOR, key, DialWish(number="+79160000000"))
    rig.clock.pass_seconds(REMEMBERED_S)
    await rig.clicks.dial(OPERATOR, "k1", DialWish(number="+79160000000"))
    assert len(rig.gone_out) == 2


async def test_who_dials_too_often_waits() -> None:
    rig = Rig()
    for key in ("a", "b", "c"):
        await rig.clicks.dial(OPERATOR, key, WISH)
    with pytest.raises(TooManyAttempts) as refused:
        await rig.clicks.dial(OPERATOR, "d", WISH)
    assert refused.value.params["retry_after_s"] == 61
    rig.clock.pass_seconds(60)
    await rig.clicks.dial(OPERATOR, "e", WISH)
    assert len(rig.gone_out) == 4


@pytest.mark.parametrize(
    ("context", "extension", "device", "code"),
    [
        ("from-internal", "", DeviceState.FREE, "dial.no_phone"),
        ("", "101", DeviceState.FREE, "dial.off"),
        ("from-internal", "101", DeviceState.UNREACHABLE, "dial.unreachable"),
        ("from-internal", "101", DeviceState.BUSY, "dial.in_call"),
        ("from-internal", "101", DeviceState.RINGING, "dial.in_call"),
    ],
)
async def test_what_keeps_the_phone_from_dialling_is_told(
    context: str, extension: str, device: DeviceState, code: str
) -> None:
    rig = Rig(context=context)
    rig.control.devices["PJSIP/101"] = device
    with pytest.raises(IllegalMove) as refused:
        await rig.clicks.dial(replace(ANNA, extension=extension), "k1", WISH)
    assert (refused.value.code, rig.gone_out) == (code, [])


async def test_a_phone_that_the_pbx_does_not_tell_of_dials_unless_we_see_it_in_a_call() -> None:
    rig = Rig()
    rig.control.devices["PJSIP/101"] = DeviceState.UNKNOWN
    rig.talks.busy.add(ANNA.id)
    with pytest.raises(IllegalMove, match="in_call"):
        await rig.clicks.dial(OPERATOR, "k1", WISH)
    rig.talks.busy.clear()
    await rig.clicks.dial(OPERATOR, "k2", WISH)
    assert rig.gone_out == [GONE_OUT]


async def test_a_short_number_is_dialled_only_where_a_colleague_sits() -> None:
    rig = Rig()
    with pytest.raises(IllegalMove, match="emergency"):
        await rig.clicks.dial(OPERATOR, "k1", DialWish(number="102"))
    rig.talks.phones["PJSIP/102"] = BORIS.id
    await rig.clicks.dial(OPERATOR, "k2", DialWish(number="102"))
    assert rig.gone_out == [("main", "PJSIP/101", "102", "from-internal")]
