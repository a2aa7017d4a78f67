"""What other programs are to be told, written by the transaction in which it happened, and only where one listens."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, insert, select

from callbridge.crm.audit import AuditNote
from callbridge.crm.call_log import CallRecord
from callbridge.crm.interest import InterestForm
from callbridge.crm.record import ARCHIVED, CHANGED, CREATED, RESTORED, as_json
from callbridge.crm.webhook import DeliveryState, Topic
from callbridge.kernel.ids import OperatorId
from callbridge.store import tables as t
from callbridge.store.statement import Prepared
from callbridge.store.tx import Tx

_LISTENING = Prepared(select(t.webhook.c.id, t.webhook.c.topics).where(t.webhook.c.is_active.is_(True)))
_ADD = Prepared(insert(t.outbox).returning(t.outbox.c.id), columns=("topic", "entity", "record_key", "at", "payload"))
_ADD_DELIVERY = Prepared(
    insert(t.webhook_delivery).inline(), columns=("webhook_id", "outbox_id", "state", "next_try_at")
)
_TOLD = Prepared(
    select(t.outbox.c.id)
    .where(
        t.outbox.c.entity == "call", t.outbox.c.record_key == bindparam("key"), t.outbox.c.topic == bindparam("topic")
    )
    .limit(1)
)
_LEADS_OF_DEAL = Prepared(
    select(t.lead.c.id).where(t.lead.c.deal_id == bindparam("deal"), t.lead.c.deleted_at.is_(None))
)
_VERBS = {CREATED: "created", CHANGED: "changed", ARCHIVED: "archived", RESTORED: "changed"}
_NOTED = ("deal", "contract")
"""Kinds of record every change of which is told as it is audited."""
_CALL_FIELDS = (
    "call_id", "pbx", "direction", "started_at", "answered_at", "ended_at", "outcome", "queue", "campaign_id",
    "person_id", "organization_id", "operator_id", "wait_seconds", "talk_seconds", "is_recovered",
)  # fmt: skip


def listening(tx: Tx, topic: str) -> list[int]:
    """Return the active webhooks that want to hear of `topic`."""
    return [row.id for row in tx.rows(_LISTENING) if topic in json.loads(row.topics)]


def tell(tx: Tx, webhook_ids: Sequence[int], topic: str, key: str, at: datetime, payload: Mapping[str, Any]) -> int:
    """Have `payload` told to these webhooks, after all that was told of the record before; return the event's id."""
    event_id = int(
        tx.value(
            _ADD,
            topic=topic,
            entity=topic.partition(".")[0],
            record_key=key,
            at=at,
            payload=json.dumps(payload, ensure_ascii=False, separators=(",", ":")),
        )
    )
    state = DeliveryState.WAITING.value
    tx.executemany(
        _ADD_DELIVERY,
        [{"webhook_id": one, "outbox_id": event_id, "state": state, "next_try_at": at} for one in webhook_ids],
    )
    return event_id


def tell_of_note(tx: Tx, note: AuditNote) -> None:
    """Tell of a change of a deal or a contract what the audit trail has of it."""
    verb = _VERBS.get(note.action)
    if note.entity not in _NOTED or verb is None:
        return
    topic = f"{note.entity}.{verb}"
    if hooks := listening(tx, topic):
        changes = {field: json.loads(pair) for field, pair in note.detail.items()}
        payload = {"id": int(note.entity_id), "by": note.operator_id, "changes": changes}
        tell(tx, hooks, topic, note.entity_id, note.at, payload)
    if topic == Topic.DEAL_CHANGED and "stage" in note.detail:
        _tell_of_stage(tx, note)


def _tell_of_stage(tx: Tx, note: AuditNote) -> None:
    """R63: a lead's stage is its deal's."""
    if listening(tx, Topic.LEAD_CHANGED):
        leads = [row.id for row in tx.rows(_LEADS_OF_DEAL, deal=int(note.entity_id))]
        tell_of_lead_changes(tx, leads, {"stage": json.loads(note.detail["stage"])}, by=note.operator_id, at=note.at)


def tell_of_lead(tx: Tx, lead_id: int, form: InterestForm, values: Mapping[str, Any], at: datetime) -> None:
    """Tell of a new lead."""
    hooks = listening(tx, Topic.LEAD_CREATED)
    if not hooks:
        return
    ids = ("method_id", "topic_id", "source_id", "campaign_id", "product_id", "project_id", "outcome_id")
    payload = {
        "id": lead_id,
        "at": as_json(form.at),
        "person": form.person_text,
        "organization": form.organization_text,
        "phones": list(form.phones),
        "email": form.extra,
        "content": form.content,
        "is_private": form.is_private,
        "call_id": form.call_id,
        "campaign_reason": form.campaign_reason,
        "organization_id": form.organization_id,
        **{name: getattr(form, name) for name in ids},
        **values,
    }
    tell(tx, hooks, Topic.LEAD_CREATED, str(lead_id), at, payload)


def tell_of_lead_changes(
    tx: Tx, lead_ids: Sequence[int], changes: Mapping[str, Sequence[Any]], *, by: OperatorId, at: datetime
) -> None:
    """Tell of each lead what its fields were and are."""
    hooks = listening(tx, Topic.LEAD_CHANGED) if lead_ids else []
    for lead_id in lead_ids if hooks else ():
        payload = {"id": lead_id, "by": by, "changes": changes}
        tell(tx, hooks, Topic.LEAD_CHANGED, str(lead_id), at, payload)


def tell_of_calls(tx: Tx, ended: Sequence[tuple[CallRecord, bool]]) -> None:
    """Tell once of each call that has ended, and of each that was missed; a call is written many times."""
    wanted = {topic: listening(tx, topic) for topic in (Topic.CALL_ENDED, Topic.CALL_MISSED)} if ended else {}
    for record, is_missed in ended:
        for topic in (Topic.CALL_ENDED, *((Topic.CALL_MISSED,) if is_missed else ())):
            hooks = wanted[topic]
            if hooks and record.ended_at and tx.row(_TOLD, key=record.call_id, topic=topic) is None:
                tell(tx, hooks, topic, record.call_id, record.ended_at, _told_call(record))


def _told_call(record: CallRecord) -> dict[str, Any]:
    told = {name: getattr(record, name) for name in _CALL_FIELDS}
    plain = {name: as_json(value) if isinstance(value, datetime) else value for name, value in told.items()}
    return {**plain, "number": record.number_e164 or record.number_raw, "did": record.did_e164 or record.did_raw}
