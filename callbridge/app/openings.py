"""Who opened a file a moment ago: it is sent in parts, and one opening is one entry of the audit trail."""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Hashable

from callbridge.kernel.clock import Clock

OPENING_S = 15 * 60.0
"""So long after a file was opened a later part is asked for by the same reader, who turns its pages or listens on."""
MAX_REMEMBERED = 1024
"""Openings remembered; who is forgotten among more gets one entry more, never one less."""


class Openings:
    """Openings by who opened what, and how."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._opened: OrderedDict[Hashable, float] = OrderedDict()
        self._noting = asyncio.Lock()

    async def note(self, key: Hashable, write: Callable[[], Awaitable[None]], *, is_new: bool) -> None:
        """Let `write` tell of an opening, of a later part only where the one before is too long ago.

        `is_new`: it begins anew, whatever is remembered. What `write` raises is raised, and nothing is remembered.
        """
        async with self._noting:  # the ranges of one player come at once
            now = self._clock.monotonic()
            opened_at = self._opened.get(key)
            if is_new or opened_at is None or now - opened_at > OPENING_S:
                await write()
            self._opened[key] = now
            self._opened.move_to_end(key)
            if len(self._opened) > MAX_REMEMBERED:
                self._opened.popitem(last=False)
