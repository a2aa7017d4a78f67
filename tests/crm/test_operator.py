"""Who may be an operator, whichever door they are made at."""

import pytest

from callbridge.crm.operator import MAX_LOGIN_CHARACTERS, MAX_NAME_CHARACTERS, Role, check_operator
from callbridge.kernel.errors import InvalidInput


@pytest.mark.parametrize(
    ("fields", "mistakes"),
    [
        ({"login": " "}, {"login": "required"}),
        ({"login": "x" * (MAX_LOGIN_CHARACTERS + 1)}, {"login": "too_long"}),
        ({"login": "a b"}, {"login": "wrong_type"}),
        ({"login": "anna\n"}, {"login": "wrong_type"}),
        ({"full_name": " "}, {"full_name": "required"}),
        ({"full_name": "x" * (MAX_NAME_CHARACTERS + 1)}, {"full_name": "too_long"}),
        ({"extension": "101; rm", "pbx": "Main!"}, {"extension": "wrong_type", "pbx": "wrong_type"}),
        (
            {"login": "", "full_name": "", "extension": "x" * 41},
            dict.fromkeys(("login", "full_name"), "required") | {"extension": "wrong_type"},
        ),
    ],
)
def test_every_wrong_field_is_named(fields: dict[str, str], mistakes: dict[str, str]) -> None:
    with pytest.raises(InvalidInput) as refused:
        check_operator(**fields)
    assert refused.value.fields == mistakes


@pytest.mark.parametrize("login", ["anna", "анна.иванова", "anna@example.ru", "anna+1_2-3"])
def test_a_fitting_operator_passes_and_what_is_left_alone_is_not_looked_at(login: str) -> None:
    check_operator(login=login, full_name="Анна Иванова", extension="", pbx="")
    check_operator(extension="*101#", pbx="north-1")
    check_operator()


def test_each_role_may_all_that_the_ones_before_it_may() -> None:
    assert [[role.covers(needed) for needed in Role] for role in Role] == [
        [True, False, False, False],
        [True, True, False, False],
        [True, True, True, False],
        [True, True, True, True],
    ]
