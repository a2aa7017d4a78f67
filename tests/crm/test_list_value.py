"""Values of fields as JSON carries them."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callbridge.crm.entity import Choice, Field, FieldKind
from callbridge.crm.list_value import Value, read_value, write_value
from callbridge.kernel.template import Template

LABEL = Template("Поле", "Field")


def field(kind: FieldKind) -> Field:
    return Field(id="field", label=LABEL, kind=kind, choices=(Choice(value="red", label=LABEL),))


@pytest.mark.parametrize(
    ("kind", "raw", "value"),
    [
        (FieldKind.TEXT, "Дом", "Дом"),
        (FieldKind.INTEGER, -7, -7),
        (FieldKind.MONEY, "1234.50", Decimal("1234.50")),
        (FieldKind.MONEY, 0.1, Decimal("0.1")),
        (FieldKind.DATE, "2026-11-25", date(2026, 11, 25)),
        (FieldKind.INSTANT, "2026-11-25T12:00:00+03:00", datetime(2026, 11, 25, 9, tzinfo=UTC)),
        (FieldKind.INSTANT, "2026-11-25", date(2026, 11, 25)),
        (FieldKind.FLAG, False, False),
        (FieldKind.CHOICE, "red", "red"),
        (FieldKind.RECORD, 12, 12),
    ],
)
def test_a_value_that_fits_its_field_is_read(kind: FieldKind, raw: object, value: Value) -> None:
    assert read_value(field(kind), raw) == (value, "")


@pytest.mark.parametrize(
    ("kind", "raw", "code"),
    [
        (FieldKind.TEXT, None, "required"),
        (FieldKind.TEXT, "  ", "required"),
        (FieldKind.TEXT, 5, "wrong_type"),
        (FieldKind.TEXT, "a\0b", "wrong_type"),
        (FieldKind.TEXT, "\ud800", "wrong_type"),
        (FieldKind.TEXT, "x" * 201, "too_long"),
        (FieldKind.INTEGER, True, "wrong_type"),
        (FieldKind.INTEGER, 2**31, "out_of_range"),
        (FieldKind.MONEY, "NaN", "wrong_type"),
        (FieldKind.MONEY, "ten", "wrong_type"),
        (FieldKind.MONEY, True, "wrong_type"),
        (FieldKind.MONEY, "0.00001", "wrong_type"),
        (FieldKind.MONEY, 1e300, "out_of_range"),
        (FieldKind.DATE, "2026-02-30", "wrong_type"),
        (FieldKind.DATE, "0001-01-01", "out_of_range"),
        (FieldKind.DATE, 20261125, "wrong_type"),
        (FieldKind.INSTANT, "2026-11-25T12:00:00", "no_offset"),
        (FieldKind.INSTANT, "0001-01-01T00:00:00+14:00", "wrong_type"),
        (FieldKind.INSTANT, "1800-01-01T00:00:00Z", "out_of_range"),
        (FieldKind.INSTANT, 5, "wrong_type"),
        (FieldKind.FLAG, 1, "wrong_type"),
        (FieldKind.CHOICE, "blue", "unknown_value"),
        (FieldKind.RECORD, "12", "wrong_type"),
    ],
)
def test_a_value_that_does_not_fit_has_a_code(kind: FieldKind, raw: object, code: str) -> None:
    assert read_value(field(kind), raw) == (None, code)


ANYTHING = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(), st.lists(st.integers()))


@given(st.sampled_from(FieldKind), ANYTHING)
def test_any_value_is_read_and_reads_back_or_is_refused(kind: FieldKind, raw: object) -> None:
    value, code = read_value(field(kind), raw)
    assert (value is None) == bool(code)
    if value is not None:
        assert read_value(field(kind), write_value(value)) == (value, "")
