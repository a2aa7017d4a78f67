"""The trace of one call while it lives: what happened, in order, bounded however long the call lasts."""

from collections import deque
from collections.abc import Sequence
from datetime import datetime

from callbridge.crm.call_trace import Param, TraceStep

KEPT_FIRST = 30
"""Steps kept from the call's beginning, where most answers are."""
KEPT_LAST = 30
"""Steps kept from its end; those between are counted."""


class Trace:
    """Collects steps; `earlier` are those kept before the daemon restarted."""

    __slots__ = ("_first", "_last", "_skipped")

    def __init__(self, earlier: Sequence[TraceStep] = ()) -> None:
        self._first: list[TraceStep] = []
        self._last: deque[TraceStep] = deque(maxlen=KEPT_LAST)
        self._skipped = 0
        for step in earlier:
            if step.code == "trace.skipped":
                self._skipped += int(step.params["count"])
            else:
                self._add(step)

    def note(self, at: datetime, code: str, /, **params: Param) -> None:
        """Add a step."""
        self._add(TraceStep(at, code, params))

    def _add(self, step: TraceStep) -> None:
        if len(self._first) < KEPT_FIRST:
            self._first.append(step)
            return
        if len(self._last) == KEPT_LAST:
            self._skipped += 1
        self._last.append(step)

    def steps(self) -> tuple[TraceStep, ...]:
        """Return the steps in the order they were noted; how many are left out stands where they were."""
        if not self._skipped:
            return (*self._first, *self._last)
        at = self._last[0].at if self._last else self._first[-1].at
        return (*self._first, TraceStep(at, "trace.skipped", {"count": self._skipped}), *self._last)
