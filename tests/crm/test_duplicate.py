"""How alike two records are."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from callbridge.crm.duplicate import LIKELY, Facts, Sign, is_like_name, likeness

IVAN = Facts(
    id=1, name="иванов иван", numbers=frozenset({"+79161234567"}), emails=frozenset({"a@b.ru"}), organization_id=5
)


@pytest.mark.parametrize(
    ("other", "is_likely", "signs"),
    [
        ({}, True, {Sign.NUMBER, Sign.EMAIL, Sign.NAME, Sign.ORGANIZATION}),
        ({"emails": frozenset(), "organization_id": None}, True, {Sign.NUMBER, Sign.NAME}),
        ({"name": "иванов и.", "emails": frozenset(), "organization_id": None}, True, {Sign.NUMBER, Sign.LIKE_NAME}),
        ({"name": "петрова анна", "emails": frozenset()}, True, {Sign.NUMBER, Sign.ORGANIZATION}),
        ({"name": "петрова анна", "emails": frozenset(), "organization_id": None}, False, {Sign.NUMBER}),
        ({"numbers": frozenset(), "emails": frozenset(), "organization_id": None}, False, {Sign.NAME}),
        ({"numbers": frozenset(), "emails": frozenset()}, True, {Sign.NAME, Sign.ORGANIZATION}),
    ],
)
def test_signs_are_added_up_and_one_alone_is_not_enough(
    other: dict[str, Any], is_likely: bool, signs: set[Sign]
) -> None:
    found = likeness(IVAN, replace(IVAN, id=2, **other))
    assert (found.score >= LIKELY, set(found.signs)) == (is_likely, signs)


def test_another_tax_number_is_another_organization() -> None:
    one = Facts(id=1, name="акме", numbers=frozenset({"+7495"}), tax_id="7701")
    assert likeness(one, replace(one, id=2, tax_id="7702")).score == 0
    assert likeness(one, replace(one, id=2, name="акме плюс", numbers=frozenset())).signs == (
        Sign.TAX_ID,
        Sign.LIKE_NAME,
    )


@pytest.mark.parametrize(
    ("one", "other", "is_like"),
    [
        ("иванов и.п.", "иванов иван петрович", True),
        ("иван иванов", "иванов иван петрович", True),
        ("иванов", "иванова анна", True),
        ("иванов пётр", "иванов иван", False),
        ("и. п.", "иванов пётр", False),
        ("иванов и.", "и. иванов", True),
        ("", "иванов", False),
    ],
)
def test_short_names_are_like_long_ones(one: str, other: str, is_like: bool) -> None:
    assert (is_like_name(one, other), is_like_name(other, one)) == (is_like, is_like)


@example("0", "000")
@given(st.text(max_size=20), st.text(max_size=20))
def test_likeness_has_no_direction_and_no_name_breaks_it(one: str, other: str) -> None:
    first, second = Facts(id=1, name=one), Facts(id=2, name=other)
    assert likeness(first, second) == likeness(second, first)
