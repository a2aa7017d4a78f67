"""Columns and views that may be kept."""

from typing import Any

import pytest

from callbridge.crm.entities.campaign import CAMPAIGN
from callbridge.crm.entities.lead import LEAD
from callbridge.crm.operator import Role
from callbridge.crm.saved_view import (
    ColumnChoice,
    ViewKind,
    ViewQuery,
    check_columns,
    check_view,
    known_columns,
    listed_fields,
)
from callbridge.kernel.errors import Forbidden, InvalidInput

AT, PHONE = ColumnChoice(id="at", width=200, is_pinned=True), ColumnChoice(id="phone", is_shown=False)


def test_any_columns_of_the_list_may_be_chosen_in_any_order() -> None:
    """R64: the reader connects columns."""
    check_columns([PHONE, AT], LEAD, Role.OPERATOR)
    assert listed_fields(LEAD, Role.ADMIN) == LEAD.fields


@pytest.mark.parametrize(
    ("chosen", "code"),
    [
        ([AT, ColumnChoice(id="secret")], "unknown_value"),
        ([AT, AT], "unknown_value"),
        ([AT, ColumnChoice(id="phone", width=5)], "out_of_range"),
        ([AT, ColumnChoice(id="phone", width=5_000)], "out_of_range"),
        ([PHONE], "required"),
        ([], "required"),
    ],
)
def test_columns_that_cannot_be_drawn_are_refused(chosen: list[ColumnChoice], code: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        check_columns(chosen, LEAD, Role.OPERATOR)
    assert refused.value.fields == {"columns": code}


def test_a_column_that_is_no_more_is_left_out() -> None:
    assert known_columns([AT, ColumnChoice(id="old")], LEAD, Role.OPERATOR) == (AT,)


REFUSED = {"field": "rating", "op": "in", "value": ["negative"]}


@pytest.mark.parametrize(
    ("kind", "role"), [(ViewKind.MINE, Role.OPERATOR), (ViewKind.TEAM, Role.SUPERVISOR), (ViewKind.DEFAULT, Role.ADMIN)]
)
def test_a_view_of_what_the_list_has_may_be_kept(kind: ViewKind, role: Role) -> None:
    """R55: a filter under a name."""
    query = ViewQuery(filter=REFUSED, sort="-at", search="иванов", columns=(AT,))
    check_view("Отказы", kind, query, entity=LEAD, role=role)
    check_view("Идут", kind, ViewQuery(tab="running"), entity=CAMPAIGN, role=role)


@pytest.mark.parametrize("kind", [ViewKind.TEAM, ViewKind.DEFAULT])
def test_an_operator_keeps_views_for_themselves_alone(kind: ViewKind) -> None:
    with pytest.raises(Forbidden):
        check_view("Отказы", kind, ViewQuery(), entity=LEAD, role=Role.OPERATOR)


@pytest.mark.parametrize(
    ("name", "query", "fields"),
    [
        (" ", {}, {"name": "required"}),
        ("x" * 101, {}, {"name": "too_long"}),
        ("a\0", {}, {"name": "wrong_type"}),
        ("x", {"filter": {"all": []}}, {"filter.all": "required"}),
        ("x", {"sort": "secret"}, {"sort": "unknown_value"}),
        ("x", {"search": "x" * 201}, {"search": "too_long"}),
        ("x", {"tab": "running"}, {"tab": "unknown_value"}),
        ("x", {"columns": (PHONE,)}, {"columns": "required"}),
    ],
)
def test_a_view_that_could_not_be_shown_is_refused(name: str, query: dict[str, Any], fields: dict[str, str]) -> None:
    with pytest.raises(InvalidInput) as refused:
        check_view(name, ViewKind.MINE, ViewQuery(**query), entity=LEAD, role=Role.OPERATOR)
    assert refused.value.fields == fields
