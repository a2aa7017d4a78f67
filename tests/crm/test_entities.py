"""Every kind of record as it is declared."""

import re

import pytest

from callbridge.crm.entities import ENTITIES
from callbridge.crm.entity import Entity, FieldKind

ELSEWHERE = {"lead", "call", "operator"}
"""Kinds that other parts declare."""
each = pytest.mark.parametrize("entity", ENTITIES.values(), ids=ENTITIES)


@each
def test_a_kind_of_record_is_consistent(entity: Entity) -> None:
    ids = [field.id for field in entity.fields]
    assert len(set(ids)) == len(ids)
    assert entity.field(entity.name_field) is not None
    for tab in entity.tabs:
        column = entity.field(tab.field) if tab.field else None
        assert not tab.values or (column is not None and set(tab.values) <= {c.value for c in column.choices})
    for order in entity.sort:
        assert entity.field(order.removeprefix("-")) is not None or order == "-id"


@each
def test_a_field_names_records_that_there_are_and_choices_where_it_has_some(entity: Entity) -> None:
    """R5: every cell that names a record opens it."""
    for field in entity.fields:
        assert (field.kind in (FieldKind.RECORD, FieldKind.RECORDS)) == bool(field.record), field.id
        assert not field.record or field.record in {*ENTITIES, *ELSEWHERE}, field.id
        assert (field.kind is FieldKind.CHOICE) == bool(field.choices), field.id


@each
def test_every_word_is_in_both_languages(entity: Entity) -> None:
    labels = [entity.one, entity.many, *(field.label for field in entity.fields), *(tab.label for tab in entity.tabs)]
    labels += [choice.label for field in entity.fields for choice in field.choices]
    for label in labels:
        assert re.search("[а-яё]", label.ru, re.IGNORECASE) or label.ru == label.en == "E-mail"
        assert label.en
        assert not re.search("[а-яё]", label.en, re.IGNORECASE)


def test_the_upper_list_of_events_has_its_eleven_columns() -> None:
    """R11-R22."""
    columns = [field for field in ENTITIES["campaign"].fields if field.is_listed and field.is_default]
    assert [field.label.ru for field in columns] == [
        "Период с", "Период по", "Вид", "Название", "Труд", "План", "Факт", "Интерес", "Сделка", "Договоры", "Доход",
    ]  # fmt: skip
    assert [field.group.ru if field.group else "" for field in columns] == [
        *[""] * 5, *["Затраты"] * 2, *["Результат"] * 3, "",
    ]  # fmt: skip


def test_the_tabs_of_events_are_the_states() -> None:
    """R6-R10, A5: the cancelled are among all of them alone."""
    tabs = ENTITIES["campaign"].tabs
    assert [(tab.label.ru, tab.values) for tab in tabs] == [
        ("В подготовке", ("preparing",)),
        ("Проведение", ("running",)),
        ("Прошедшие", ("done",)),
        ("Все", ()),
    ]


@pytest.mark.parametrize(
    ("entity_id", "field_id", "labels"),
    [
        ("campaign", "state", ["В подготовке", "Проведение", "Прошедшее", "Отменено"]),
        ("participant", "status", ["Не определен", "Потенциальный", "Фактический", "Отказано"]),
        ("supplier", "status", ["Потенциальный", "Действительный"]),
        ("outcome", "rating", ["Положительный", "Удовлетворительный", "Неопределенный", "Отрицательный"]),
    ],
)
def test_statuses_are_called_as_the_source_calls_them(entity_id: str, field_id: str, labels: list[str]) -> None:
    """R49, R93, R144."""
    field = ENTITIES[entity_id].field(field_id)
    assert field is not None
    assert [choice.label.ru for choice in field.choices] == labels
