"""Planned contacts read with all that their line says."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, func, select

from callbridge.crm.follow_up import FollowUp, ReminderBrief, ReminderState
from callbridge.kernel.errors import NotFound
from callbridge.kernel.ids import OperatorId
from callbridge.store import tables as t
from callbridge.store.number_key import shown_number
from callbridge.store.statement import Prepared, Row
from callbridge.store.tx import Tx
from callbridge.store.types import Instant

a = t.activity
_caller = t.operator.alias("caller")
_owner = t.operator.alias("owner")
_PLANNED = a.c.kind == "next_contact"
IS_OPEN = a.c.done_at.is_(None)


def _first_phone() -> ColumnElement[Any]:
    """The number of the interest that promised it, else the first one of the person."""
    point, phone = t.contact_point, t.lead_phone
    of_lead = (
        select(phone.c.raw)
        .where(phone.c.lead_id == a.c.lead_id)
        .order_by(phone.c.position)
        .limit(1)
        .correlate(a)
        .scalar_subquery()
    )
    of_person = (
        select(shown_number(point))
        .where(point.c.person_id == a.c.person_id, point.c.kind == "phone")
        .order_by(point.c.id)
        .limit(1)
        .correlate(a)
        .scalar_subquery()
    )
    return func.coalesce(of_lead, of_person, "").label("phone")


def _reminder(column: Any) -> ColumnElement[Any]:
    """The newest reminder's, cancelled ones left out."""
    r = t.reminder
    return (
        select(column)
        .where(r.c.activity_id == a.c.id, r.c.state != ReminderState.CANCELLED)
        .order_by(r.c.id.desc())
        .limit(1)
        .correlate(a)
        .scalar_subquery()
    )


def named(*columns: Any) -> Select[Any]:
    """Return who and what a planned contact is about, beside `columns`."""
    wide = (
        a.join(_owner, _owner.c.id == a.c.owner_id)
        .outerjoin(t.contact_method, t.contact_method.c.id == a.c.method_id)
        .outerjoin(t.person, t.person.c.id == a.c.person_id)
        .outerjoin(t.organization, t.organization.c.id == a.c.organization_id)
        .outerjoin(t.lead, t.lead.c.id == a.c.lead_id)
        .outerjoin(t.deal, t.deal.c.id == a.c.deal_id)
        .outerjoin(t.campaign, t.campaign.c.id == a.c.campaign_id)
        .outerjoin(t.call, t.call.c.call_id == a.c.closed_by_call)
        .outerjoin(_caller, _caller.c.id == t.call.c.operator_id)
    )
    return select(
        a.c.id,
        a.c.version,
        a.c.at,
        a.c.owner_id,
        _owner.c.full_name.label("owner"),
        func.coalesce(t.contact_method.c.name, "").label("method"),
        a.c.person_id,
        func.coalesce(t.person.c.full_name, t.lead.c.person_text, "").label("person"),
        a.c.organization_id,
        func.coalesce(t.organization.c.name, t.lead.c.organization_text, "").label("organization"),
        _first_phone(),
        a.c.lead_id,
        a.c.deal_id,
        *columns,
    ).select_from(wide)


_WHOLE = named(
    func.coalesce(t.deal.c.name, "").label("deal"),
    func.coalesce(t.campaign.c.name, "").label("campaign"),
    func.coalesce(func.nullif(a.c.content, ""), t.lead.c.content, "").label("content"),
    _reminder(t.reminder.c.remind_at).label("remind_at"),
    _reminder(t.reminder.c.state).label("reminder"),
    a.c.done_at,
    a.c.closed_by_call,
    func.coalesce(_caller.c.full_name, "").label("closed_by"),
).where(_PLANNED)
_OPEN = Prepared(
    _WHOLE.where(a.c.owner_id == bindparam("owner"), IS_OPEN).order_by(a.c.at, a.c.id).limit(bindparam("limit"))
)
_COUNT = Prepared(select(func.count()).where(a.c.owner_id == bindparam("owner"), IS_OPEN))
_CLOSED = Prepared(
    _WHOLE.where(
        a.c.owner_id == bindparam("owner"),
        a.c.closed_by_call.is_not(None),
        a.c.done_at >= bindparam("since", type_=Instant()),
    )
    .order_by(a.c.done_at.desc(), a.c.id.desc())
    .limit(bindparam("limit"))
)
_ONE = Prepared(_WHOLE.where(a.c.id == bindparam("id")))


def open_of(tx: Tx, owner_id: OperatorId, limit: int) -> tuple[list[FollowUp], int]:
    """Return what somebody promised, soonest first, and how much it is in all."""
    found = [_follow_up(row) for row in tx.rows(_OPEN, owner=owner_id, limit=limit)]
    return found, len(found) if len(found) < limit else int(tx.value(_COUNT, owner=owner_id))


def closed_of(tx: Tx, owner_id: OperatorId, since: datetime, limit: int) -> list[FollowUp]:
    """Return what closed without a contact of its own, newest first."""
    return [_follow_up(row) for row in tx.rows(_CLOSED, owner=owner_id, since=since, limit=limit)]


def one(tx: Tx, follow_up_id: int) -> FollowUp:
    """Return one; raises NotFound."""
    row = tx.row(_ONE, id=follow_up_id)
    if row is None:
        raise NotFound("record.not_found", id=follow_up_id)
    return _follow_up(row)


def brief(row: Row) -> ReminderBrief:
    """Return a reminder of `named(state, remind_at)`."""
    return ReminderBrief(
        follow_up_id=row.id,
        at=row.at,
        remind_at=row.remind_at,
        method=row.method,
        person=row.person,
        organization=row.organization,
        phone=row.phone,
        lead_id=row.lead_id,
        deal_id=row.deal_id,
        owner_id=OperatorId(row.owner_id),
        owner=row.owner,
        is_escalated=row.state == ReminderState.ESCALATED,
    )


def _follow_up(row: Row) -> FollowUp:
    values = row._asdict()
    return FollowUp(**{**values, "reminder": ReminderState(row.reminder) if row.reminder else None})
