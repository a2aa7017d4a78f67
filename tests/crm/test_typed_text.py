import pytest
from hypothesis import given
from hypothesis import strategies as st

from callbridge.crm.typed_text import clean_line, clean_lines


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  ООО  «Ромашка»\t\n", "ООО «Ромашка»"),
        ("a\x00b\u202ec\x1b[31m", "abc[31m"),
        ("\u00a0\u2003", ""),
        ("👩\u200d💻", "👩\u200d💻"),
    ],
)
def test_a_line_is_trimmed_and_freed_of_control_characters(typed: str, kept: str) -> None:
    assert clean_line(typed) == kept


def test_lines_keep_their_breaks_and_tabs_but_not_their_blank_ends() -> None:
    assert clean_lines("\r\n  one \r\n\r\n\ttwo\x00\x07\rthree  \n\n") == "  one\n\n\ttwo\nthree"


@given(st.text())
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    assert clean_line(clean_line(text)) == clean_line(text)
    assert clean_lines(clean_lines(text)) == clean_lines(text)


@given(st.text())
def test_a_clean_line_is_one_line(text: str) -> None:
    assert clean_line(text).splitlines() in ([], [clean_line(text)])
