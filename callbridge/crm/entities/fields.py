"""Fields that many kinds of record have, in their words."""

from collections.abc import Mapping
from dataclasses import replace
from enum import StrEnum
from typing import Any

from callbridge.crm.entity import Choice, Field, FieldKind, Tab
from callbridge.crm.operator import Role
from callbridge.kernel.template import Template

CURRENCY = "currency"
"""The field with the currency of a record's amounts."""
ARCHIVED_AT = "archived_at"
"""The field that says since when a record is put away: a list that is asked of it has those records too."""


def field(field_id: str, ru: str, en: str, kind: FieldKind = FieldKind.TEXT, **more: Any) -> Field:
    """Return a field that people fill in."""
    return Field(id=field_id, label=Template(ru, en), kind=kind, **{"is_editable": True, **more})


def record(field_id: str, ru: str, en: str, of: str = "", **more: Any) -> Field:
    """Return a field that names another record, of the kind `of` (the field's own id when not said)."""
    return field(field_id, ru, en, FieldKind.RECORD, record=of or field_id, **more)


def records(field_id: str, ru: str, en: str, of: str, **more: Any) -> Field:
    """Return a field that names several records of the kind `of`."""
    return field(field_id, ru, en, FieldKind.RECORDS, record=of, **more)


def parent(field_id: str, ru: str, en: str, of: str = "", **more: Any) -> Field:
    """Return a field that names what the record belongs to: said when it is made, and for ever."""
    return record(field_id, ru, en, of, **{"is_editable": False, "is_required": True, **more})


def choice(field_id: str, ru: str, en: str, words: dict[Any, Template], **more: Any) -> Field:
    """Return a field of an enumeration, its values with their words."""
    choices = tuple(
        Choice(value=value.value if isinstance(value, StrEnum) else value, label=word) for value, word in words.items()
    )
    return field(field_id, ru, en, FieldKind.CHOICE, choices=choices, **more)


def shown(field_id: str, ru: str, en: str, kind: FieldKind = FieldKind.TEXT, **more: Any) -> Field:
    """Return a field that the program fills in."""
    return field(field_id, ru, en, kind, **{"is_editable": False, **more})


def note() -> Field:
    """Return «Примеч.»."""
    return field("note", "Примеч.", "Note", FieldKind.LONG_TEXT, is_default=False, max_characters=20_000)


def created() -> Field:
    """Return when the record was made."""
    return shown("created_at", "Создано", "Created", FieldKind.INSTANT, is_sortable=True, is_default=False)


def archived(least_role: Role) -> Field:
    """Return since when the record is put away, for who may bring it back: the role that writes the kind."""
    return shown(ARCHIVED_AT, "В архиве с", "Archived", FieldKind.INSTANT, is_default=False, least_role=least_role)


def money(*amounts: Field, base: tuple[Field, ...]) -> tuple[Field, ...]:
    """Return amounts as they are entered, their currency and rate, and what each of them is in the base currency.

    The latter are shown to who asks for them: their totals stand under the amounts.
    """
    return (
        *(replace(amount, base=in_base.id) for amount, in_base in zip(amounts, base, strict=True)),
        field(CURRENCY, "Валюта", "Currency", is_default=False, max_characters=3),
        field("rate", "Курс", "Rate", FieldKind.NUMBER, is_default=False),
        *(replace(in_base, is_default=False) for in_base in base),
    )


def name(ru: str = "Название", en: str = "Name", *, field_id: str = "name", limit: int = 500) -> Field:
    """Return the field by which others call the record."""
    return field(field_id, ru, en, is_required=True, is_sortable=True, max_characters=limit)


def tabs_of(words: Mapping[Any, Template]) -> tuple[Tab, ...]:
    """Return a tab for each of these states, with its word, and one of all rows."""
    of_states = (Tab(id=state.value, label=word, field="state", values=(state.value,)) for state, word in words.items())
    return (*of_states, Tab(id="all", label=Template("Все", "All")))
