"""Tabs that may stand behind one another, and so be frozen as a browser does it to save power.

Playwright tells Chromium to treat each of its own pages as looked at, and what is looked at is never frozen. These tabs
are in the same browser and driven by the DevTools protocol alone, in a profile that Playwright does not know.
"""

import asyncio
import contextlib
import json
from typing import Any

from playwright.async_api import Browser, BrowserContext, CDPSession

from tests.e2e.browser import VIEWPORT

WAIT_S = 30.0
POLL_S = 0.05


class NotAnsweredError(Exception):
    """A page did not take what it was asked, such as one that is just being left for another."""


class Profile:
    """A browser profile of its own, with the login of a Playwright page."""

    def __init__(self, devtools: CDPSession, profile: str) -> None:
        self._devtools = devtools
        self._profile = profile

    async def open(self, url: str) -> "Tab":
        """Open a tab in front of the others; return it when it has loaded."""
        wanted = {"url": "about:blank", "browserContextId": self._profile}
        target = (await self._devtools.send("Target.createTarget", wanted))["targetId"]
        await self._devtools.send("Target.activateTarget", {"targetId": target})
        attached = await self._devtools.send("Target.attachToTarget", {"targetId": target, "flatten": False})
        tab = Tab(self._devtools, target, attached["sessionId"])
        await tab.be_as_large_as_others()
        await tab.goto(url)
        return tab


class Tab:
    """One of its tabs."""

    def __init__(self, devtools: CDPSession, target: str, session: str) -> None:
        self._devtools = devtools
        self._target = target
        self._session = session
        self._sent = 0
        self._answers: dict[int, asyncio.Future[dict[str, Any]]] = {}
        self._paused = asyncio.Event()
        devtools.on("Target.receivedMessageFromTarget", self._hear)

    async def be_as_large_as_others(self) -> None:
        width, height = VIEWPORT
        wanted = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
        await self._ask("Emulation.setDeviceMetricsOverride", **wanted)

    async def begin(self, url: str) -> None:
        """Go to a page; return as soon as there is something of it, before it has loaded."""
        await self._ask("Page.navigate", url=url)
        await self.until(f"location.href.startsWith({json.dumps(url)}) && document.body !== null")

    async def goto(self, url: str) -> None:
        await self._ask("Page.navigate", url=url)
        await self.until(f"location.href.startsWith({json.dumps(url)}) && document.readyState === 'complete'")

    async def see(self, script: str) -> Any:
        """Return what a script says in the page."""
        answer = await self._ask("Runtime.evaluate", expression=script, returnByValue=True)
        assert "exceptionDetails" not in answer, answer
        return answer["result"].get("value")

    async def until(self, script: str, within_s: float = WAIT_S) -> None:
        """Wait until a script says yes in the page."""
        async with asyncio.timeout(within_s):
            while True:
                with contextlib.suppress(NotAnsweredError):
                    if await self.see(script):
                        return
                await asyncio.sleep(POLL_S)

    async def touch(self) -> None:
        """Click where nothing is: now the page may sound."""
        for what in ("mousePressed", "mouseReleased"):
            await self._ask("Input.dispatchMouseEvent", type=what, x=700, y=30, button="left", clickCount=1)

    async def freeze(self) -> None:
        """Freeze the tab, which must stand behind another, by the browser's own page lifecycle."""
        await self.until("document.visibilityState === 'hidden'")
        await self._ask("Page.setWebLifecycleState", state="frozen")

    async def thaw(self) -> None:
        await self._ask("Page.setWebLifecycleState", state="active")

    async def hang(self) -> None:
        """Stop the page in what it does next, a beat at the latest: a long script, to all others."""
        await self._ask("Debugger.enable")
        await self._ask("Debugger.pause")
        async with asyncio.timeout(WAIT_S):
            await self._paused.wait()

    async def go_on(self) -> None:
        await self._ask("Debugger.resume")

    async def close(self) -> None:
        await self._devtools.send("Target.closeTarget", {"targetId": self._target})

    async def _ask(self, method: str, **params: Any) -> dict[str, Any]:
        self._sent += 1
        answer = self._answers[self._sent] = asyncio.get_running_loop().create_future()
        message = json.dumps({"id": self._sent, "method": method, "params": params})
        await self._devtools.send("Target.sendMessageToTarget", {"sessionId": self._session, "message": message})
        async with asyncio.timeout(WAIT_S):
            told = await answer
        if "error" in told:
            raise NotAnsweredError(told["error"])
        return dict(told["result"])

    def _hear(self, event: dict[str, Any]) -> None:
        if event["sessionId"] != self._session:
            return
        message = json.loads(event["message"])
        if message.get("method") == "Debugger.paused":
            self._paused.set()
        if waiting := self._answers.pop(message.get("id", 0), None):
            waiting.set_result(message)


async def profile_of(browser: Browser, context: BrowserContext) -> Profile:
    """Make a profile that has the cookies of `context`."""
    devtools = await browser.new_browser_cdp_session()
    profile = (await devtools.send("Target.createBrowserContext"))["browserContextId"]
    kept = ("name", "value", "domain", "path", "httpOnly", "secure", "sameSite")
    cookies = [{name: cookie[name] for name in kept if name in cookie} for cookie in await context.cookies()]  # type: ignore[literal-required]
    await devtools.send("Storage.setCookies", {"cookies": cookies, "browserContextId": profile})
    return Profile(devtools, profile)
