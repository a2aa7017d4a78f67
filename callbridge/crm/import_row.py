"""A row of a file as the form of a record: a cell's text read by the kind of its field, checked as the API checks."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, tzinfo

from callbridge.crm.entity import Entity, Field, FieldKind
from callbridge.crm.import_columns import EMAIL, NAME_PARTS, PHONE, URL
from callbridge.crm.importing import RowDraft
from callbridge.crm.operator import Role
from callbridge.crm.record_form import Value, read_form
from callbridge.crm.typed_text import clean_line
from callbridge.crm.written_day import DAY_FORMS
from callbridge.kernel.errors import InvalidInput

MAX_POINTS = 10
"""Numbers, and addresses, of one row."""
_YES = frozenset({"да", "yes", "y", "1", "true", "истина", "+", "x", "х", "д"})
_NO = frozenset({"нет", "no", "n", "0", "false", "ложь", "-", "н"})
_SPACES = re.compile(r"[\s\u00a0\u202f']")
_CURRENCY = re.compile(r"(?:₽|руб\.?|rub|€|\$|%)$", re.IGNORECASE)
_DAY = re.compile(r"(\d{1,2})[./](\d{1,2})[./](\d{4})")
_ISO_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ]00:00(?::00)?)?")
_DAY_FORMS = (*DAY_FORMS.values(), "%Y-%m-%d")
_MOMENT_FORMS = (*(f"{day}{time}" for day in _DAY_FORMS for time in (" %H:%M", " %H:%M:%S", "")), "%Y-%m-%dT%H:%M:%S")
_BETWEEN_NUMBERS = re.compile(r"[;\n/|]|,(?=\s*\+?[\d(][\d\s()-]{6})")
_BETWEEN_ADDRESSES = re.compile(r"[;,\s|]+")
_FORMULA_AS_TEXT = re.compile(r"^'(?=[=+\-@])")
"""The apostrophe that our own export writes before what a spreadsheet would compute."""
_UNREADABLE = "\0"
"""What no form takes: stands for a cell whose text means nothing to its field."""


def read_row(
    entity: Entity, mapping: Sequence[str], line: int, cells: Sequence[str], *, role: Role, zone: tzinfo
) -> RowDraft:
    """Return the row made ready, with a code for each field that is wrong; never raises."""
    said = _gathered(mapping, cells)
    names = {name: clean_line(texts[0]) for name, texts in said.items() if _kind(entity, name) is FieldKind.RECORD}
    raw = {
        field.id: _meant(field, said[field.id][0], zone)
        for field in entity.fields
        if field.id in said and field.id not in names and field.kind not in (FieldKind.PHONE, FieldKind.EMAIL)
    }
    if entity.id == "person" and not raw.get("full_name"):
        raw["full_name"] = " ".join(said[part][0].strip() for part in NAME_PARTS if part in said)
    phones = _points(said.get(PHONE, ()), _BETWEEN_NUMBERS)
    emails = _points(said.get(EMAIL, ()), _BETWEEN_ADDRESSES)
    urls = _points(said.get(URL, ()), _BETWEEN_ADDRESSES)
    values, mistakes = _checked(entity, raw, role, names)
    mistakes |= _wrong_points(phones, emails, urls)
    return RowDraft(line=line, values=values, names=names, phones=phones, emails=emails, urls=urls, mistakes=mistakes)


def _gathered(mapping: Sequence[str], cells: Sequence[str]) -> dict[str, list[str]]:
    """Return what the row says of each target; empty cells say nothing."""
    said: dict[str, list[str]] = {}
    for target, cell in zip(mapping, cells, strict=False):
        if target and cell.strip():
            said.setdefault(target, []).append(_FORMULA_AS_TEXT.sub("", cell))
    return said


def _kind(entity: Entity, name: str) -> FieldKind | None:
    field = entity.field(name)
    return None if field is None else field.kind


def _checked(
    entity: Entity, raw: Mapping[str, object], role: Role, names: Mapping[str, str]
) -> tuple[dict[str, Value], dict[str, str]]:
    try:
        return dict(read_form(entity, raw, role=role, is_new=True)), {}
    except InvalidInput as wrong:
        return _without(entity, raw, role, {name: code for name, code in wrong.fields.items() if name not in names})


def _without(
    entity: Entity, raw: Mapping[str, object], role: Role, mistakes: dict[str, str]
) -> tuple[dict[str, Value], dict[str, str]]:
    """Return a row whose only missing fields are those that it names in words: the store will find them."""
    if mistakes:
        return {}, mistakes
    return dict(read_form(entity, raw, role=role, is_new=False)), {}


def _wrong_points(phones: Sequence[str], emails: Sequence[str], urls: Sequence[str]) -> dict[str, str]:
    wrong = {
        name: "too_many" for name, all_ in ((PHONE, phones), (EMAIL, emails), (URL, urls)) if len(all_) > MAX_POINTS
    }
    if any(not _is_address(address) for address in emails):
        wrong[EMAIL] = "not_an_address"
    if any(len(text) > 200 for text in (*phones, *emails, *urls)):
        wrong[PHONE] = "too_long"
    return wrong


def _is_address(text: str) -> bool:
    user, at, host = text.rpartition("@")
    return bool(user and at and "." in host.strip(".")) and "@" not in user


def _points(cells: Sequence[str], between: re.Pattern[str]) -> tuple[str, ...]:
    """Return the different texts of cells that may each hold several."""
    texts = (clean_line(part) for cell in cells for part in between.split(cell))
    return tuple(dict.fromkeys(text for text in texts if text))


def _meant(field: Field, cell: str, zone: tzinfo) -> object:
    """Return what JSON would carry; a text that means nothing becomes one that the form refuses."""
    text = cell.strip()
    if field.kind is FieldKind.CHOICE:
        return _choice(field, text)
    if field.kind is FieldKind.INSTANT:
        return _moment(text, zone)
    read = _MEANINGS.get(field.kind)
    return cell if read is None else read(text)


def _flag(text: str) -> bool | str:
    folded = text.casefold()
    return True if folded in _YES else False if folded in _NO else _UNREADABLE


def _integer(text: str) -> int | str:
    digits = _SPACES.sub("", text)
    return int(digits) if digits.isascii() and digits.isdecimal() and len(digits) < 12 else _UNREADABLE


def _number(text: str) -> str:
    plain = _CURRENCY.sub("", _SPACES.sub("", text))
    if "," in plain and "." in plain:  # the last of the two is the decimal sign
        group = "," if plain.rindex(".") > plain.rindex(",") else "."
        plain = plain.replace(group, "")
    return plain.replace(",", ".") or _UNREADABLE


def _day(text: str) -> str:
    if iso := _ISO_DAY.fullmatch(text):
        return "-".join(iso.groups())
    if found := _DAY.fullmatch(text):
        day, month, year = found.groups()
        return f"{year}-{month:0>2}-{day:0>2}"
    return _UNREADABLE


def _moment(text: str, zone: tzinfo) -> str:
    for form in _MOMENT_FORMS:
        try:
            return datetime.strptime(text, form).replace(tzinfo=zone).isoformat()
        except ValueError:
            continue
    return text


def _choice(field: Field, text: str) -> str:
    folded = text.casefold()
    for choice in field.choices:
        if folded in (choice.value.casefold(), choice.label.ru.casefold(), choice.label.en.casefold()):
            return choice.value
    return _UNREADABLE


_MEANINGS: Mapping[FieldKind, Callable[[str], object]] = {
    FieldKind.FLAG: _flag,
    FieldKind.INTEGER: _integer,
    FieldKind.MONEY: _number,
    FieldKind.NUMBER: _number,
    FieldKind.PERCENT: _number,
    FieldKind.SECONDS: _number,
    FieldKind.DATE: _day,
}
