"""How talks through headsets sounded, on both engines."""

from datetime import timedelta

import pytest

from callbridge.kernel.errors import NotFound
from callbridge.kernel.ids import CallId, OperatorId
from callbridge.store.store import SqlStore
from tests.store.test_call_records import a_call, keep
from tests.support.stores import NOW
from tests.support.web_headsets import talk


async def test_talks_of_a_call_come_in_the_order_they_ended_with_who_talked(store: SqlStore, anna: OperatorId) -> None:
    """R73: quality is stored with the call."""
    record = a_call(1)
    await keep(store, record)
    await store.talks.keep(record.call_id, anna, talk(rtt_ms=None, jitter_ms=None), at=NOW + timedelta(minutes=2))
    await store.talks.keep(record.call_id, anna, talk(mos=2.5), at=NOW)
    first, second = await store.talks.of_call(record.call_id)
    assert (first.operator, first.mos, first.rtt_ms, first.at) == ("Anna", 2.5, 40.5, NOW)
    assert (second.mos, second.rtt_ms, second.jitter_ms) == (4.3, None, None)


async def test_a_talk_of_no_call_is_refused(store: SqlStore, anna: OperatorId) -> None:
    with pytest.raises(NotFound):
        await store.talks.keep(CallId("main:none"), anna, talk(), at=NOW)
