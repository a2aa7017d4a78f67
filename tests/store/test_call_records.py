"""Calls as rows."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from callbridge.crm.call_log import CallRecord, LegRecord, MomentKind, MomentRecord
from callbridge.kernel.ids import CallId, LegId, OperatorId
from callbridge.store import tables as t
from callbridge.store.call_records import open_calls, write_calls
from callbridge.store.campaigns import add_campaign
from callbridge.store.directory import add_person
from callbridge.store.store import SqlStore
from tests.support.stores import NOW


def a_call(number: int, **changes: object) -> CallRecord:
    """Return a ringing call that began `number` seconds after the clock's hour."""
    record = CallRecord(
        call_id=CallId(f"main:{number}.1"),
        pbx="main",
        direction="inbound",
        started_at=NOW + timedelta(seconds=number),
        number_raw="89161234567",
        number_e164="+79161234567",
        did_raw="4951112233",
        did_e164="+74951112233",
    )
    return replace(record, **changes)  # type: ignore[arg-type]


async def keep(store: SqlStore, *records: CallRecord) -> None:
    """Write calls at once."""
    await store.database.run(lambda tx: write_calls(tx, records))


async def test_a_call_by_the_line_of_a_campaign_touches_its_caller_once(store: SqlStore) -> None:
    """Rule 3 of the model: the chain from campaign to lead shows every touch."""
    event, person = await store.database.run(lambda tx: (add_campaign(tx, "Выставка"), add_person(tx, "Пётр", at=NOW)))
    came = a_call(1, campaign_id=event, person_id=person)
    out = a_call(2, campaign_id=event, direction="outbound", ended_at=NOW)
    for records in ([came], [replace(came, ended_at=NOW), out], [replace(came, ended_at=NOW)]):
        await keep(store, *records)
    of = t.touch.c
    found = await store.database.read(lambda tx: tx.rows(select(of.campaign_id, of.person_id, of.kind, of.ref_key)))
    assert [tuple(row) for row in found] == [(event, person, "call", came.call_id)]


async def test_an_open_call_is_read_back_whole_after_a_crash(store: SqlStore, anna: OperatorId) -> None:
    """What the daemon knew of a call before it was killed."""
    record = a_call(
        1, operator_id=anna, answered_at=NOW, ring_seconds=4.25, wait_seconds=1.5, queue="sales", trunk="mts",
        caller_name="Robert'); DROP TABLE call;--", cause=16, is_partial=True, hung_up_by="caller",
        legs=(
            LegRecord(
                leg_id=LegId("main:2.1"), endpoint="PJSIP/101", operator_id=anna, rang_at=NOW, ring_seconds=4.25,
                talk_seconds=60.5, hold_seconds=3.25,
            ),
            LegRecord(leg_id=LegId("main:2.0"), endpoint="PJSIP/102", operator_id=None, ring_end="rejected"),
        ),
        moments=(
            MomentRecord(kind=MomentKind.QUEUED, at=NOW, target="sales"),
            MomentRecord(
                kind=MomentKind.BLIND, at=NOW, endpoint="PJSIP/101", operator_id=anna, target="102",
                colleague_endpoint="PJSIP/102",
            ),
            MomentRecord(kind=MomentKind.HELD, at=NOW, leg_id=LegId("main:2.1"), endpoint="PJSIP/101", seconds=1.5),
        ),
    )  # fmt: skip
    await keep(store, record)
    assert await store.database.read(lambda tx: open_calls(tx, "main")) == [record]


async def test_writing_a_call_again_replaces_it_and_its_legs(store: SqlStore, anna: OperatorId) -> None:
    legs = tuple(LegRecord(leg_id=LegId(f"main:2.{i}"), endpoint=f"PJSIP/10{i}", operator_id=anna) for i in range(3))
    await keep(store, a_call(1, legs=legs))
    second = a_call(1, legs=legs[:1], queue="support")
    await keep(store, second)
    assert await store.database.read(lambda tx: open_calls(tx, "main")) == [second]


@pytest.mark.parametrize("pbx", ["main", "branch"])
async def test_only_calls_of_the_pbx_without_an_end_are_open(store: SqlStore, pbx: str) -> None:
    records = [a_call(1, ended_at=NOW), a_call(2), a_call(3, pbx="branch"), a_call(4)]
    await keep(store, *records)
    expected = [record for record in reversed(records) if record.pbx == pbx and record.ended_at is None]
    assert await store.database.read(lambda tx: open_calls(tx, pbx)) == expected


async def test_calls_are_read_back_by_their_ids_with_what_waits_to_be_written(store: SqlStore) -> None:
    ended = a_call(1, ended_at=NOW, outcome="missed", is_recovered=True)
    await keep(store, ended)
    store.call_log.put(a_call(2))
    ids = [CallId("main:1.1"), CallId("main:2.1"), CallId("main:3.1")]
    assert await store.call_log.kept_calls(ids) == {ids[0]: ended, ids[1]: a_call(2)}


async def test_a_recovered_missed_call_waits_for_a_call_back_as_others_do(store: SqlStore) -> None:
    """R152: it is closed by a talk that was written before it, too."""
    await keep(store, a_call(1, ended_at=NOW, outcome="abandoned", is_recovered=True))
    row = await store.desk.call(CallId("main:1.1"))
    assert row is not None
    assert (row.is_missed_open, row.is_recovered) == (True, True)
    await keep(store, a_call(60, outcome="answered", answered_at=NOW + timedelta(seconds=61), ended_at=NOW))
    await keep(store, a_call(30, ended_at=NOW, outcome="missed", is_recovered=True))
    rows = [await store.desk.call(CallId(f"main:{number}.1")) for number in (1, 30)]
    assert [row and (row.is_missed_open, row.called_back_by) for row in rows] == [(False, "main:60.1")] * 2
