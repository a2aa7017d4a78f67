"""Traces as rows, on both engines."""

from dataclasses import replace
from datetime import timedelta

from callbridge.crm.call_log import LegRecord
from callbridge.crm.call_trace import TraceStep
from callbridge.kernel.ids import CallId, LegId, OperatorId
from callbridge.store.call_records import open_calls
from callbridge.store.call_traces import steps_of
from callbridge.store.store import SqlStore
from tests.store.test_call_records import a_call, keep
from tests.support.stores import NOW, an_operator

STEPS = (
    TraceStep(NOW, "trace.phone_rang", {"endpoint": "PJSIP/101", "operators": "Анна"}),
    TraceStep(NOW + timedelta(microseconds=1), "trace.card_drawn", {"ms": 12, "operator": "Robert'); DROP--"}),
)


async def test_a_trace_is_read_back_as_it_was_noted_with_whose_phones_took_part(
    store: SqlStore, anna: OperatorId
) -> None:
    boris = await store.operators.add_operator(an_operator("boris", extension="102"), "hash")
    legs = tuple(
        LegRecord(leg_id=LegId(f"main:2.{place}"), endpoint=f"PJSIP/{place}", operator_id=who)
        for place, who in enumerate((anna, anna, None))
    )
    record = a_call(1, legs=legs, operator_id=boris, trace=STEPS)
    await keep(store, record)
    found = await store.desk.call_trace(record.call_id)
    assert found is not None
    assert (found.steps, found.operator_ids, found.pbx) == (STEPS, frozenset((anna, boris)), "main")
    assert found.started_at == record.started_at


async def test_a_call_kept_again_has_its_newest_trace(store: SqlStore) -> None:
    await keep(store, a_call(1, trace=STEPS[:1]))
    await keep(store, a_call(1, trace=STEPS))
    assert await store.database.read(lambda tx: steps_of(tx, "main:1.1")) == STEPS


async def test_an_open_call_comes_back_with_its_trace(store: SqlStore) -> None:
    await keep(store, a_call(1, trace=STEPS), a_call(2))
    first, second = reversed(await store.database.read(lambda tx: open_calls(tx, "main")))
    assert (first.trace, second.trace) == (STEPS, ())


async def test_a_call_without_a_trace_and_no_call_are_told_apart(store: SqlStore) -> None:
    await keep(store, a_call(1))
    bare = await store.desk.call_trace(CallId("main:1.1"))
    assert bare is not None
    assert bare.steps == ()
    assert await store.desk.call_trace(CallId("main:9.9")) is None


async def test_text_that_no_engine_takes_is_mended(store: SqlStore) -> None:
    hostile = replace(a_call(1), trace=(TraceStep(NOW, "trace.queued", {"queue": "a\x00b\ud800c"}),))
    await keep(store, hostile, a_call(2, trace=STEPS))
    (step,) = await store.database.read(lambda tx: steps_of(tx, "main:1.1"))
    assert (step.at, step.params) == (NOW, {"queue": "a\x00b\ufffdc"})
    assert await store.database.read(lambda tx: steps_of(tx, "main:2.1")) == STEPS
