"""The browser is the phone: a real call through a real Asterisk to a real Chromium with a made-up microphone."""

from collections.abc import Awaitable, Callable

import pytest
from playwright.async_api import expect

from tests.asterisk.call import Call
from tests.asterisk.dialplan import HEADSET_DID
from tests.asterisk.fixtures import PhoneMaker
from tests.e2e.conftest import DeskMaker
from tests.e2e.desk_page import DeskPage
from tests.e2e.headset import RECORDER, WAIT_S, Headset

HeadsetMaker = Callable[[], Awaitable[Headset]]


@pytest.fixture
def headset(desk: DeskMaker) -> HeadsetMaker:
    """Return ``await headset()``: Nina's desk, where she has chosen the headset, registered."""

    async def make() -> Headset:
        nina = await desk("nina")
        await nina.page.context.add_init_script(RECORDER)
        await nina.page.reload()
        await nina.until_live()
        found = Headset(nina)
        await found.choose()
        await found.is_registered()
        return found

    return make


async def test_a_call_is_answered_held_muted_and_handed_over_in_the_browser(
    headset: HeadsetMaker, phone: PhoneMaker, outside_call: Callable[..., Call]
) -> None:
    """R73: ✓ answers from the computer, voice goes both ways while pages change; then a desk phone has the call."""
    colleague = await phone("102")
    nina = await headset()
    call = outside_call(HEADSET_DID, number="+79161234567")
    await nina.desk.sees_card("ringing")
    await nina.desk.accept()
    await call.until_answered(WAIT_S)
    await nina.desk.sees_card("talking")
    await nina.hears_and_is_heard(call)
    await nina.desk.go("Звонки")
    await nina.hears_and_is_heard(call)
    await expect(nina.controls.get_by_text("Связь хорошая")).to_be_visible()

    await nina.press("Выключить микрофон")
    await expect(nina.controls).to_have_attribute("data-muted", "true")
    await nina.press("Включить микрофон")
    await nina.press("Удержать")
    await nina.desk.sees_card("held")
    await nina.press("Вернуться к разговору")
    await nina.desk.sees_card("talking")

    await nina.transfer("102", "Перевести сразу")
    ring = await colleague.rings(WAIT_S)
    ring.answer()
    await ring.until_answered(WAIT_S)
    await nina.desk.sees_card("wrap_up")
    await nina.is_registered()
    await call.hang_up()


async def test_two_tabs_are_one_phone_and_either_answers_it(
    headset: HeadsetMaker, outside_call: Callable[..., Call]
) -> None:
    """R73: one ring; the tab that is not registered answers and hangs up through the one that is."""
    nina = await headset()
    other = Headset(DeskPage(await nina.page.context.new_page()))
    await other.page.goto(nina.page.url)
    await other.desk.until_live()
    await other.is_registered()
    call = outside_call(HEADSET_DID)
    await other.desk.sees_card("ringing")
    await other.desk.accept()
    await call.until_answered(WAIT_S)
    await nina.hears_and_is_heard(call)
    await other.press("Положить трубку")
    await call.until_ended(WAIT_S)
