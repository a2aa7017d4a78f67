"""Deals in the database: made, moved and won, each in one place, with every move kept (R115, R118-R124)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import bindparam, insert, select, update

from callbridge.crm.audit import AuditNote
from callbridge.crm.deal import DealMove, DealState, Move, MoveCause, Standing, begun, moved, name_of_deal
from callbridge.crm.exchange import ONE
from callbridge.crm.interest import InterestForm
from callbridge.crm.party import Happening
from callbridge.crm.pipeline import Stage, StageKind, first_stage, passed_to, won_stage
from callbridge.crm.record import CHANGED, CREATED, Author, write_changes
from callbridge.kernel.errors import Conflict, InvalidInput, NotFound
from callbridge.kernel.ids import LeadId, OperatorId, PersonId
from callbridge.store import tables as t
from callbridge.store.audit import write_note
from callbridge.store.folding import words
from callbridge.store.parties import promote
from callbridge.store.settings import base_currency
from callbridge.store.statement import Prepared, Row
from callbridge.store.tx import Tx

DEAL = "deal"
_STAGES = Prepared(
    select(t.stage)
    .where(t.stage.c.pipeline_id == bindparam("pipeline_id"), t.stage.c.revision == bindparam("revision"))
    .order_by(t.stage.c.position)
)
_STAGE = Prepared(select(t.stage).where(t.stage.c.id == bindparam("id")))
_PIPELINE = Prepared(select(t.pipeline).where(t.pipeline.c.id == bindparam("id")))
_TOPIC = Prepared(select(t.sales_topic).where(t.sales_topic.c.id == bindparam("id")))
_FIRST_TOPIC = Prepared(
    select(t.sales_topic.c.id)
    .where(t.sales_topic.c.is_active.is_(True))
    .order_by(t.sales_topic.c.position, t.sales_topic.c.id)
    .limit(1)
)
_DEAL = Prepared(select(t.deal).where(t.deal.c.id == bindparam("id"), t.deal.c.archived_at.is_(None)))
_REASON = Prepared(select(t.refusal_reason).where(t.refusal_reason.c.id == bindparam("id")))
_EMPLOYEE = Prepared(
    select(t.employee.c.id, t.employee.c.org_unit_id)
    .select_from(t.operator.join(t.employee, t.employee.c.id == t.operator.c.employee_id))
    .where(t.operator.c.id == bindparam("operator_id"))
)
_INSERT_HISTORY = Prepared(
    insert(t.deal_stage_history).inline(),
    columns=("deal_id", "from_stage_id", "to_stage_id", "at", "employee_id", "activity_id", "cause"),
)
_MOVE = Prepared(
    update(t.deal).where(t.deal.c.id == bindparam("deal_id")),
    columns=(
        "topic_id", "pipeline_id", "stage_id", "stage_at", "state", "closed_at", "lost_stage_id", "refusal_reason_id",
        "active_at", "version", "updated_at",
    ),
)  # fmt: skip
_BY_LEAD = Prepared(select(t.deal.c.id).where(t.deal.c.origin_lead_id == bindparam("lead_id")))
_NAMES = {
    "product": Prepared(select(t.product.c.name).where(t.product.c.id == bindparam("id"))),
    "topic": Prepared(select(t.sales_topic.c.name).where(t.sales_topic.c.id == bindparam("id"))),
    "organization": Prepared(select(t.organization.c.name).where(t.organization.c.id == bindparam("id"))),
    "person": Prepared(select(t.person.c.full_name).where(t.person.c.id == bindparam("id"))),
}
_INSERT_WORD = Prepared(insert(t.deal_word).inline(), columns=("word", "deal_id"))
_LINK_LEAD = Prepared(update(t.lead).where(t.lead.c.id == bindparam("lead")).values(deal_id=bindparam("deal")))


@dataclass(frozen=True, slots=True, kw_only=True)
class Employee:
    """The author of a change as an employee."""

    id: int
    org_unit_id: int | None


def employee_of(tx: Tx, operator_id: OperatorId) -> Employee:
    """Return the employee whose login it is; raises NotFound."""
    row = tx.row(_EMPLOYEE, operator_id=operator_id)
    if row is None:
        raise NotFound("operator.not_found", id=operator_id)
    return Employee(id=row.id, org_unit_id=row.org_unit_id)


def present_stages(tx: Tx, pipeline_id: int) -> list[Stage]:
    """Return the stages that new deals of the pipeline get."""
    return stages_of(tx, pipeline_id, tx.row(_PIPELINE, id=pipeline_id).revision)  # type: ignore[union-attr]


def stages_of(tx: Tx, pipeline_id: int, revision: int) -> list[Stage]:
    """Return the stages of one revision in their order."""
    return [_stage(row) for row in tx.rows(_STAGES, pipeline_id=pipeline_id, revision=revision)]


def start_of_topic(tx: Tx, topic_id: int) -> Stage:
    """Return where a new deal of the topic begins (R107); InvalidInput when there is no such topic."""
    row = tx.row(_TOPIC, id=topic_id)
    if row is None:
        raise InvalidInput({"topic": "not_found"})
    return first_stage(present_stages(tx, row.pipeline_id))


def deal_began(tx: Tx, deal_id: int, stage: Stage, at: datetime, employee_id: int) -> None:
    """Write the first line of a new deal's history."""
    tx.execute(
        _INSERT_HISTORY,
        deal_id=deal_id,
        from_stage_id=None,
        to_stage_id=stage.id,
        at=at,
        employee_id=employee_id,
        activity_id=None,
        cause=MoveCause.CREATED.value,
    )


def move_deal(tx: Tx, author: Author, deal_id: int, wanted: DealMove) -> None:
    """Move a deal: the one way for drag, key, bulk, API, contact and contract.

    Raises NotFound, Conflict ``record.changed`` when somebody else changed it meanwhile, and as crm.deal.moved.
    """
    tx.serialize(f"deal {deal_id}")
    row = tx.row(_DEAL, id=deal_id)
    if row is None:
        raise NotFound("record.not_found", id=deal_id)
    if wanted.version is not None and wanted.version != row.version:
        raise Conflict("record.changed", id=deal_id)
    standing = standing_of(tx, row)
    move, topic_id = _move(tx, row, wanted)
    after = moved(standing, move)
    values = {
        "topic_id": topic_id,
        "pipeline_id": after.stage.pipeline_id,
        "stage_id": after.stage.id,
        "stage_at": after.stage_at,
        "state": after.state.value,
        "closed_at": after.closed_at,
        "lost_stage_id": after.lost_stage_id,
        "refusal_reason_id": after.refusal_reason_id,
        "active_at": max(row.active_at, after.stage_at),
    }
    tx.execute(_MOVE, deal_id=deal_id, **values, version=row.version + 1, updated_at=wanted.at)
    employee = employee_of(tx, author.operator_id)
    tx.execute(
        _INSERT_HISTORY,
        deal_id=deal_id,
        from_stage_id=standing.stage.id,
        to_stage_id=after.stage.id,
        at=after.stage_at,
        employee_id=employee.id,
        activity_id=wanted.activity_id,
        cause=move.cause.value,
    )
    _note_move(tx, author, row, values, wanted.at)


def _move(tx: Tx, row: Row, wanted: DealMove) -> tuple[Move, int]:
    """Return the move with its stage and the topic that the deal has after it."""
    found = tx.row(_STAGE, id=wanted.to_stage_id)
    if found is None:
        raise InvalidInput({"stage": "not_found"})
    stage, cause, topic_id = _stage(found), wanted.cause, row.topic_id
    if wanted.topic_id is not None and wanted.topic_id != row.topic_id:
        topic = tx.row(_TOPIC, id=wanted.topic_id)
        if topic is None:
            raise InvalidInput({"topic": "not_found"})
        if stage not in present_stages(tx, topic.pipeline_id):
            raise InvalidInput({"stage": "unknown_value"})
        topic_id, cause = topic.id, MoveCause.TOPIC
    reason_id = wanted.refusal_reason_id
    if reason_id is not None and stage.kind is StageKind.LOST:
        reason = tx.row(_REASON, id=reason_id)
        if reason is None or not reason.is_active or reason.applies_to == "lead":
            raise InvalidInput({"refusal_reason_id": "not_found" if reason is None else "inactive"})
    return Move(to=stage, at=wanted.at, cause=cause, refusal_reason_id=reason_id), topic_id


def win_deal(tx: Tx, author: Author, deal_id: int, at: datetime) -> None:
    """Bring the deal of a signed contract to its won stage (R121); one that is won stays so."""
    row = tx.row(_DEAL, id=deal_id)
    if row is None or row.state == DealState.WON:
        return
    stage = _stage(tx.row(_STAGE, id=row.stage_id))
    to = won_stage(stages_of(tx, stage.pipeline_id, stage.revision))
    move_deal(tx, author, deal_id, DealMove(to_stage_id=to.id, at=at, cause=MoveCause.CONTRACT))


def contact_done(tx: Tx, author: Author, deal_id: int, activity: Row | Mapping[str, Any], activity_id: int) -> None:
    """Say that a contact of a deal took place: it is active, and may pass its stage (R120, A16)."""
    row = tx.row(_DEAL, id=deal_id)
    if row is None:
        return
    at = activity["at"] if isinstance(activity, Mapping) else activity.at
    method_id = activity["method_id"] if isinstance(activity, Mapping) else activity.method_id
    tx.execute(update(t.deal).where(t.deal.c.id == deal_id).values(active_at=max(row.active_at, at)))
    stage = _stage(tx.row(_STAGE, id=row.stage_id))
    pipeline = tx.row(_PIPELINE, id=stage.pipeline_id)
    if method_id is None or pipeline is None or not pipeline.auto_advance:
        return
    to = passed_to(stages_of(tx, stage.pipeline_id, stage.revision), stage, method_id)
    if to is not None:
        passed = DealMove(to_stage_id=to.id, at=at, cause=MoveCause.ACTIVITY, activity_id=activity_id)
        move_deal(tx, author, deal_id, passed)


def deal_of_lead(
    tx: Tx, lead_id: LeadId, form: InterestForm, person_id: PersonId | None, owner_id: OperatorId, at: datetime
) -> int:
    """Make the deal of an interest, once (R115, A15), its attribution as the interest's (rule 3 of the model)."""
    known = tx.value(_BY_LEAD, lead_id=lead_id)
    if known is not None:
        return int(known)
    topic_id = form.topic_id or tx.value(_FIRST_TOPIC)
    stage = start_of_topic(tx, topic_id)
    standing, employee = begun(stage, at), employee_of(tx, owner_id)
    values: dict[str, Any] = {
        "name": _name(tx, form, topic_id, person_id),
        "topic_id": topic_id,
        "pipeline_id": stage.pipeline_id,
        "stage_id": stage.id,
        "state": standing.state.value,
        "organization_id": form.organization_id,
        "person_id": person_id,
        "product_id": form.product_id,
        "project_id": form.project_id,
        "owner_id": employee.id,
        "org_unit_id": employee.org_unit_id,
        "amount": Decimal(0),
        "amount_base": Decimal(0),
        "currency": base_currency(tx),
        "rate": ONE,
        "origin_lead_id": lead_id,
        "campaign_id": form.campaign_id,
        "source_id": form.source_id,
        "created_at": at,
        "stage_at": at,
        "active_at": at,
    }
    deal_id = int(tx.value(insert(t.deal).values(**values).returning(t.deal.c.id)))
    deal_began(tx, deal_id, stage, at, employee.id)
    tx.executemany(_INSERT_WORD, [{"word": word, "deal_id": deal_id} for word in words(values["name"])])
    tx.execute(_LINK_LEAD, lead=lead_id, deal=deal_id)
    promote(tx, person_id=person_id, organization_id=form.organization_id, happening=Happening.DEAL)
    _note(tx, owner_id, CREATED, deal_id, write_changes({}, {"name": values["name"], "origin_lead": lead_id}), at)
    return deal_id


def _name(tx: Tx, form: InterestForm, topic_id: int, person_id: PersonId | None) -> str:
    ids = {
        "product": form.product_id,
        "topic": topic_id,
        "organization": form.organization_id,
        "person": person_id,
    }
    names = {what: (tx.value(_NAMES[what], id=row_id) or "") if row_id else "" for what, row_id in ids.items()}
    typed = {"organization": form.organization_text, "person": form.person_text}
    return name_of_deal(**{**names, **{what: names[what] or text for what, text in typed.items()}})


def standing_of(tx: Tx, row: Row) -> Standing:
    """Return where the deal of a row stands."""
    return Standing(
        stage=_stage(tx.row(_STAGE, id=row.stage_id)),
        stage_at=row.stage_at,
        lost_stage_id=row.lost_stage_id,
        refusal_reason_id=row.refusal_reason_id,
        closed_at=row.closed_at,
    )


def _stage(row: Row) -> Stage:
    return Stage(
        id=row.id,
        pipeline_id=row.pipeline_id,
        revision=row.revision,
        position=row.position,
        kind=StageKind(row.kind),
        probability=row.probability,
        required_method_id=row.required_method_id,
        rot_days=row.rot_days,
        replaces_id=row.replaces_id,
    )


def _note_move(tx: Tx, author: Author, row: Row, values: Mapping[str, Any], at: datetime) -> None:
    fields = {"topic": "topic_id", "stage": "stage_id", "state": "state", "refusal_reason": "refusal_reason_id"}
    before = {name: getattr(row, column) for name, column in fields.items()}
    after = {name: values[column] for name, column in fields.items()}
    _note(tx, author.operator_id, CHANGED, row.id, write_changes(before, after), at)


def _note(tx: Tx, operator_id: OperatorId, action: str, deal_id: int, detail: Mapping[str, str], at: datetime) -> None:
    note = AuditNote(at=at, operator_id=operator_id, action=action, entity=DEAL, entity_id=str(deal_id), detail=detail)
    write_note(tx, note)
