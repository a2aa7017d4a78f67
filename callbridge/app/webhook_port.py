"""What telling other programs needs from the outside."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Protocol

from callbridge.crm.webhook import Delivery, DeliveryState, Letter, Webhook, WebhookDraft
from callbridge.kernel.ids import OperatorId


class Webhooks(Protocol):
    """Webhooks and what they were told. Every method is one unit of work and may raise StoreUnavailable."""

    async def webhooks(self) -> Sequence[Webhook]: ...

    async def add_webhook(
        self, draft: WebhookDraft, secret: str, operator_id: OperatorId, *, at: datetime
    ) -> Webhook: ...

    async def change_webhook(
        self, webhook_id: int, draft: WebhookDraft, operator_id: OperatorId, *, at: datetime
    ) -> Webhook:
        """Keep it; what waits goes to the new address. NotFound."""
        ...

    async def delete_webhook(self, webhook_id: int, operator_id: OperatorId, *, at: datetime) -> None:
        """Forget it and what it was told; NotFound."""
        ...

    async def ping(self, webhook_id: int, *, at: datetime) -> Delivery:
        """Have a ``ping`` told to it; NotFound."""
        ...

    async def deliveries(
        self, webhook_id: int, state: DeliveryState | None, before: int | None, limit: int
    ) -> Sequence[Delivery]:
        """Return what it was told, newest first."""
        ...

    async def replay(self, webhook_id: int, delivery_id: int | None, *, at: datetime) -> int:
        """Tell one again, or all that were given up; return how many. NotFound when there is no such one."""
        ...

    async def busy(self, at: datetime) -> Sequence[int]:
        """Return the active webhooks that something is due for."""
        ...

    async def due(self, webhook_id: int, at: datetime, limit: int) -> Sequence[Letter]:
        """Return what is due, oldest first: of each record only the oldest that waits."""
        ...

    async def delivered(self, delivery_id: int, status: int, *, at: datetime) -> None: ...

    async def failed(self, delivery_id: int, *, status: int | None, problem: str, next_try_at: datetime | None) -> None:
        """Keep why it failed, and when it is tried again; None gives it up."""
        ...

    async def tidy(self, at: datetime, *, keep: timedelta, give_up_after: timedelta) -> None:
        """Forget what is older than `keep`, keys of creates older than a week, and give up what waited too long."""
        ...


class Sender(Protocol):
    """The way to other programs."""

    async def post(self, url: str, headers: Mapping[str, str], body: bytes) -> int:
        """Return the status of the answer; raises OutsideUnavailable ``webhook.…``. Bounded in time."""
        ...
