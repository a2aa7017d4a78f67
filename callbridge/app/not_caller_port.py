"""What the use cases of «не он» need from the store."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from callbridge.crm.not_caller import CallerRecord, NotCaller
from callbridge.crm.record import Author
from callbridge.kernel.numbers import PhoneNumber


class NotCallers(Protocol):
    """Who does not call from which number, for the whole office; methods may raise StoreUnavailable."""

    async def add(self, number: PhoneNumber, record: CallerRecord, author: Author, *, at: datetime) -> None:
        """Remember it once, with the audit trail; IllegalMove ``caller.too_many``."""
        ...

    async def remove(self, said_id: int, author: Author, *, at: datetime) -> NotCaller:
        """Take it back and return what was said; NotFound."""
        ...

    async def of_record(self, record: CallerRecord, limit: int) -> Sequence[NotCaller]:
        """Return from which numbers a record does not call, the last said first."""
        ...
