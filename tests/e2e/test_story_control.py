"""Calls are made and handed on from the page: picked up, parked, taken back, handed over, listened to, called back."""

from collections.abc import Callable

from playwright.async_api import expect

from tests.asterisk.call import Call
from tests.asterisk.dialplan import DIRECT_DID
from tests.asterisk.fixtures import PhoneMaker
from tests.asterisk.phone import OutsideLine
from tests.e2e.conftest import DeskMaker
from tests.e2e.daemon import RunningDaemon
from tests.e2e.desk_page import DeskPage


async def test_a_number_is_pressed_and_a_call_goes_from_hand_to_hand_by_the_page(
    callbridge: RunningDaemon,
    desk: DeskMaker,
    phone: PhoneMaker,
    outside: OutsideLine,
    outside_call: Callable[..., Call],
) -> None:
    """R72, R74, R152: Boris takes Anna's ring, parks, Anna takes and hands over; Gleb listens; Anna calls back."""
    await dials(callbridge)
    first, second, fourth = await phone("101"), await phone("102"), await phone("104")
    anna, boris, gleb = await desk("anna"), await desk("boris"), await desk("gleb")
    caller = outside_call(DIRECT_DID)
    await first.rings()
    await live(boris, "ringing", "Забрать")
    taken = await second.rings()
    taken.answer()
    await taken.until_heard(3)
    card = await boris.sees_card("talking")

    await card.get_by_role("button", name="Поставить на парковку").click()
    await live(anna, "parked", "Забрать")
    fetched = await first.rings()
    fetched.answer()
    await fetched.until_heard(3)
    await (await anna.sees_card("talking")).get_by_role("button", name="Передать коллеге").click()
    await anna.page.get_by_label("Передать коллеге", exact=True).last.fill("Борис")
    await expect(anna.page.get_by_text("свободен")).to_have_count(1)
    await anna.page.keyboard.press("Enter")
    again = await second.rings()
    again.answer()
    await again.until_heard(3)
    await fetched.until_ended()

    await live(gleb, "talking", "Слушать")
    spying = await fourth.rings()
    spying.answer()
    await spying.until_heard(3)
    await caller.hang_up()
    await spying.until_ended()

    row = anna.page.get_by_role("button", name="+7 916 123-45-67").first
    await row.dblclick()
    own = await first.rings()
    own.answer()
    far = await outside.rings()
    far.answer()
    await own.until_heard(3)
    assert len([call for call in first.calls if call.invite is not None]) == 3, "a double click calls once"


async def dials(callbridge: RunningDaemon) -> None:
    callbridge.dial_context = "from-internal"
    callbridge.write_config()
    await callbridge.stop()
    await callbridge.start()


async def live(page: DeskPage, state: str, button: str) -> None:
    """Press what can be done with the live call of the desk."""
    line = page.page.get_by_test_id("live-call").and_(page.page.locator(f"[data-state='{state}']"))
    await line.get_by_role("button", name=button).click()
