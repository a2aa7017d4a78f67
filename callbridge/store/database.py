"""The database as the rest of this room sees it: units in, results out, one hop each."""

from typing import TypeVar

from callbridge.store.lane import Lane
from callbridge.store.tx import Unit
from callbridge.store.worker import Access

T = TypeVar("T")
UNIT_TIMEOUT_S = 5.0


class Database:
    """A lane of readers and a lane of writers, so that a card's lookup never waits behind a save."""

    def __init__(self, readers: Lane, writers: Lane) -> None:
        self._readers = readers
        self._writers = writers

    async def read(self, unit: Unit[T], *, timeout_s: float = UNIT_TIMEOUT_S) -> T:
        """Run a unit that only reads."""
        return await self._readers.run(unit, Access.READ, timeout_s)

    async def run(self, unit: Unit[T], *, access: Access = Access.SURELY, timeout_s: float = UNIT_TIMEOUT_S) -> T:
        """Run a unit in a transaction: all of it is kept, or nothing."""
        return await self._writers.run(unit, access, timeout_s)

    @property
    def waiting(self) -> dict[str, int]:
        """How many units wait, by lane."""
        return {"read": self._readers.waiting, "write": self._writers.waiting}
