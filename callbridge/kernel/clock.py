"""The clock protocol: shells own the real one, tests a small fake."""

from datetime import datetime
from typing import Protocol


class Clock(Protocol):
    """Tells the time to shells and use cases; pure rooms are told the time as an argument."""

    def now(self) -> datetime:
        """Return the present instant, aware, in UTC."""
        ...

    def monotonic(self) -> float:
        """Return seconds from an arbitrary start that never go backwards."""
        ...
