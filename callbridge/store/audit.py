"""The audit trail as rows: written whole, never changed. Implements `AuditTrail` of app/ports.py."""

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import bindparam, func, insert, select

from callbridge.crm.audit import AuditEntry, AuditNote
from callbridge.kernel.ids import OperatorId
from callbridge.store import tables as t
from callbridge.store.database import Database
from callbridge.store.outbox import tell_of_note
from callbridge.store.statement import Prepared, Row
from callbridge.store.tx import Tx

_NOTE = Prepared(
    insert(t.audit).inline(), columns=("at", "operator_id", "action", "entity", "entity_id", "detail", "program")
)
_ENTRIES = Prepared(
    select(
        t.audit.c.id,
        t.audit.c.at,
        t.audit.c.operator_id,
        func.coalesce(func.nullif(t.audit.c.program, ""), t.operator.c.full_name).label("operator"),
        t.audit.c.action,
        t.audit.c.entity,
        t.audit.c.entity_id,
        t.audit.c.detail,
    )
    .select_from(t.audit.join(t.operator, t.operator.c.id == t.audit.c.operator_id))
    .where(t.audit.c.entity == bindparam("entity"), t.audit.c.entity_id == bindparam("entity_id"))
    .order_by(t.audit.c.at.desc(), t.audit.c.id.desc())
    .limit(bindparam("limit"))
)


class SqlAuditTrail:
    """The audit trail in the database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def note(self, note: AuditNote) -> None:
        """Write an entry, and return when it is kept."""
        await self._database.run(lambda tx: write_note(tx, note))

    async def entries(self, entity: str, entity_id: str, limit: int) -> Sequence[AuditEntry]:
        """Return the newest entries of one record."""
        return await self._database.read(lambda tx: entries_of(tx, entity, entity_id, limit))


def entries_of(tx: Tx, entity: str, entity_id: str, limit: int) -> list[AuditEntry]:
    """Return the newest entries of one record."""
    return [_entry(row) for row in tx.rows(_ENTRIES, entity=entity, entity_id=entity_id, limit=limit)]


def write_note(tx: Tx, note: AuditNote) -> None:
    """Write an entry within a unit of work, and have webhooks told: what it tells of is kept with it, or neither is."""
    tx.execute(_NOTE, **_values(note))
    tell_of_note(tx, note)


def write_notes(tx: Tx, notes: Sequence[AuditNote]) -> None:
    """Write many entries as `write_note` writes one."""
    tx.executemany(_NOTE, [_values(note) for note in notes])
    for note in notes:
        tell_of_note(tx, note)


def _values(note: AuditNote) -> dict[str, Any]:
    return {
        "at": note.at,
        "operator_id": note.operator_id,
        "action": note.action,
        "entity": note.entity,
        "entity_id": note.entity_id,
        "detail": json.dumps(dict(note.detail), ensure_ascii=False),
        "program": note.program,
    }


def _entry(row: Row) -> AuditEntry:
    return AuditEntry(
        id=row.id,
        at=row.at,
        operator_id=OperatorId(row.operator_id),
        operator=row.operator,
        action=row.action,
        entity=row.entity,
        entity_id=row.entity_id,
        detail=json.loads(row.detail),
    )
