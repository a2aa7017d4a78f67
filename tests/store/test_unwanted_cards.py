"""Who wants no card of which call."""

from datetime import timedelta

from callbridge.crm.call_list import CallFilter, CallOrder
from callbridge.crm.call_log import LegRecord
from callbridge.kernel.ids import CallId, LegId, OperatorId
from callbridge.store.store import SqlStore
from tests.store.test_call_records import a_call
from tests.support.stores import NOW, an_operator


async def with_card(store: SqlStore, who: OperatorId) -> list[CallId]:
    wanted = CallFilter(operator_id=who, is_missed_open=True, card_wanted_by=who)
    return [row.call_id for row in await store.desk.calls(wanted, CallOrder(), None, 10, reader_id=None)]


async def test_what_was_skipped_is_told_after_a_restart_until_it_is_taken_back(
    store: SqlStore, anna: OperatorId
) -> None:
    """A10: said a moment after the ring, before the call itself was written."""
    live, unknown = a_call(1), CallId("main:unknown")
    store.call_log.put(live)
    for call_id in (live.call_id, live.call_id, unknown):
        await store.unwanted_cards.add(call_id, anna)
    [kept] = await store.call_log.open_calls(live.pbx)
    assert kept.unwanted_by == frozenset({anna})
    store.call_log.put(kept)
    [again] = await store.call_log.open_calls(live.pbx)
    assert again.unwanted_by == frozenset({anna}), "writing the call anew leaves it"
    await store.unwanted_cards.remove(live.call_id, anna)
    assert (await store.call_log.kept_calls([live.call_id]))[live.call_id].unwanted_by == frozenset()


async def test_the_card_of_a_missed_call_is_closed_by_whom_it_rang_at_alone(store: SqlStore, anna: OperatorId) -> None:
    """A10: the call stays in the list of those to be returned."""
    vera = await store.operators.add_operator(an_operator("vera", extension="103"), "hash")
    leg = LegRecord(leg_id=LegId("main:1.1"), endpoint="PJSIP/101", operator_id=anna, rang_at=NOW)
    missed = a_call(
        1, direction="inbound", number_e164="+79161234567", outcome="missed", legs=(leg,),
        ended_at=NOW + timedelta(seconds=9),
    )  # fmt: skip
    store.call_log.put(missed)
    await store.call_log.flush()
    assert await with_card(store, anna) == [missed.call_id]
    assert not await store.unwanted_cards.add_missed(missed.call_id, vera)
    assert not await store.unwanted_cards.add_missed(CallId("main:unknown"), anna)
    assert await store.unwanted_cards.add_missed(missed.call_id, anna)
    assert await store.unwanted_cards.add_missed(missed.call_id, anna), "said twice, it is closed"
    assert await with_card(store, anna) == []
    to_return = await store.desk.calls(CallFilter(is_missed_open=True), CallOrder(), None, 10, reader_id=None)
    assert [row.call_id for row in to_return] == [missed.call_id]
