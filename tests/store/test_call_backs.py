"""Missed calls wait until anyone talks to their number, in whatever order the calls are written."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete

from callbridge.crm.call_list import CallFilter, CallOrder
from callbridge.crm.call_log import CallRecord
from callbridge.kernel.ids import CallId
from callbridge.store import tables as t
from callbridge.store.store import SqlStore
from callbridge.store.tx import Tx
from tests.store.test_call_records import a_call, keep
from tests.support.stores import NOW


def missed(number: int, outcome: str = "missed", **changes: object) -> CallRecord:
    return a_call(number, outcome=outcome, ended_at=NOW + timedelta(seconds=number + 1), **changes)


def talk(number: int, direction: str = "outbound", **changes: object) -> CallRecord:
    return a_call(
        number, direction=direction, outcome="answered", answered_at=NOW + timedelta(seconds=number + 0.5), **changes
    )


async def waiting(store: SqlStore) -> list[str]:
    rows = await store.desk.calls(CallFilter(is_missed_open=True), CallOrder(), None, 50)
    assert all(row.is_missed_open for row in rows)
    return [row.call_id for row in rows]


@pytest.mark.parametrize("outcome", ["missed", "abandoned", "busy", "unavailable", "failed"])
async def test_an_inbound_call_nobody_answered_waits_for_a_call_back(store: SqlStore, outcome: str) -> None:
    await keep(store, missed(1, outcome), missed(2, outcome, direction="outbound"), missed(3, "unknown"))
    assert await waiting(store) == ["main:1.1"]


@pytest.mark.parametrize("direction", ["inbound", "outbound"])
async def test_whoever_talks_to_the_number_later_closes_it(store: SqlStore, direction: str) -> None:
    """Also the customer who calls again, and whichever operator answers."""
    await keep(store, missed(1), missed(2), missed(3, number_e164="+79990000000"))
    answering = talk(5, direction)
    await keep(store, replace(answering, outcome=""))  # closed as soon as they talk, not when they hang up
    assert await waiting(store) == ["main:3.1"]
    await keep(store, answering)
    row = await store.desk.call(CallId("main:1.1"))
    assert row
    assert (row.called_back_at, row.called_back_by) == (answering.answered_at, "main:5.1")


@pytest.mark.parametrize(
    "other",
    [
        talk(-5),
        talk(5, "internal"),
        talk(5, number_e164="+79990000000"),
        a_call(5, direction="outbound", outcome="no_answer"),
    ],
    ids=["before it", "between colleagues", "to another number", "in vain"],
)
async def test_what_is_no_later_conversation_with_the_number_closes_nothing(store: SqlStore, other: CallRecord) -> None:
    await keep(store, missed(1), other)
    assert await waiting(store) == ["main:1.1"]


async def test_a_missed_call_written_after_its_call_back_is_closed_at_once(store: SqlStore) -> None:
    await keep(store, talk(9), talk(5))
    await keep(store, missed(1))
    await keep(store, missed(1))
    row = await store.desk.call(CallId("main:1.1"))
    assert row
    assert (row.is_missed_open, row.called_back_by) == (False, "main:5.1")


async def test_a_withheld_number_cannot_be_called_back_and_does_not_wait(store: SqlStore) -> None:
    await keep(store, missed(1, number_e164="", number_raw="anonymous"))
    assert await waiting(store) == []


_CALLS = st.lists(st.tuples(st.sampled_from(["missed", "talk"]), st.sampled_from("ab")), max_size=6)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(calls=_CALLS, order=st.randoms(use_true_random=False), again=st.booleans())
async def test_what_waits_is_what_the_calls_themselves_say_in_any_order_of_writing(
    store: SqlStore, calls: list[tuple[str, str]], order: object, again: bool
) -> None:
    await store.database.run(_forget_all)
    records = [
        (missed if kind == "missed" else talk)(number, number_e164=f"+7999000000{'ab'.index(who)}")
        for number, (kind, who) in enumerate(calls)
    ]
    written = records * 2 if again else list(records)
    order.shuffle(written)  # type: ignore[attr-defined]
    for record in written:
        await keep(store, record)
    expected = {
        record.call_id
        for number, record in enumerate(records)
        if calls[number][0] == "missed" and ("talk", calls[number][1]) not in calls[number:]
    }
    assert set(await waiting(store)) == expected


def _forget_all(tx: Tx) -> None:
    tx.execute(delete(t.call))
