"""Whose records a login works with, worked out where they are read (docs/decisions/0030-reach.md).

A record is in reach when it is the reader's, or their branch's where their role sees the branch, or nobody's, or hangs
on a record in reach. What is not declared here is common: the directory and the dictionaries.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Column, ColumnElement, Select, Table, and_, bindparam, exists, false, func, literal, or_, select

from callbridge.crm.operator import Role
from callbridge.crm.reach import EVERYTHING, Reach, Width, branch_with_those_below
from callbridge.crm.setting import SETTINGS, reach_key
from callbridge.kernel.errors import NotFound
from callbridge.kernel.ids import OperatorId
from callbridge.store import tables as t
from callbridge.store.settings import system_setting
from callbridge.store.statement import Prepared
from callbridge.store.tx import Tx

Where = ColumnElement[bool]

_WHO = Prepared(
    select(t.operator.c.role, t.operator.c.employee_id, t.employee.c.org_unit_id)
    .select_from(t.operator.outerjoin(t.employee, t.employee.c.id == t.operator.c.employee_id))
    .where(t.operator.c.id == bindparam("id"))
)
_LOGIN = Prepared(
    select(func.min(t.operator.c.id)).where(
        t.operator.c.employee_id == bindparam("employee_id"), t.operator.c.is_active.is_(True)
    )
)
_UNIT = Prepared(select(t.employee.c.org_unit_id).where(t.employee.c.id == bindparam("employee_id")))
_UNITS = Prepared(select(t.org_unit.c.id, t.org_unit.c.parent_id))


def reach_of(tx: Tx, operator_id: OperatorId | None) -> Reach:
    """Return how far a login reaches now; None is the program itself. Raises NotFound when there is no such login."""
    if operator_id is None:
        return EVERYTHING
    row = tx.row(_WHO, id=operator_id)
    if row is None:
        raise NotFound("operator.not_found", id=operator_id)
    return _reach(
        tx, Role(row.role), operator_id=operator_id, employee_id=row.employee_id or 0, org_unit_id=row.org_unit_id
    )


def reach_of_employee(tx: Tx, employee_id: int | None) -> Reach:
    """Return how far what an employee set going reaches: as their login, of somebody without one as a manager."""
    login = None if employee_id is None else tx.value(_LOGIN, employee_id=employee_id)
    if login is not None:
        return reach_of(tx, OperatorId(login))
    unit = tx.value(_UNIT, employee_id=employee_id)
    return _reach(tx, Role.MANAGER, operator_id=None, employee_id=employee_id or 0, org_unit_id=unit)


def _reach(tx: Tx, role: Role, *, operator_id: OperatorId | None, employee_id: int, org_unit_id: int | None) -> Reach:
    key = reach_key(role)
    width = Width(system_setting(tx, key, SETTINGS[key].default)) if key in SETTINGS else Width.ALL
    pairs = [] if width is Width.ALL else [(row.id, row.parent_id) for row in tx.rows(_UNITS)]
    return Reach(
        width=width,
        role=role,
        operator_id=operator_id,
        employee_id=employee_id,
        org_unit_ids=branch_with_those_below(org_unit_id, pairs),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Belonging:
    """Where a kind of record says whose it is."""

    table: Table
    owner: str = ""
    """The column of the employee whose it is."""
    login: str = ""
    """The same of a login."""
    branch: str = ""
    parents: Mapping[str, str] = field(default_factory=dict)
    """What it hangs on: the kind, by the column that names one."""

    def within(self, reach: Reach) -> Where:
        """Return the condition that a row is in a reach that is not all."""
        columns = self.table.c
        of_parents = [
            columns[name].in_(select(_BELONGING[kind].table.c.id).where(_BELONGING[kind].within(reach)))
            for name, kind in self.parents.items()
        ]
        return or_(*self._own(reach), *of_parents, self._is_nobodys(reach))

    def _own(self, reach: Reach) -> list[Where]:
        columns = self.table.c
        found: list[Where] = []
        if self.owner:
            found.append(columns[self.owner] == _one(reach.employee_id))
        if self.login:
            found.append(columns[self.login] == _one(reach.operator_id))
        if reach.width is Width.BRANCH:
            if self.owner:
                found.append(columns[self.owner].in_(employees_of(reach)))
            if self.login:
                found.append(columns[self.login].in_(operators_of(reach)))
            if self.branch:
                found.append(_in_branch(columns[self.branch], reach))
        return found

    def _is_nobodys(self, reach: Reach) -> Where:
        """Nobody's is everybody's, and a branch's its people's."""
        columns = self.table.c
        named = [name for name in (self.owner, self.login, *self.parents) if name]
        nobodys: list[Where] = [columns[name].is_(None) for name in named]
        if self.branch:
            nobodys.append(or_(columns[self.branch].is_(None), _in_branch(columns[self.branch], reach)))
        return and_(*nobodys)


_OF_EVENT = {"campaign_id": "campaign"}
_BELONGING: Mapping[str, _Belonging] = {
    "campaign": _Belonging(table=t.campaign, owner="owner_id", branch="org_unit_id"),
    "lead": _Belonging(table=t.lead, login="owner_id"),
    "deal": _Belonging(table=t.deal, owner="owner_id", branch="org_unit_id"),
    "contract": _Belonging(table=t.contract, owner="owner_id", branch="org_unit_id", parents={"deal_id": "deal"}),
    "activity": _Belonging(table=t.activity, login="owner_id", parents={"deal_id": "deal", "lead_id": "lead"}),
    "participant": _Belonging(table=t.participant, parents=_OF_EVENT),
    "supplier": _Belonging(table=t.supplier, parents=_OF_EVENT),
    "labour": _Belonging(table=t.labour, parents=_OF_EVENT),
    "cost": _Belonging(table=t.cost, parents=_OF_EVENT),
    "number": _Belonging(table=t.campaign_number, parents=_OF_EVENT),
    "mailing": _Belonging(table=t.mailing, owner="owner_id", parents=_OF_EVENT),
    "mailing_recipient": _Belonging(table=t.mailing_recipient, parents={"mailing_id": "mailing"}),
    "interview": _Belonging(table=t.interview, owner="owner_id", parents=_OF_EVENT),
    "status_period": _Belonging(table=t.status_period, login="operator_id"),
    "interview_response": _Belonging(table=t.interview_response, parents={"interview_id": "interview"}),
}
"""By `Entity.id`; tasks are in `_tasks`."""


def within(entity_id: str, reach: Reach) -> Where | None:
    """Return the condition that a row of a kind's table is in a reach, None when all rows are."""
    if entity_id == "task":
        return _tasks(reach)
    belonging = _BELONGING.get(entity_id)
    return None if belonging is None or reach.is_all else belonging.within(reach)


def check_within(tx: Tx, entity_id: str, record_id: int, operator_id: OperatorId | None) -> None:
    """Raise NotFound of a record out of a login's reach, as of one that is not there."""
    if not is_within(tx, entity_id, record_id, reach_of(tx, operator_id)):
        raise NotFound("record.not_found", id=record_id)


def may_be_named(tx: Tx, entity_id: str, record_id: object, operator_id: OperatorId | None) -> bool:
    """Say whether a login may name a record in another; asked of each that is written, so common kinds cost nothing."""
    is_common = entity_id != "task" and entity_id not in _BELONGING
    return is_common or is_within(tx, entity_id, record_id, reach_of(tx, operator_id))


def is_within(tx: Tx, entity_id: str, record_id: object, reach: Reach) -> bool:
    """Say whether one record is in a reach; what is not there is not, and a removed lead is in an administrator's."""
    found = [within(entity_id, reach), _kept(entity_id, reach)]
    asked = [one for one in found if one is not None]
    if not asked:
        return True
    table = t.task if entity_id == "task" else _BELONGING[entity_id].table
    return tx.row(select(table.c.id).where(table.c.id == literal(record_id), *asked)) is not None


def _kept(entity_id: str, reach: Reach) -> Where | None:
    is_admin = reach.role is Role.ADMIN and reach.operator_id is not None
    return t.lead.c.deleted_at.is_(None) if entity_id == "lead" and not is_admin else None


def reaches(tx: Tx, operator_id: OperatorId | None, employee_id: int) -> bool:
    """Say whether what is an employee's is in a login's reach."""
    reach = reach_of(tx, operator_id)
    if reach.is_all or employee_id == reach.employee_id:
        return True
    theirs = employees_of(reach).where(t.employee.c.id == _one(employee_id))
    return reach.width is Width.BRANCH and tx.row(theirs) is not None


def calls_within(reach: Reach) -> Where | None:
    """Return the condition that a call is in a reach: somebody in it talked, or their phone rang; or nobody's did."""
    if reach.is_all:
        return None
    call, leg = t.call, t.call_leg.alias("in_reach")
    rang = exists().where(leg.c.call_id == call.c.call_id).correlate(call)
    theirs: Any = operators_of(reach) if reach.width is Width.BRANCH else [_one(reach.operator_id)]
    own = _one(reach.operator_id)
    return or_(
        call.c.operator_id == own,
        call.c.operator_id.in_(theirs),
        rang.where(or_(leg.c.operator_id == own, leg.c.operator_id.in_(theirs))),
        and_(call.c.operator_id.is_(None), ~rang.where(leg.c.operator_id.is_not(None))),
    )


def is_call_within(tx: Tx, call_id: str, operator_id: OperatorId | None) -> bool:
    """Say whether one call is in a login's reach; what is not there may be."""
    asked = calls_within(reach_of(tx, operator_id))
    return (
        asked is None or tx.row(select(t.call.c.call_id).where(t.call.c.call_id == literal(call_id), asked)) is not None
    )


def employees_of(reach: Reach) -> Select[Any]:
    """Return the ids of the people of the reader's branch."""
    return select(t.employee.c.id).where(_in_branch(t.employee.c.org_unit_id, reach))


def operators_of(reach: Reach) -> Select[Any]:
    """Return the ids of their logins."""
    return select(t.operator.c.id).where(t.operator.c.employee_id.in_(employees_of(reach)))


def _tasks(reach: Reach) -> Where | None:
    """A task is its author's and theirs to whom it was given; a supervisor sees those of their people."""
    task, part = t.task, t.task_assignee
    sees_others = reach.role.covers(Role.SUPERVISOR)
    if sees_others and reach.is_all:
        return None
    me = _one(reach.employee_id)
    found = [task.c.author_id == me, task.c.id.in_(select(part.c.task_id).where(part.c.employee_id == me))]
    if sees_others and reach.width is Width.BRANCH:
        theirs = employees_of(reach)
        of_theirs = select(part.c.task_id).where(part.c.employee_id.in_(theirs))
        found += [task.c.author_id.in_(theirs), task.c.id.in_(of_theirs)]
    return or_(*found)


def _in_branch(column: Column[Any], reach: Reach) -> Where:
    units = sorted(reach.org_unit_ids)
    return column.in_([_one(unit) for unit in units]) if units else false()


def _one(number: int | None) -> ColumnElement[int]:
    return literal(number or 0)
