"""What the use cases need of statuses that are kept."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from callbridge.crm.operator import Operator
from callbridge.crm.status import StatusPeriod
from callbridge.kernel.ids import OperatorId


class Statuses(Protocol):
    """Each operator's periods, of which the last has not ended; each method one unit of work."""

    async def open_periods(self) -> Sequence[StatusPeriod]:
        """Return every operator's present one."""
        ...

    async def begin(self, period: StatusPeriod) -> Operator:
        """End the operator's present period and begin this one; returns the login as it is now."""
        ...

    async def prolong(self, operator_id: OperatorId, due_at: datetime) -> None:
        """Let the present period be due later."""
        ...

    async def told(self, operator_id: OperatorId) -> None:
        """Note that the queues know the present period."""
        ...

    async def wrap_up_s(self, operator_id: OperatorId) -> int:
        """Return how long the operator wraps up after a talk: their own parameter, their branch's, the system's."""
        ...
