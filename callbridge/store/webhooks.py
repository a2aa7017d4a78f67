"""Webhooks, and what each was told. Implements `Webhooks` of app/webhook_port.py."""

import json
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, bindparam, delete, exists, func, insert, select, update

from callbridge.crm.audit import AuditNote
from callbridge.crm.record import ARCHIVED, CHANGED, CREATED
from callbridge.crm.webhook import PING, Delivery, DeliveryState, Letter, Topic, Webhook, WebhookDraft
from callbridge.kernel.errors import NotFound
from callbridge.kernel.ids import OperatorId
from callbridge.store import tables as t
from callbridge.store.audit import write_note
from callbridge.store.database import Database
from callbridge.store.outbox import tell
from callbridge.store.statement import Prepared, Row
from callbridge.store.tx import Tx
from callbridge.store.types import Instant

WEBHOOK = "webhook"
KEYS_KEPT = timedelta(days=7)
"""How long a create's key is known: a program that asks again later makes a second record."""
_hook, _out, _sent = t.webhook, t.outbox, t.webhook_delivery
_WAITING, _DONE, _GIVEN_UP = (
    state.value for state in (DeliveryState.WAITING, DeliveryState.DONE, DeliveryState.GIVEN_UP)
)
_now = bindparam("now", type_=Instant())


def _count(state: str) -> Any:
    return (
        select(func.count())
        .select_from(_sent)
        .where(_sent.c.webhook_id == _hook.c.id, _sent.c.state == state)
        .scalar_subquery()
        .label(state)
    )


_WEBHOOKS = select(*(column for column in _hook.c if column.name != "secret"), _count(_WAITING), _count(_GIVEN_UP))
_ALL = Prepared(_WEBHOOKS.order_by(_hook.c.name, _hook.c.id))
_ONE = Prepared(_WEBHOOKS.where(_hook.c.id == bindparam("id")))
_DELIVERIES = select(
    _sent.c.id, _out.c.id.label("event_id"), _out.c.topic, _out.c.record_key, _out.c.at, _sent.c.state, _sent.c.tries,
    _sent.c.next_try_at, _sent.c.done_at, _sent.c.status, _sent.c.problem,
).select_from(_sent.join(_out, _out.c.id == _sent.c.outbox_id))  # fmt: skip
_earlier, _its = _sent.alias("earlier"), _out.alias("its")
_IS_FIRST = ~exists(
    select(_earlier.c.id)
    .select_from(_earlier.join(_its, _its.c.id == _earlier.c.outbox_id))
    .where(
        _earlier.c.webhook_id == _sent.c.webhook_id,
        _earlier.c.state == _WAITING,
        _its.c.entity == _out.c.entity,
        _its.c.record_key == _out.c.record_key,
        _its.c.id < _out.c.id,
    )
)
_IS_DUE = and_(_sent.c.state == _WAITING, _sent.c.next_try_at <= _now)
_BUSY = Prepared(
    select(_hook.c.id)
    .distinct()
    .select_from(_sent.join(_hook, _hook.c.id == _sent.c.webhook_id))
    .where(_IS_DUE, _hook.c.is_active.is_(True))
)
_DUE = Prepared(
    select(
        _sent.c.id.label("delivery_id"), _hook.c.url, _hook.c.secret, _sent.c.tries, _out.c.id.label("event_id"),
        _out.c.topic, _out.c.entity, _out.c.record_key, _out.c.at, _out.c.payload,
    )
    .select_from(_sent.join(_out, _out.c.id == _sent.c.outbox_id).join(_hook, _hook.c.id == _sent.c.webhook_id))
    .where(_IS_DUE, _IS_FIRST, _sent.c.webhook_id == bindparam("webhook"), _hook.c.is_active.is_(True))
    .order_by(_out.c.id)
    .limit(bindparam("limit"))
)  # fmt: skip
_IS_IT = _sent.c.id == bindparam("delivery")
_DELIVERED = Prepared(
    update(_sent)
    .where(_IS_IT)
    .values(
        state=_DONE, done_at=_now, status=bindparam("answer"), problem="", next_try_at=None, tries=_sent.c.tries + 1
    )
)
_FAILED = Prepared(
    update(_sent)
    .where(_IS_IT)
    .values(
        state=bindparam("now_is"),
        status=bindparam("answer"),
        problem=bindparam("why"),
        next_try_at=bindparam("again_at", type_=Instant()),
        tries=_sent.c.tries + 1,
    )
)
_AGAIN = update(_sent).where(_sent.c.webhook_id == bindparam("webhook"))
_AGAIN = _AGAIN.values(state=_WAITING, tries=0, next_try_at=_now, done_at=None, problem="", status=None)
_REPLAY_ONE = Prepared(_AGAIN.where(_IS_IT))
_REPLAY_ALL = Prepared(_AGAIN.where(_sent.c.state == _GIVEN_UP))
_FORGET_EVENTS = Prepared(delete(_out).where(_out.c.at < bindparam("before", type_=Instant())))
_FORGET_KEYS = Prepared(delete(t.heard_request).where(t.heard_request.c.at < bindparam("before", type_=Instant())))
_GIVE_UP = Prepared(
    update(_sent)
    .where(
        _sent.c.state == _WAITING,
        _sent.c.outbox_id.in_(select(_out.c.id).where(_out.c.at < bindparam("before", type_=Instant()))),
    )
    .values(state=_GIVEN_UP, next_try_at=None)
)


class SqlWebhooks:
    """Webhooks in the database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def webhooks(self) -> Sequence[Webhook]:
        return await self._database.read(lambda tx: [_webhook(row) for row in tx.rows(_ALL)])

    async def add_webhook(self, draft: WebhookDraft, secret: str, operator_id: OperatorId, *, at: datetime) -> Webhook:
        values = {**_values(draft), "secret": secret, "created_at": at}

        def add(tx: Tx) -> Webhook:
            webhook_id = int(tx.value(insert(_hook).values(**values).returning(_hook.c.id)))
            _note(tx, CREATED, webhook_id, draft, operator_id, at)
            return _existing(tx, webhook_id)

        return await self._database.run(add)

    async def change_webhook(
        self, webhook_id: int, draft: WebhookDraft, operator_id: OperatorId, *, at: datetime
    ) -> Webhook:
        def change(tx: Tx) -> Webhook:
            values = {**_values(draft), "version": _hook.c.version + 1, "updated_at": at}
            tx.execute(update(_hook).where(_hook.c.id == webhook_id).values(**values))
            found = _existing(tx, webhook_id)
            _note(tx, CHANGED, webhook_id, draft, operator_id, at)
            return found

        return await self._database.run(change)

    async def delete_webhook(self, webhook_id: int, operator_id: OperatorId, *, at: datetime) -> None:
        def drop(tx: Tx) -> None:
            was = _existing(tx, webhook_id)
            tx.execute(delete(_hook).where(_hook.c.id == webhook_id))
            draft = WebhookDraft(name=was.name, url=was.url, topics=was.topics)
            _note(tx, ARCHIVED, webhook_id, draft, operator_id, at)

        await self._database.run(drop)

    async def ping(self, webhook_id: int, *, at: datetime) -> Delivery:
        def ask(tx: Tx) -> Delivery:
            found = _existing(tx, webhook_id)
            event_id = tell(tx, [webhook_id], PING, str(webhook_id), at, {"webhook": found.name})
            return _delivery(tx.row(_DELIVERIES.where(_out.c.id == event_id)))

        return await self._database.run(ask)

    async def deliveries(
        self, webhook_id: int, state: DeliveryState | None, before: int | None, limit: int
    ) -> Sequence[Delivery]:
        wanted = _DELIVERIES.where(_sent.c.webhook_id == webhook_id)
        if state is not None:
            wanted = wanted.where(_sent.c.state == state.value)
        if before is not None:
            wanted = wanted.where(_sent.c.id < before)
        newest = wanted.order_by(_sent.c.id.desc()).limit(limit)

        def read(tx: Tx) -> list[Delivery]:
            _existing(tx, webhook_id)
            return [_delivery(row) for row in tx.rows(newest)]

        return await self._database.read(read)

    async def replay(self, webhook_id: int, delivery_id: int | None, *, at: datetime) -> int:
        def again(tx: Tx) -> int:
            _existing(tx, webhook_id)
            if delivery_id is None:
                return tx.execute(_REPLAY_ALL, webhook=webhook_id, now=at)
            if tx.execute(_REPLAY_ONE, webhook=webhook_id, delivery=delivery_id, now=at) != 1:
                raise NotFound
            return 1

        return await self._database.run(again)

    async def busy(self, at: datetime) -> Sequence[int]:
        return await self._database.read(lambda tx: [row.id for row in tx.rows(_BUSY, now=at)])

    async def due(self, webhook_id: int, at: datetime, limit: int) -> Sequence[Letter]:
        return await self._database.read(
            lambda tx: [Letter(**row._asdict()) for row in tx.rows(_DUE, webhook=webhook_id, now=at, limit=limit)]
        )

    async def delivered(self, delivery_id: int, status: int, *, at: datetime) -> None:
        await self._database.run(lambda tx: tx.execute(_DELIVERED, delivery=delivery_id, answer=status, now=at))

    async def failed(self, delivery_id: int, *, status: int | None, problem: str, next_try_at: datetime | None) -> None:
        state = _WAITING if next_try_at else _GIVEN_UP
        params = {"delivery": delivery_id, "answer": status, "why": problem[:500], "again_at": next_try_at}
        await self._database.run(lambda tx: tx.execute(_FAILED, now_is=state, **params))

    async def tidy(self, at: datetime, *, keep: timedelta, give_up_after: timedelta) -> None:
        def tidy(tx: Tx) -> None:
            tx.execute(_FORGET_EVENTS, before=at - keep)
            tx.execute(_FORGET_KEYS, before=at - KEYS_KEPT)
            tx.execute(_GIVE_UP, before=at - 2 * give_up_after)  # a record that changes all the time waits for itself

        await self._database.run(tidy)


def _existing(tx: Tx, webhook_id: int) -> Webhook:
    row = tx.row(_ONE, id=webhook_id)
    if row is None:
        raise NotFound
    return _webhook(row)


def _values(draft: WebhookDraft) -> dict[str, Any]:
    topics = json.dumps([topic.value for topic in draft.topics])
    return {"name": draft.name, "url": draft.url, "topics": topics, "is_active": draft.is_active}


def _note(tx: Tx, action: str, webhook_id: int, draft: WebhookDraft, operator_id: OperatorId, at: datetime) -> None:
    detail = {"name": draft.name, "url": draft.url}
    note = AuditNote(
        at=at, operator_id=operator_id, action=action, entity=WEBHOOK, entity_id=str(webhook_id), detail=detail
    )
    write_note(tx, note)


def _webhook(row: Row) -> Webhook:
    known = {topic.value for topic in Topic}
    return Webhook(
        id=row.id,
        name=row.name,
        url=row.url,
        topics=tuple(Topic(name) for name in json.loads(row.topics) if name in known),
        is_active=row.is_active,
        created_at=row.created_at,
        waiting=row.waiting,
        given_up=row.given_up,
    )


def _delivery(row: Row | None) -> Delivery:
    if row is None:
        raise NotFound
    return Delivery(**{**row._asdict(), "state": DeliveryState(row.state)})
