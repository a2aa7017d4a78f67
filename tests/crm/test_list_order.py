"""Order and place in a list, as the address carries them."""

import base64
import json
from contextlib import suppress
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callbridge.crm.entities.lead import LEAD
from callbridge.crm.entity import Entity, Field, FieldKind
from callbridge.crm.list_order import Cursor, Order, SortValue, read_cursor, read_order, write_cursor, write_order
from callbridge.crm.operator import Role
from callbridge.kernel.errors import InvalidInput
from callbridge.kernel.template import Template

LABEL = Template("Поле", "Field")
EVERY = Entity(
    id="every",
    one=LABEL,
    many=LABEL,
    fields=tuple(Field(id=kind.value, label=LABEL, kind=kind, is_sortable=True) for kind in FieldKind),
)


def test_an_order_is_a_field_with_a_minus_when_it_descends() -> None:
    assert read_order("next_contact_at", LEAD, Role.OPERATOR) == Order(field="next_contact_at")
    assert read_order("", LEAD, Role.OPERATOR) == Order(field="at", is_descending=True)
    assert read_order("-id", LEAD, Role.OPERATOR) == Order(field="id", is_descending=True)
    assert write_order(Order(field="at", is_descending=True)) == "-at"


@pytest.mark.parametrize("text", ["content", "secret", "-", "--at", "at desc"])
def test_what_a_list_cannot_be_ordered_by_is_refused(text: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        read_order(text, LEAD, Role.OPERATOR)
    assert refused.value.fields == {"sort": "unknown_value"}


VALUES: dict[str, st.SearchStrategy[SortValue | None]] = {
    "text": st.none() | st.text(st.characters(codec="utf-8", exclude_characters="\0")),
    "integer": st.none() | st.integers(-(2**31) + 1, 2**31 - 1),
    "money": st.none() | st.decimals(-(10**10), 10**10, places=4),
    "date": st.none() | st.dates(date(1901, 1, 1), date(9000, 1, 1)),
    "instant": st.none() | st.datetimes(datetime(1901, 1, 1), datetime(9000, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
    "flag": st.booleans(),
    "choice": st.none() | st.integers(0, 9),
    "record": st.none() | st.text("абв «»", max_size=9),
    "seconds": st.none() | st.sampled_from([0.0, 1.5, 3600.25]),
}


@given(st.sampled_from(sorted(VALUES)).flatmap(lambda name: st.tuples(st.just(name), VALUES[name])), st.integers(1, 99))
def test_a_place_survives_the_way_through_an_address(found: tuple[str, SortValue | None], row_id: int) -> None:
    name, value = found
    order, cursor = Order(field=name, is_descending=True), Cursor(value=value, id=row_id)
    assert read_cursor(write_cursor(cursor, order), order, EVERY) == cursor


def forged(*parts: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(parts).encode()).decode()


@pytest.mark.parametrize(
    "text",
    [
        "x", "ё", "====", "a" * 4000, forged(), forged("-at", None), forged("at", None, 1), forged("-at", 5, 1),
        forged("-at", "2026-11-25", 1), forged("-at", None, "1"), forged("-at", None, True), forged("-at", None, 2**31),
        base64.urlsafe_b64encode(b"[" * 3000).decode(),
    ],
)  # fmt: skip
def test_a_place_that_was_never_given_is_refused(text: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        read_cursor(text, Order(field="at", is_descending=True), LEAD)
    assert refused.value.fields == {"after": "wrong_type"}


@given(st.text())
def test_any_text_is_a_place_or_is_refused(text: str) -> None:
    with suppress(InvalidInput):
        read_cursor(text, Order(field="id"), LEAD)


def test_a_text_that_an_engine_would_refuse_is_no_place() -> None:
    order = Order(field="text")
    for text in ("a\0", "\ud800"):
        with pytest.raises(InvalidInput):
            read_cursor(forged("text", text, 1), order, EVERY)


def test_the_beginning_of_a_list_has_no_place() -> None:
    assert read_cursor("", Order(field="id"), LEAD) is None


def test_a_place_in_an_order_by_id_is_the_id() -> None:
    order = Order(field="id")
    assert read_cursor(write_cursor(Cursor(value=7, id=7), order), order, LEAD) == Cursor(value=7, id=7)
