"""Pipelines edited whole, so that deals keep the stages they began with (rule 1 of the model)."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import and_, bindparam, delete, exists, func, insert, select, update

from callbridge.crm.audit import AuditNote
from callbridge.crm.deal import DealMove, MoveCause
from callbridge.crm.pipeline import Stage, StageDraft, brought_over, check_stages, heirs, makes_revision
from callbridge.crm.record import CHANGED, CREATED, Author, write_changes
from callbridge.kernel.errors import Conflict, InvalidInput, NotFound
from callbridge.store import tables as t
from callbridge.store.audit import write_note
from callbridge.store.deals import move_deal, present_stages, stages_of
from callbridge.store.statement import Prepared
from callbridge.store.tx import Tx

PIPELINE = "pipeline"
_PIPELINE = Prepared(select(t.pipeline).where(t.pipeline.c.id == bindparam("id")))
_USED = Prepared(
    select(t.deal.c.id)
    .where(t.deal.c.pipeline_id == bindparam("id"))
    .union_all(
        select(t.deal_stage_history.c.deal_id)
        .select_from(t.deal_stage_history.join(t.stage, t.stage.c.id == t.deal_stage_history.c.to_stage_id))
        .where(t.stage.c.pipeline_id == bindparam("id"))
    )
    .limit(1)
)
"""Also by a deal that went over to another pipeline: its history names the stages for ever."""
_METHODS = Prepared(select(t.contact_method.c.id))
_is_behind = and_(
    t.deal.c.stage_id == t.stage.c.id,
    t.deal.c.pipeline_id == bindparam("id"),
    t.deal.c.state == "open",
    t.deal.c.archived_at.is_(None),
    t.stage.c.revision < bindparam("revision"),
)
_BEHIND = Prepared(
    select(t.deal.c.id, t.deal.c.stage_id)
    .select_from(t.deal.join(t.stage, _is_behind))
    .where(t.deal.c.id > bindparam("after"))
    .order_by(t.deal.c.id)
    .limit(bindparam("limit"))
)
_STAGES_BEHIND = Prepared(
    select(t.stage.c.id)
    .where(t.stage.c.pipeline_id == bindparam("id"), exists().where(_is_behind).correlate(t.stage))
    .order_by(t.stage.c.id)
)


def add_pipeline(tx: Tx, name: str, drafts: Sequence[StageDraft], author: Author, at: datetime) -> int:
    """Make a pipeline with its stages; InvalidInput when they make none."""
    if not name.strip():
        raise InvalidInput({"name": "required"})
    _check(tx, drafts, known=set())
    position = tx.value(select(func.coalesce(func.max(t.pipeline.c.position), 0) + 1))
    values = {"name": name.strip(), "name_en": "", "is_active": True, "position": position}
    new = int(tx.value(insert(t.pipeline).values(**values).returning(t.pipeline.c.id)))
    _write_stages(tx, new, 1, drafts)
    _note(tx, CREATED, new, write_changes({}, {"name": name.strip(), "revision": 1}), author, at)
    return new


def edit_stages(
    tx: Tx, pipeline_id: int, version: int, drafts: Sequence[StageDraft], author: Author, at: datetime
) -> None:
    """Give a pipeline these stages: in place, or as a new revision when deals stand on others.

    Raises NotFound, InvalidInput, and Conflict ``record.changed`` when it is not at `version` any more.
    """
    tx.serialize(f"pipeline {pipeline_id}")
    row = tx.row(_PIPELINE, id=pipeline_id)
    if row is None:
        raise NotFound("record.not_found", id=pipeline_id)
    if row.version != version:
        raise Conflict("record.changed", id=pipeline_id)
    stages = present_stages(tx, pipeline_id)
    _check(tx, drafts, known={stage.id for stage in stages})
    has_deals = tx.row(_USED, id=pipeline_id) is not None
    revision = row.revision
    if makes_revision(stages, drafts, has_deals=has_deals):
        revision += 1
        _write_stages(tx, pipeline_id, revision, drafts)
    elif makes_revision(stages, drafts, has_deals=True):
        tx.execute(delete(t.stage).where(t.stage.c.pipeline_id == pipeline_id, t.stage.c.revision == revision))
        _write_stages(tx, pipeline_id, revision, drafts, is_replacing=False)
    else:
        for draft in drafts:
            values = {**_values(draft), "version": t.stage.c.version + 1, "updated_at": at}
            tx.execute(update(t.stage).where(t.stage.c.id == draft.id).values(**values))
    changed = {"revision": revision, "version": version + 1, "updated_at": at}
    tx.execute(update(t.pipeline).where(t.pipeline.c.id == pipeline_id).values(**changed))
    names = " → ".join(draft.name.strip() for draft in drafts)
    detail = write_changes({"revision": row.revision}, {"revision": revision, "stages": names})
    _note(tx, CHANGED, pipeline_id, detail, author, at)


def check_bringing(tx: Tx, pipeline_id: int, mapping: Mapping[int, int]) -> None:
    """Raise InvalidInput when the open deals of some older stage would have no present one to come to; NotFound."""
    over = _Over(tx, pipeline_id, mapping)
    for row in tx.rows(_STAGES_BEHIND, id=pipeline_id, revision=over.revision):
        over.stage_for(row.id)


def bring_some(
    tx: Tx, pipeline_id: int, mapping: Mapping[int, int], after: int, limit: int, author: Author, *, at: datetime
) -> list[int]:
    """Bring up to `limit` open deals of older revisions, of ids after `after`, to the present stages; return their ids.

    A stage without one that replaces it must be in `mapping`, else InvalidInput.
    """
    tx.serialize(f"pipeline {pipeline_id}")
    over = _Over(tx, pipeline_id, mapping)
    deals = tx.rows(_BEHIND, id=pipeline_id, revision=over.revision, after=after, limit=limit)
    for deal in deals:
        to = over.stage_for(deal.stage_id)
        move_deal(tx, author, deal.id, DealMove(to_stage_id=to.id, at=at, cause=MoveCause.REVISION))
    return [deal.id for deal in deals]


class _Over:
    """Where deals of older revisions of a pipeline come to."""

    def __init__(self, tx: Tx, pipeline_id: int, mapping: Mapping[int, int]) -> None:
        row = tx.row(_PIPELINE, id=pipeline_id)
        if row is None:
            raise NotFound("record.not_found", id=pipeline_id)
        self.revision: int = row.revision
        self._newer = present_stages(tx, pipeline_id)
        older = older_stages(tx, pipeline_id, row.revision)
        self._known = {stage.id: stage for stage in older}
        self._whole = {**heirs(self._newer, older), **mapping}

    def stage_for(self, stage_id: int) -> Stage:
        """Return the present stage for a deal on an older one; InvalidInput when nobody says which."""
        return brought_over(self._known[stage_id], self._newer, self._whole)


def older_stages(tx: Tx, pipeline_id: int, revision: int) -> list[Stage]:
    """Return the stages of every revision before `revision`."""
    return [stage for older in range(1, revision) for stage in stages_of(tx, pipeline_id, older)]


def _check(tx: Tx, drafts: Sequence[StageDraft], *, known: set[int]) -> None:
    check_stages(drafts)
    methods = {row.id for row in tx.rows(_METHODS)}
    mistakes = {}
    ids = [draft.id for draft in drafts if draft.id is not None]
    for number, draft in enumerate(drafts):
        if draft.id is not None and (draft.id not in known or ids.count(draft.id) > 1):
            mistakes[f"stages.{number}.id"] = "unknown_value"
        if draft.required_method_id is not None and draft.required_method_id not in methods:
            mistakes[f"stages.{number}.required_method_id"] = "not_found"
    if mistakes:
        raise InvalidInput(mistakes)


def _write_stages(
    tx: Tx, pipeline_id: int, revision: int, drafts: Sequence[StageDraft], *, is_replacing: bool = True
) -> None:
    for position, draft in enumerate(drafts, start=1):
        values = {
            **_values(draft),
            "pipeline_id": pipeline_id,
            "revision": revision,
            "position": position,
            "kind": draft.kind.value,
            "required_method_id": draft.required_method_id,
            "replaces_id": draft.id if is_replacing else None,
        }
        tx.execute(insert(t.stage).values(**values).inline())


def _values(draft: StageDraft) -> dict[str, Any]:
    return {
        "name": draft.name.strip(),
        "name_en": draft.name_en.strip(),
        "probability": draft.probability,
        "rot_days": draft.rot_days,
    }


def _note(tx: Tx, action: str, pipeline_id: int, detail: Mapping[str, str], author: Author, at: datetime) -> None:
    note = AuditNote(
        at=at,
        operator_id=author.operator_id,
        action=action,
        entity=PIPELINE,
        entity_id=str(pipeline_id),
        detail=detail,
    )
    write_note(tx, note)
