"""Rows as forms."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callbridge.crm.entities import ENTITIES
from callbridge.crm.import_row import read_row
from callbridge.crm.importing import RowDraft
from callbridge.crm.operator import Role


def row(entity: str, **cells: str) -> RowDraft:
    return read_row(
        ENTITIES[entity], tuple(cells), 2, tuple(cells.values()), role=Role.MANAGER, zone=ZoneInfo("Europe/Moscow")
    )


@pytest.mark.parametrize(
    ("entity", "field", "cell", "value"),
    [
        ("person", "do_not_call", "Да", True),
        ("person", "do_not_call", "нет", False),
        ("person", "lifecycle", "клиент", "customer"),
        ("person", "lifecycle", "Customer", "customer"),
        ("person", "note", "одна\r\nдве", "одна\nдве"),
        ("deal", "amount", "1 234 567,50 ₽", Decimal("1234567.5")),
        ("deal", "amount", "1,234,567.50", Decimal("1234567.5")),
        ("deal", "amount", "1.234.567,50", Decimal("1234567.5")),
        ("deal", "expected_close", "1.3.2026", date(2026, 3, 1)),
        ("deal", "expected_close", "2026-03-01", date(2026, 3, 1)),
        ("activity", "at", "01.03.2026 09:00", datetime(2026, 3, 1, 6, tzinfo=UTC)),
        ("activity", "at", "01/03/2026 09:00:00", datetime(2026, 3, 1, 6, tzinfo=UTC)),
        ("person", "full_name", "'=HYPERLINK(1)", "=HYPERLINK(1)"),
        ("person", "full_name", "=1+1", "=1+1"),
    ],
)
def test_a_cell_is_read_as_people_write_it(entity: str, field: str, cell: str, value: Any) -> None:
    if entity == "deal":
        found = row(entity, name="Дом", topic="Квартиры", **{field: cell})
    elif field == "full_name":
        found = row(entity, full_name=cell)
    elif entity == "activity":
        found = row(entity, kind="contact", method="Звонок", **{field: cell})
    else:
        found = row(entity, full_name="Имя", **{field: cell})
    assert dict(found.mistakes) == {}
    assert found.values[field] == value


@pytest.mark.parametrize(
    ("entity", "cells", "mistakes"),
    [
        ("person", {"full_name": ""}, {"full_name": "required"}),
        ("person", {"full_name": "А", "lifecycle": "друг"}, {"lifecycle": "unknown_value"}),
        ("person", {"full_name": "А", "do_not_call": "может быть"}, {"do_not_call": "wrong_type"}),
        ("person", {"full_name": "А" * 501}, {"full_name": "too_long"}),
        ("person", {"full_name": "А", "email": "нет"}, {"email": "not_an_address"}),
        (
            "person",
            {"full_name": "А", "phone": ";".join(f"8916000000{n:02}" for n in range(11))},
            {"phone": "too_many"},
        ),
        ("campaign", {"name": "А", "date_from": "31.02.2026"}, {"date_from": "wrong_type"}),
        ("deal", {"name": "А", "topic": "Т", "amount": "много"}, {"amount": "wrong_type"}),
    ],
)
def test_what_is_wrong_is_said_by_field(entity: str, cells: dict[str, str], mistakes: dict[str, str]) -> None:
    assert dict(row(entity, **cells).mistakes) == mistakes


def test_a_name_in_parts_is_joined() -> None:
    assert row("person", first_name="Иван", last_name=" Иванов ").values["full_name"] == "Иванов Иван"


def test_records_named_in_words_wait_for_the_store() -> None:
    found = row("deal", name="Дом", topic=" Квартиры  в центре ")
    assert (dict(found.names), dict(found.mistakes)) == ({"topic": "Квартиры в центре"}, {})


def test_several_numbers_stand_in_one_cell_or_in_many() -> None:
    found = read_row(
        ENTITIES["person"], ("full_name", "phone", "phone"), 2,
        ("Анна", "8 916 123-45-67, +7 495 111-22-33 доб. 5; 84951112233, доб. 12", "8 916 123-45-67"),
        role=Role.MANAGER, zone=UTC,
    )  # fmt: skip
    assert found.phones == ("8 916 123-45-67", "+7 495 111-22-33 доб. 5", "84951112233, доб. 12")


@given(st.sampled_from(("person", "organization", "deal", "campaign", "contract")), st.data())
def test_no_cell_breaks_the_reading(entity: str, data: st.DataObject) -> None:
    names = tuple(field.id for field in ENTITIES[entity].fields if field.is_editable)
    cells = data.draw(st.lists(st.text(max_size=30), min_size=len(names), max_size=len(names)))
    found = read_row(ENTITIES[entity], names, 2, cells, role=Role.ADMIN, zone=UTC)
    assert not (found.values and found.mistakes.keys() & found.values.keys())
