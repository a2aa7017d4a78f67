"""The courier: at least once, in order, patient and bounded."""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from structlog.testing import capture_logs

from callbridge.app.webhooks import Patience, WebhookCourier, body_of, signature
from callbridge.crm.webhook import Letter
from callbridge.kernel.errors import OutsideUnavailable, StoreUnavailable
from tests.support.clock import FakeClock

NOW = datetime(2026, 11, 26, tzinfo=UTC)
LETTER = Letter(
    delivery_id=1, url="https://a.ru", secret="s", tries=0, event_id=7, topic="deal.changed", entity="deal",
    record_key="3", at=NOW, payload='{"имя":"Дом"}',
)  # fmt: skip
PATIENCE = Patience(give_up_after=timedelta(seconds=12), keep=timedelta(days=30))


@dataclass
class Kept:
    """What is due, by webhook; and what became of it."""

    waiting: dict[int, list[Letter]] = field(default_factory=dict)
    happened: list[tuple[Any, ...]] = field(default_factory=list)
    outages: int = 0
    changed: asyncio.Event = field(default_factory=asyncio.Event)

    async def busy(self, at: datetime) -> Sequence[int]:
        if self.outages:
            self.outages -= 1
            raise StoreUnavailable
        return [number for number, letters in self.waiting.items() if letters]

    async def due(self, webhook_id: int, at: datetime, limit: int) -> Sequence[Letter]:
        return self.waiting[webhook_id][:limit]

    async def delivered(self, delivery_id: int, status: int, *, at: datetime) -> None:
        self._done(delivery_id, "done", status)

    async def failed(self, delivery_id: int, *, status: int | None, problem: str, next_try_at: datetime | None) -> None:
        self._done(delivery_id, "failed", status, problem, next_try_at)

    async def tidy(self, at: datetime, **_: timedelta) -> None:
        self.happened.append(("tidied",))

    def _done(self, delivery_id: int, *how: object) -> None:
        self.happened.append((delivery_id, *how))
        for letters in self.waiting.values():
            letters[:] = [letter for letter in letters if letter.delivery_id != delivery_id]
        self.changed.set()

    async def until(self, count: int) -> list[tuple[Any, ...]]:
        async with asyncio.timeout(30):
            while len(self.happened) < count:
                self.changed.clear()
                await self.changed.wait()
        return self.happened


@dataclass
class Posts:
    """Answers by address: a status, or a reason why there is none."""

    answers: dict[str, int | str] = field(default_factory=dict)
    held: dict[str, asyncio.Event] = field(default_factory=dict)
    sent: list[tuple[str, Mapping[str, str], bytes]] = field(default_factory=list)

    async def post(self, url: str, headers: Mapping[str, str], body: bytes) -> int:
        self.sent.append((url, headers, body))
        if url in self.held:
            await self.held[url].wait()
        answer = self.answers.get(url, 204)
        if isinstance(answer, str):
            raise OutsideUnavailable("webhook.unreachable", reason=answer)
        return answer


@asynccontextmanager
async def courier(kept: Kept, posts: Posts) -> AsyncIterator[None]:
    running = WebhookCourier(kept, posts, FakeClock(NOW), PATIENCE, poll_s=0.001)  # type: ignore[arg-type]
    with capture_logs():
        async with asyncio.TaskGroup() as tasks:
            task = tasks.create_task(running.run(), name="courier")
            yield
            task.cancel()


async def test_what_is_due_is_told_signed_and_the_same_each_time() -> None:
    kept, posts = Kept({1: [LETTER]}), Posts()
    async with courier(kept, posts):
        assert (await kept.until(2))[1] == (1, "done", 204)
    ((_, headers, body),) = posts.sent
    seconds = int(NOW.timestamp())
    assert headers["X-Callbridge-Signature"] == f"t={seconds},v1={signature('s', seconds, body)}"
    assert (headers["X-Callbridge-Event"], headers["X-Callbridge-Topic"]) == ("7", "deal.changed")
    assert body == body_of(replace(LETTER, tries=5))
    assert '"at":"2026-11-26T00:00:00Z","data":{"имя":"Дом"}' in body.decode()


async def test_a_refusal_is_tried_again_later_and_given_up_in_the_end() -> None:
    kept = Kept({1: [LETTER, replace(LETTER, delivery_id=2, tries=1)]})
    async with courier(kept, Posts({"https://a.ru": 500})):
        await kept.until(3)
    assert kept.happened[1:] == [
        (1, "failed", 500, "HTTP 500", NOW + timedelta(seconds=5)),
        (2, "failed", 500, "HTTP 500", None),
    ]


async def test_where_nobody_is_the_rest_waits_for_the_next_time() -> None:
    kept, posts = Kept({1: [LETTER, replace(LETTER, delivery_id=2)]}), Posts({"https://a.ru": "timeout"})
    async with courier(kept, posts):
        happened = await kept.until(2)
        assert happened[1] == (1, "failed", None, "timeout", NOW + timedelta(seconds=5))
        assert len(posts.sent) in (1, 2)


async def test_a_slow_server_delays_nobody_else() -> None:
    slow = replace(LETTER, url="https://slow.ru")
    kept = Kept({1: [slow], 2: [replace(LETTER, delivery_id=2)]})
    posts = Posts(held={"https://slow.ru": asyncio.Event()})
    async with courier(kept, posts):
        assert (await kept.until(2))[1] == (2, "done", 204)
        posts.held["https://slow.ru"].set()
        assert (await kept.until(3))[2] == (1, "done", 204)
    assert [url for url, _, _ in posts.sent].count("https://slow.ru") == 1


async def test_an_outage_of_the_database_is_waited_out() -> None:
    kept = Kept({1: [LETTER]}, outages=3)
    async with courier(kept, Posts()):
        await kept.until(2)
    assert kept.happened == [("tidied",), (1, "done", 204)]
