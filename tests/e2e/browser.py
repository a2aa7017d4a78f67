"""A real Chromium for the user-story tests: found, or installed where that is allowed; its pages watched."""

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

from playwright.async_api import Browser, BrowserContext, ConsoleMessage, Page, Playwright

from tests.support.parts import PartMissing

VIEWPORT = (1366, 768)
"""The smallest screen that the desk must fit."""

LAUNCH_MS = 120_000
"""How long the browser may take to start: a deadline for a busy machine, not a wait."""

ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.*, EXCLUDE localhost",
    "--use-fake-device-for-media-stream",
)


def ensure_chromium() -> Path:
    """Return Chromium's path, installing Debian's where we may: as root, or in CI; raises PartMissing."""
    found = _chromium()
    if found is None and os.geteuid() == 0 and shutil.which("apt-get"):
        _install()
        found = _chromium()
    if found is None:
        raise PartMissing("no Chromium: install the package chromium (apt-get install chromium)")
    return found


def _chromium() -> Path | None:
    names = ("chromium", "chromium-browser", "google-chrome")
    return next((Path(path) for path in map(shutil.which, names) if path), None)


def _install() -> None:
    print("==> Chromium: installing Debian's package (about half a minute)", file=sys.stderr, flush=True)  # noqa: T201
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for step in (["update"], ["install", "--yes", "--no-install-recommends", "chromium"]):
        done = subprocess.run(
            ["apt-get", "-qq", *step],
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise PartMissing(f"apt-get {step[0]} failed: {done.stderr.strip()[-500:]}")


async def launch(playwright: Playwright, executable: Path) -> Browser:
    return await playwright.chromium.launch(executable_path=executable, args=list(ARGUMENTS), timeout=LAUNCH_MS)


@dataclass  # no slots: Playwright keeps its handlers on the object
class Watch:
    """What went wrong in a test's pages by their own account."""

    problems: list[str] = field(default_factory=list)
    allowed: list[str] = field(default_factory=list)
    """Regular expressions; a test appends what it provokes on purpose, such as ``status of 401``."""

    def page(self, page: Page) -> None:
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.problems.append(f"page error: {error}"))
        page.on("crash", lambda _: self.problems.append("the page crashed"))

    def unexpected(self) -> list[str]:
        return [text for text in self.problems if not any(re.search(rule, text) for rule in self.allowed)]

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.problems.append(f"console: {message.text} ({message.location.get('url', '')})")


async def new_context(browser: Browser, *, language: str = "ru-RU", dark: bool = False) -> BrowserContext:
    """Return a browser profile of its own: one operator at one machine."""
    width, height = VIEWPORT
    return await browser.new_context(
        locale=language,
        color_scheme="dark" if dark else "light",
        viewport={"width": width, "height": height},
        permissions=["notifications", "microphone"],
    )


if __name__ == "__main__":
    try:
        print(ensure_chromium())  # noqa: T201
    except PartMissing as missing:
        sys.exit(f"Chromium is missing: {missing}")
