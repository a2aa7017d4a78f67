"""Who is talked to need not be called again: a conversation closes what was promised to the person (A17).

As with missed calls (call_backs.py) it does not matter who rang whom, nor which of us had the talk. What was promised
during or after a conversation, or taken back then, is not closed by it, however often its call is written.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, or_, select, union, update

from callbridge.crm.call_list import INTERNAL
from callbridge.crm.call_log import CallRecord
from callbridge.crm.follow_up import ReminderState
from callbridge.store import tables as t
from callbridge.store.statement import Prepared
from callbridge.store.tx import Tx
from callbridge.store.types import Instant

_a, _point, _phone = t.activity, t.contact_point, t.lead_phone
_promised_before = (
    _a.c.done_at.is_(None),
    or_(_a.c.created_at.is_(None), _a.c.created_at < bindparam("at", type_=Instant())),
    or_(_a.c.updated_at.is_(None), _a.c.updated_at < bindparam("at", type_=Instant())),
)
# A number of several people, or one behind an extension, says nothing about whom of them was reached.
_PROMISED = Prepared(
    union(
        select(_a.c.id)
        .select_from(_point.join(_a, _a.c.person_id == _point.c.person_id))
        .where(
            _point.c.number_key == bindparam("key"),
            _point.c.is_shared.is_(False),
            _point.c.extension == "",
            *_promised_before,
        ),
        select(_a.c.id)
        .select_from(_phone.join(_a, _a.c.lead_id == _phone.c.lead_id))
        .where(_phone.c.number_key == bindparam("key"), _a.c.person_id.is_(None), *_promised_before),
        select(_a.c.id).where(_a.c.person_id == bindparam("person"), *_promised_before),
    )
)
_CLOSE = Prepared(
    update(_a)
    .where(_a.c.id == bindparam("activity"))
    .values(
        done_at=bindparam("instant", type_=Instant()),
        closed_by_call=bindparam("by"),
        version=_a.c.version + 1,
        updated_at=bindparam("instant", type_=Instant()),
    )
)
FORGET = Prepared(
    update(t.reminder)
    .where(
        t.reminder.c.activity_id == bindparam("activity"),
        t.reminder.c.state != ReminderState.CANCELLED,
    )
    .values(state=ReminderState.CANCELLED.value)
)
"""Nobody is reminded of it any more."""


def close_reached(tx: Tx, written: Sequence[tuple[CallRecord, str]]) -> None:
    """Close what was promised to those whom the conversations of `written` (with their number keys) reached."""
    for record, key in written:
        if record.answered_at is None or record.direction == INTERNAL or not (key or record.person_id):
            continue
        found = {"key": key, "person": record.person_id, "at": record.answered_at}
        for row in tx.rows(_PROMISED, **found):
            close_activity(tx, row.id, by=record.call_id, at=record.answered_at)


def close_activity(tx: Tx, activity_id: int, *, by: str, at: datetime) -> None:
    """Close one without a contact of its own: `by` a conversation, ``""`` when a person says so."""
    tx.execute(_CLOSE, activity=activity_id, instant=at, by=by)
    tx.execute(FORGET, activity=activity_id)
