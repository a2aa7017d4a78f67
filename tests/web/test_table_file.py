"""Tables for other programs; what calls and lists make of them is in test_call_table.py and test_list_table.py."""

import io
from collections.abc import Sequence
from datetime import date
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
