"""Tables for other programs; what calls and lists make of them is in test_call_table.py and test_list_table.py."""

import io
import zipfile
from collections.abc import Sequence
from datetime import UTC, date, datetime
from decimal import Decimal

from callbridge.crm.operator import Language
from callbridge.web.table_file import Cell, CsvWriter, XlsxWriter


class OneColumn:
    """A table whose rows are cells."""

    def __init__(self, language: Language) -> None:
        self.language = language

    @property
    def head(self) -> Sequence[str]:
        return ["=Title"]

    def cells(self, row: Cell) -> Sequence[Cell]:
        return [row]


def test_a_title_is_no_formula_either() -> None:
    assert CsvWriter(OneColumn(Language.EN)).begin().decode("utf-8-sig") == "'=Title\r\n"


def test_a_negative_number_is_a_number_and_not_a_formula() -> None:
    rows: list[Cell] = [-5, Decimal("-1.50"), -0.5, date(2026, 11, 25)]
    assert CsvWriter(OneColumn(Language.RU)).rows(rows).decode().split() == ["-5", "-1,50", "-0,5", "25.11.2026"]


def test_a_long_text_is_cut_where_excel_would_call_the_file_broken() -> None:
    file = io.BytesIO()
    writer = XlsxWriter(OneColumn(Language.EN), file)
    writer.rows(["x" * 40_000, ""])
    writer.close()
    assert file.getvalue()[:2] == b"PK"


def test_a_column_is_as_wide_as_what_stands_in_it_within_reason() -> None:
    """Excel shows no time in a column that is too narrow for it."""
    for cell, width in (
        (datetime(2026, 11, 26, 22, 14, tzinfo=UTC).replace(tzinfo=None), 20), ("Ж" * 30, 31), ("Ж" * 300, 60), (7, 12),
    ):  # fmt: skip
        file = io.BytesIO()
        writer = XlsxWriter(OneColumn(Language.RU), file)
        writer.rows([cell])
        writer.close()
        with zipfile.ZipFile(file) as book:
            sheet = book.read("xl/worksheets/sheet1.xml").decode()
        assert f'<col min="1" max="1" width="{width}.7109375"' in sheet
