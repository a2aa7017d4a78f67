"""The contact of a deal (R77): written once per key, with the move, the next contact and its reminder that follow."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import bindparam, insert, select, update

from callbridge.app.deal_port import DealContactSaving
from callbridge.crm.audit import AuditNote
from callbridge.crm.contact_made import contact_made, next_contact
from callbridge.crm.deal import DealMove, MoveCause
from callbridge.crm.deal_contact import SavedDealContact, draft_key
from callbridge.crm.pipeline import passed_to
from callbridge.crm.record import CREATED, Author, write_changes
from callbridge.kernel.errors import Conflict, NotFound
from callbridge.kernel.ids import CallId
from callbridge.store import tables as t
from callbridge.store.audit import write_note
from callbridge.store.deals import DEAL, move_deal, stages_of, standing_of
from callbridge.store.drafts import delete_draft
from callbridge.store.follow_ups import ACTIVITY, remind_of
from callbridge.store.reach import check_within
from callbridge.store.statement import Prepared, Row
from callbridge.store.tx import Tx

_HEARD = Prepared(
    select(t.heard_request.c.entity, t.heard_request.c.record_id, t.activity.c.deal_id)
    .select_from(t.heard_request.outerjoin(t.activity, t.activity.c.id == t.heard_request.c.record_id))
    .where(t.heard_request.c.operator_id == bindparam("operator_id"), t.heard_request.c.key == bindparam("key"))
)
_HEAR = Prepared(insert(t.heard_request).inline(), columns=("operator_id", "key", "entity", "record_id", "at"))
_DEAL = Prepared(select(t.deal).where(t.deal.c.id == bindparam("id"), t.deal.c.archived_at.is_(None)))
_STAGE_NAME = Prepared(select(t.stage.c.name).where(t.stage.c.id == bindparam("id")))
_PERSON = Prepared(select(t.person.c.id).where(t.person.c.id == bindparam("id"), t.person.c.archived_at.is_(None)))
_ADD = Prepared(
    insert(t.activity).returning(t.activity.c.id),
    columns=(
        "kind", "at", "done_at", "method_id", "person_id", "organization_id", "campaign_id", "deal_id", "call_id",
        "owner_id", "outcome_id", "content", "created_at",
    ),
)  # fmt: skip
_TOUCH = Prepared(update(t.deal).where(t.deal.c.id == bindparam("deal")), columns=("active_at",))


def saved_contact(tx: Tx, key: str, author: Author, deal_id: int, call_id: CallId | None) -> SavedDealContact | None:
    """Return what the author's key saved before, and let go of its draft again; None when it saved nothing."""
    heard = tx.row(_HEARD, operator_id=author.operator_id, key=key)
    if heard is None:
        return None
    if heard.entity != ACTIVITY or heard.deal_id != deal_id:
        raise Conflict("record.repeated", entity=heard.entity)
    check_within(tx, DEAL, deal_id, author.operator_id)
    delete_draft(tx, author.operator_id, draft_key(deal_id, call_id))
    return _saved(tx, deal_id, heard.record_id, is_repeat=True)


def save_deal_contact(tx: Tx, saving: DealContactSaving) -> SavedDealContact:
    """Write contact, move, next contact and reminder; a key saved before writes nothing.

    Raises NotFound, Conflict ``deal.stage_changed`` when the deal has gone on to a stage that nobody chose here.
    """
    author, deal_id, form = saving.author, saving.deal_id, saving.form
    tx.serialize(f"record {author.operator_id} {saving.key}")
    saved = saved_contact(tx, saving.key, author, deal_id, form.call_id)
    if saved is not None:
        return saved
    check_within(tx, DEAL, deal_id, author.operator_id)
    tx.serialize(f"deal {deal_id}")
    deal = tx.row(_DEAL, id=deal_id)
    if deal is None:
        raise NotFound("record.not_found", id=deal_id)
    if form.to_stage_id is not None and deal.stage_id not in (form.seen_stage_id, form.to_stage_id):
        stage = tx.value(_STAGE_NAME, id=deal.stage_id)
        raise Conflict("deal.stage_changed", stage=stage, stage_id=deal.stage_id)
    if form.person_id is not None and tx.row(_PERSON, id=form.person_id) is None:
        raise NotFound("person.not_found", id=form.person_id)
    activity_id = _contact(tx, saving, deal)
    tx.execute(
        _HEAR, operator_id=author.operator_id, key=saving.key, entity=ACTIVITY, record_id=activity_id, at=saving.at
    )
    if form.to_stage_id is not None and form.to_stage_id != deal.stage_id:
        _move(tx, saving, deal, activity_id)
    _plan(tx, saving, deal)
    delete_draft(tx, author.operator_id, draft_key(deal_id, form.call_id))
    return _saved(tx, deal_id, activity_id, is_repeat=False)


def _saved(tx: Tx, deal_id: int, activity_id: int, *, is_repeat: bool) -> SavedDealContact:
    deal = tx.row(_DEAL, id=deal_id)
    if deal is None:
        raise NotFound("record.not_found", id=deal_id)
    return SavedDealContact(activity_id=activity_id, deal_id=deal_id, stage_id=deal.stage_id, is_repeat=is_repeat)


def _contact(tx: Tx, saving: DealContactSaving, deal: Row) -> int:
    form = saving.form
    tx.execute(_TOUCH, deal=deal.id, active_at=max(deal.active_at, form.at))
    return _added(tx, saving, deal, contact_made(form))


def _plan(tx: Tx, saving: DealContactSaving, deal: Row) -> None:
    planned = next_contact(saving.form)
    if planned is None:
        return
    activity_id = _added(tx, saving, deal, planned)
    if saving.form.remind:
        remind_of(tx, activity_id, saving.author.operator_id, planned["at"])


def _added(tx: Tx, saving: DealContactSaving, deal: Row, values: Mapping[str, Any]) -> int:
    """Write one contact, with whom the deal is, and its line of the audit trail."""
    common = {
        "person_id": saving.form.person_id or deal.person_id,
        "organization_id": deal.organization_id,
        "campaign_id": deal.campaign_id,
        "deal_id": deal.id,
        "owner_id": saving.author.operator_id,
        "created_at": saving.at,
    }
    activity_id = int(tx.value(_ADD, **common, **values))
    told = {"kind": values["kind"], "at": values["at"], "method": values["method_id"], "deal": deal.id}
    detail = {**told, "outcome": values["outcome_id"], "content": values["content"]}
    note = AuditNote(
        at=saving.at,
        operator_id=saving.author.operator_id,
        action=CREATED,
        entity=ACTIVITY,
        entity_id=str(activity_id),
        detail=write_changes({}, {name: value for name, value in detail.items() if value not in (None, "")}),
    )
    write_note(tx, note)
    return activity_id


def _move(tx: Tx, saving: DealContactSaving, deal: Row, activity_id: int) -> None:
    """Move the deal as the operator chose; a stage that asked for this contact counts as passed by it (A16)."""
    form, stage = saving.form, standing_of(tx, deal).stage
    asked = passed_to(stages_of(tx, stage.pipeline_id, stage.revision), stage, form.method_id)
    is_passed = asked is not None and asked.id == form.to_stage_id
    move = DealMove(
        to_stage_id=form.to_stage_id or stage.id,
        at=saving.at,
        refusal_reason_id=form.refusal_reason_id,
        cause=MoveCause.ACTIVITY if is_passed else MoveCause.MOVED,
        activity_id=activity_id,
    )
    move_deal(tx, saving.author, deal.id, move)
