"""What people send of a record, read by the fields of its kind."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callbridge.crm.entity import Choice, Entity, Field, FieldKind
from callbridge.crm.operator import Role
from callbridge.crm.record_form import Value, check_whole, read_form
from callbridge.kernel.errors import InvalidInput
from callbridge.kernel.messages import MESSAGES
from callbridge.kernel.template import Template

WORD = Template("Поле", "Field")


def a_field(kind: FieldKind, **more: object) -> Field:
    options = {"is_editable": True, **more}
    return Field(id=kind.value, label=WORD, kind=kind, **options)  # type: ignore[arg-type]


ENTITY = Entity(
    id="campaign",
    one=WORD,
    many=WORD,
    fields=(
        *(a_field(kind) for kind in FieldKind if kind is not FieldKind.CHOICE),
        a_field(FieldKind.CHOICE, choices=(Choice(value="yes", label=WORD),)),
        Field(id="name", label=WORD, is_editable=True, is_required=True, max_characters=10),
        Field(id="person", label=WORD, kind=FieldKind.RECORD, record="person", is_required=True),
        Field(id="derived", label=WORD),
        Field(id="secret", label=WORD, is_editable=True, least_role=Role.ADMIN),
        Field(id="rate", label=WORD, kind=FieldKind.NUMBER, is_editable=True),
    ),
)


def wrong(raw: dict[str, object], *, is_new: bool = False, role: Role = Role.OPERATOR) -> dict[str, str]:
    with pytest.raises(InvalidInput) as refused:
        read_form(ENTITY, raw, role=role, is_new=is_new)
    return refused.value.fields


@pytest.mark.parametrize(
    ("field", "sent", "read"),
    [
        ("text", "  Дом \n у реки ", "Дом у реки"),
        ("long_text", "one\r\ntwo\x00 ", "one\ntwo"),
        ("integer", 0, 0),
        ("number", "1.2500", Decimal("1.25")),
        ("number", 7, Decimal(7)),
        ("money", "-0", Decimal(0)),
        ("percent", 100, 100),
        ("date", "2026-11-23", date(2026, 11, 23)),
        ("instant", "2026-11-23T12:00:00+03:00", datetime(2026, 11, 23, 9, tzinfo=UTC)),
        ("flag", True, True),
        ("choice", "yes", "yes"),
        ("record", 5, 5),
        ("rate", "0.00712345", Decimal("0.00712345")),
        ("text", None, ""),
        ("flag", None, False),
        ("record", None, None),
        ("money", None, None),
    ],
)
def test_a_value_is_read_as_its_kind(field: str, sent: object, read: Value) -> None:
    found = read_form(ENTITY, {field: sent}, role=Role.OPERATOR, is_new=False)
    assert found == {field: read}
    assert type(found[field]) is type(read)


@pytest.mark.parametrize(
    ("field", "sent", "code"),
    [
        ("text", 5, "wrong_type"),
        ("text", "x" * 501, "too_long"),
        ("integer", True, "wrong_type"),
        ("integer", 1.5, "wrong_type"),
        ("integer", -1, "negative"),
        ("integer", 2**31, "out_of_range"),
        ("record", 0, "out_of_range"),
        ("number", 0.1, "wrong_type"),
        ("number", "1,5", "wrong_type"),
        ("number", "NaN", "wrong_type"),
        ("money", "-1", "negative"),
        ("money", "1.00001", "too_precise"),
        ("money", "1e13", "out_of_range"),
        ("money", "1e999999", "out_of_range"),
        ("percent", 101, "out_of_range"),
        ("date", "2026-02-30", "wrong_type"),
        ("date", "0001-01-01", "out_of_range"),
        ("instant", "2026-11-23T12:00:00", "no_offset"),
        ("instant", "yesterday", "wrong_type"),
        ("flag", "yes", "wrong_type"),
        ("choice", "no", "unknown_value"),
        ("choice", None, "required"),
        ("derived", "x", "read_only"),
        ("person", 5, "read_only"),
        ("secret", "x", "unknown_field"),
        ("nothing", "x", "unknown_field"),
        ("name", "", "required"),
        ("name", None, "required"),
        ("name", "Длинное название", "too_long"),
    ],
)
def test_a_wrong_value_is_named_with_its_code(field: str, sent: object, code: str) -> None:
    assert wrong({field: sent}) == {field: code}
    assert code in MESSAGES


def test_a_new_record_has_all_that_is_required_and_a_change_only_what_it_names() -> None:
    assert wrong({}, is_new=True) == {"name": "required", "person": "required"}
    assert read_form(ENTITY, {"name": "Дом", "person": 5}, role=Role.OPERATOR, is_new=True) == {
        "name": "Дом",
        "person": 5,
    }
    assert read_form(ENTITY, {}, role=Role.OPERATOR, is_new=False) == {}


def test_who_may_see_a_field_may_set_it() -> None:
    assert read_form(ENTITY, {"secret": "x"}, role=Role.ADMIN, is_new=False) == {"secret": "x"}


def test_thousands_of_unknown_fields_make_no_long_answer() -> None:
    assert len(wrong({f"x{number}": 1 for number in range(5_000)})) == 20


def test_dates_are_in_order() -> None:
    """R12."""
    first, last = date(2026, 11, 23), date(2026, 11, 22)
    with pytest.raises(InvalidInput) as refused:
        check_whole(ENTITY, {"date_from": first, "date_to": last})
    assert refused.value.fields == {"date_to": "before_start"}
    for whole in ({"date_from": last, "date_to": first}, {"date_from": first, "date_to": first}, {"date_to": last}, {}):
        check_whole(ENTITY, whole)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)


@given(st.dictionaries(st.sampled_from([field.id for field in ENTITY.fields]), JSON), st.booleans())
def test_whatever_is_sent_is_read_or_refused_with_codes_that_have_a_text(raw: dict[str, object], is_new: bool) -> None:
    codes: set[str] = set()
    values: dict[str, Value] = {}
    try:
        values = read_form(ENTITY, raw, role=Role.OPERATOR, is_new=is_new)
    except InvalidInput as refused:
        codes = set(refused.fields.values())
    assert codes <= MESSAGES.keys()
    assert codes or set(values) == set(raw)
