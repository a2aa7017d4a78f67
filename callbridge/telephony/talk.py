"""Talk and hold seconds of one call."""

from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum


class Line(IntEnum):
    """What operator and customer do now; the greatest of several is the call's."""

    APART = 0
    HELD = 1
    TALKING = 2


def seconds_between(earlier: datetime | None, later: datetime) -> float:
    """Return the seconds between two instants, zero when unknown or when events came out of order."""
    if earlier is None:
        return 0.0
    return max(0.0, (later - earlier).total_seconds())


@dataclass(slots=True)
class TalkClock:
    """Adds up the time in each state; time comes in with every switch."""

    talk_seconds: float = 0.0
    hold_seconds: float = 0.0
    line: Line = Line.APART
    _since: datetime | None = None

    def switch(self, line: Line, at: datetime) -> None:
        """Go over to `line` at `at`; the time since the last switch counts for what was before."""
        if line is self.line:
            return
        passed = seconds_between(self._since, at)
        if self.line is Line.TALKING:
            self.talk_seconds += passed
        elif self.line is Line.HELD:
            self.hold_seconds += passed
        self.line = line
        self._since = at
