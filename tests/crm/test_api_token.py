from datetime import UTC, datetime, timedelta

import pytest

from callbridge.crm.api_token import Scope, check_new_token, checked_name
from callbridge.kernel.errors import InvalidInput

NOW = datetime(2026, 11, 26, tzinfo=UTC)


def test_a_name_is_one_clean_line() -> None:
    assert checked_name("  Сайт \n demo.ru ") == "Сайт demo.ru"


@pytest.mark.parametrize(("name", "code"), [(" \n", "required"), ("x" * 101, "too_long")])
def test_a_program_without_a_name_or_with_a_novel_is_refused(name: str, code: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        checked_name(name)
    assert caught.value.fields == {"name": code}


def test_a_token_that_could_do_nothing_or_is_dead_already_is_refused() -> None:
    with pytest.raises(InvalidInput) as caught:
        check_new_token((), NOW, NOW)
    assert caught.value.fields == {"scopes": "required", "expires_at": "in_the_past"}
    check_new_token((Scope.LEADS_WRITE,), NOW + timedelta(seconds=1), NOW)
    check_new_token((Scope.LEADS_WRITE,), None, NOW)
