"""What stands on the stages of a board: how many deals, their sums and what they are likely to bring (R118, R122)."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, literal, null, select, type_coerce, union_all

from callbridge.crm.list_query import ListQuery
from callbridge.crm.pipeline import StageKind
from callbridge.store import tables as t
from callbridge.store.lists.asked import Asked
from callbridge.store.lists.bindings import BINDINGS
from callbridge.store.lists.kinds import weighed
from callbridge.store.reach import reach_of
from callbridge.store.statement import Prepared, Row
from callbridge.store.tx import Tx
from callbridge.store.types import Amount

_Weight = tuple[int, int | None]
"""A stage's id and its probability; None when the stage ends a deal."""
_DEAL = BINDINGS["deal"]
_MAX_PREPARED = 200


@dataclass(frozen=True, slots=True)
class Figures:
    """What stands on a stage."""

    count: int = 0
    amount: Decimal = Decimal(0)
    forecast: Decimal = Decimal(0)


def board_figures(tx: Tx, query: ListQuery, pipeline_id: int, stages: Sequence[Row]) -> dict[int, Figures]:
    """Count and sum the list of deals by stage, those without deals perhaps left out.

    It is one statement, so that a deal moved meanwhile is counted once. A deal stands as its stage's kind says, so none
    is joined with its stage, and nothing of ended ones is weighed.
    """
    asked = Asked(_DEAL, query, reach_of(tx, query.reader.operator_id))
    kinds = {stage.id: StageKind(stage.kind) for stage in stages}
    weights = tuple((one.id, one.probability if kinds[one.id] is StageKind.OPEN else None) for one in stages)
    statement = _of_whole(pipeline_id, weights) if asked.is_simple else _of_some(asked, pipeline_id, weights)
    found = {}
    for row in tx.rows(statement):
        amount = row.amount or Decimal(0)  # no deals, no sum
        forecast = amount if kinds[row.stage_id] is StageKind.WON else row.weighed or Decimal(0)
        found[row.stage_id] = Figures(count=row.deals, amount=amount, forecast=forecast)
    return found


@lru_cache(maxsize=_MAX_PREPARED)
def _of_whole(pipeline_id: int, weights: Sequence[_Weight]) -> Prepared:
    """Return the statement for a board of which nothing is asked.

    Each stage is one stretch of the board's index. Asked for all together, PostgreSQL reads every deal's row instead,
    and both engines look for each deal's group and its stage's probability.
    """
    return Prepared(union_all(*(_of_stage(pipeline_id, *weight) for weight in weights)))


def _of_stage(pipeline_id: int, stage_id: int, probability: int | None) -> Select[Any]:
    stage = literal(stage_id)
    figures = _sums(null() if probability is None else _sum(weighed(literal(probability))))
    is_here = (t.deal.c.pipeline_id == literal(pipeline_id), t.deal.c.stage_id == stage, t.deal.c.archived_at.is_(None))
    return select(stage.label("stage_id"), *figures).where(*is_here)


def _of_some(asked: Asked, pipeline_id: int, weights: Sequence[_Weight]) -> Select[Any]:
    """Return the statement for what fits a filter, a search or a reader's reach, which is asked once."""
    stage_id = t.deal.c.stage_id
    open_stages = {one: probability for one, probability in weights if probability is not None}
    is_open = stage_id.in_([literal(one) for one in open_stages])
    weight = _sum(case((is_open, weighed(case(open_stages, value=stage_id)))))  # an ended deal keeps its probability
    return (
        select(stage_id, *_sums(weight))
        .select_from(_DEAL.source(asked.joins))
        .where(
            *asked.of_all,
            t.deal.c.pipeline_id == literal(pipeline_id),
            stage_id.in_([literal(one) for one, _ in weights]),
        )
        .group_by(stage_id)
    )


def _sums(weight: ColumnElement[Any]) -> tuple[ColumnElement[Any], ...]:
    return (
        func.count().label("deals"),
        _sum(t.deal.c.amount_base).label("amount"),
        type_coerce(weight, Amount()).label("weighed"),
    )


def _sum(amount: ColumnElement[Any]) -> ColumnElement[Any]:
    return func.sum(type_coerce(amount, Amount()))
