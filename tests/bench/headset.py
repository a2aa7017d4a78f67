"""Headset: from the key that answers to voice both ways, in a real Chromium at a real Asterisk.

The browser is the phone (R73), its microphone made up by Chromium. A caller from outside rings at it; the time runs
from the key until the caller's phone has heard a packet and the page has played one, whichever is later.
The floor, in turns with the calls: a page without a program that opens the microphone and connects to itself, until
both ends have played something. That is the same work of the browser without a desk, a PBX and a network between.
"""

import argparse
import asyncio
import statistics
import tempfile
import time
from collections.abc import Sequence
from contextlib import AsyncExitStack
from pathlib import Path
from typing import NamedTuple

from playwright.async_api import Browser, Page, async_playwright

from tests.asterisk.call import Call
from tests.asterisk.dialplan import HEADSET_DID
from tests.asterisk.fetch import ensure_asterisk
from tests.asterisk.phone import OutsideLine
from tests.asterisk.server import Asterisk
from tests.bench.support_desk_seen import PROBE, Seen
from tests.e2e.browser import ensure_chromium, launch, new_context
from tests.e2e.daemon import PASSWORD, RunningDaemon, make_company
from tests.e2e.desk_page import DeskPage
from tests.e2e.headset import WAIT_S, Headset

WARM_CALLS = 2

EAR = """
window.listen = (connection) => new Promise((heard) => {
  const look = setInterval(() => {
    const played = connection.getReceivers().some((one) => one.getSynchronizationSources().length > 0);
    if (!played && connection.connectionState !== "closed") return;
    clearInterval(look);
    heard();
  }, 4);
});
window.RTCPeerConnection = class extends RTCPeerConnection {
  constructor(...how) {
    super(...how);
    this.addEventListener("connectionstatechange", () => {
      if (this.connectionState === "connected") window.note("connected");
    });
    window.listen(this).then(() => window.note("heard"));
  }
};
const media = navigator.mediaDevices;
const open = media.getUserMedia.bind(media);
media.getUserMedia = async (what) => {
  const stream = await open(what);
  window.note("microphone");
  return stream;
};
const send = WebSocket.prototype.send;
WebSocket.prototype.send = function (data) {
  if (/^SIP\\/2\\.0 200 [^]*\\nCSeq: \\d+ INVITE/.test(String(data))) window.note("accepted");
  return send.call(this, data);
};
"""
"""Notes when the microphone is open, the call accepted, the connection up, and its first voice played."""

FLOOR = """
async () => {
  const began = performance.now();
  const voice = await navigator.mediaDevices.getUserMedia({ audio: true });
  const [one, two] = [new RTCPeerConnection(), new RTCPeerConnection()];
  one.onicecandidate = ({ candidate }) => two.addIceCandidate(candidate);
  two.onicecandidate = ({ candidate }) => one.addIceCandidate(candidate);
  for (const end of [one, two]) {
    end.ontrack = ({ streams }) => Object.assign(new Audio(), { srcObject: streams[0] }).play();
    for (const track of voice.getTracks()) end.addTrack(track, voice);
  }
  await one.setLocalDescription();
  await two.setRemoteDescription(one.localDescription);
  await two.setLocalDescription();
  await one.setRemoteDescription(two.localDescription);
  await Promise.all([window.listen(one), window.listen(two)]);
  const took = performance.now() - began;
  for (const end of [one, two]) end.close();
  for (const track of voice.getTracks()) track.stop();
  return took / 1000;
}
"""


class Rig(NamedTuple):
    """A registered headset, the outside world, and the page of the floor."""

    seen: Seen
    desk: DeskPage
    line: OutsideLine
    bare: Page


async def answered(rig: Rig) -> dict[str, float]:
    """Let one call ring at the headset, answer and end it; return seconds from the key, and between the steps."""
    await rig.seen.forget()
    call = rig.line.call(HEADSET_DID)
    await rig.seen.take("ringing")
    await call.until_ringing(WAIT_S)
    async with asyncio.TaskGroup() as tasks:
        outside = tasks.create_task(_first_voice(call), name="the caller's ear")
        await rig.seen.page.keyboard.press("Control+Shift+KeyA")
        pressed_at = await rig.seen.take("key")
        here_at = await rig.seen.take("heard")
    there_at = outside.result()
    microphone_at, accepted_at = await rig.seen.take("microphone"), await rig.seen.take("accepted")
    connected_at = await rig.seen.take("connected")
    await call.hang_up()
    await rig.seen.take("wrap_up")
    await rig.desk.cards().get_by_role("button", name="Закрыть карточку").click()
    await rig.seen.take("gone")
    return {
        "answer_to_audio": max(here_at, there_at) - pressed_at,
        "answer_to_heard_outside": there_at - pressed_at,
        "answer_to_heard_here": here_at - pressed_at,
        "key_to_microphone": microphone_at - pressed_at,
        "microphone_to_accepted": accepted_at - microphone_at,
        "accepted_to_connected": connected_at - accepted_at,
        "connected_to_audio": max(here_at, there_at) - connected_at,
    }


async def _first_voice(call: Call) -> float:
    assert call.packets_received == 0, "the caller heard something before the answer"
    await call.until_heard(1, WAIT_S)
    return time.time()


async def open_rig(stack: AsyncExitStack, folder: Path) -> Rig:
    """Start Asterisk, the daemon and Chromium; a headset is registered when it returns."""
    asterisk = Asterisk(ensure_asterisk(), folder / "asterisk")
    stack.callback(asterisk.close)
    await asyncio.to_thread(asterisk.boot)
    settings = asterisk.settings
    line = OutsideLine(local=(asterisk.network.trunk, settings.trunk_port), server=(asterisk.host, settings.sip_port))
    stack.push_async_callback(line.close)
    daemon = RunningDaemon(folder, asterisk)
    daemon.write_config()
    await make_company(daemon.database)
    stack.push_async_callback(daemon.kill)
    await daemon.start()
    playwright = await stack.enter_async_context(async_playwright())
    browser = await launch(playwright, ensure_chromium())
    stack.push_async_callback(browser.close)
    page = await _page(browser)
    told = await page.request.post(
        f"{daemon.url}/api/login", data={"login": "nina", "password": PASSWORD}, headers={"Origin": daemon.url}
    )
    assert told.ok, f"login: {told.status}"
    await page.goto(daemon.url)
    desk = DeskPage(page)
    await desk.until_live()
    headset = Headset(desk)
    await headset.choose()
    await headset.is_registered()
    bare = await _page(browser)
    await bare.goto(f"{daemon.url}/health")
    return Rig(Seen(page), desk, line, bare)


async def _page(browser: Browser) -> Page:
    context = await new_context(browser)
    await context.add_init_script(PROBE + EAR)
    return await context.new_page()


async def measure(calls: int) -> dict[str, list[float]]:
    """Start everything and measure; returns milliseconds by figure."""
    times: dict[str, list[float]] = {}
    with tempfile.TemporaryDirectory() as folder:
        async with AsyncExitStack() as stack:
            rig = await open_rig(stack, Path(folder))
            for number in range(WARM_CALLS + calls):
                figures = {**await answered(rig), "floor": await rig.bare.evaluate(FLOOR)}
                for name, seconds in figures.items() if number >= WARM_CALLS else ():
                    times.setdefault(name, []).append(seconds * 1000)
    return times


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="8 calls")
    chosen = parser.parse_args(arguments)
    times = asyncio.run(measure(8 if chosen.quick else 50))
    for name, each in times.items():
        print(f"headset.{name}_p50_ms {statistics.median(each):.0f}")
        print(f"headset.{name}_max_ms {max(each):.0f}")
    ratio = statistics.median(times["answer_to_audio"]) / statistics.median(times["floor"])
    print(f"headset.answer_to_audio_vs_floor {ratio:.1f}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
