"""What a list is filtered by: conditions on fields, joined by all, any and not, read from JSON that anybody may send.

``{"all": [{"field": "rating", "op": "in", "value": ["negative"]}, {"not": {"field": "at", "op": "during", "value":
"today"}}]}``. Whatever is read either fits the kind of record or is refused with a code for each wrong part; nothing
else happens. A field that has no value agrees with no condition but ``is_empty``, and so with the ``not`` of each.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from callbridge.crm.entity import Entity, Field, FieldKind
from callbridge.crm.list_period import Period
from callbridge.crm.list_value import Value, read_value
from callbridge.crm.operator import Role
from callbridge.kernel.errors import InvalidInput
from callbridge.kernel.template import Template

MAX_DEPTH = 5
MAX_CONDITIONS = 50
MAX_VALUES = 500
MAX_MISTAKES = 20

ID = Field(id="id", label=Template("№", "No."), kind=FieldKind.INTEGER, is_sortable=True, is_listed=False)
"""The record's number: every list is filtered and sorted by it, shown or not."""


class Test(StrEnum):
    """How a field is compared."""

    __test__ = False  # pytest takes its name for a test's

    EQ = "eq"
    """Equal; of an instant and a day: on that day."""
    IN = "in"
    LT = "lt"
    GT = "gt"
    BETWEEN = "between"
    """Both ends belong to it."""
    BEGINS = "begins"
    CONTAINS = "contains"
    """Every word of the value begins a word of the field; case and ё/е make no difference."""
    DURING = "during"
    """In a `Period` of the reader's calendar."""
    IS_EMPTY = "is_empty"


_NUMBERS = (Test.EQ, Test.IN, Test.LT, Test.GT, Test.BETWEEN, Test.IS_EMPTY)
_DATES = (Test.DURING, Test.EQ, Test.BETWEEN, Test.LT, Test.GT, Test.IS_EMPTY)
_TEXTS = (Test.CONTAINS, Test.BEGINS, Test.EQ, Test.IN, Test.IS_EMPTY)

TESTS: Mapping[FieldKind, tuple[Test, ...]] = {
    FieldKind.TEXT: _TEXTS,
    FieldKind.LONG_TEXT: (Test.CONTAINS, Test.BEGINS, Test.IS_EMPTY),
    FieldKind.EMAIL: _TEXTS,
    FieldKind.PHONE: (Test.BEGINS, Test.IS_EMPTY),
    FieldKind.INTEGER: _NUMBERS,
    FieldKind.NUMBER: _NUMBERS,
    FieldKind.MONEY: _NUMBERS,
    FieldKind.PERCENT: _NUMBERS,
    FieldKind.SECONDS: _NUMBERS,
    FieldKind.DATE: _DATES,
    FieldKind.INSTANT: _DATES,
    FieldKind.FLAG: (Test.EQ,),
    FieldKind.CHOICE: (Test.IN, Test.EQ, Test.IS_EMPTY),
    FieldKind.RECORD: (Test.IN, Test.EQ, Test.IS_EMPTY),
    FieldKind.RECORDS: (Test.IN, Test.EQ, Test.IS_EMPTY),
}
"""What each kind of field can be asked, the usual first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """One comparison; `values` are as many as `test` takes."""

    field: str
    test: Test
    values: tuple[Value, ...] = ()


class Joint(StrEnum):
    """How the parts of a group go together."""

    ALL = "all"
    ANY = "any"
    NOT = "not"
    """Of its one part."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Conditions joined."""

    joint: Joint
    parts: tuple["Condition | Group", ...]


Filter = Condition | Group


def field_of(entity: Entity, field_id: str, role: Role) -> Field | None:
    """Return the field that a reader of `role` may ask about, None when there is none for them."""
    field = ID if field_id == ID.id else entity.field(field_id)
    return field if field is not None and role.covers(field.least_role) else None


def read_filter(data: object, entity: Entity, role: Role) -> Filter | None:
    """Return the filter that parsed JSON means, None of None.

    Raises InvalidInput that names each wrong part by its way in, such as ``filter.all.1.value``.
    """
    if data is None:
        return None
    reading = _Reading(entity, role)
    found = reading.part(data, "filter", 1)
    if reading.mistakes or found is None:
        raise InvalidInput(reading.mistakes)
    return found


def conditions(node: Filter | None) -> Iterator[Condition]:
    """Yield every condition of a filter."""
    match node:
        case Condition():
            yield node
        case Group(parts=parts):
            for part in parts:
                yield from conditions(part)


def both(first: Filter | None, second: Filter | None) -> Filter | None:
    """Return the filter of what both agree with."""
    given = tuple(part for part in (first, second) if part is not None)
    return Group(joint=Joint.ALL, parts=given) if len(given) > 1 else next(iter(given), None)


class _WrongPartError(Exception):
    """A part that cannot be read: where it is, and the code of why."""

    def __init__(self, place: str, code: str) -> None:
        super().__init__(place, code)
        self.place = place
        self.code = code


class _Reading:
    """Reads one filter; what is wrong is noted in `mistakes`, and the rest read on."""

    def __init__(self, entity: Entity, role: Role) -> None:
        self.mistakes: dict[str, str] = {}
        self._entity = entity
        self._role = role
        self._conditions = 0

    def part(self, data: object, place: str, depth: int) -> Filter | None:
        """Return what `data` means, None when it is noted as wrong."""
        try:
            return self._node(data, place, depth)
        except _WrongPartError as wrong:
            if len(self.mistakes) < MAX_MISTAKES:
                self.mistakes.setdefault(wrong.place, wrong.code)
            return None

    def _node(self, data: object, place: str, depth: int) -> Filter | None:
        if depth > MAX_DEPTH:
            raise _WrongPartError(place, "too_deep")
        if not isinstance(data, dict) or not data:
            raise _WrongPartError(place, "wrong_type")
        if "field" in data:
            return self._condition(data, place)
        if len(data) != 1:
            raise _WrongPartError(place, "wrong_type")
        ((word, inner),) = data.items()
        if word not in set(Joint):
            raise _WrongPartError(place, "unknown_field")
        return self._group(Joint(word), inner, f"{place}.{word}", depth)

    def _group(self, joint: Joint, inner: object, place: str, depth: int) -> Filter:
        if joint is Joint.NOT:
            found = [self.part(inner, place, depth + 1)]
        elif not isinstance(inner, list):
            raise _WrongPartError(place, "wrong_type")
        elif not inner or len(inner) > MAX_CONDITIONS:
            raise _WrongPartError(place, "too_many" if inner else "required")
        else:
            found = [self.part(part, f"{place}.{number}", depth + 1) for number, part in enumerate(inner)]
        return Group(joint=joint, parts=tuple(part for part in found if part is not None))

    def _condition(self, data: dict[Any, Any], place: str) -> Filter:
        self._conditions += 1
        if self._conditions > MAX_CONDITIONS:
            raise _WrongPartError("filter", "too_many")
        if not data.keys() <= {"field", "op", "value"}:
            raise _WrongPartError(place, "unknown_field")
        name = data["field"]
        field = field_of(self._entity, name, self._role) if isinstance(name, str) else None
        if field is None or not field.is_filterable:
            raise _WrongPartError(f"{place}.field", "unknown_field")
        test = data.get("op")
        if not isinstance(test, str) or test not in TESTS[field.kind]:
            raise _WrongPartError(f"{place}.op", "unknown_value")
        values = _values(field, Test(test), data, f"{place}.value")
        return Condition(field=field.id, test=Test(test), values=values)


def _values(field: Field, test: Test, data: dict[Any, Any], place: str) -> tuple[Value, ...]:
    raw = data.get("value")
    if test is Test.IS_EMPTY:
        if "value" in data:
            raise _WrongPartError(place, "unknown_field")
        return ()
    if test is Test.DURING:
        if not isinstance(raw, str) or raw not in set(Period):
            raise _WrongPartError(place, "unknown_value")
        return (Period(raw),)
    if test not in (Test.IN, Test.BETWEEN):
        return (_value(field, raw, place),)
    return _several(field, test, raw, place)


def _several(field: Field, test: Test, raw: object, place: str) -> tuple[Value, ...]:
    if not isinstance(raw, list):
        raise _WrongPartError(place, "wrong_type")
    if not raw or len(raw) > MAX_VALUES:
        raise _WrongPartError(place, "too_many" if raw else "required")
    values = tuple(_value(field, one, place) for one in raw)
    if test is Test.IN:
        return tuple(dict.fromkeys(values))
    if len(values) != 2:
        raise _WrongPartError(place, "wrong_type")
    if not _is_ordered(*values):
        raise _WrongPartError(place, "before_start")
    return values


def _value(field: Field, raw: object, place: str) -> Value:
    value, code = read_value(field, raw)
    if value is None:
        raise _WrongPartError(place, code)
    return value


def _is_ordered(first: Value, last: Value) -> bool:
    """Say whether a range goes forwards; of a day and an instant only the store, knowing the zone, can tell."""
    match first, last:
        case (datetime(), datetime()) | (Decimal(), Decimal()) | (int(), int()):
            return bool(first <= last)  # type: ignore[operator]
        case date(), date() if not isinstance(first, datetime) and not isinstance(last, datetime):
            return first <= last
    return True
