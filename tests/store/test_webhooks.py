"""Webhooks and what they were told: due in order of each record, tried again, given up, told again, forgotten."""

from datetime import timedelta

import pytest
from sqlalchemy import func, insert, select

from callbridge.crm.webhook import DeliveryState, Topic, Webhook, WebhookDraft
from callbridge.kernel.errors import NotFound
from callbridge.kernel.ids import OperatorId
from callbridge.store import tables as t
from callbridge.store.outbox import tell
from callbridge.store.store import SqlStore
from callbridge.store.tx import Tx
from tests.support.stores import NOW

DRAFT = WebhookDraft(name="Склад", url="https://a.ru/x", topics=(Topic.DEAL_CHANGED,))
LATER = NOW + timedelta(minutes=1)


async def a_webhook(store: SqlStore, anna: OperatorId) -> Webhook:
    return await store.webhooks.add_webhook(DRAFT, "secret", anna, at=NOW)


async def happen(store: SqlStore, webhook_id: int, *keys: str) -> None:
    for number, key in enumerate(keys):
        await store.database.run(
            lambda tx, number=number, key=key: tell(tx, [webhook_id], "deal.changed", key, NOW, {"n": number})  # type: ignore[misc]
        )


async def due(store: SqlStore, webhook_id: int) -> list[tuple[str, str]]:
    return [(one.record_key, one.payload) for one in await store.webhooks.due(webhook_id, NOW, 10)]


async def test_a_webhook_is_kept_changed_and_forgotten_and_each_is_audited(store: SqlStore, anna: OperatorId) -> None:
    made = await a_webhook(store, anna)
    assert await store.webhooks.webhooks() == [made]
    off = WebhookDraft(name="Нет", url="https://b.ru", topics=(Topic.CALL_MISSED,), is_active=False)
    changed = await store.webhooks.change_webhook(made.id, off, anna, at=NOW)
    assert (changed.name, changed.url, changed.topics, changed.is_active) == (
        "Нет", "https://b.ru", (Topic.CALL_MISSED,), False,
    )  # fmt: skip
    await store.webhooks.delete_webhook(made.id, anna, at=NOW)
    assert await store.webhooks.webhooks() == []
    actions = [entry.action for entry in await store.audit.entries("webhook", str(made.id), 9)]
    assert actions == ["record.archived", "record.changed", "record.created"]
    for gone in (
        store.webhooks.change_webhook(made.id, off, anna, at=NOW),
        store.webhooks.delete_webhook(made.id, anna, at=NOW),
        store.webhooks.ping(made.id, at=NOW),
        store.webhooks.replay(made.id, None, at=NOW),
    ):
        with pytest.raises(NotFound):
            await gone


async def test_of_each_record_only_the_oldest_that_waits_is_due(store: SqlStore, anna: OperatorId) -> None:
    hook = await a_webhook(store, anna)
    await happen(store, hook.id, "1", "2", "1")
    assert await store.webhooks.busy(NOW) == [hook.id]
    assert await due(store, hook.id) == [("1", '{"n":0}'), ("2", '{"n":1}')]
    first, second = await store.webhooks.due(hook.id, NOW, 10)
    assert (first.url, first.secret, first.entity) == ("https://a.ru/x", "secret", "deal")
    await store.webhooks.failed(first.delivery_id, status=500, problem="HTTP 500", next_try_at=LATER)
    assert await due(store, hook.id) == [("2", '{"n":1}')]
    await store.webhooks.delivered(first.delivery_id, 204, at=NOW)
    await store.webhooks.delivered(second.delivery_id, 204, at=NOW)
    assert await due(store, hook.id) == [("1", '{"n":2}')]


async def test_what_is_given_up_lets_the_next_pass_and_can_be_told_again(store: SqlStore, anna: OperatorId) -> None:
    hook = await a_webhook(store, anna)
    await happen(store, hook.id, "1", "1")
    (first,) = await store.webhooks.due(hook.id, NOW, 10)
    await store.webhooks.failed(first.delivery_id, status=None, problem="timeout", next_try_at=None)
    assert await due(store, hook.id) == [("1", '{"n":1}')]
    (listed,) = await store.webhooks.deliveries(hook.id, DeliveryState.GIVEN_UP, None, 9)
    assert (listed.id, listed.tries, listed.problem, listed.status) == (first.delivery_id, 1, "timeout", None)
    assert ((await store.webhooks.webhooks())[0].waiting, (await store.webhooks.webhooks())[0].given_up) == (1, 1)
    assert await store.webhooks.replay(hook.id, None, at=NOW) == 1
    assert await due(store, hook.id) == [("1", '{"n":0}')]
    await store.webhooks.delivered(first.delivery_id, 200, at=NOW)
    assert await store.webhooks.replay(hook.id, first.delivery_id, at=NOW) == 1
    with pytest.raises(NotFound):
        await store.webhooks.replay(hook.id, 999, at=NOW)


async def test_an_inactive_webhook_waits(store: SqlStore, anna: OperatorId) -> None:
    hook = await a_webhook(store, anna)
    await happen(store, hook.id, "1")
    off = WebhookDraft(name="x", url="https://a.ru", topics=(), is_active=False)
    await store.webhooks.change_webhook(hook.id, off, anna, at=NOW)
    assert (await store.webhooks.busy(NOW), await due(store, hook.id)) == ([], [])


async def test_a_ping_is_told_as_everything_is(store: SqlStore, anna: OperatorId) -> None:
    hook = await a_webhook(store, anna)
    asked = await store.webhooks.ping(hook.id, at=NOW)
    assert (asked.topic, asked.state) == ("ping", DeliveryState.WAITING)
    (newest,) = await store.webhooks.deliveries(hook.id, None, None, 9)
    assert newest == asked
    assert await store.webhooks.deliveries(hook.id, None, asked.id, 9) == []
    assert [letter.topic for letter in await store.webhooks.due(hook.id, NOW, 9)] == ["ping"]


async def test_tidying_forgets_the_old_and_gives_up_what_waited_too_long(store: SqlStore, anna: OperatorId) -> None:
    hook = await a_webhook(store, anna)
    await happen(store, hook.id, "1")
    key = insert(t.heard_request).values(operator_id=anna, key="k", entity="person", record_id=1, at=NOW)
    await store.database.run(lambda tx: tx.execute(key))
    patience = {"keep": timedelta(days=30), "give_up_after": timedelta(hours=1)}

    async def left() -> tuple[int, int, str | None]:
        def count(tx: Tx) -> tuple[int, int, str | None]:
            events = tx.value(select(func.count()).select_from(t.outbox))
            keys = tx.value(select(func.count()).select_from(t.heard_request))
            return events, keys, tx.value(select(t.webhook_delivery.c.state))

        return await store.database.read(count)

    await store.webhooks.tidy(NOW + timedelta(hours=2), **patience)
    assert await left() == (1, 1, "waiting")
    await store.webhooks.tidy(NOW + timedelta(hours=3), **patience)
    assert await left() == (1, 1, "given_up")
    await store.webhooks.tidy(NOW + timedelta(days=8), **patience)
    assert await left() == (1, 0, "given_up")
    await store.webhooks.tidy(NOW + timedelta(days=31), **patience)
    assert await left() == (0, 0, None)
