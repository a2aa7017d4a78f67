"""One record as it is kept and as a reader sees it."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from callbridge.crm.audit import AuditEntry
from callbridge.crm.entities.fields import ARCHIVED_AT
from callbridge.crm.entity import Entity
from callbridge.crm.operator import Language, Operator, Role
from callbridge.crm.record_form import Values
from callbridge.kernel.ids import OperatorId

CREATED, CHANGED, ARCHIVED = "record.created", "record.changed", "record.archived"
REMOVED, RESTORED = "record.removed", "record.restored"
"""What the audit trail says was done to a record."""

_IN_USE = "is_active"

Wire = str | int | bool | list[int] | None
"""A value as JSON: decimals, days and instants are text."""


class Removal(StrEnum):
    """What taking a record away does."""

    ARCHIVED = "archived"
    """It is kept and no longer offered."""
    DEACTIVATED = "deactivated"
    """A row that others may name."""
    DELETED = "deleted"
    """A row that belongs to one record and that nothing names; the audit trail keeps what it was."""
    NEVER = "never"


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordRights:
    """What can be done with the records of a kind, by somebody or by the store at all."""

    may_create: bool = False
    may_change: bool = False
    removal: Removal = Removal.NEVER


@dataclass(frozen=True, slots=True, kw_only=True)
class Author:
    """Who writes."""

    operator_id: OperatorId
    role: Role

    @classmethod
    def of(cls, operator: Operator) -> "Author":
        """Return what a login writes as."""
        return cls(operator_id=operator.id, role=operator.role)


@dataclass(frozen=True, slots=True, kw_only=True)
class PutAway:
    """Since when a record is archived or out of use, and who put it there; what nobody knows any more is empty."""

    at: datetime | None = None
    by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """A record with its version, by which a change says what it was made from."""

    id: int
    version: int
    values: Values
    names: Mapping[str, str] = field(default_factory=dict)
    """What the records are called that its fields name, by field id."""
    names_en: Mapping[str, str] = field(default_factory=dict)
    """What those of them are called in English that have such a name."""
    is_repeat: bool = False
    """This key had made it before, and nothing new was written."""
    put_away: PutAway | None = None
    """None of a record in use."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordView:
    """What a reader gets of a record."""

    id: int
    version: int
    record: Mapping[str, Wire]
    names: Mapping[str, str]
    put_away: PutAway | None = None
    """None of a record in use."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldChange:
    """From what to what one field went; a new record's fields come from None."""

    field: str
    before: Wire
    after: Wire


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordEntry:
    """One line of a record's history."""

    at: datetime
    operator_id: OperatorId
    operator: str
    action: str
    changes: tuple[FieldChange, ...]


def view(entity: Entity, stored: Stored, role: Role, language: Language = Language.RU) -> RecordView:
    """Return what `role` may see of the record, what it names called in the reader's language."""
    seen = {one.id for one in entity.fields_for(role)} - {ARCHIVED_AT}
    names = {**stored.names, **stored.names_en} if language is Language.EN else stored.names
    return RecordView(
        id=stored.id,
        version=stored.version,
        record={name: as_json(value) for name, value in stored.values.items() if name in seen},
        names={name: text for name, text in names.items() if name in seen},
        put_away=stored.put_away,
    )


def put_away_of(entries: Sequence[AuditEntry], at: datetime | None) -> PutAway:
    """Return who put a record away, by its audit trail, newest first; `at` is since when, where the record says it."""
    for entry in entries:
        if entry.action == ARCHIVED or _IN_USE in entry.detail:
            return PutAway(at=at or entry.at, by=entry.operator)
    return PutAway(at=at)


def as_json(value: object) -> Wire:
    """Return a value as JSON carries it; decimals as text, because JSON's numbers are not exact."""
    if isinstance(value, Decimal):
        return format(value.normalize() if value else Decimal(0), "f")
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    if isinstance(value, date):
        return value.isoformat()
    if value is None or isinstance(value, str | int | bool):
        return value
    if isinstance(value, tuple):
        return list(value)
    raise TypeError(f"no record holds a {type(value).__name__}")


def changed(before: Mapping[str, object], after: Mapping[str, object]) -> dict[str, list[Wire]]:
    """Return what each field was that became another, and what it is, as JSON carries them."""
    pairs = {name: [as_json(before.get(name)), as_json(value)] for name, value in after.items()}
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


def write_changes(before: Mapping[str, object], after: Mapping[str, object]) -> dict[str, str]:
    """Return what the audit trail keeps of a change: of each field that became another, a JSON pair."""
    return noted(changed(before, after))


def noted(changes: Mapping[str, list[Wire]]) -> dict[str, str]:
    """Return what the audit trail keeps of what `changed` found."""
    return {name: json.dumps(pair, ensure_ascii=False) for name, pair in changes.items()}


def read_changes(detail: Mapping[str, Any], seen: set[str]) -> tuple[FieldChange, ...]:
    """Return what `write_changes` kept, of the fields in `seen`."""
    pairs = {name: json.loads(pair) for name, pair in detail.items() if name in seen}
    return tuple(FieldChange(field=name, before=before, after=after) for name, (before, after) in pairs.items())
