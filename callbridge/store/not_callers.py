"""«Не он»: who does not call from a number. Implements `NotCallers` of app/not_caller_port.py."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Column, bindparam, delete, func, insert, select

from callbridge.crm.audit import AuditNote
from callbridge.crm.not_caller import ADDED, MAX_OF_NUMBER, REMOVED, CallerKind, CallerRecord, NotCaller
from callbridge.crm.record import Author
from callbridge.kernel.errors import IllegalMove, NotFound
from callbridge.kernel.ids import LeadId, OrganizationId, PersonId
from callbridge.kernel.numbers import PhoneNumber
from callbridge.store import tables as t
from callbridge.store.audit import write_note
from callbridge.store.database import Database
from callbridge.store.number_key import number_key
from callbridge.store.statement import Prepared, Row
from callbridge.store.tx import Tx

_said = t.not_caller
_COLUMNS: dict[CallerKind, Column[int]] = {
    CallerKind.PERSON: _said.c.person_id,
    CallerKind.ORGANIZATION: _said.c.organization_id,
    CallerKind.LEAD: _said.c.lead_id,
}
_ALL = (
    select(
        _said.c.id,
        _said.c.number_key,
        _said.c.person_id,
        _said.c.organization_id,
        _said.c.lead_id,
        _said.c.at,
        func.coalesce(t.person.c.full_name, t.organization.c.name, t.lead.c.person_text).label("name"),
        func.coalesce(t.lead.c.organization_text, "").label("organization"),
        t.operator.c.full_name.label("operator"),
    )
    .select_from(
        _said.join(t.operator, t.operator.c.id == _said.c.operator_id)
        .outerjoin(t.person, t.person.c.id == _said.c.person_id)
        .outerjoin(t.organization, t.organization.c.id == _said.c.organization_id)
        .outerjoin(t.lead, t.lead.c.id == _said.c.lead_id)
    )
    .order_by(_said.c.at.desc(), _said.c.id.desc())
)
_OF_NUMBER = Prepared(_ALL.where(_said.c.number_key == bindparam("number_key")).limit(MAX_OF_NUMBER))
_ONE = Prepared(_ALL.where(_said.c.id == bindparam("said_id")))
_OF_RECORD = {
    kind: Prepared(_ALL.where(column == bindparam("record_id")).limit(bindparam("limit")))
    for kind, column in _COLUMNS.items()
}
_COUNT = Prepared(select(func.count()).select_from(_said).where(_said.c.number_key == bindparam("number_key")))
_ADD = Prepared(
    insert(_said).inline(), columns=("number_key", "person_id", "organization_id", "lead_id", "operator_id", "at")
)
_REMOVE = Prepared(delete(_said).where(_said.c.id == bindparam("said_id")))


class SqlNotCallers:
    """Who does not call from which number, in the database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def add(self, number: PhoneNumber, record: CallerRecord, author: Author, *, at: datetime) -> None:
        await self._database.run(lambda tx: add(tx, number_key(number), record, author, at))

    async def remove(self, said_id: int, author: Author, *, at: datetime) -> NotCaller:
        return await self._database.run(lambda tx: remove(tx, said_id, author, at))

    async def of_record(self, record: CallerRecord, limit: int) -> Sequence[NotCaller]:
        return await self._database.read(
            lambda tx: [_read(row) for row in tx.rows(_OF_RECORD[record.kind], record_id=record.id, limit=limit)]
        )


def not_callers_of(tx: Tx, key: str) -> list[NotCaller]:
    """Return who was said not to call from a number, the last said first."""
    return [_read(row) for row in tx.rows(_OF_NUMBER, number_key=key)]


def add(tx: Tx, key: str, record: CallerRecord, author: Author, at: datetime) -> None:
    """Remember that a record does not call from a number; said again, it stays as it was."""
    tx.serialize(f"not_caller {key}")
    if any(one.record == record for one in not_callers_of(tx, key)):
        return
    if tx.value(_COUNT, number_key=key) >= MAX_OF_NUMBER:
        raise IllegalMove("caller.too_many")
    of = {f"{kind}_id": record.id if kind == record.kind else None for kind in _COLUMNS}
    tx.execute(_ADD, number_key=key, operator_id=author.operator_id, at=at, **of)
    write_note(tx, _note(ADDED, record, key, author, at))


def remove(tx: Tx, said_id: int, author: Author, at: datetime) -> NotCaller:
    """Take it back, and return what was said; NotFound when nothing is."""
    row = tx.row(_ONE, said_id=said_id)
    if row is None or tx.execute(_REMOVE, said_id=said_id) == 0:
        raise NotFound("caller.gone")
    said = _read(row)
    write_note(tx, _note(REMOVED, said.record, row.number_key, author, at))
    return said


def _note(action: str, record: CallerRecord, key: str, author: Author, at: datetime) -> AuditNote:
    return AuditNote(
        at=at,
        operator_id=author.operator_id,
        action=action,
        entity=record.kind.value,
        entity_id=str(record.id),
        detail={"caller_number": key},
    )


def _read(row: Row) -> NotCaller:
    ids: dict[str, Any] = {
        "person_id": None if row.person_id is None else PersonId(row.person_id),
        "organization_id": None if row.organization_id is None else OrganizationId(row.organization_id),
        "lead_id": None if row.lead_id is None else LeadId(row.lead_id),
    }
    return NotCaller(
        id=row.id,
        number=row.number_key.removeprefix("#"),
        name=row.name or "",
        organization=row.organization,
        operator=row.operator,
        at=row.at,
        **ids,
    )
