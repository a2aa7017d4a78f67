"""Whether an operator's pages see: a page that answers in time sees, whatever its socket looks like.

A browser answers a WebSocket's pings for a page that is frozen or hung, so only what the page itself says counts.
Seconds come from a clock that never goes backwards; none of them is an instant.
"""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Pages:
    """The pages of one operator at one moment."""

    open: int = 0
    seeing: int = 0
    """Those whose page was heard in time."""
    blind_since: datetime | None = None
    """When the last page was heard, while pages are open and none of them sees."""
    is_closed: bool = False
    """None is open, and the last one was closed by the operator: its link was not lost."""


NO_PAGES = Pages()


class Sight:
    """When each of an operator's pages was last heard."""

    __slots__ = ("_heard", "last_s")

    def __init__(self) -> None:
        self._heard: dict[object, float] = {}
        self.last_s = 0.0
        """When any of them was, open still or closed."""

    @property
    def open(self) -> int:
        """How many pages are open."""
        return len(self._heard)

    def heard(self, page: object, at_s: float) -> None:
        """Note that a page came or said something: what it runs on is awake."""
        self._heard[page] = at_s
        self.last_s = max(self.last_s, at_s)

    def left(self, page: object) -> None:
        """Forget a page that is closed."""
        self._heard.pop(page, None)

    def seeing(self, at_s: float, patience_s: float) -> int:
        """Return how many pages were heard within `patience_s`."""
        return sum(at_s - heard_s <= patience_s for heard_s in self._heard.values())

    def is_blind(self, at_s: float, patience_s: float) -> bool:
        """Say whether pages are open and none of them sees; without any page the operator is away, not blind."""
        return bool(self._heard) and not self.seeing(at_s, patience_s)
