"""Which fields the columns of a file may go to, and which heading goes where, in both languages."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from callbridge.crm.entities import ENTITIES
from callbridge.crm.entities.dictionaries import DICTIONARIES
from callbridge.crm.entity import Entity
from callbridge.crm.operator import Role
from callbridge.kernel.errors import InvalidInput
from callbridge.kernel.template import Template

PHONE, EMAIL, URL = "phone", "email", "url"
NAME_PARTS = ("last_name", "first_name", "middle_name")
"""Columns that make one full name, in its order."""
_MADE_OTHERWISE = {"pipeline", "stage"}
IMPORTED = ("person", "organization", "campaign", "deal", "contract",
            *(entity.id for entity in DICTIONARIES if entity.id not in _MADE_OTHERWISE))  # fmt: skip
"""Kinds of record that a file may bring; what belongs to one record is entered on that record."""
_REACHED = ("person", "organization")
_HEADINGS: dict[str, tuple[str, ...]] = {
    "full_name": ("фио", "имя", "ф и о", "контакт", "контактное лицо", "лицо", "клиент", "name", "full name",
                  "contact"),
    "last_name": ("фамилия", "last name", "surname", "family name"),
    "first_name": ("имя", "first name", "given name"),
    "middle_name": ("отчество", "middle name", "patronymic"),
    PHONE: ("телефон", "тел", "моб", "моб тел", "раб тел", "мобильный", "номер телефона",
            "phone", "mobile", "tel", "telephone", "phone number",
            "рабочий телефон", "мобильный телефон", "дополнительный телефон", "контактный телефон"),
    EMAIL: ("email", "e mail", "mail", "почта", "эл почта", "электронная почта", "адрес электронной почты"),
    URL: ("сайт", "web site", "website", "url", "www", "веб сайт"),
    "organization": ("организация", "компания", "контрагент", "фирма", "company", "organization", "organisation"),
    "job_title": ("должность", "position", "job title", "title"),
    "note": ("примеч", "примечание", "комментарий", "заметка", "note", "notes", "comment", "comments"),
    "name": ("название", "наименование", "name", "title"),
    "tax_id": ("инн", "tax number", "tax id", "vat"),
    "owner": ("ответственный", "менеджер", "owner", "manager"),
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A field that a column may go to."""

    id: str
    label: Template
    is_many: bool = False
    """Several columns may go to it, such as telephones."""


def targets(entity: Entity, role: Role) -> tuple[Target, ...]:
    """Return what the columns of a file of these records may go to."""
    own = [
        Target(id=field.id, label=field.label)
        for field in entity.fields_for(role)
        if field.is_editable or field.is_required
    ]
    if entity.id == "person":
        words = (Template("Фамилия", "Last name"), Template("Имя", "First name"), Template("Отчество", "Middle name"))
        own += [Target(id=part, label=word) for part, word in zip(NAME_PARTS, words, strict=True)]
    if entity.id in _REACHED:
        own += [
            Target(id=PHONE, label=Template("Телефон", "Phone"), is_many=True),
            Target(id=EMAIL, label=Template("E-mail", "E-mail"), is_many=True),
            Target(id=URL, label=Template("Сайт", "Web site"), is_many=True),
        ]
    return tuple(own)


def guessed(entity: Entity, role: Role, headings: Sequence[str]) -> tuple[str, ...]:
    """Return for each heading the target that it names, ``""`` where none does."""
    offered = targets(entity, role)
    words = {target.id: {*_HEADINGS.get(target.id, ()), *map(_plain, _labels(target))} for target in offered}
    plain = [_plain(heading) for heading in headings]
    if any(heading in words.get("last_name", ()) for heading in plain):
        words["full_name"] = {*map(_plain, _labels(offered[0]))}  # «Имя» is then the first name
    if entity.id == "organization":
        words["name"] |= {*_HEADINGS["organization"]}
    many = {target.id for target in offered if target.is_many}
    chosen: list[str] = []
    for heading in plain:
        free = (one.id for one in offered if one.id in many or one.id not in chosen)
        chosen.append(next((one for one in free if heading and heading in words[one]), ""))
    return tuple(chosen)


def check_mapping(entity: Entity, role: Role, mapping: Sequence[str], columns: int) -> None:
    """Raise InvalidInput when a mapping does not fit the file, names a field twice, or leaves a required one out."""
    offered = {target.id: target for target in targets(entity, role)}
    used = [target for target in mapping if target]
    if len(mapping) != columns:
        raise InvalidInput({"mapping": "wrong_type"})
    if any(target not in offered for target in used):
        raise InvalidInput({"mapping": "unknown_field"})
    if any(used.count(target) > 1 and not offered[target].is_many for target in used):
        raise InvalidInput({"mapping": "mapped_twice"})
    missing = [field.id for field in entity.fields if field.is_required and not _is_said(field.id, used)]
    if missing:
        raise InvalidInput({"mapping": "required_unmapped"})


def _is_said(field_id: str, used: Sequence[str]) -> bool:
    return field_id in used or (field_id == "full_name" and any(part in used for part in NAME_PARTS))


def entity_of(entity_id: str) -> Entity | None:
    """Return a kind of record that may be imported."""
    return ENTITIES[entity_id] if entity_id in IMPORTED else None


def _labels(target: Target) -> tuple[str, str]:
    return target.label.ru, target.label.en


def _plain(heading: str) -> str:
    """Return a heading as compared: letters alone, lower case, ё as е, single spaces, no number at its end."""
    folded = unicodedata.normalize("NFKC", heading[:200]).casefold().replace("ё", "е")
    return " ".join("".join(char if char.isalpha() else " " for char in folded).split())
