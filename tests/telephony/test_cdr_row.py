"""One row of call detail records."""

from dataclasses import replace

import pytest

from tests.support.cdr_rows import recorded_rows

ROW = recorded_rows("s01_direct_answered")[0]


@pytest.mark.parametrize(
    ("unique_id", "birth"),
    [
        ("1795457254.14", (1795457254, 14)),
        ("pbx-north-1795457254.14", (1795457254, 14)),
        ("cb-60", (0, 0)),
        ("", (0, 0)),
    ],
)
def test_a_unique_id_tells_the_birth_of_its_channel(unique_id: str, birth: tuple[int, int]) -> None:
    assert replace(ROW, unique_id=unique_id).birth == birth


@pytest.mark.parametrize(
    ("caller_id", "name"), [('"Иван "Петров"" <+7916>', 'Иван "Петров"'), ("<7916>", ""), ("", ""), ('"" <1>', "")]
)
def test_the_name_stands_in_quotes_before_the_number(caller_id: str, name: str) -> None:
    assert replace(ROW, caller_id=caller_id).caller_name == name


def test_a_row_with_nobody_on_the_other_side_is_no_conversation() -> None:
    assert ROW.is_answered
    assert not replace(ROW, other_channel="").is_answered
