"""Boards, ways through the stages and pipelines, on both engines."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from callbridge.crm.entities import ENTITIES
from callbridge.crm.list_filter import read_filter
from callbridge.crm.list_order import read_order
from callbridge.crm.list_query import ListQuery
from callbridge.crm.operator import Role
from callbridge.crm.pipeline import StageDraft
from callbridge.kernel.errors import NotFound
from callbridge.kernel.ids import OperatorId
from callbridge.store import tables as t
from callbridge.store.store import SqlStore
from tests.support.list_things import READER
from tests.support.records import Writer
from tests.support.stores import NOW

CALL, MEETING, PRESENTATION, QUOTATION, CONTRACT, LOST = range(1, 7)
BY_CALL, REASON, PIPELINE = 1, 1, 1
DEAL = ENTITIES["deal"]


@pytest.fixture
def vera(store: SqlStore, anna: OperatorId) -> Writer:
    """A manager."""
    return Writer(store, anna)


def asked(data: Any = None, search: str = "") -> ListQuery:
    reader = replace(READER, now=NOW)
    filter_ = None if data is None else read_filter(data, DEAL, Role.OPERATOR)
    return ListQuery(
        entity=DEAL, order=read_order("", DEAL, Role.OPERATOR), reader=reader, filter=filter_, search=search
    )


async def a_stage_changed(vera: Writer) -> None:
    """Take «Встреча» out of the pipeline."""
    (pipeline,) = await vera.store.deals.pipelines()
    drafts = [
        StageDraft(id=one.id, name=one.name, kind=one.kind, probability=one.probability)
        for one in pipeline.stages
        if one.id != MEETING
    ]
    await vera.store.records.edit_stages(PIPELINE, pipeline.version, drafts, vera.author, at=vera.at)


async def test_a_board_counts_sums_and_weighs_what_stands_on_each_stage(vera: Writer) -> None:
    """R118, R122: a deal's own probability goes before its stage's; what is lost is expected no more."""
    first = await vera.make("deal", name="Дом", topic=1, amount="1000.50")
    await vera.make("deal", name="Дом у реки", topic=1, amount="200", probability=50)
    won = await vera.make("deal", name="Сад", topic=1, amount="300", probability=10)
    lost = await vera.make("deal", name="Дача", topic=1, amount="400", probability=90)
    await vera.move(won, CONTRACT)
    await vera.move(lost, LOST, refusal_reason_id=REASON)
    board = await vera.store.deals.board(asked(), PIPELINE, None)
    share = next(column.stage.probability for column in board.columns if column.stage.id == CALL)
    figures = {column.stage.id: (column.count, column.amount, column.forecast) for column in board.columns}
    expected = f"{1000.50 * share / 100 + 100:.3f}".rstrip("0").rstrip(".")
    assert figures[CALL] == (2, "1200.5", expected)
    assert (figures[CONTRACT], figures[LOST], figures[MEETING]) == ((1, "300", "300"), (1, "400", "0"), (0, "0", "0"))
    assert (board.revision, board.present_revision, board.older) == (1, 1, ())
    found = await vera.store.deals.board(asked(search="река рек"), PIPELINE, None)
    assert sum(column.count for column in found.columns) == 0
    found = await vera.store.deals.board(
        asked({"field": "amount", "op": "gt", "value": "500"}, search="дом"), PIPELINE, None
    )
    assert [column.count for column in found.columns if column.count] == [1]
    assert first.values["stage"] == CALL


async def test_a_row_of_the_list_has_its_forecast_and_next_contact(vera: Writer) -> None:
    """R122, R123: the earliest that is still planned."""
    deal = await vera.make("deal", name="Дом", topic=1, amount="200", probability=50)
    for hours, kind in ((5, "next_contact"), (3, "next_contact"), (1, "contact")):
        at = (NOW + timedelta(hours=hours)).isoformat()
        await vera.make("activity", kind=kind, at=at, method=BY_CALL, deal=deal.id)
    (row,) = (await vera.store.lists.page(asked(), None, 10)).rows
    assert (row["forecast"], row["next_at"]) == (100, NOW + timedelta(hours=3))
    overdue = asked({"field": "next_at", "op": "lt", "value": "2020-01-01"})
    assert (await vera.store.lists.page(overdue, None, 10)).rows == []
    assert (await vera.store.lists.totals(asked())).sums["forecast"] == 100


async def test_a_deal_is_found_by_the_beginnings_of_words_of_its_name_as_it_is_now(vera: Writer) -> None:
    deal = await vera.make("deal", name="Дом у реки", topic=1)
    await vera.change("deal", deal, name="Дача у озера")
    found = [(await vera.store.lists.page(asked(search=text), None, 10)).rows for text in ("оз дач", "дом", "река")]
    assert [[row["id"] for row in rows] for rows in found] == [[deal.id], [], []]


async def test_a_path_tells_how_long_a_deal_stayed_on_each_stage(vera: Writer) -> None:
    """R120, R123."""
    deal = await vera.make("deal", name="Дом", topic=1)
    moved = await vera.move(deal, QUOTATION)
    path = await vera.store.deals.path(deal.id, vera.at + timedelta(days=400))
    assert [stage.id for stage in path.stages] == [CALL, MEETING, PRESENTATION, QUOTATION, CONTRACT, LOST]
    assert [(stay.stage_id, stay.cause, stay.employee) for stay in path.stays] == [
        (CALL, "created", "Anna"), (QUOTATION, "moved", "Anna"),
    ]  # fmt: skip
    assert [stay.seconds for stay in path.stays] == [3600, 400 * 86400]
    assert [stay.is_last for stay in path.stays] == [False, True]
    rots = next(stage.rot_days for stage in path.stages if stage.id == QUOTATION)
    assert path.is_rotten is (rots is not None)
    await vera.move(moved, LOST, refusal_reason_id=REASON)
    closed = await vera.store.deals.path(deal.id, vera.at + timedelta(days=400))
    assert (closed.stays[-1].seconds, closed.is_rotten) == (0, False)
    with pytest.raises(NotFound):
        await vera.store.deals.path(99, NOW)


async def test_where_stages_do_not_pass_by_themselves_the_next_one_is_offered(vera: Writer) -> None:
    """A16: `auto_advance` off proposes what it would else have done."""
    await vera.store.database.run(lambda tx: tx.execute(update(t.pipeline).values(auto_advance=False)))
    deal = await vera.make("deal", name="Дом", topic=1)
    assert (await vera.store.deals.path(deal.id, NOW)).passed_to is None
    at = (vera.at + timedelta(hours=1)).isoformat()
    await vera.make("activity", kind="contact", at=at, method=BY_CALL, deal=deal.id)
    path = await vera.store.deals.path(deal.id, NOW)
    assert (path.passed_to, len(path.stays)) == (MEETING, 1)


async def test_older_revisions_are_shown_while_open_deals_go_through_them(vera: Writer) -> None:
    """Rule 1 of the model: with how many, and where each would go."""
    deal = await vera.make("deal", name="Дом", topic=1)
    met = await vera.move(await vera.make("deal", name="Сад", topic=1), MEETING)
    await a_stage_changed(vera)
    (pipeline,) = await vera.store.deals.pipelines()
    assert (pipeline.revision, pipeline.deals, pipeline.topic_ids) == (2, 0, (1,))
    behind = {stage.id: (stage.deals, stage.to_id) for stage in pipeline.behind}
    assert behind == {CALL: (1, pipeline.stages[0].id), MEETING: (1, None)}
    board = await vera.store.deals.board(asked(), PIPELINE, None)
    assert [(one.revision, one.deals) for one in board.older] == [(1, 2)]
    old = await vera.store.deals.board(asked(), PIPELINE, 1)
    assert [column.count for column in old.columns] == [1, 1, 0, 0, 0, 0]
    assert (old.revision, old.present_revision) == (1, 2)
    mapping = {MEETING: pipeline.stages[0].id}
    assert await vera.store.records.bring_over(PIPELINE, mapping, vera.author, at=vera.at) == 2
    (after,) = await vera.store.deals.pipelines()
    assert (after.deals, after.behind) == (2, ())
    assert (await vera.store.records.read("deal", met.id)).values["stage"] == pipeline.stages[0].id
    assert deal.values["stage"] == CALL


@pytest.mark.parametrize(("pipeline", "revision"), [(99, None), (1, 7)])
async def test_there_is_no_board_of_what_is_not_there(vera: Writer, pipeline: int, revision: int | None) -> None:
    with pytest.raises(NotFound):
        await vera.store.deals.board(asked(), pipeline, revision)


async def test_the_methods_of_stages_are_named(vera: Writer) -> None:
    (pipeline,) = await vera.store.deals.pipelines()
    names = await vera.store.database.read(
        lambda tx: {row.id: row.name for row in tx.rows(select(t.contact_method.c.id, t.contact_method.c.name))}
    )
    assert [stage.required_method for stage in pipeline.stages] == [
        names.get(stage.required_method_id or 0, "") for stage in pipeline.stages
    ]
