"""Taking back many people or organizations at once: what the record service does to one, in fewer statements.

Their directory is everybody's (store/reach.py), so that no reach is asked.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Table, bindparam, delete, func, select, update

from callbridge.crm.audit import AuditNote
from callbridge.crm.record import ARCHIVED, Author, write_changes
from callbridge.store import tables as t
from callbridge.store.audit import write_notes
from callbridge.store.imports.directory_rows import ORGANIZATION, PERSON
from callbridge.store.key_list import one_of_ids
from callbridge.store.records.bindings import BINDINGS
from callbridge.store.references import used_among
from callbridge.store.statement import Prepared, Row
from callbridge.store.tx import Tx
from callbridge.store.types import Instant

_point = t.contact_point
_TABLES: Mapping[str, Table] = {PERSON: t.person, ORGANIZATION: t.organization}
_OWNERS = {PERSON: _point.c.person_id, ORGANIZATION: _point.c.organization_id}
_RECORDS = {
    entity: Prepared(select(table).where(one_of_ids(table.c.id, "ids"), table.c.archived_at.is_(None)))
    for entity, table in _TABLES.items()
}
_POINTS = {
    entity: Prepared(
        select(owner.label("owner"), func.count().label("points"), func.max(_point.c.version).label("version"))
        .where(one_of_ids(owner, "ids"))
        .group_by(owner)
    )
    for entity, owner in _OWNERS.items()
}
_USED = {entity: Prepared(used_among(entity, "ids")) for entity in _TABLES}
_PUT_AWAY = {
    entity: Prepared(
        update(table)
        .where(one_of_ids(table.c.id, "ids"))
        .values(
            archived_at=bindparam("instant", type_=Instant()),
            updated_at=bindparam("instant", type_=Instant()),
            version=table.c.version + 1,
        )
    )
    for entity, table in _TABLES.items()
}
_DROP_POINTS = {entity: Prepared(delete(_point).where(one_of_ids(owner, "ids"))) for entity, owner in _OWNERS.items()}
_DROP_WORDS = {
    PERSON: Prepared(delete(t.person_word).where(one_of_ids(t.person_word.c.person_id, "ids"))),
    ORGANIZATION: Prepared(delete(t.organization_word).where(one_of_ids(t.organization_word.c.organization_id, "ids"))),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A record as an import made it."""

    id: int
    version: int = 1
    points: int = 0
    """Its numbers and addresses."""


def put_away(tx: Tx, entity: str, made: Sequence[Made], author: Author, at: datetime) -> set[int]:
    """Put away the records that are as they were made, and return their ids; what is used or changed stays."""
    if not made:
        return set()
    tx.serialize_all([f"{entity} {one.id}" for one in made])
    rows = _as_made(tx, entity, made)
    ids = [row.id for row in rows]
    if ids:
        tx.execute(_PUT_AWAY[entity], ids=ids, instant=at)
        tx.execute(_DROP_POINTS[entity], ids=ids)  # callers are matched by them
        tx.execute(_DROP_WORDS[entity], ids=ids)
        write_notes(tx, _notes(entity, rows, author, at))
    return set(ids)


def _as_made(tx: Tx, entity: str, made: Collection[Made]) -> list[Row]:
    """Return the rows of records that were not changed, put away or named by anything since."""
    ids = [one.id for one in made]
    used = {row.id for row in tx.rows(_USED[entity], ids=ids)}
    points = {row.owner: (row.points, row.version) for row in tx.rows(_POINTS[entity], ids=ids)}
    found = {row.id: row for row in tx.rows(_RECORDS[entity], ids=ids)}
    return [
        found[one.id]
        for one in made
        if one.id in found
        and one.id not in used
        and found[one.id].version == one.version
        and points.get(one.id, (0, 1)) == (one.points, 1)
    ]


def _notes(entity: str, rows: Iterable[Row], author: Author, at: datetime) -> list[AuditNote]:
    columns = BINDINGS[entity].fields.items()
    notes = []
    for row in rows:
        held = {name: getattr(row, column) for name, column in columns}
        was = {name: value for name, value in held.items() if value not in (None, "")}
        notes.append(
            AuditNote(
                at=at,
                operator_id=author.operator_id,
                action=ARCHIVED,
                entity=entity,
                entity_id=str(row.id),
                detail=write_changes(was, dict.fromkeys(was)),
            )
        )
    return notes
