"""Calls are made and handed on from the page: picked up, parked, taken back, handed over, listened to, called back."""

import asyncio
from collections.abc import Callable

from playwright.async_api import Locator, expect

from tests.asterisk.call import WAIT_S, Call
from tests.asterisk.dialplan import DIRECT_DID
from tests.asterisk.fixtures import PhoneMaker
from tests.asterisk.phone import OutsideLine, Phone
from tests.e2e.conftest import DeskMaker
from tests.e2e.daemon import RunningDaemon
from tests.e2e.desk_page import DeskPage

TAPES = "*/*/*/card-102-*.wav"
NUMBER = "+7 916 123-45-67"
DOUBLE_CLICK = """number => {
    const button = [...document.querySelectorAll("button")].find(
        one => one.textContent.replace(/\\s/g, " ") === number
    );
    button.click();
    button.click();
}"""
"""In one turn: a page that stands still between two clicks of the mouse has seen no double click."""


async def test_a_number_is_pressed_and_a_call_goes_from_hand_to_hand_by_the_page(
    callbridge: RunningDaemon,
    desk: DeskMaker,
    phone: PhoneMaker,
    outside: OutsideLine,
    outside_call: Callable[..., Call],
) -> None:
    """R72, R74, R152: Boris takes a ring, parks; Anna takes, hands over; Boris tapes, Gleb whispers; Anna calls."""
    await dials(callbridge)
    first, second, fourth = await phone("101"), await phone("102"), await phone("104")
    anna, boris, gleb = await desk("anna"), await desk("boris"), await desk("gleb")
    caller = outside_call(DIRECT_DID)
    await first.rings()
    await live(boris, "ringing", "Забрать")
    await lifted(second)
    card = await boris.sees_card("talking")

    await card.get_by_role("button", name="Поставить на парковку").click()
    await live(anna, "parked", "Забрать")
    fetched = await lifted(first)
    await (await anna.sees_card("talking")).get_by_role("button", name="Передать коллеге").click()
    await anna.page.get_by_role("textbox", name="Передать коллеге").fill("Борис")
    await expect(anna.page.get_by_text("свободен")).to_have_count(1)
    await anna.page.keyboard.press("Enter")
    await lifted(second)
    await fetched.until_ended()

    talk = await tapes(boris, callbridge)
    await live(gleb, "talking", "Подсказывать")
    spying = await lifted(fourth)
    await expect(talk.get_by_test_id("listener")).to_have_text("Вам подсказывает: Глеб Орлов")
    await caller.hang_up()
    await spying.until_ended()

    await expect(anna.page.get_by_role("button", name=NUMBER).first).to_be_visible()
    await anna.page.evaluate(DOUBLE_CLICK, NUMBER)
    own = await first.rings()
    own.answer()
    far = await outside.rings()
    far.answer()
    await own.until_heard(3)
    assert len([call for call in first.calls if call.invite is not None]) == 3, "a double click calls once"


async def dials(callbridge: RunningDaemon) -> None:
    callbridge.dial_context = "from-internal"
    callbridge.tape_file = "{year}/{month}/{day}/card-{extension}-{time}-{unique_id}.wav"
    callbridge.write_config()
    await callbridge.stop()
    await callbridge.start()


async def lifted(phone: Phone) -> Call:
    """Lift the phone that rings."""
    ring = await phone.rings()
    ring.answer()
    await ring.until_heard(3)
    return ring


async def tapes(page: DeskPage, callbridge: RunningDaemon) -> Locator:
    """Begin, pause, resume and end the tape of the talk: it is where its call's page looks; return the card."""
    card = await page.sees_card("talking")
    tape = card.get_by_test_id("tape")
    before = set(callbridge.asterisk.monitor.glob(TAPES))
    for button, state in (
        ("Записывать разговор", "Запись идёт"),
        ("Приостановить запись", "Запись приостановлена"),
        ("Продолжить запись", "Запись идёт"),
    ):
        await card.get_by_role("button", name=button).click()
        await expect(tape).to_have_text(state)
    await card.get_by_role("button", name="Остановить запись", exact=True).click()
    await expect(tape).to_have_count(0)
    async with asyncio.timeout(WAIT_S):  # Asterisk begins a file in a thread of its own
        while len({*callbridge.asterisk.monitor.glob(TAPES)} - before) != 1:
            await asyncio.sleep(0.05)
    return card


async def live(page: DeskPage, state: str, button: str) -> None:
    """Press what can be done with the live call of the desk."""
    line = page.page.get_by_test_id("live-call").and_(page.page.locator(f"[data-state='{state}']"))
    await line.get_by_role("button", name=button).click()
