"""What both engines are to the store: connections, each with a thread of its own.

A worker owns one connection and one thread; a unit runs there as one function, so it costs one hop however many
statements it has.
"""

import asyncio
from enum import Enum
from typing import Protocol, TypeVar

from sqlalchemy import URL
from sqlalchemy.engine import Dialect

from callbridge.store.tx import Tx, Unit

T = TypeVar("T")
CONNECT_TIMEOUT_S = 3


class Access(Enum):
    """What a unit does to the data and how surely it must be kept."""

    READ = "read"
    SOON = "soon"
    """Written, but a power cut may lose the last moments: call-log batches."""
    SURELY = "surely"
    """On the disk when the unit returns: whatever an operator saves."""


class Worker(Protocol):
    """A connection with its thread; given one unit at a time."""

    def submit(self, tx: Tx, unit: Unit[T], access: Access) -> asyncio.Future[T]:
        """Start a unit."""
        ...

    def new_tx(self) -> Tx:
        """Return a view for the next unit."""
        ...

    def abandon(self, tx: Tx) -> asyncio.Future[None]:
        """Stop the running unit as soon as it can be stopped; the future is done when the worker is free again."""
        ...

    async def close(self) -> None: ...


class Engine(Protocol):
    """One kind of database."""

    dialect: Dialect
    url: URL
    writers: int
    """How many workers may write at the same time."""

    async def open_worker(self, *, read_only: bool) -> Worker:
        """Connect; raises StoreUnavailable."""
        ...
