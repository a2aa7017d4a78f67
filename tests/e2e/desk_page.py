"""The operator's page as a person uses it: by roles, labels and words, in Russian."""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from playwright.async_api import Locator, Page, expect

INTEREST = "Проявленный интерес"


class DeskPage:
    """One operator's open page."""

    def __init__(self, page: Page) -> None:
        self.page = page

    @property
    def live(self) -> Locator:
        """What is there while the page is logged in, its socket open and the snapshot shown."""
        status = self.page.get_by_role("button", name=re.compile("^(Готов|Пауза)"))
        return status.and_(self.page.locator("[data-synced='true']"))

    async def until_live(self) -> None:
        """Wait for the desk: at its opening, and again after its server was away."""
        await expect(self.live).to_be_visible()

    def cards(self, state: str = "") -> Locator:
        found = self.page.get_by_test_id("card")
        return found.and_(self.page.locator(f"[data-state='{state}']")) if state else found

    async def sees_card(self, state: str, *words: str) -> Locator:
        """Wait for exactly one card, in `state` and with these words: docked, or the strip of its open interest card.

        The words tell it from a card before it, which may be in the same state and stand beside it for a moment.
        """
        card = self.cards(state)
        for each in words:
            card = card.filter(has_text=each)
        await expect(card).to_have_count(1)
        await expect(self.cards()).to_have_count(1)
        return self.cards(state).first

    async def sees_no_card(self) -> None:
        await expect(self.cards()).to_have_count(0)

    async def is_told(self, text: str) -> None:
        """Wait for a notice with `text`, looked for twice a second: the shortest stands for three."""
        await self.page.get_by_text(text).first.wait_for()

    @asynccontextmanager
    async def tells(self, text: str) -> AsyncIterator[None]:
        """Do something that a notice of a few seconds tells of: it is looked for from before that on."""
        async with asyncio.TaskGroup() as group:
            group.create_task(self.is_told(text), name=f"is told {text}")
            yield

    async def accept(self) -> None:
        await self.cards().get_by_role("button", name="Принять").click()

    async def open_interest(self) -> Locator:
        """Press «Интерес» on the card; return the interest card."""
        await self.cards().get_by_role("button", name=re.compile("^Интерес")).click()
        return await self.sees_interest()

    async def sees_interest(self) -> Locator:
        card = self.page.get_by_role("region", name=INTEREST)
        await expect(card).to_be_visible()
        return card

    def field(self, label: str) -> Locator:
        """Return a field of the open interest card by its Russian label."""
        card = self.page.get_by_role("region", name=INTEREST)
        return card.get_by_label(label, exact=True).first

    async def fill(self, label: str, text: str) -> None:
        await self.field(label).fill(text)

    async def choose(self, label: str, option: str) -> None:
        """Pick a row of a dictionary field."""
        await self.field(label).click()
        await self.page.get_by_role("option", name=option, exact=True).click()

    async def rate(self, rating: str) -> None:
        """Press one of the four ratings."""
        await self.page.get_by_role("region", name=INTEREST).get_by_text(rating, exact=True).click()

    async def save_and_close(self) -> None:
        await self.page.get_by_role("button", name=re.compile("^Сохранить и закрыть")).click()
        await expect(self.page.get_by_role("region", name=INTEREST)).to_have_count(0)

    async def go(self, *path: str) -> None:
        """Walk the navigation tree by its names; the page before is gone then."""
        for name in path:
            await self.turn_to(name)
            current = self._navigation.locator("[aria-current=page]")
            await expect(current.filter(has_text=name)).to_have_count(1)

    async def turn_to(self, name: str) -> None:
        """Press a name in the navigation tree: the page that is open may ask first what becomes of unsaved words."""
        await self._navigation.get_by_text(name, exact=True).click()

    @property
    def _navigation(self) -> Locator:
        return self.page.get_by_role("navigation", name="Разделы")
