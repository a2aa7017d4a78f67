"""A caller's stay in one queue."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(slots=True)
class QueueStay:
    """The queue the caller waits in, and since when."""

    queue: str
    since: datetime
    unique_id: str
    """The waiting channel."""
    is_told: bool = False
