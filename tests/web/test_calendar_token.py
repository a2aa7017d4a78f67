"""The secret in a calendar's address."""

import pytest

from callbridge.web.calendar_token import PREFIX, hash_of, new_token, path_of, token_of


def test_a_token_is_read_back_from_its_path_and_is_never_the_same() -> None:
    one, other = new_token(), new_token()
    assert one != other
    name = path_of(one).removeprefix(PREFIX)
    assert name.endswith(".ics")
    assert token_of(name) == one
    assert hash_of(one) != hash_of(other)


@pytest.mark.parametrize("name", ["", ".ics", "short", "a" * 44, "ю" * 43, "../" + "a" * 40, "a" * 43 + ".ics.ics"])
def test_what_no_token_looks_like_is_none(name: str) -> None:
    assert token_of(name) is None
