"""A ring is noticed, once: the sound of one tab, a notification that goes with the ring, the title."""

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from playwright.async_api import Page, expect

from tests.asterisk.call import Call
from tests.asterisk.dialplan import DIRECT_DID
from tests.asterisk.fixtures import PhoneMaker
from tests.e2e.conftest import DeskMaker
from tests.e2e.daemon import RunningDaemon
from tests.e2e.desk_page import DeskPage

LISTEN = """
window.notes = 0;
const sound = AudioContext.prototype.createOscillator;
AudioContext.prototype.createOscillator = function () { window.notes += 1; return sound.call(this) };
window.notices = [];
window.Notification = class {
  static permission = "granted";
  static requestPermission = async () => "granted";
  constructor(title) { this.title = title; window.notices.push(this) }
  close() { this.isClosed = true }
};
document.hasFocus = () => false;
"""


UNTOLD = "Object.defineProperty(Navigator.prototype, 'userActivation', { value: undefined })"
"""Each question of Playwright counts as a touch of the page; one that tells of none hears real ones."""


OPEN_NOTICES = "notices.filter(notice => !notice.isClosed).map(notice => notice.title)"
IS_STILL = "notices.length > 0 && notices.every(notice => notice.isClosed)"
"""The ring's sound ends in the same turn as its notice."""


async def notes(page: Page) -> int:
    return int(await page.evaluate("window.notes"))


async def until(page: Page, fact: str) -> None:
    """Wait until `fact` holds in the page; Playwright's own wait would need an eval, which the page forbids."""
    looked = f"left-- && !({fact}) ? setTimeout(look, 20) : done({fact})"
    assert await page.evaluate(f"new Promise(done => {{ let left = 1500; const look = () => {looked}; look() }})"), fact


class Heard(NamedTuple):
    """What a tab has done about rings."""

    notes: int
    notices: int
    open_notices: list[str]


async def heard_of(page: Page) -> Heard:
    return Heard(*await page.evaluate(f"[notes, notices.length, {OPEN_NOTICES}]"))


async def told_by_one(tabs: Sequence[Page]) -> tuple[Heard, Heard]:
    """Wait until one of two tabs sounds and notifies alone; return what it did, and the other.

    Which one it is the browser decides, and anew when that tab stands still for a while: then the other takes over.
    """
    for _ in range(600):
        one, other = [await heard_of(page) for page in tabs]
        loud, silent = (one, other) if one.open_notices else (other, one)
        if loud.notes and loud.open_notices and not silent.open_notices:
            return loud, silent
        await tabs[0].evaluate("new Promise(done => setTimeout(done, 50))")
    raise AssertionError("no tab rings alone")


async def test_the_ring_sounds_after_the_first_touch_and_stops_with_the_ring(
    desk: DeskMaker, phone: PhoneMaker, outside_call: Callable[..., Call]
) -> None:
    """R72: browsers allow no sound before a gesture; a ring that goes on when it comes is heard at once."""
    device = await phone("101")
    anna = await desk("anna")
    await anna.page.add_init_script(UNTOLD)
    await anna.page.reload()
    await anna.until_live()
    await anna.page.evaluate(LISTEN)
    outside_call(DIRECT_DID)
    ring = await device.rings()
    await anna.sees_card("ringing")
    assert await notes(anna.page) == 0
    await anna.page.mouse.click(700, 30)
    await until(anna.page, "notes > 0")
    ring.answer()
    await anna.sees_card("talking")
    await until(anna.page, IS_STILL)
    heard = await notes(anna.page)
    await anna.page.evaluate("new Promise(done => setTimeout(done, 2800))")
    assert await notes(anna.page) == heard


async def test_of_two_tabs_one_rings_and_one_notifies_and_the_notice_goes_with_the_ring(
    desk: DeskMaker, phone: PhoneMaker, outside_call: Callable[..., Call], callbridge: RunningDaemon
) -> None:
    """R72: two tabs of one browser are one telephone."""
    device = await phone("101")
    anna = await desk("anna")
    other = await anna.page.context.new_page()
    await other.goto(callbridge.url)
    await DeskPage(other).until_live()
    tabs = (anna.page, other)
    for page in tabs:
        await page.evaluate(LISTEN)
        await page.mouse.click(700, 30)
    outside_call(DIRECT_DID, number="+79161234567")
    ring = await device.rings()
    for page in tabs:
        await expect(page.get_by_test_id("card")).to_be_visible()
        await expect(page).to_have_title(re.compile("^☎"))
    loud, silent = await told_by_one(tabs)
    assert loud.open_notices == ["Звонит +7 916 123-45-67"]
    assert silent.notices or not silent.notes
    ring.answer()
    for page in tabs:
        await until(page, "notices.every(notice => notice.isClosed)")
    await expect(anna.page).to_have_title("callbridge")
