"""What a page in Chromium shows, and when: what the benches of the desk read."""

import time
from typing import NamedTuple

from playwright.async_api import Page

from callbridge.ami.simulator import Simulator
from callbridge.ami.simulator_session import Fields, Session
from tests.bench.support_ring_pbx import FIRST_EXTENSION

PROBE = """
window.seen = [];
window.note = (what, at = performance.now()) => window.seen.push([what, performance.timeOrigin + at]);
const after = (act) => {
  const turn = new MessageChannel();
  turn.port1.onmessage = act;
  turn.port2.postMessage(0);
};
window.drawn = (what) => requestAnimationFrame(() => after(() => window.note(what)));
const cards = new Map();
const look = () => {
  const now = new Map();
  for (const card of document.querySelectorAll("[data-testid=card]")) now.set(card.dataset.cardId, card.dataset.state);
  const turns = [...now].filter(([id, state]) => cards.get(id) !== state).map(([, state]) => state);
  for (const id of cards.keys()) if (!now.has(id)) turns.push("gone");
  cards.clear();
  for (const [id, state] of now) cards.set(id, state);
  for (const turn of turns) {
    window.note(`${turn} made`);
    window.drawn(turn);
  }
};
new MutationObserver(look).observe(document, { subtree: true, childList: true, attributeFilter: ["data-state"] });
window.WebSocket = class extends WebSocket {
  constructor(...how) {
    super(...how);
    this.addEventListener("message", ({ data }) => {
      const message = String(data);
      if (!message.startsWith("{")) return;
      const { type, card } = JSON.parse(message);
      if (type === "card") window.note(`${card.state} told`);
      else if (type === "withdrawn") window.note("gone told");
    });
  }
};
addEventListener("keydown", (event) => {
  if (!/^Key/.test(event.code)) return;
  window.note("key", event.timeStamp);
  window.drawn("typed");
}, true);
addEventListener("input", () => window.note("handled")); // on the way up: the program has drawn by then
"""
"""Notes what is told to the page, made of it and shown: the task after a frame runs when the frame is done."""


class Turn(NamedTuple):
    """When a page was told of a card's turn, had made its part of it, and had shown it."""

    told_at: float
    made_at: float
    shown_at: float


class Seen:
    """One page's notes."""

    def __init__(self, page: Page) -> None:
        self.page = page

    async def take(self, what: str) -> float:
        """Wait for a note and return its instant in seconds; notes before it stay."""
        await self.page.wait_for_function("what => window.seen.some(one => one[0] === what)", arg=what, polling=10)
        at = await self.page.evaluate("what => seen.splice(seen.findIndex(one => one[0] === what), 1)[0][1]", what)
        return float(at) / 1000

    async def turn(self, what: str) -> Turn:
        """Wait until a card has turned, a state or ``gone``, and return when."""
        return Turn(await self.take(f"{what} told"), await self.take(f"{what} made"), await self.take(what))

    async def forget(self) -> None:
        await self.page.evaluate("seen.length = 0")


class WatchedPbx(Simulator):
    """A PBX that notes when it was asked to lift the first operator's phone, and when it said that it is lifted."""

    asked_at = 0.0
    answered_at = 0.0

    def act(self, session: Session, fields: Fields) -> bool:
        if fields.get("Endpoint") == str(FIRST_EXTENSION) and fields.get("Action") == "PJSIPNotify":
            self.asked_at = time.time()
        return super().act(session, fields)

    def _broadcast(self, kind: str, raw: bytes) -> None:
        if b"DialStatus: ANSWER\r" in raw and b"Channel: PJSIP/%d-" % FIRST_EXTENSION in raw:
            self.answered_at = time.time()
        super()._broadcast(kind, raw)
