"""In what order a list is, and the place in it where a page begins.

Rows that have no value stand last in both directions; rows of one value are ordered by their id, in the same
direction, so that pages neither overlap nor leave anything out.
"""

import base64
import binascii
import json
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from callbridge.crm.entity import Entity, Field, FieldKind
from callbridge.crm.list_filter import ID, field_of
from callbridge.crm.list_value import MAX_INTEGER, is_clean, read_value, write_value
from callbridge.crm.operator import Role
from callbridge.kernel.errors import InvalidInput

SortValue = str | int | float | bool | Decimal | date | datetime
MAX_CURSOR = 4_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """By which field, and in which direction."""

    field: str
    is_descending: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Cursor:
    """The row after which a page begins; `value` None when it has none in the sorted field."""

    value: SortValue | None
    id: int


def read_order(text: str, entity: Entity, role: Role) -> Order:
    """Return the order that ``name`` or ``-name`` means, the entity's own of ``""``; raises InvalidInput."""
    wanted = text or next(iter(entity.sort), "-id")
    field = field_of(entity, wanted.removeprefix("-"), role)
    if field is None or (text and not field.is_sortable):
        raise InvalidInput({"sort": "unknown_value"})
    return Order(field=field.id, is_descending=wanted.startswith("-"))


def write_order(order: Order) -> str:
    """Return what `read_order` reads back."""
    return f"-{order.field}" if order.is_descending else order.field


def write_cursor(cursor: Cursor, order: Order) -> str:
    """Return the text of a place in a list of that order."""
    value = None if cursor.value is None else write_value(cursor.value)
    written = json.dumps([write_order(order), value, cursor.id], ensure_ascii=False, separators=(",", ":"))
    return base64.urlsafe_b64encode(written.encode()).decode().rstrip("=")


def read_cursor(text: str, order: Order, entity: Entity) -> Cursor | None:
    """Return the place that `write_cursor` wrote for a list of that order, None of ``""``; raises InvalidInput."""
    if not text:
        return None
    try:
        padded = text + "=" * (-len(text) % 4)
        parts = json.loads(base64.b64decode(padded.encode("ascii"), altchars=b"-_", validate=True))
    except (ValueError, binascii.Error, RecursionError):
        parts = None
    if not isinstance(parts, list) or len(parts) != 3 or parts[0] != write_order(order):
        raise InvalidInput({"after": "wrong_type"})
    _, raw, row_id = parts
    if not isinstance(row_id, int) or isinstance(row_id, bool) or abs(row_id) > MAX_INTEGER:
        raise InvalidInput({"after": "wrong_type"})
    field = ID if order.field == ID.id else entity.field(order.field)
    if field is None:
        raise InvalidInput({"after": "wrong_type"})
    return Cursor(value=_sort_value(field, raw), id=row_id)


_SORTED_AS = {
    FieldKind.CHOICE: FieldKind.INTEGER,  # by the place among the choices
    FieldKind.RECORD: FieldKind.TEXT,  # by the name
}
_TEXTS = {FieldKind.TEXT, FieldKind.LONG_TEXT, FieldKind.EMAIL, FieldKind.PHONE}


def _sort_value(field: Field, raw: object) -> SortValue | None:
    if raw is None:
        return None
    kind = _SORTED_AS.get(field.kind, field.kind)
    if kind in _TEXTS:
        if isinstance(raw, str) and is_clean(raw):
            return raw
        raise InvalidInput({"after": "wrong_type"})
    value, code = read_value(Field(id=field.id, label=field.label, kind=kind), raw)
    if value is None or code or (kind is FieldKind.INSTANT and not isinstance(value, datetime)):
        raise InvalidInput({"after": "wrong_type"})
    return float(value) if kind is FieldKind.SECONDS and isinstance(value, Decimal) else value
