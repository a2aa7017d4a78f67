"""Which operators see their pages: who has some open, and none of them answers, is blind."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import structlog

from callbridge.kernel.clock import Clock
from callbridge.kernel.ids import OperatorId
from callbridge.screenpop.sight import NO_PAGES, Pages, Sight

CLOSED = Pages(is_closed=True)

_LOGGER = structlog.get_logger(__name__)


class PageWatch:
    """Hears every page and looks once a second for those that fell silent."""

    def __init__(self, clock: Clock, *, patience_s: float, on_change: Callable[[], None] = lambda: None) -> None:
        """`patience_s`: a page silent for longer does not see; `on_change`: who came, left, is blind or sees again."""
        self._clock = clock
        self._patience_s = patience_s
        self._on_change = on_change
        self._sights: dict[OperatorId, Sight] = {}
        self._blind: dict[OperatorId, datetime] = {}
        """Who is known to be blind, and since when."""
        self._closed: set[OperatorId] = set()
        """Who closed their last page."""

    @property
    def blind_count(self) -> int:
        """How many operators have pages open and see none."""
        return len(self._blind)

    def heard(self, operator_id: OperatorId, page: object) -> None:
        """A page came or said something."""
        if operator_id not in self._sights:
            self._sights[operator_id] = Sight()
            self._on_change()
        self._sights[operator_id].heard(page, self._clock.monotonic())
        self._closed.discard(operator_id)
        since = self._blind.pop(operator_id, None)
        if since is not None:
            seconds = round((self._clock.now() - since).total_seconds())
            _LOGGER.info("operator sees again", operator_id=operator_id, after_s=seconds)
            self._on_change()

    def left(self, operator_id: OperatorId, page: object, *, is_closed: bool = False) -> None:
        """A page is gone: `is_closed` when it said goodbye, else its link was lost."""
        sight = self._sights.get(operator_id)
        if sight is None:
            return
        sight.left(page)
        if not sight.open:
            del self._sights[operator_id]
            if is_closed:
                self._closed.add(operator_id)
            self._blind.pop(operator_id, None)
            self._on_change()

    def pages_of(self, operator_id: OperatorId) -> Pages:
        """Return what is open now, and how much of it sees."""
        sight = self._sights.get(operator_id)
        if sight is None:
            return CLOSED if operator_id in self._closed else NO_PAGES
        pages = Pages(open=sight.open, seeing=sight.seeing(self._clock.monotonic(), self._patience_s))
        return pages if pages.seeing else replace(pages, blind_since=self._since(operator_id, sight))

    def tick(self) -> dict[OperatorId, datetime]:
        """Return who is blind since this look, and since when nothing was heard of them."""
        at_s = self._clock.monotonic()
        news: dict[OperatorId, datetime] = {}
        for operator_id, sight in self._sights.items():
            if operator_id not in self._blind and sight.is_blind(at_s, self._patience_s):
                news[operator_id] = self._blind[operator_id] = self._since(operator_id, sight)
                _LOGGER.info("operator does not see the screen", operator_id=operator_id, pages=sight.open)
                self._on_change()
        return news

    def _since(self, operator_id: OperatorId, sight: Sight) -> datetime:
        silent_s = self._clock.monotonic() - sight.last_s
        return self._blind.get(operator_id) or self._clock.now() - timedelta(seconds=silent_s)
