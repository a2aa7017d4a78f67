"""A browser as the phone: its switch, its state on the page, and what it sends and hears by its own counters."""

import asyncio
import re

from playwright.async_api import Locator, Page, expect

from tests.asterisk.call import Call
from tests.e2e.desk_page import DeskPage

WAIT_S = 15.0
POLL_S = 0.05

RECORDER = """
(() => {
  const made = (window.__connections = []);
  const Real = window.RTCPeerConnection;
  window.RTCPeerConnection = class extends Real {
    constructor(...how) { super(...how); made.push(this); }
  };
})();
"""
"""Keeps the page's peer connections where a test can read their counters."""

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

    async def transfer(self, to: str, how: str) -> None:
        """Hand the talk over, ``Перевести сразу`` or ``Сначала спросить``."""
        await self.press("Перевести")
        await self.page.get_by_label("Номер коллеги").fill(to)
        await self.page.get_by_role("button", name=how).click()

    async def is_registered(self) -> None:
        await expect(self.state).to_have_attribute("data-phase", "registered")

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
