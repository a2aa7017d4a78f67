"""Text files of other people."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callbridge.crm.import_text import csv_lines, decoded, delimiter_of
from callbridge.crm.importing import MAX_CELL, MAX_COLUMNS, MAX_ROWS
from callbridge.kernel.errors import DomainError


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251", "utf-16"])
def test_russian_is_read_in_whatever_excel_wrote_it(encoding: str) -> None:
    assert decoded("ФИО;Ёлкин".encode(encoding)) == "ФИО;Ёлкин"


@pytest.mark.parametrize("raw", [b"PK\x00\x00binary", b"\xff\xfe\x00", b"\xef\xbb\xbf\xff"])
def test_what_is_no_text_is_refused(raw: bytes) -> None:
    with pytest.raises(DomainError, match=r"import\.not_text"):
        decoded(raw)


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_the_delimiter_is_found_though_others_stand_in_the_cells(delimiter: str) -> None:
    rows = [["Имя", "Адрес", "Примеч."], ["Анна", "Москва, ул. Мира; дом 1", "a|b"], ["Пётр", "Тверь, 5", "c\td"]]
    text = "\n".join(delimiter.join(f'"{cell}"' for cell in row) for row in rows)
    assert delimiter_of(text) == delimiter
    assert [list(cells) for _, cells in csv_lines(text)] == rows


def test_rows_keep_their_numbers_and_blank_ones_are_left_out() -> None:
    assert list(csv_lines("a;b\n;\n\n1;2\n3;\n")) == [(1, ("a", "b")), (4, ("1", "2")), (5, ("3",))]


def test_a_cell_may_have_lines() -> None:
    assert list(csv_lines('a;b\n"1\n2";3\n')) == [(1, ("a", "b")), (2, ("1\n2", "3"))]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (";".join("x" * (MAX_COLUMNS + 1)), "too_many_columns"),
        ("x;" * 1_000_000, "too_many_columns"),
        ("a\n" * (MAX_ROWS + 2), "too_many_rows"),
        ("a;" + "x" * (MAX_CELL + 1), "cell_too_long"),
        ('a;b\n"' + "x" * 140_000, "broken_row"),
    ],
)
def test_a_file_that_is_too_large_is_refused_in_words(text: str, code: str) -> None:
    with pytest.raises(DomainError, match=code):
        list(csv_lines(text))


@given(st.binary(max_size=400))
def test_no_bytes_break_the_reading(raw: bytes) -> None:
    try:
        lines = list(csv_lines(decoded(raw)))
    except DomainError:
        return
    assert all(any(cell.strip() for cell in cells) for _, cells in lines)


@given(st.text(max_size=400))
def test_no_text_breaks_the_reading(text: str) -> None:
    try:
        numbers = [number for number, _ in csv_lines(text)]
    except DomainError:
        return
    assert numbers == sorted(set(numbers))
