"""Filters as anybody may send them."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callbridge.crm.entities import LISTED
from callbridge.crm.entities.lead import LEAD
from callbridge.crm.entity import Entity, Field, FieldKind
from callbridge.crm.list_filter import (
    MAX_CONDITIONS,
    MAX_VALUES,
    TESTS,
    Condition,
    Filter,
    Group,
    Joint,
    Test,
    both,
    conditions,
    read_filter,
)
from callbridge.crm.list_period import Period
from callbridge.crm.list_value import write_value
from callbridge.crm.operator import Role
from callbridge.kernel.errors import InvalidInput
from callbridge.kernel.messages import MESSAGES
from callbridge.kernel.template import Template

REFUSED: dict[str, Any] = {
    "all": [
        {"field": "rating", "op": "in", "value": ["negative", "negative", "undefined"]},
        {"any": [{"field": "refusal_reason", "op": "eq", "value": 3}, {"field": "product", "op": "is_empty"}]},
        {"not": {"field": "at", "op": "during", "value": "today"}},
    ]
}


def read(data: object, role: Role = Role.OPERATOR, entity: Entity = LEAD) -> Filter | None:
    return read_filter(data, entity, role)


def mistakes(data: object, role: Role = Role.OPERATOR, entity: Entity = LEAD) -> dict[str, str]:
    with pytest.raises(InvalidInput) as refused:
        read(data, role, entity)
    return refused.value.fields


def test_a_filter_is_read_as_it_is_meant() -> None:
    """R55: leads by result and reason."""
    rating = Condition(field="rating", test=Test.IN, values=("negative", "undefined"))
    reason = Condition(field="refusal_reason", test=Test.EQ, values=(3,))
    product = Condition(field="product", test=Test.IS_EMPTY)
    today = Condition(field="at", test=Test.DURING, values=(Period.TODAY,))
    found = read(REFUSED)
    assert found == Group(
        joint=Joint.ALL,
        parts=(
            rating,
            Group(joint=Joint.ANY, parts=(reason, product)),
            Group(joint=Joint.NOT, parts=(today,)),
        ),
    )
    assert list(conditions(found)) == [rating, reason, product, today]
    assert read(None) is None


def deep(levels: int) -> Any:
    node: Any = {"field": "id", "op": "eq", "value": 1}
    for _ in range(levels):
        node = {"not": node}
    return node


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ([], {"filter": "wrong_type"}),
        ({}, {"filter": "wrong_type"}),
        ({"all": []}, {"filter.all": "required"}),
        ({"all": {}}, {"filter.all": "wrong_type"}),
        ({"or": []}, {"filter": "unknown_field"}),
        ({"all": [1], "any": []}, {"filter": "wrong_type"}),
        ({"all": ["x", {"field": "id", "op": "eq", "value": 1}]}, {"filter.all.0": "wrong_type"}),
        ({"field": "secret", "op": "eq", "value": 1}, {"filter.field": "unknown_field"}),
        ({"field": ["id"], "op": "eq", "value": 1}, {"filter.field": "unknown_field"}),
        ({"field": "id", "op": "like", "value": 1}, {"filter.op": "unknown_value"}),
        ({"field": "id", "op": ["eq"], "value": 1}, {"filter.op": "unknown_value"}),
        ({"field": "id", "op": "eq"}, {"filter.value": "required"}),
        ({"field": "id", "op": "eq", "value": 1, "sql": "x"}, {"filter": "unknown_field"}),
        ({"field": "id", "op": "in", "value": 1}, {"filter.value": "wrong_type"}),
        ({"field": "id", "op": "in", "value": []}, {"filter.value": "required"}),
        ({"field": "id", "op": "in", "value": [1] * (MAX_VALUES + 1)}, {"filter.value": "too_many"}),
        ({"field": "id", "op": "between", "value": [1]}, {"filter.value": "wrong_type"}),
        ({"field": "id", "op": "between", "value": [2, 1]}, {"filter.value": "before_start"}),
        ({"field": "at", "op": "between", "value": ["2026-02-02", "2026-02-01"]}, {"filter.value": "before_start"}),
        ({"field": "at", "op": "during", "value": "doomsday"}, {"filter.value": "unknown_value"}),
        ({"field": "id", "op": "is_empty", "value": True}, {"filter.value": "unknown_field"}),
        (deep(5), {"filter.not.not.not.not.not": "too_deep"}),
        ({"any": [deep(0)] * (MAX_CONDITIONS + 1)}, {"filter.any": "too_many"}),
        ({"any": [{"any": [deep(0)] * 30}] * 2}, {"filter": "too_many"}),
    ],
)
def test_each_wrong_part_is_named_with_its_code(data: object, expected: dict[str, str]) -> None:
    assert mistakes(data) == expected


def test_a_field_that_the_role_may_not_see_is_no_field() -> None:
    """R152: roles."""
    margin = Field(id="margin", label=Template("Маржа", "Margin"), kind=FieldKind.MONEY, least_role=Role.ADMIN)
    deal = Entity(id="deal", one=margin.label, many=margin.label, fields=(margin,))
    asked = {"field": "margin", "op": "gt", "value": "0"}
    assert mistakes(asked, Role.SUPERVISOR, deal) == {"filter.field": "unknown_field"}
    assert read(asked, Role.ADMIN, deal) is not None


def test_two_filters_are_one_when_both_must_agree() -> None:
    one = Condition(field="id", test=Test.EQ, values=(1,))
    assert both(None, None) is None
    assert both(one, None) == one
    assert both(one, one) == Group(joint=Joint.ALL, parts=(one, one))


NAMES = st.sampled_from([*(field.id for field in LEAD.fields), "id", "secret", ""])
SCALARS = st.one_of(
    st.none(), st.booleans(), st.integers(-(2**40), 2**40), st.floats(), st.text(max_size=8),
    st.sampled_from(["negative", "2026-11-25", "2026-11-25T10:00:00Z", "today", "12.5"]),
)  # fmt: skip
CONDITIONS = st.fixed_dictionaries(
    {"field": NAMES, "op": st.sampled_from([*Test, "like"])},
    optional={"value": SCALARS | st.lists(SCALARS, max_size=4)},
)
TREES = st.recursive(
    CONDITIONS | SCALARS,
    lambda inner: (
        st.fixed_dictionaries({"all": st.lists(inner, max_size=3)})
        | st.fixed_dictionaries({"any": st.lists(inner, max_size=3)})
        | st.fixed_dictionaries({"not": inner})
        | st.dictionaries(st.text(max_size=4), inner, max_size=2)
        | st.lists(inner, max_size=2)
    ),
    max_leaves=12,
)


@given(TREES)
def test_any_json_is_read_or_refused_with_codes_that_have_texts(data: Any) -> None:
    found, codes = outcome(data, LEAD)
    assert (found is None) == (data is None or bool(codes))
    assert codes <= MESSAGES.keys()


def outcome(data: object, entity: Entity) -> tuple[Filter | None, set[str]]:
    """Return what was read and the codes of what was refused."""
    try:
        return read(data, entity=entity), set()
    except InvalidInput as refused:
        return None, set(refused.fields.values()) or {"no code at all"}


def good(entity: Entity) -> st.SearchStrategy[Filter]:
    """Return filters that fit the entity, made of values its fields can have."""
    values: dict[FieldKind, st.SearchStrategy[Any]] = {
        FieldKind.TEXT: st.text("абв ё", min_size=1, max_size=5).filter(str.strip),
        FieldKind.INTEGER: st.integers(-100, 100),
        FieldKind.DATE: st.dates(),
        FieldKind.FLAG: st.booleans(),
    }

    def condition(field: Field) -> st.SearchStrategy[Filter]:
        of = values[field.kind]
        return st.sampled_from([test for test in TESTS[field.kind] if test not in (Test.BETWEEN, Test.DURING)]).flatmap(
            lambda test: st.lists(
                of, min_size=0 if test is Test.IS_EMPTY else 1, max_size={Test.IS_EMPTY: 0, Test.IN: 3}.get(test, 1),
                unique=True,
            ).map(lambda chosen: Condition(field=field.id, test=test, values=tuple(chosen)))
        )  # fmt: skip

    leaves = st.one_of([condition(field) for field in entity.fields if field.kind in values and field.is_filterable])
    return st.recursive(
        leaves,
        lambda inner: st.builds(
            lambda joint, parts: Group(joint=joint, parts=tuple(parts[: 1 if joint is Joint.NOT else 3])),
            st.sampled_from(Joint),
            st.lists(inner, min_size=1, max_size=3),
        ),
        max_leaves=6,
    )


def written(node: Filter) -> Any:
    """Return the JSON of a filter, as a list's address has it."""
    match node:
        case Condition(field=name, test=Test.IS_EMPTY as test):
            return {"field": name, "op": test.value}
        case Condition(field=name, test=test, values=values):
            shown = [write_value(value) for value in values]
            return {"field": name, "op": test.value, "value": shown if test is Test.IN else shown[0]}
        case Group(joint=joint, parts=parts):
            return {joint.value: written(parts[0]) if joint is Joint.NOT else [written(part) for part in parts]}


@given(st.sampled_from(list(LISTED.values())).flatmap(lambda entity: st.tuples(st.just(entity), good(entity))))
def test_a_filter_survives_the_way_through_an_address(given_both: tuple[Entity, Filter]) -> None:
    entity, wanted = given_both
    found, codes = outcome(json.loads(json.dumps(written(wanted))), entity)
    assert codes <= {"too_deep", "out_of_range"}
    assert codes or found == wanted
