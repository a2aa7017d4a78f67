"""What people send of a record, read and checked by the fields of its kind; one coded mistake for each wrong field."""

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation

from callbridge.crm.entity import Entity, Field, FieldKind
from callbridge.crm.operator import Role
from callbridge.crm.typed_text import clean_line, clean_lines
from callbridge.kernel.errors import InvalidInput

Value = str | int | bool | Decimal | date | datetime | tuple[int, ...] | None
Values = Mapping[str, Value]
"""By field id; of a RECORD field the id of the record it names, of a RECORDS field the ids in order."""

MAX_INTEGER = 2**31 - 1
MAX_AMOUNT = Decimal(10) ** 13
MAX_UNKNOWN_NAMED = 20
MAX_RECORDS = 100
"""How many records one field may name."""
_DECIMALS = {FieldKind.MONEY: 4, FieldKind.NUMBER: 4, FieldKind.PERCENT: 0, FieldKind.SECONDS: 3}
_RATE_DECIMALS = 8
_MAX_DECIMAL_CHARACTERS = 40
_FIRST_YEAR, _LAST_YEAR = 1900, 9998
_ORDERED = {"campaign": ("date_from", "date_to"), "contact_point": ("valid_from", "valid_to"),
            "number": ("valid_from", "valid_to")}  # fmt: skip
"""Fields of a kind of record of which the first may not come after the second."""


class _Wrong(Exception):
    """What is wrong with a value, as a code."""


def read_form(entity: Entity, raw: Mapping[str, object], *, role: Role, is_new: bool) -> dict[str, Value]:
    """Return what `raw`, parsed JSON, sets: of a change those fields alone that it names, cleaned.

    A required field that is not editable is said once, when the record is made. Raises InvalidInput naming every wrong
    field.
    """
    values: dict[str, Value] = {}
    mistakes: dict[str, str] = {}
    for name, sent in raw.items():
        field = entity.field(name)
        if field is None or not role.covers(field.least_role):
            if len(mistakes) < MAX_UNKNOWN_NAMED:
                mistakes[name] = "unknown_field"
        elif not (field.is_editable or (is_new and field.is_required)):
            mistakes[name] = "read_only"
        else:
            try:
                values[name] = _read(field, sent)
            except _Wrong as wrong:
                mistakes[name] = str(wrong)
    mistakes |= dict(_missing(entity, values, mistakes, is_new=is_new))
    if mistakes:
        raise InvalidInput(mistakes)
    return values


def check_whole(entity: Entity, whole: Values) -> None:
    """Raise InvalidInput when the fields of a record, as it would be kept, contradict each other."""
    first, last = _ORDERED.get(entity.id, ("", ""))
    begin, end = whole.get(first), whole.get(last)
    if isinstance(begin, date) and isinstance(end, date) and end < begin:  # instants are dates to isinstance
        raise InvalidInput({last: "before_start"})


def _missing(entity: Entity, values: Values, mistakes: Mapping[str, str], *, is_new: bool) -> Iterator[tuple[str, str]]:
    for field in entity.fields:
        is_asked = is_new or field.id in values
        if field.is_required and is_asked and field.id not in mistakes and values.get(field.id) in (None, "", ()):
            yield field.id, "required"


def _read(field: Field, sent: object) -> Value:
    if sent is None and field.kind is FieldKind.CHOICE:
        raise _Wrong("required")
    if sent is None:
        return _CLEARED.get(field.kind)
    return _READERS[field.kind](field, sent)


def _text(field: Field, sent: object) -> Value:
    if not isinstance(sent, str):
        raise _Wrong("wrong_type")
    cleaned = clean_lines(sent) if field.kind is FieldKind.LONG_TEXT else clean_line(sent)
    if len(cleaned) > field.max_characters:
        raise _Wrong("too_long")
    return cleaned


def _choice(field: Field, sent: object) -> Value:
    if not isinstance(sent, str):
        raise _Wrong("wrong_type")
    if sent not in {choice.value for choice in field.choices}:
        raise _Wrong("unknown_value")
    return sent


def _integer(field: Field, sent: object) -> Value:
    if not isinstance(sent, int) or isinstance(sent, bool):
        raise _Wrong("wrong_type")
    least = 1 if field.kind in (FieldKind.RECORD, FieldKind.RECORDS) else 0
    if not least <= sent <= MAX_INTEGER:
        raise _Wrong("negative" if sent < 0 and least == 0 else "out_of_range")
    return sent


def _ids(field: Field, sent: object) -> Value:
    if not isinstance(sent, list):
        raise _Wrong("wrong_type")
    if len(sent) > MAX_RECORDS:
        raise _Wrong("too_many")
    found = dict.fromkeys(_integer(field, one) for one in sent)
    return tuple(sorted(one for one in found if isinstance(one, int)))


def _decimal(field: Field, sent: object) -> Value:
    """Read ``"1234.50"`` or a whole number; a JSON float has lost its decimals already and is refused."""
    if isinstance(sent, bool) or not isinstance(sent, int | str) or len(str(sent)) > _MAX_DECIMAL_CHARACTERS:
        raise _Wrong("wrong_type")
    try:
        value = Decimal(sent)
    except InvalidOperation:
        raise _Wrong("wrong_type") from None
    if not value.is_finite():
        raise _Wrong("wrong_type")
    return _fitting(field, value)


def _fitting(field: Field, value: Decimal) -> Decimal | int:
    decimals = _RATE_DECIMALS if field.id == "rate" else _DECIMALS[field.kind]
    if value != 0 and (abs(value) >= MAX_AMOUNT or value.adjusted() < -decimals):
        raise _Wrong("out_of_range")
    if value < 0:
        raise _Wrong("negative")
    if round(value, decimals) != value:
        raise _Wrong("too_precise")
    if field.kind is FieldKind.PERCENT and value > 100:
        raise _Wrong("out_of_range")
    return int(value) if field.kind is FieldKind.PERCENT else abs(value)  # no minus before a zero


def _flag(_: Field, sent: object) -> Value:
    if not isinstance(sent, bool):
        raise _Wrong("wrong_type")
    return sent


def _day(_: Field, sent: object) -> Value:
    if not isinstance(sent, str) or len(sent) != len("2026-01-01"):
        raise _Wrong("wrong_type")
    try:
        day = date.fromisoformat(sent)
    except ValueError:
        raise _Wrong("wrong_type") from None
    if not _FIRST_YEAR < day.year < _LAST_YEAR:
        raise _Wrong("out_of_range")
    return day


def _instant(_: Field, sent: object) -> Value:
    if not isinstance(sent, str) or len(sent) > _MAX_DECIMAL_CHARACTERS:
        raise _Wrong("wrong_type")
    try:
        at = datetime.fromisoformat(sent)
        in_utc = at.astimezone(UTC)
    except (ValueError, OverflowError):
        raise _Wrong("wrong_type") from None
    if at.tzinfo is None:
        raise _Wrong("no_offset")
    if not _FIRST_YEAR < in_utc.year < _LAST_YEAR:
        raise _Wrong("out_of_range")
    return in_utc


_TEXTS = (FieldKind.TEXT, FieldKind.LONG_TEXT, FieldKind.PHONE, FieldKind.EMAIL)
_CLEARED: Mapping[FieldKind, Value] = {**dict.fromkeys(_TEXTS, ""), FieldKind.FLAG: False, FieldKind.RECORDS: ()}
"""What a field without a value holds, where that is not nothing."""
_READERS: Mapping[FieldKind, Callable[[Field, object], Value]] = {
    FieldKind.TEXT: _text,
    FieldKind.LONG_TEXT: _text,
    FieldKind.PHONE: _text,
    FieldKind.EMAIL: _text,
    FieldKind.INTEGER: _integer,
    FieldKind.RECORD: _integer,
    FieldKind.RECORDS: _ids,
    FieldKind.NUMBER: _decimal,
    FieldKind.MONEY: _decimal,
    FieldKind.PERCENT: _decimal,
    FieldKind.SECONDS: _decimal,
    FieldKind.FLAG: _flag,
    FieldKind.CHOICE: _choice,
    FieldKind.DATE: _day,
    FieldKind.INSTANT: _instant,
}
