"""Drafts: merged field by field, so that two tabs lose nothing of what was typed."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, select
from sqlalchemy.dialects.postgresql import insert as upsert

from callbridge.crm.draft import MAX_DRAFT_BYTES, Draft
from callbridge.kernel.errors import Conflict, InvalidInput
from callbridge.store import tables as t
from callbridge.store.statement import Prepared, Row
from callbridge.store.tx import Tx

_THEIRS = t.draft.c.operator_id == bindparam("operator_id")
_ONE = _THEIRS & (t.draft.c.key == bindparam("key"))
_DRAFTS = Prepared(select(t.draft).where(_THEIRS).order_by(t.draft.c.saved_at.desc(), t.draft.c.key))
_DRAFT = Prepared(select(t.draft).where(_ONE))
_DELETE = Prepared(delete(t.draft).where(_ONE))
_COLUMNS = tuple(column.name for column in t.draft.columns)
_insert = upsert(t.draft)
_PARTNERS = {
    "person_id": "person_text",
    "person_text": "person_id",
    "organization_id": "organization_text",
    "organization_text": "organization_id",
}
"""A name and the record it was picked from: nobody gets one of them beside another's."""
_WRITE = Prepared(
    _insert.on_conflict_do_update(
        index_elements=[t.draft.c.operator_id, t.draft.c.key],
        set_={name: _insert.excluded[name] for name in _COLUMNS if name not in {"operator_id", "key"}},
    ),
    columns=_COLUMNS,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftWrite:
    """One autosave of a browser tab."""

    schema: int
    base_version: int
    values: Mapping[str, Any]
    dirty_fields: Sequence[str]
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Parties:
    """Who hands a call over, and to whom."""

    giver_id: int
    taker_id: int


def drafts(tx: Tx, operator_id: int) -> list[Draft]:
    """Return the operator's drafts, newest first."""
    return [_draft(row) for row in tx.rows(_DRAFTS, operator_id=operator_id)]


def draft(tx: Tx, operator_id: int, key: str) -> Draft | None:
    """Return one draft."""
    row = tx.row(_DRAFT, operator_id=operator_id, key=key)
    return _draft(row) if row else None


def delete_draft(tx: Tx, operator_id: int, key: str) -> None:
    """Forget a draft; one that is not there is no error."""
    tx.execute(_DELETE, operator_id=operator_id, key=key)


def put_draft(tx: Tx, operator_id: int, key: str, write: DraftWrite) -> Draft:
    """Merge a tab's dirty fields into the draft; Conflict ``draft.conflict`` as app/ports.py says.

    InvalidInput when the whole would be too long: field by field each write may be short.
    """
    tx.serialize(f"draft {operator_id} {key}")
    row = tx.row(_DRAFT, operator_id=operator_id, key=key)
    current = _draft(row) if row else None
    versions: dict[str, int] = json.loads(row.field_versions) if row else {}
    if current is not None and _contradicts(current, versions, write):
        raise Conflict("draft.conflict", current=current)
    version = (current.version if current else 0) + 1
    merged = Draft(
        key=key,
        schema=write.schema,
        version=version,
        saved_at=write.at,
        values={
            **(current.values if current else {}),
            **{name: write.values[name] for name in write.dirty_fields if name in write.values},
        },
        dirty_fields=tuple(dict.fromkeys((*(current.dirty_fields if current else ()), *write.dirty_fields))),
    )
    if _bytes_of(merged) > MAX_DRAFT_BYTES:
        raise InvalidInput({"values": "too_long"})
    versions |= dict.fromkeys(write.dirty_fields, version)
    tx.execute(
        _WRITE,
        operator_id=operator_id,
        key=key,
        schema=merged.schema,
        version=version,
        saved_at=write.at,
        values=json.dumps(merged.values),
        dirty_fields=json.dumps(merged.dirty_fields),
        field_versions=json.dumps(versions),
    )
    return merged


def copy_draft(
    tx: Tx, key: str, parties: Parties, at: datetime, given_before: Mapping[str, Any]
) -> Mapping[str, Any] | None:
    """Give the taker the giver's fields, but for those they have written themselves; return what both have then.

    None when nothing was given: no draft, nothing new, or a draft of another schema in the way.
    """
    tx.serialize(f"draft {parties.taker_id} {key}")
    given, taken = draft(tx, parties.giver_id, key), draft(tx, parties.taker_id, key)
    if given is None or (taken is not None and taken.schema != given.schema):
        return None
    fields = given.dirty_fields if taken is None else _untouched(taken, given, given_before)
    if not fields:
        return None
    base_version = taken.version if taken else 0
    write = DraftWrite(schema=given.schema, base_version=base_version, values=given.values, dirty_fields=fields, at=at)
    had = put_draft(tx, parties.taker_id, key, write).values
    return {name: value for name, value in given.values.items() if name in had and had[name] == value}


def forget_given_draft(tx: Tx, key: str, giver_id: int, values: Mapping[str, Any]) -> bool:
    """Delete the giver's draft when all of it was given; say whether it was."""
    tx.serialize(f"draft {giver_id} {key}")
    kept = draft(tx, giver_id, key)
    if kept is None or any(name not in values or values[name] != kept.values[name] for name in kept.values):
        return False
    delete_draft(tx, giver_id, key)
    return True


def _untouched(taken: Draft, given: Draft, given_before: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the fields with news for a taker who left them, and what goes with them, empty or as they were given."""
    news = [name for name in given.dirty_fields if given.values.get(name) != taken.values.get(name)]

    def is_untouched(name: str) -> bool:
        return taken.values.get(name) in (None, "", [], given_before.get(name))

    return tuple(name for name in news if is_untouched(name) and is_untouched(_PARTNERS.get(name, name)))


def _contradicts(current: Draft, versions: Mapping[str, int], write: DraftWrite) -> bool:
    """Say whether a field changed behind the tab's back, to something else than the tab now writes."""
    return any(
        versions.get(name, 0) > write.base_version and current.values.get(name) != write.values.get(name)
        for name in write.dirty_fields
    )


def _bytes_of(draft: Draft) -> int:
    held = (draft.values, draft.dirty_fields)
    return len(json.dumps(held, ensure_ascii=False, separators=(",", ":")).encode(errors="replace"))


def _draft(row: Row) -> Draft:
    return Draft(
        key=row.key,
        schema=row.schema,
        version=row.version,
        saved_at=row.saved_at,
        values=json.loads(row.values),
        dirty_fields=tuple(json.loads(row.dirty_fields)),
    )
