"""`Deals` of app/deal_port.py: boards, ways through the stages, pipelines; each method one unit of work."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from sqlalchemy import bindparam, func, select

from callbridge.app.deal_port import DealContactSaving
from callbridge.crm.deal import DealState, MoveCause, is_rotten
from callbridge.crm.deal_contact import SavedDealContact
from callbridge.crm.deal_views import (
    Board,
    BoardColumn,
    DealPath,
    OlderRevision,
    PipelineView,
    StageBehind,
    StageView,
    Stay,
    rots_before,
    stay_seconds,
)
from callbridge.crm.list_query import ListQuery
from callbridge.crm.pipeline import Stage, StageKind, heirs, passed_to
from callbridge.crm.record import Author, as_json
from callbridge.kernel.errors import NotFound
from callbridge.kernel.ids import CallId, OperatorId
from callbridge.store import tables as t
from callbridge.store.board_figures import Figures, board_figures
from callbridge.store.database import Database
from callbridge.store.deal_contacts import save_deal_contact, saved_contact
from callbridge.store.deals import DEAL, stages_of, standing_of
from callbridge.store.pipelines import older_stages
from callbridge.store.reach import check_within
from callbridge.store.statement import Prepared, Row
from callbridge.store.tx import Tx

_method = t.contact_method.alias("required_method")
_stages = select(t.stage, _method.c.name.label("method")).select_from(
    t.stage.outerjoin(_method, _method.c.id == t.stage.c.required_method_id)
)
_STAGES = Prepared(
    _stages.where(t.stage.c.pipeline_id == bindparam("pipeline_id"), t.stage.c.revision == bindparam("revision"))
    .order_by(t.stage.c.position)
)  # fmt: skip
_STAGE = Prepared(select(t.stage).where(t.stage.c.id == bindparam("id")))
_PIPELINE = Prepared(select(t.pipeline).where(t.pipeline.c.id == bindparam("id")))
_PIPELINES = Prepared(select(t.pipeline).order_by(t.pipeline.c.position, t.pipeline.c.id))
_TOPICS = Prepared(select(t.sales_topic.c.id, t.sales_topic.c.pipeline_id).order_by(t.sales_topic.c.position))
_DEAL = Prepared(select(t.deal).where(t.deal.c.id == bindparam("id"), t.deal.c.archived_at.is_(None)))
_OPEN = (t.deal.c.state == DealState.OPEN.value, t.deal.c.archived_at.is_(None))
_OPEN_ON_STAGES = Prepared(
    select(t.deal.c.stage_id, func.count().label("deals"))
    .where(t.deal.c.pipeline_id == bindparam("id"), *_OPEN)
    .group_by(t.deal.c.stage_id)
)
_STAYS = Prepared(
    select(t.deal_stage_history, t.stage.c.name, t.stage.c.name_en, t.employee.c.full_name)
    .select_from(
        t.deal_stage_history.join(t.stage, t.stage.c.id == t.deal_stage_history.c.to_stage_id).outerjoin(
            t.employee, t.employee.c.id == t.deal_stage_history.c.employee_id
        )
    )
    .where(t.deal_stage_history.c.deal_id == bindparam("deal_id"))
    .order_by(t.deal_stage_history.c.id)
)
_DONE_SINCE = Prepared(
    select(t.activity.c.id)
    .where(
        t.activity.c.deal_id == bindparam("deal_id"),
        t.activity.c.method_id == bindparam("method_id"),
        t.activity.c.kind == "contact",
        t.activity.c.at >= bindparam("since"),
    )
    .limit(1)
)


class SqlDeals:
    """Deals as their stages show them."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def board(self, query: ListQuery, pipeline_id: int, revision: int | None) -> Board:
        return await self._database.read(lambda tx: board(tx, query, pipeline_id, revision))

    async def path(self, deal_id: int, now: datetime, *, reader_id: OperatorId | None = None) -> DealPath:
        return await self._database.read(lambda tx: path(tx, deal_id, now, reader_id))

    async def saved_contact(
        self, *, key: str, author: Author, deal_id: int, call_id: CallId | None
    ) -> SavedDealContact | None:
        return await self._database.run(lambda tx: saved_contact(tx, key, author, deal_id, call_id))

    async def save_contact(self, saving: DealContactSaving) -> SavedDealContact:
        return await self._database.run(lambda tx: save_deal_contact(tx, saving))

    async def pipelines(self) -> Sequence[PipelineView]:
        return await self._database.read(lambda tx: [_pipeline(tx, row) for row in tx.rows(_PIPELINES)])


def board(tx: Tx, query: ListQuery, pipeline_id: int, revision: int | None) -> Board:
    """Return a revision of a pipeline with the figures of each stage under the query's filter and search."""
    row = tx.row(_PIPELINE, id=pipeline_id)
    wanted = row.revision if row is not None and revision is None else revision
    stages = tx.rows(_STAGES, pipeline_id=pipeline_id, revision=wanted) if row is not None else []
    if row is None or not stages:
        raise NotFound("record.not_found", id=pipeline_id)
    figures = board_figures(tx, query, pipeline_id, stages)
    counted: dict[int, int] = defaultdict(int)
    for behind in _behind(tx, row):
        counted[behind.revision] += behind.deals
    return Board(
        pipeline_id=pipeline_id,
        revision=int(wanted or 0),
        present_revision=row.revision,
        older=tuple(OlderRevision(revision=each, deals=deals) for each, deals in sorted(counted.items())),
        columns=tuple(_column(stage, figures.get(stage.id, Figures()), query.reader.now) for stage in stages),
    )


def _column(stage: Row, figures: Figures, now: datetime) -> BoardColumn:
    return BoardColumn(
        stage=_view(stage),
        count=figures.count,
        amount=_text(figures.amount),
        forecast=_text(figures.forecast),
        rots_before=rots_before(stage.rot_days, now),
    )


def _text(amount: Decimal) -> str:
    return str(as_json(amount))


def path(tx: Tx, deal_id: int, now: datetime, reader_id: OperatorId | None) -> DealPath:
    """Return the stages of a deal's own revision and every stay of it on one; raises NotFound."""
    check_within(tx, DEAL, deal_id, reader_id)
    deal = tx.row(_DEAL, id=deal_id)
    if deal is None:
        raise NotFound("record.not_found", id=deal_id)
    standing = standing_of(tx, deal)
    stage = standing.stage
    return DealPath(
        pipeline_id=stage.pipeline_id,
        revision=stage.revision,
        stages=tuple(map(_view, tx.rows(_STAGES, pipeline_id=stage.pipeline_id, revision=stage.revision))),
        stays=_stays(tx, deal, now),
        is_rotten=deal.state == DealState.OPEN and is_rotten(standing, now),
        passed_to=_passed_to(tx, deal, stage),
    )


def _stays(tx: Tx, deal: Row, now: datetime) -> tuple[Stay, ...]:
    rows = tx.rows(_STAYS, deal_id=deal.id)
    lasted = stay_seconds([row.at for row in rows], now, is_closed=deal.state != DealState.OPEN)
    return tuple(
        Stay(
            at=row.at,
            stage_id=row.to_stage_id,
            stage=row.name,
            stage_en=row.name_en,
            cause=MoveCause(row.cause),
            employee=row.full_name or "",
            activity_id=row.activity_id,
            seconds=seconds,
            is_last=row is rows[-1],
        )
        for row, seconds in zip(rows, lasted, strict=True)
    )


def _passed_to(tx: Tx, deal: Row, stage: Stage) -> int | None:
    """Return the stage to offer where the pipeline leaves it to people to pass one (A16)."""
    method_id = stage.required_method_id
    pipeline = tx.row(_PIPELINE, id=stage.pipeline_id)
    if method_id is None or pipeline is None or pipeline.auto_advance:
        return None
    if tx.row(_DONE_SINCE, deal_id=deal.id, method_id=method_id, since=deal.stage_at) is None:
        return None
    to = passed_to(stages_of(tx, stage.pipeline_id, stage.revision), stage, method_id)
    return None if to is None else to.id


def _pipeline(tx: Tx, row: Row) -> PipelineView:
    stages = tx.rows(_STAGES, pipeline_id=row.id, revision=row.revision)
    present = {stage.id for stage in stages}
    return PipelineView(
        id=row.id,
        version=row.version,
        name=row.name,
        name_en=row.name_en,
        is_active=row.is_active,
        auto_advance=row.auto_advance,
        revision=row.revision,
        topic_ids=tuple(topic.id for topic in tx.rows(_TOPICS) if topic.pipeline_id == row.id),
        deals=sum(each.deals for each in tx.rows(_OPEN_ON_STAGES, id=row.id) if each.stage_id in present),
        stages=tuple(map(_view, stages)),
        behind=tuple(_behind(tx, row)),
    )


def _behind(tx: Tx, row: Row) -> list[StageBehind]:
    """Return the older stages that open deals stand on."""
    if row.revision == 1:
        return []
    older = older_stages(tx, row.id, row.revision)
    known = {stage.id for stage in older}
    counted = {each.stage_id: each.deals for each in tx.rows(_OPEN_ON_STAGES, id=row.id) if each.stage_id in known}
    heir = heirs(stages_of(tx, row.id, row.revision), older)
    named = {stage_id: tx.row(_STAGE, id=stage_id) for stage_id in counted}
    return [
        StageBehind(
            id=stage.id,
            name=stage.name,
            name_en=stage.name_en,
            kind=StageKind(stage.kind),
            revision=stage.revision,
            deals=counted[stage.id],
            to_id=heir.get(stage.id),
        )
        for stage in named.values()
        if stage is not None
    ]


def _view(row: Row) -> StageView:
    return StageView(
        id=row.id,
        name=row.name,
        name_en=row.name_en,
        kind=StageKind(row.kind),
        probability=row.probability,
        required_method_id=row.required_method_id,
        required_method=row.method or "",
        rot_days=row.rot_days,
    )
