"""Missed and not called back: a missed call waits until anyone talks to its number, whoever rang whom.

Kept with the call, not derived when listed: among a million calls the few that wait must be found by an index. A call
may be written after the one that answers it (a batch, a recovered record), so both ways are looked at.
"""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import bindparam, select, update

from callbridge.crm.call_list import INBOUND, INTERNAL, MISSED_OUTCOMES
from callbridge.crm.call_log import CallRecord
from callbridge.store import tables as t
from callbridge.store.statement import Prepared
from callbridge.store.tx import Tx
from callbridge.store.types import Instant

BACK_COLUMNS = ("missed_key", "called_back_at", "called_back_by")

LONGEST_WAIT = timedelta(days=1)
"""A call answered after a missed one began no earlier than this before it."""

_at = bindparam("at", type_=Instant())
_CLOSED = update(t.call).values(missed_key=None, called_back_at=_at, called_back_by=bindparam("by"))
_CLOSE_EARLIER = Prepared(_CLOSED.where(t.call.c.missed_key == bindparam("key"), t.call.c.started_at <= _at))
_CLOSE_ONE = Prepared(_CLOSED.where(t.call.c.call_id == bindparam("call")))
_FIRST_TALK_SINCE = Prepared(
    select(t.call.c.answered_at, t.call.c.call_id)
    .where(
        t.call.c.number_key == bindparam("key"),
        t.call.c.started_at >= bindparam("earliest", type_=Instant()),
        t.call.c.answered_at >= _at,
        t.call.c.direction != INTERNAL,
    )
    .order_by(t.call.c.answered_at)
    .limit(1)
)


def is_missed(record: CallRecord) -> bool:
    """Say whether nobody of ours answered an inbound call."""
    return record.direction == INBOUND and record.outcome in MISSED_OUTCOMES and record.answered_at is None


def close_missed(tx: Tx, written: Sequence[tuple[CallRecord, str]]) -> None:
    """Close the missed calls that the conversations of `written` (with their number keys) answer."""
    for record, key in written:
        if not key:
            continue
        if is_missed(record):
            talk = tx.row(_FIRST_TALK_SINCE, key=key, at=record.started_at, earliest=record.started_at - LONGEST_WAIT)
            if talk:
                tx.execute(_CLOSE_ONE, call=record.call_id, at=talk.answered_at, by=talk.call_id)
        elif record.answered_at is not None and record.direction != INTERNAL:
            tx.execute(_CLOSE_EARLIER, key=key, at=record.answered_at, by=record.call_id)
