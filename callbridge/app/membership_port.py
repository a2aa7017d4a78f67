"""What the use cases need of queue memberships that are kept."""

from collections.abc import Sequence
from typing import Protocol

from callbridge.crm.queue_membership import Membership


class Memberships(Protocol):
    """Which queues the program put phones into; each method one unit of work."""

    async def all(self) -> Sequence[Membership]:
        """Return every one."""
        ...

    async def keep(self, membership: Membership) -> None:
        """Write one, in the place of what was kept of this operator and queue."""
        ...

    async def forget(self, membership: Membership) -> None:
        """Take one away."""
        ...
