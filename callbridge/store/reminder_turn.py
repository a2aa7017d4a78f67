"""The clock of reminders: those that are due fire, those left alone escalate, and what stands is read for everybody."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, func, or_, select, update

from callbridge.app.follow_up_port import Turn
from callbridge.crm.follow_up import NOTHING_DUE, SHOWN, ReminderBell, ReminderBrief, ReminderState
from callbridge.crm.operator import Role
from callbridge.crm.setting import ESCALATE_AFTER, SETTINGS
from callbridge.kernel.ids import OperatorId
from callbridge.store import tables as t
from callbridge.store.follow_up_rows import IS_OPEN, brief, named
from callbridge.store.reminder_letters import write_letters
from callbridge.store.settings import system_setting
from callbridge.store.statement import Prepared
from callbridge.store.tx import Tx
from callbridge.store.types import Instant

AT_ONCE = 500
"""How many fire in one unit of work: after a long stop the rest follows a tick later."""
r = t.reminder
_at = bindparam("at", type_=Instant())
_IS_WAITING = or_(*(r.c.state == state for state in (ReminderState.WAITING, ReminderState.SNOOZED)))
_STANDS = or_(*(r.c.state == state for state in (ReminderState.SHOWN, ReminderState.ESCALATED)))
_due = select(r.c.id).where(_IS_WAITING, r.c.remind_at <= _at).order_by(r.c.remind_at, r.c.id).limit(AT_ONCE)
_FIRE = Prepared(
    update(r).where(r.c.id.in_(_due.scalar_subquery())).values(state=ReminderState.SHOWN.value, shown_at=_at)
)
_ESCALATE = Prepared(
    update(r)
    .where(r.c.state == ReminderState.SHOWN, r.c.shown_at <= bindparam("before", type_=Instant()))
    .values(state=ReminderState.ESCALATED.value)
)
_NEXT = Prepared(select(func.min(r.c.remind_at).label("at")).where(_IS_WAITING))
_OLDEST_SHOWN = Prepared(select(func.min(r.c.shown_at).label("at")).where(r.c.state == ReminderState.SHOWN))
_OPEN = Prepared(
    select(t.activity.c.owner_id, func.count().label("count")).where(IS_OPEN).group_by(t.activity.c.owner_id)
)
_standing = (
    select(
        r.c.activity_id,
        r.c.operator_id,
        r.c.state,
        r.c.remind_at,
        func.row_number().over(partition_by=r.c.operator_id, order_by=(r.c.remind_at.desc(), r.c.id.desc())).label("n"),
        func.count().over(partition_by=r.c.operator_id).label("of"),
    )
    .where(_STANDS)
    .cte("standing")
)


def _joined(reminders: Any, *more: Any) -> Any:
    found = named(reminders.c.state, reminders.c.remind_at, reminders.c.operator_id, *more)
    return found.join(reminders, reminders.c.activity_id == t.activity.c.id).where(IS_OPEN)


_OWN = Prepared(
    _joined(_standing, _standing.c.of)
    .where(_standing.c.n <= SHOWN)
    .order_by(_standing.c.operator_id, _standing.c.remind_at.desc(), t.activity.c.id.desc())
)
_ESCALATED = Prepared(
    _joined(r)
    .where(r.c.state == ReminderState.ESCALATED)
    .order_by(r.c.remind_at.desc(), t.activity.c.id.desc())
    .limit(SHOWN)
)
_ESCALATED_COUNTS = Prepared(
    select(r.c.operator_id, func.count().label("count"))
    .where(r.c.state == ReminderState.ESCALATED)
    .group_by(r.c.operator_id)
)
_LEADERS = Prepared(select(t.operator.c.id, t.operator.c.role).where(t.operator.c.is_active.is_(True)))


def turn(tx: Tx, at: datetime) -> Turn:
    """Fire, write the letters that are wanted, escalate, and return what stands before whom."""
    patience = timedelta(minutes=int(system_setting(tx, ESCALATE_AFTER, SETTINGS[ESCALATE_AFTER].default)))
    letters = write_letters(tx, at) if tx.execute(_FIRE, at=at) else 0
    if patience:
        tx.execute(_ESCALATE, before=at - patience)
    return Turn(bells=_bells(tx), next_at=_next_at(tx, patience), letters=letters)


def _next_at(tx: Tx, patience: timedelta) -> datetime | None:
    instants = [tx.value(_NEXT)]
    oldest = tx.value(_OLDEST_SHOWN)
    if patience and oldest is not None:
        instants.append(oldest + patience)
    return min((instant for instant in instants if instant is not None), default=None)


def _bells(tx: Tx) -> Mapping[OperatorId, ReminderBell]:
    due: dict[int, list[ReminderBrief]] = defaultdict(list)
    counts: dict[int, int] = {}
    for row in tx.rows(_OWN):
        due[row.operator_id].append(brief(row))
        counts[row.operator_id] = row.of
    opened = {row.owner_id: row.count for row in tx.rows(_OPEN)}
    escalated = tuple(brief(row) for row in tx.rows(_ESCALATED))
    escalated_of = {row.operator_id: row.count for row in tx.rows(_ESCALATED_COUNTS)}
    leaders = _leaders(tx) if escalated else frozenset()
    found = {
        OperatorId(who): ReminderBell(
            due=tuple(due[who]),
            count=counts.get(who, 0),
            open=opened.get(who, 0),
            escalated=tuple(each for each in escalated if each.owner_id != who) if who in leaders else (),
            escalated_count=sum(escalated_of.values()) - escalated_of.get(who, 0) if who in leaders else 0,
        )
        for who in due.keys() | opened.keys() | leaders
    }
    return {who: bell for who, bell in found.items() if bell != NOTHING_DUE}


def _leaders(tx: Tx) -> frozenset[int]:
    """Return the supervisors' logins; where there is none, those of everybody above them."""
    roles = {row.id: Role(row.role) for row in tx.rows(_LEADERS)}
    supervisors = frozenset(who for who, role in roles.items() if role is Role.SUPERVISOR)
    return supervisors or frozenset(who for who, role in roles.items() if role.covers(Role.SUPERVISOR))
