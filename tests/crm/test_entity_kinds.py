"""Every kind of record keeps the rules that lists and cards rely on."""

import re

import pytest

from callbridge.crm.entities import LISTED
from callbridge.crm.entities.campaign import CAMPAIGN
from callbridge.crm.entities.lead import LEAD
from callbridge.crm.entity import Entity, FieldKind
from callbridge.crm.list_order import read_order
from callbridge.crm.operator import Role
from callbridge.kernel.template import Template

EVERY = pytest.mark.parametrize("entity", LISTED.values(), ids=LISTED)


def test_a_kind_of_record_stands_under_its_own_id() -> None:
    assert {name: entity.id for name, entity in LISTED.items()} == {name: name for name in LISTED}


@EVERY
def test_field_ids_are_different_words_and_leave_the_names_beside_records_free(entity: Entity) -> None:
    ids = [field.id for field in entity.fields]
    names = {f"{field.id}_name" for field in entity.fields if field.kind is FieldKind.RECORD}
    assert len(set(ids)) == len(ids)
    assert not {"id", "version", *names} & set(ids)
    assert [one for one in ids if not re.fullmatch(r"[a-z]+(?:_[a-z0-9]+)*", one)] == []


@EVERY
def test_every_label_is_in_both_languages(entity: Entity) -> None:
    labels: list[Template] = [entity.one, entity.many, *(tab.label for tab in entity.tabs)]
    for field in entity.fields:
        labels += [field.label, *(choice.label for choice in field.choices), *([field.group] if field.group else [])]
    assert [label for label in labels if not re.search("[а-яё№-]", label.ru, re.IGNORECASE)] == []
    assert [label for label in labels if not label.en or re.search("[а-яё]", label.en, re.IGNORECASE)] == []


@EVERY
def test_a_choice_has_choices_and_a_record_says_of_what_kind(entity: Entity) -> None:
    for field in entity.fields:
        assert bool(field.choices) == (field.kind is FieldKind.CHOICE), field.id
        assert bool(field.record) == (field.kind in (FieldKind.RECORD, FieldKind.RECORDS)), field.id


@EVERY
def test_the_own_order_is_one_by_which_the_list_can_be_ordered(entity: Entity) -> None:
    assert len(entity.sort) == 1
    assert read_order("", entity, Role.OPERATOR)


@EVERY
def test_a_tab_asks_for_values_that_its_field_has(entity: Entity) -> None:
    for tab in entity.tabs:
        field = entity.field(tab.field)
        assert bool(field) == bool(tab.values)
        assert field is None or set(tab.values) <= {choice.value for choice in field.choices}


@EVERY
def test_a_record_is_called_by_a_field_it_has(entity: Entity) -> None:
    assert entity.field(entity.name_field) is not None


def test_the_list_of_leads_has_the_columns_of_the_source_text() -> None:
    """R56-R69: these at first, the others on request (R64)."""
    labels = [field.label.ru for field in LEAD.fields if field.is_default]
    assert labels == [
        "Дата и время", "Телефон", "Организация", "Лицо", "Объект продажи", "Описание", "Оценка", "Этап сделки",
    ]  # fmt: skip
    optional = {field.label.ru for field in LEAD.fields if not field.is_default}
    assert {"Мероприятие", "Содержание разговора", "Ответственный", "Причина отказа", "Проект"} <= optional


def test_events_are_listed_by_state() -> None:
    """R6-R10: the tabs of the upper list."""
    assert [tab.label.ru for tab in CAMPAIGN.tabs] == ["В подготовке", "Проведение", "Прошедшие", "Все"]
