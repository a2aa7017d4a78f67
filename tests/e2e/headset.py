"""A browser as the phone: its switch, its state on the page, and what it sends and hears by its own counters."""

import asyncio
import re

from playwright.async_api import CDPSession, Locator, Page, expect

from tests.asterisk.call import Call
from tests.e2e.desk_page import DeskPage

WAIT_S = 30.0
POLL_S = 0.05

RECORDER = """
(() => {
  const made = (window.__connections = []);
  const Real = window.RTCPeerConnection;
  window.RTCPeerConnection = class extends Real {
    constructor(...how) { super(...how); made.push(this); }
  };
  const media = navigator.mediaDevices;
  const all = media.enumerateDevices.bind(media);
  let gone = "";
  media.enumerateDevices = async () => (await all()).filter((one) => one.deviceId !== gone);
  window.__unplug = (id) => {
    gone = id;
    media.dispatchEvent(new Event("devicechange"));
  };
  const route = window.AudioContext.prototype.setSinkId;
  window.AudioContext.prototype.setSinkId = function (id) {
    window.__rings = id;
    return route.call(this, id);
  };
  const sockets = new Set();
  const RealSocket = window.WebSocket;
  window.__cut = (isCut) => {
    window.__isCut = isCut;
    if (!isCut) return;
    for (const one of sockets) {
      one.close();
      one.dispatchEvent(new CloseEvent("close", { code: 1006 })); // Asterisk takes ten seconds to say goodbye
    }
    sockets.clear();
  };
  window.WebSocket = class extends RealSocket {
    constructor(url, protocols) {
      super(url, protocols);
      if (protocols !== "sip") return;
      sockets.add(this);
      if (window.__isCut) this.close();
    }
  };
})();
"""
"""Keeps the page's peer connections where a test can read their counters; cuts its socket to the PBX, unplugs."""

_COUNT = """
async () => {
  let heard = 0, sent = 0;
  for (const one of window.__connections) {
    if (one.connectionState === "closed") continue;
    for (const report of (await one.getStats()).values()) {
      if (report.type === "inbound-rtp") heard += report.packetsReceived;
      if (report.type === "outbound-rtp") sent += report.packetsSent;
    }
  }
  return [heard, sent];
}
"""


class Headset:
    """The phone in one operator's page."""

    def __init__(self, desk: DeskPage) -> None:
        self.desk = desk
        self.page: Page = desk.page
        self._devtools: CDPSession

    @property
    def state(self) -> Locator:
        return self.page.get_by_test_id("phone")

    @property
    def controls(self) -> Locator:
        return self.page.get_by_test_id("phone-controls")

    async def choose(self) -> None:
        """Choose the headset in the settings, as an operator does."""
        await self.page.goto(f"{self.page.url.partition('#')[0]}#/settings")
        await self.page.get_by_text("Гарнитура", exact=True).click()

    async def transfer(self, to: str, *, asks_first: bool = False) -> None:
        """Hand the talk over to a number, by the keyboard."""
        await self.press("Передать коллеге")
        field = self.page.get_by_label("Передать коллеге").and_(self.page.get_by_role("textbox"))
        await field.fill(to)
        await field.press("Shift+Enter" if asks_first else "Enter")

    async def speaks_english(self) -> None:
        """Change the language, in the middle of whatever goes on."""
        await self.page.get_by_text("EN", exact=True).click()

    async def types_tones(self, keys: str) -> None:
        """Press the telephone's keys on the keyboard."""
        await self.press("Набор цифр")
        field = self.page.get_by_label("Набрано")
        for key in keys:
            await field.press("Shift+Digit3" if key == "#" else f"Digit{key}")
        await expect(field).to_have_value(keys)
        await field.press("Escape")

    async def log_in(self, login: str, password: str) -> None:
        """Log in on the page that a login's end shows."""
        await self.page.get_by_label("Логин").fill(login)
        await self.page.get_by_label("Пароль").fill(password)
        await self.page.get_by_role("button", name="Войти").click()
        await self.desk.until_live()

    async def is_registered(self) -> None:
        await expect(self.state).to_have_attribute("data-phase", "registered")

    async def let_hear(self, setting: str) -> None:
        """Allow the microphone (``granted``) or forbid it (``denied``), as in the browser's own settings."""
        devtools = await self.page.context.new_cdp_session(self.page)
        told = await devtools.send("Target.getTargetInfo")
        await devtools.send(
            "Browser.setPermission",
            {
                "permission": {"name": "microphone"},
                "setting": setting,
                "browserContextId": told["targetInfo"]["browserContextId"],
            },
        )

    async def unplug(self, device: str) -> None:
        """Take a device away, as the page sees it."""
        await self.page.evaluate("window.__unplug", device)

    async def rings_on(self, device: str) -> None:
        """Wait until the ring is sent to that device."""
        async with asyncio.timeout(WAIT_S):
            while await self.page.evaluate("window.__rings") != device:
                await asyncio.sleep(POLL_S)

    async def hang(self) -> None:
        """Stop the page in what it does next, within a second: it hears neither the PBX nor the other tabs."""
        self._devtools = await self.page.context.new_cdp_session(self.page)
        paused = asyncio.Event()
        self._devtools.once("Debugger.paused", lambda _: paused.set())
        await self._devtools.send("Debugger.enable")
        await self._devtools.send("Debugger.pause")
        async with asyncio.timeout(WAIT_S):
            await paused.wait()

    async def goes_on(self) -> None:
        await self._devtools.send("Debugger.disable")

    async def cut(self) -> None:
        """Cut the socket to the PBX, and each that is opened before `reconnects`."""
        await self.page.evaluate("window.__cut(true)")

    async def reconnects(self) -> None:
        """Mend the socket and have the phone try at once, before it does by itself; wait until it is registered."""
        await self.state.press("Enter")
        button = self.page.get_by_role("button", name=re.compile("^(Подключить сейчас|Connect now)$"))
        await button.evaluate("(button) => { window.__cut(false); button.click() }")
        await self.is_registered()

    async def is_here(self) -> None:
        """Wait until this tab is the one that is registered."""
        await expect(self.state.and_(self.page.locator("[data-here='true']"))).to_be_visible()
        await self.is_registered()

    async def is_told_of(self, problem: str, words: str) -> None:
        """Wait until the head of the page says in `words` what keeps the phone from being used."""
        await expect(self.state).to_have_attribute("data-problem", problem)
        await self.state.press("Enter")
        await expect(self.page.get_by_role("status").filter(has_text=words)).to_be_visible()
        await self.page.keyboard.press("Escape")

    async def is_well(self) -> None:
        await expect(self.state).to_have_attribute("data-problem", "")

    async def press(self, label: str) -> None:
        """Press a button of the talk."""
        await self.controls.get_by_role("button", name=re.compile(f"^{label}")).first.click()

    async def counters(self) -> tuple[int, int]:
        """Return how many voice packets the browser heard and sent."""
        heard, sent = await self.page.evaluate(_COUNT)
        return int(heard), int(sent)

    async def hears_and_is_heard(self, other: Call, *, packets: int = 25) -> None:
        """Wait until so many more voice packets went both ways, by both sides' counters."""
        heard, _ = await self.counters()
        there = other.packets_received
        async with asyncio.timeout(WAIT_S):
            while other.packets_received - there < packets or (await self.counters())[0] - heard < packets:
                await asyncio.sleep(POLL_S)
