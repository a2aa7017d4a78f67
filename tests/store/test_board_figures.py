"""The figures of a board, on both engines."""

from dataclasses import replace
from datetime import datetime
from decimal import ROUND_DOWN, Decimal
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, insert

from callbridge.crm.entities import ENTITIES
from callbridge.crm.list_filter import read_filter
from callbridge.crm.list_order import read_order
from callbridge.crm.list_query import ListQuery
from callbridge.crm.operator import Role
from callbridge.store import tables as t
from callbridge.store.store import SqlStore
from callbridge.store.tx import Tx
from tests.support.list_things import READER
from tests.support.stores import NOW

CALL, MEETING, PRESENTATION, QUOTATION, CONTRACT, LOST = range(1, 7)
REASON, PIPELINE = 1, 1
DEAL = ENTITIES["deal"]
ALL_OF_THEM = {"not": {"field": "amount", "op": "gt", "value": "1000000000"}}
"""Fits every deal that is made here, and has the board read as under any filter."""


def asked(data: Any = None) -> ListQuery:
    return ListQuery(
        entity=DEAL,
        order=read_order("", DEAL, Role.OPERATOR),
        reader=replace(READER, now=NOW),
        filter=None if data is None else read_filter(data, DEAL, Role.OPERATOR),
    )


_DEALS = st.lists(
    st.tuples(
        st.sampled_from((CALL, MEETING, QUOTATION, CONTRACT, LOST)),
        st.decimals(0, 10**9, places=4),
        st.none() | st.integers(0, 100),
        st.sampled_from((None, None, None, NOW)),
    ),
    max_size=30,
)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(deals=_DEALS)
async def test_the_figures_of_a_board_are_those_of_every_deal_on_it(
    store: SqlStore, deals: list[tuple[int, Decimal, int | None, datetime | None]]
) -> None:
    """R118, R122: whatever the index and the order in which they are weighed, to the last digit; none put away.

    A filter that all of them fit changes nothing, though it has the board read another way.
    """

    def write(tx: Tx) -> None:
        tx.execute(delete(t.deal))
        for stage, amount, probability, archived_at in deals:
            tx.execute(insert(t.deal).values(**a_deal(stage, amount), probability=probability, archived_at=archived_at))

    await store.database.run(write)
    board = await store.deals.board(asked(), PIPELINE, None)
    assert board == await store.deals.board(asked(ALL_OF_THEM), PIPELINE, None)
    shares = {column.stage.id: column.stage.probability for column in board.columns}
    for column in board.columns:
        here = [one for one in deals if one[0] == column.stage.id and one[3] is None]
        is_ended = column.stage.id in (CONTRACT, LOST)
        percents = [shares[stage] if is_ended or own is None else own for stage, _, own, _ in here]
        weighed = [(one[1] * share / 100).quantize(Decimal("0.0001"), ROUND_DOWN) for one, share in
                   zip(here, percents, strict=True)]  # fmt: skip
        found = (column.count, Decimal(column.amount), Decimal(column.forecast))
        assert found == (len(here), sum(one[1] for one in here), sum(weighed))


def a_deal(stage: int, amount: Decimal) -> dict[str, Any]:
    """Return the columns of a deal on a stage."""
    state = {CONTRACT: "won", LOST: "lost"}.get(stage, "open")
    lost = {"lost_stage_id": CALL, "refusal_reason_id": REASON} if state == "lost" else {}
    return {
        "name": "Дом", "topic_id": 1, "pipeline_id": PIPELINE, "stage_id": stage, "state": state, "amount": amount,
        "amount_base": amount, "currency": "RUB", "rate": Decimal(1), "created_at": NOW, "stage_at": NOW,
        "active_at": NOW, "closed_at": None if state == "open" else NOW, **lost,
    }  # fmt: skip
