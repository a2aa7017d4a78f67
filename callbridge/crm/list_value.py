"""Values of fields as JSON carries them, in filters and cursors: read strictly, written so that they read back."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation

from callbridge.crm.entity import Field, FieldKind
from callbridge.crm.list_period import Period

Value = str | int | bool | Decimal | date | datetime | Period
"""A day of an INSTANT field is a `date`: the whole of it, in the reader's time zone."""

MAX_TEXT = 200
MAX_INTEGER = 2**31 - 1
_MAX_AMOUNT = Decimal(10) ** 13
_DECIMALS = -4
"""What the store keeps of a decimal."""
_FIRST_YEAR, _LAST_YEAR = 1900, 9998
"""Years beside which another time zone, or the day after, may be outside of time."""

Read = tuple[Value | None, str]
"""The value, and the code of what is wrong with it; ``""`` when nothing is."""


def read_value(field: Field, raw: object) -> Read:
    """Return one value of `field` from parsed JSON; never raises."""
    if raw is None:
        return None, "required"
    value, code = _READERS[field.kind](raw)
    if field.kind is FieldKind.CHOICE and not code and value not in {choice.value for choice in field.choices}:
        return None, "unknown_value"
    return value, code


def write_value(value: Value | float) -> str | int | float | bool:
    """Return the JSON of a value."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value, "f")
    return value.value if isinstance(value, Period) else value


def _text(raw: object) -> Read:
    if not isinstance(raw, str) or not is_clean(raw):
        return None, "wrong_type"
    if not raw.strip():
        return None, "required"
    return (raw, "") if len(raw) <= MAX_TEXT else (None, "too_long")


def is_clean(text: str) -> bool:
    """Say whether both engines take the text: no NUL, no half of a pair."""
    return "\0" not in text and not any("\ud800" <= letter <= "\udfff" for letter in text)


def _integer(raw: object) -> Read:
    if not isinstance(raw, int) or isinstance(raw, bool):
        return None, "wrong_type"
    return (raw, "") if abs(raw) <= MAX_INTEGER else (None, "out_of_range")


def _decimal(raw: object) -> Read:
    if isinstance(raw, bool) or not isinstance(raw, int | float | str) or (isinstance(raw, str) and len(raw) > 40):
        return None, "wrong_type"
    try:
        amount = Decimal(repr(raw) if isinstance(raw, float) else raw)
    except (InvalidOperation, ValueError):
        return None, "wrong_type"
    if not amount.is_finite():
        return None, "wrong_type"
    if abs(amount) >= _MAX_AMOUNT:
        return None, "out_of_range"
    exponent = amount.as_tuple().exponent
    return (None, "wrong_type") if isinstance(exponent, str) or exponent < _DECIMALS else (amount, "")


def _flag(raw: object) -> Read:
    return (raw, "") if isinstance(raw, bool) else (None, "wrong_type")


def _date(raw: object) -> Read:
    if not isinstance(raw, str) or len(raw) != len("2026-01-01"):
        return None, "wrong_type"
    try:
        day = date.fromisoformat(raw)
    except ValueError:
        return None, "wrong_type"
    return (day, "") if _FIRST_YEAR < day.year < _LAST_YEAR else (None, "out_of_range")


def _instant(raw: object) -> Read:
    if not isinstance(raw, str):
        return None, "wrong_type"
    if len(raw) == len("2026-01-01"):
        return _date(raw)
    try:
        at = datetime.fromisoformat(raw)
        at_utc = at.astimezone(UTC)
    except (ValueError, OverflowError):
        return None, "wrong_type"
    if at.tzinfo is None:
        return None, "no_offset"
    return (at_utc, "") if _FIRST_YEAR < at_utc.year < _LAST_YEAR else (None, "out_of_range")


_READERS: Mapping[FieldKind, Callable[[object], Read]] = {
    FieldKind.TEXT: _text,
    FieldKind.LONG_TEXT: _text,
    FieldKind.INTEGER: _integer,
    FieldKind.NUMBER: _decimal,
    FieldKind.MONEY: _decimal,
    FieldKind.PERCENT: _decimal,
    FieldKind.DATE: _date,
    FieldKind.INSTANT: _instant,
    FieldKind.SECONDS: _decimal,
    FieldKind.FLAG: _flag,
    FieldKind.CHOICE: _text,
    FieldKind.RECORD: _integer,
    FieldKind.RECORDS: _integer,
    FieldKind.PHONE: _text,
    FieldKind.EMAIL: _text,
}
