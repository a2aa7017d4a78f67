"""Webhooks as admins keep them: where to, what they were told, and telling it again."""

import secrets

from fastapi import APIRouter, Request, Response

from callbridge.crm.operator import Role
from callbridge.crm.webhook import DeliveryState, WebhookDraft, checked_webhook
from callbridge.web.body import read_body
from callbridge.web.context import Web, Who
from callbridge.web.cursors import Id, Limit, OptionalId
from callbridge.web.errors import json
from callbridge.web.guard import needs
from callbridge.web.shapes import MadeWebhook, Replayed

router = APIRouter(dependencies=[needs(Role.ADMIN)])


@router.get("/api/webhooks")
async def webhooks(web: Web) -> Response:
    """List all webhooks."""
    return json(await web.services.webhooks.webhooks())


@router.post("/api/webhooks")
async def add_webhook(request: Request, web: Web, who: Who) -> Response:
    """Make a webhook; the secret that signs is shown in this answer and never again."""
    draft = await _draft(request, web)
    secret = f"cbw_{secrets.token_urlsafe(32)}"
    kept = await web.services.webhooks.add_webhook(draft, secret, who.operator.id, at=web.clock.now())
    return json(MadeWebhook(secret=secret, kept=kept), 201)


@router.put("/api/webhooks/{webhook_id}")
async def change_webhook(request: Request, web: Web, who: Who, webhook_id: Id) -> Response:
    """Change a webhook; its secret stays."""
    draft = await _draft(request, web)
    changed = await web.services.webhooks.change_webhook(webhook_id, draft, who.operator.id, at=web.clock.now())
    return json(changed)


@router.delete("/api/webhooks/{webhook_id}")
async def delete_webhook(web: Web, who: Who, webhook_id: Id) -> Response:
    """Forget a webhook and what it was told."""
    await web.services.webhooks.delete_webhook(webhook_id, who.operator.id, at=web.clock.now())
    return Response(status_code=204, headers={"Cache-Control": "no-store"})


@router.post("/api/webhooks/{webhook_id}/ping")
async def ping_webhook(web: Web, webhook_id: Id) -> Response:
    """Have a ping told to it, the same way as everything else."""
    return json(await web.services.webhooks.ping(webhook_id, at=web.clock.now()), 201)


@router.get("/api/webhooks/{webhook_id}/deliveries")
async def deliveries(
    web: Web, webhook_id: Id, state: DeliveryState | None = None, before: OptionalId = None, limit: Limit = 50
) -> Response:
    """List what it was told, newest first; the last one's id goes into ``before``."""
    return json(await web.services.webhooks.deliveries(webhook_id, state, before, limit))


@router.post("/api/webhooks/{webhook_id}/replay")
async def replay_given_up(web: Web, webhook_id: Id) -> Response:
    """Tell again all that was given up."""
    return json(Replayed(deliveries=await web.services.webhooks.replay(webhook_id, None, at=web.clock.now())))


@router.post("/api/webhooks/{webhook_id}/deliveries/{delivery_id}/replay")
async def replay(web: Web, webhook_id: Id, delivery_id: Id) -> Response:
    """Tell one thing again."""
    return json(Replayed(deliveries=await web.services.webhooks.replay(webhook_id, delivery_id, at=web.clock.now())))


async def _draft(request: Request, web: Web) -> WebhookDraft:
    allow_http = web.services.webhooks_allow_http
    return checked_webhook(await read_body(request, WebhookDraft), allow_http=allow_http)
