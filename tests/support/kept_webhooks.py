"""Webhooks in memory, for tests of the web shell."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from callbridge.crm.webhook import Delivery, DeliveryState, Letter, Webhook, WebhookDraft
from callbridge.kernel.errors import NotFound
from callbridge.kernel.ids import OperatorId


@dataclass
class KeptWebhooks:
    """Nothing is delivered: the courier has tests of its own."""

    kept: dict[int, Webhook] = field(default_factory=dict)
    told: list[Delivery] = field(default_factory=list)

    async def webhooks(self) -> Sequence[Webhook]:
        return list(self.kept.values())

    async def add_webhook(self, draft: WebhookDraft, secret: str, operator_id: OperatorId, *, at: datetime) -> Webhook:
        made = Webhook(
            id=len(self.kept) + 1,
            name=draft.name,
            url=draft.url,
            topics=draft.topics,
            is_active=draft.is_active,
            created_at=at,
            waiting=0,
            given_up=0,
        )
        self.kept[made.id] = made
        return made

    async def change_webhook(
        self, webhook_id: int, draft: WebhookDraft, operator_id: OperatorId, *, at: datetime
    ) -> Webhook:
        words = {name: getattr(draft, name) for name in draft.__dataclass_fields__}
        self.kept[webhook_id] = replace(self._existing(webhook_id), **words)
        return self.kept[webhook_id]

    async def delete_webhook(self, webhook_id: int, operator_id: OperatorId, *, at: datetime) -> None:
        del self.kept[self._existing(webhook_id).id]

    async def ping(self, webhook_id: int, *, at: datetime) -> Delivery:
        asked = Delivery(
            id=len(self.told) + 1,
            event_id=1,
            topic="ping",
            record_key=str(self._existing(webhook_id).id),
            at=at,
            state=DeliveryState.WAITING,
            tries=0,
            next_try_at=at,
            done_at=None,
            status=None,
            problem="",
        )
        self.told.append(asked)
        return asked

    async def deliveries(
        self, webhook_id: int, state: DeliveryState | None, before: int | None, limit: int
    ) -> Sequence[Delivery]:
        self._existing(webhook_id)
        return [one for one in self.told if state in (None, one.state)][:limit]

    async def replay(self, webhook_id: int, delivery_id: int | None, *, at: datetime) -> int:
        self._existing(webhook_id)
        if delivery_id is not None and delivery_id > len(self.told):
            raise NotFound
        return 1

    async def busy(self, at: datetime) -> Sequence[int]:
        return ()

    async def due(self, webhook_id: int, at: datetime, limit: int) -> Sequence[Letter]:
        return ()

    async def delivered(self, delivery_id: int, status: int, *, at: datetime) -> None:
        raise AssertionError("the courier's")

    async def failed(self, delivery_id: int, **_: object) -> None:
        raise AssertionError("the courier's")

    async def tidy(self, at: datetime, **_: object) -> None:
        raise AssertionError("the courier's")

    def _existing(self, webhook_id: int) -> Webhook:
        if webhook_id not in self.kept:
            raise NotFound
        return self.kept[webhook_id]
