"""The courier: tells other programs what happened, at least once, of each record in order.

What is due stands in the database, written by the transaction in which it happened: neither a crash of ours nor an
outage of theirs loses it. Each webhook has a task of its own while something is due for it: a slow one delays nobody.
"""

import asyncio
import hashlib
import hmac
from dataclasses import dataclass
from datetime import timedelta

import structlog

from callbridge.app.webhook_port import Sender, Webhooks
from callbridge.crm.webhook import Letter, is_spent, wait_after
from callbridge.kernel.clock import Clock
from callbridge.kernel.errors import OutsideUnavailable

POLL_S = 1.0
MAX_AT_ONCE = 16
"""Webhooks that are served at the same time."""
BATCH = 20
TIDY_EVERY_S = 3600.0
_LOGGER = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """How long the courier tries, and how long what was told is kept."""

    give_up_after: timedelta
    keep: timedelta


class WebhookCourier:
    """Delivers what is due, for ever; `run` is its task."""

    def __init__(
        self, webhooks: Webhooks, sender: Sender, clock: Clock, patience: Patience, *, poll_s: float = POLL_S
    ) -> None:
        self._webhooks = webhooks
        self._sender = sender
        self._clock = clock
        self._patience = patience
        self._poll_s = poll_s
        self._served: set[int] = set()
        self._tidied_at: float | None = None

    async def run(self) -> None:
        """Look for what is due every second."""
        async with asyncio.TaskGroup() as tasks:
            while True:
                try:
                    await self._tidy()
                    busy = await self._webhooks.busy(self._clock.now())
                except OutsideUnavailable as error:
                    _LOGGER.warning("webhooks wait for the database", error=str(error))
                    busy = ()
                for webhook_id in busy:
                    if webhook_id not in self._served and len(self._served) < MAX_AT_ONCE:
                        self._served.add(webhook_id)
                        tasks.create_task(self._serve(webhook_id), name=f"webhook {webhook_id}")
                await asyncio.sleep(self._poll_s)

    async def _serve(self, webhook_id: int) -> None:
        try:
            while letters := await self._webhooks.due(webhook_id, self._clock.now(), BATCH):
                for letter in letters:
                    if not await self._deliver(letter):
                        return  # nobody there: what else is due is tried a little later
        except OutsideUnavailable as error:
            _LOGGER.warning("webhook waits for the database", webhook_id=webhook_id, error=str(error))
        finally:
            self._served.discard(webhook_id)

    async def _deliver(self, letter: Letter) -> bool:
        """Tell one thing, and keep how it went; say whether anybody was there."""
        body = body_of(letter)
        try:
            status = await self._sender.post(letter.url, self._headers(letter, body), body)
        except OutsideUnavailable as error:
            await self._failed(letter, None, str(error.params.get("reason") or error.code))
            return False
        if 200 <= status < 300:
            await self._webhooks.delivered(letter.delivery_id, status, at=self._clock.now())
        else:
            await self._failed(letter, status, f"HTTP {status}")
        return True

    def _headers(self, letter: Letter, body: bytes) -> dict[str, str]:
        seconds = int(self._clock.now().timestamp())
        return {
            "Content-Type": "application/json",
            "User-Agent": "callbridge",
            "X-Callbridge-Event": str(letter.event_id),
            "X-Callbridge-Topic": letter.topic,
            "X-Callbridge-Signature": f"t={seconds},v1={signature(letter.secret, seconds, body)}",
        }

    async def _failed(self, letter: Letter, status: int | None, problem: str) -> None:
        tries = letter.tries + 1
        is_over = is_spent(tries, self._patience.give_up_after)
        next_try_at = None if is_over else self._clock.now() + wait_after(tries)
        _LOGGER.info("webhook failed", delivery=letter.delivery_id, problem=problem, tries=tries, is_over=is_over)
        await self._webhooks.failed(letter.delivery_id, status=status, problem=problem, next_try_at=next_try_at)

    async def _tidy(self) -> None:
        now = self._clock.monotonic()
        if self._tidied_at is None or now - self._tidied_at >= TIDY_EVERY_S:
            patience = self._patience
            await self._webhooks.tidy(self._clock.now(), keep=patience.keep, give_up_after=patience.give_up_after)
            self._tidied_at = now


def body_of(letter: Letter) -> bytes:
    """Return the JSON that is told: the same whenever it is told again, so that the receiver knows it."""
    at = letter.at.isoformat().replace("+00:00", "Z")
    head = f'"id":{letter.event_id},"topic":"{letter.topic}","entity":"{letter.entity}","at":"{at}"'
    return f'{{{head},"data":{letter.payload}}}'.encode()


def signature(secret: str, seconds: int, body: bytes) -> str:
    """Return the HMAC-SHA256 of the time, a point and the body, in hexadecimal."""
    return hmac.new(secret.encode(), f"{seconds}.".encode() + body, hashlib.sha256).hexdigest()
