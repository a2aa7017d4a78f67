"""Calls as rows: writing whole records, and reading back the ones still open."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import bindparam, delete, insert, select
from sqlalchemy.dialects.postgresql import insert as upsert

from callbridge.crm.call_list import INBOUND
from callbridge.crm.call_log import CallRecord, LegRecord
from callbridge.kernel.ids import CallId, LegId
from callbridge.store import tables as t
from callbridge.store.call_backs import BACK_COLUMNS, close_missed, is_missed
from callbridge.store.call_moments import moments_of, write_moments
from callbridge.store.call_traces import steps_of, write_traces
from callbridge.store.number_key import reversed_of
from callbridge.store.outbox import tell_of_calls
from callbridge.store.parties import touched
from callbridge.store.reached import close_reached
from callbridge.store.rounds.reaching import note_tries
from callbridge.store.statement import Prepared, Row
from callbridge.store.tx import Tx
from callbridge.store.unwanted_cards import refusers_of

MAX_OPEN_CALLS = 1_000

_DERIVED = {"number_key", "reversed_digits", "transfers", *BACK_COLUMNS}
"""Columns that are no field of `CallRecord`, or one that is worked out."""
_CALL_COLUMNS = tuple(column.name for column in t.call.columns)
_LEG_COLUMNS = tuple(column.name for column in t.call_leg.columns)
_insert = upsert(t.call)
_WRITE_CALL = Prepared(
    _insert.on_conflict_do_update(
        index_elements=[t.call.c.call_id],
        set_={name: _insert.excluded[name] for name in _CALL_COLUMNS if name != "call_id"},
    ),
    columns=_CALL_COLUMNS,
)
_CALL = Prepared(select(t.call).where(t.call.c.call_id == bindparam("call")))
_DROP_LEGS = Prepared(delete(t.call_leg).where(t.call_leg.c.call_id == bindparam("call")))
_WRITE_LEG = Prepared(insert(t.call_leg).inline(), columns=_LEG_COLUMNS)
_OPEN_CALLS = Prepared(
    select(t.call)
    .where(t.call.c.pbx == bindparam("pbx"), t.call.c.ended_at.is_(None))
    .order_by(t.call.c.started_at.desc())
    .limit(MAX_OPEN_CALLS)
)
_LEGS = Prepared(select(t.call_leg).where(t.call_leg.c.call_id == bindparam("call")).order_by(t.call_leg.c.position))


def write_calls(tx: Tx, records: Sequence[CallRecord]) -> None:
    """Write each record in place of what was kept of its call; close what its conversation answers, count tries."""
    tx.executemany(_WRITE_CALL, [_call_values(record) for record in records])
    tx.executemany(_DROP_LEGS, [{"call": record.call_id} for record in records])
    tx.executemany(_WRITE_LEG, [values for record in records for values in _leg_values(record)])
    write_moments(tx, records)
    keyed = [(record, _number_key(record)) for record in records]
    close_missed(tx, keyed)
    note_tries(tx, keyed)
    _touch(tx, records)
    close_reached(tx, keyed)
    write_traces(tx, records)
    tell_of_calls(tx, [(record, is_missed(record)) for record in records if record.ended_at])


def _touch(tx: Tx, records: Sequence[CallRecord]) -> None:
    """Say of calls that came in by a campaign's line that it reached somebody (rule 3 of the model)."""
    for record in records:
        if record.campaign_id is not None and record.ended_at is not None and record.direction == INBOUND:
            touched(tx, record.campaign_id, record.person_id, kind="call", ref_key=record.call_id, at=record.started_at)


def _call_values(record: CallRecord) -> dict[str, Any]:
    values = {name: getattr(record, name) for name in _CALL_COLUMNS if name not in _DERIVED}
    key = _number_key(record)
    return values | {
        "number_key": key,
        "reversed_digits": reversed_of(key),
        "transfers": record.transfers,
        "missed_key": key if is_missed(record) and key else None,
        "called_back_at": None,
        "called_back_by": None,
    }


def _number_key(record: CallRecord) -> str:
    digits = "".join(letter for letter in record.number_raw if letter in "0123456789")
    return record.number_e164 or (f"#{digits}" if digits else "")


def _leg_values(record: CallRecord) -> list[dict[str, Any]]:
    return [
        {
            "call_id": record.call_id,
            "leg_id": leg.leg_id,
            "position": position,
            "endpoint": leg.endpoint,
            "operator_id": leg.operator_id,
            "started_at": record.started_at,
            "rang_at": leg.rang_at,
            "answered_at": leg.answered_at,
            "ended_at": leg.ended_at,
            "ring_end": leg.ring_end,
            "ring_seconds": leg.ring_seconds,
            "talk_seconds": leg.talk_seconds,
            "hold_seconds": leg.hold_seconds,
        }
        for position, leg in enumerate(record.legs)
    ]


def open_calls(tx: Tx, pbx: str) -> list[CallRecord]:
    """Return the calls of `pbx` that have no end, newest first."""
    return [_record(tx, row) for row in tx.rows(_OPEN_CALLS, pbx=pbx)]


def kept_calls(tx: Tx, call_ids: Sequence[CallId]) -> dict[CallId, CallRecord]:
    """Return what is kept of these calls."""
    found: dict[CallId, CallRecord] = {}
    for call_id in call_ids:
        row = tx.row(_CALL, call=call_id)
        if row is not None:
            found[call_id] = _record(tx, row)
    return found


def _record(tx: Tx, row: Row) -> CallRecord:
    values = {name: value for name, value in row._asdict().items() if name not in _DERIVED}
    return CallRecord(
        **values,
        legs=tuple(map(_leg, tx.rows(_LEGS, call=row.call_id))),
        moments=moments_of(tx, row.call_id),
        trace=steps_of(tx, row.call_id),
        unwanted_by=refusers_of(tx, row.call_id),
    )


def _leg(row: Row) -> LegRecord:
    return LegRecord(
        leg_id=LegId(row.leg_id),
        endpoint=row.endpoint,
        operator_id=row.operator_id,
        rang_at=row.rang_at,
        answered_at=row.answered_at,
        ended_at=row.ended_at,
        ring_end=row.ring_end,
        ring_seconds=row.ring_seconds,
        talk_seconds=row.talk_seconds,
        hold_seconds=row.hold_seconds,
    )
