"""What happened to the customer, as rows."""

from dataclasses import replace

from callbridge.crm.call_log import MomentKind, MomentRecord, MomentRow
from callbridge.kernel.ids import CallId, LegId, OperatorId
from callbridge.store.call_moments import moments_of
from callbridge.store.call_records import write_calls
from callbridge.store.store import SqlStore
from tests.store.test_call_records import a_call, keep
from tests.support.stores import NOW, an_operator

CALL = CallId("main:1.1")


def every_kind(operator_id: OperatorId, colleague_id: OperatorId) -> tuple[MomentRecord, ...]:
    """Return a moment of each kind with every field filled."""
    return tuple(
        MomentRecord(
            kind=kind, at=NOW, leg_id=LegId("main:2.1"), endpoint="PJSIP/101", operator_id=operator_id, target="102",
            colleague_endpoint="PJSIP/102", colleague_id=colleague_id, reason="timed_out", seconds=1.25,
        )
        for kind in MomentKind
    )  # fmt: skip


async def test_moments_are_shown_in_their_order_with_the_names_of_both(store: SqlStore, anna: OperatorId) -> None:
    """R152: who handed over to whom."""
    boris = await store.operators.add_operator(an_operator("boris", extension="102"), "hash")
    nobody = MomentRecord(kind=MomentKind.QUEUED, at=NOW, target="sales")
    await keep(store, a_call(1, moments=(nobody, *every_kind(anna, boris))))
    first, second, *_ = shown = await store.desk.call_moments(CALL)
    assert len(shown) == len(MomentKind) + 1
    assert (first.kind, first.target, first.operator, first.colleague) == (MomentKind.QUEUED, "sales", "", "")
    assert second == MomentRow(
        kind=MomentKind.QUEUED, at=NOW, leg_id=LegId("main:2.1"), endpoint="PJSIP/101", operator_id=anna,
        operator="Anna", target="102", colleague_endpoint="PJSIP/102", colleague_id=boris, colleague="Boris",
        reason="timed_out", seconds=1.25,
    )  # fmt: skip
    assert await store.desk.call_moments(CallId("main:9.9")) == []


async def test_writing_a_call_again_replaces_its_moments(store: SqlStore, anna: OperatorId) -> None:
    blind = MomentRecord(kind=MomentKind.BLIND, at=NOW, endpoint="PJSIP/101", operator_id=anna, target="102")
    taken = replace(blind, colleague_endpoint="PJSIP/102")
    await keep(store, a_call(1, moments=(blind, blind)), a_call(2, moments=(blind,)))
    await keep(store, a_call(1, moments=(taken,)))
    assert await store.database.read(lambda tx: moments_of(tx, CALL)) == (taken,)
    assert len(await store.desk.call_moments(CallId("main:2.1"))) == 1


async def test_a_call_without_moments_costs_no_row(store: SqlStore) -> None:
    await store.database.run(lambda tx: write_calls(tx, [a_call(1)]))
    assert await store.desk.call_moments(CALL) == []
