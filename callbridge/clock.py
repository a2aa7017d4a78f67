"""The machine's clock, for everything that is not told the time."""

from datetime import UTC, datetime
from time import monotonic


class SystemClock:
    """Implements `kernel.clock.Clock`."""

    def now(self) -> datetime:
        """Return the present instant, aware, in UTC."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """Return seconds from an arbitrary start that never go backwards."""
        return monotonic()
