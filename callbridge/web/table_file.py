"""Tables for other programs, written row by row as CSV or XLSX: the one writer of every export.

CSV is what Excel opens by a double click: a byte order mark, and semicolons where a comma is the decimal sign. In
English its days are ISO, not as the screens write them: a spreadsheet of America would take 05/11 for May. A cell that
begins as a formula would (CWE-1236) is written behind an apostrophe; XLSX needs none, its texts are typed.
"""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import IO, Generic, Protocol, TypeVar

import xlsxwriter

from callbridge.crm.operator import Language

Cell = str | int | float | Decimal | date | datetime
R_contra = TypeVar("R_contra", contravariant=True)
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_MAX_CELL = 32_767
"""Characters of a cell in Excel."""
_NARROWEST, _WIDEST, _MOMENT = 12, 60, 20
"""Widths of columns, in characters."""


class Table(Protocol[R_contra]):
    """What turns rows into cells."""

    language: Language

    @property
    def head(self) -> Sequence[str]:
        """The columns' titles."""
        ...

    def cells(self, row: R_contra) -> Sequence[Cell]:
        """Return the cells of one row; instants as naive wall-clock time."""
        ...


_SHEET_DAYS = {Language.RU: "dd.mm.yyyy", Language.EN: "dd/mm/yyyy"}
"""How a spreadsheet shows a day, as `crm.written_day` writes it."""


class TableFormat(StrEnum):
    """What a table can be written as."""

    CSV = "csv"
    XLSX = "xlsx"


MEDIA_TYPES = {
    TableFormat.CSV: "text/csv; charset=utf-8",
    TableFormat.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


class CsvWriter(Generic[R_contra]):
    """Writes a table piece by piece."""

    def __init__(self, table: Table[R_contra]) -> None:
        self._table = table
        self._russian = table.language is Language.RU

    def begin(self) -> bytes:
        """Return the byte order mark and the titles."""
        return b"\xef\xbb\xbf" + self._lines([self._table.head])

    def rows(self, rows: Iterable[R_contra]) -> bytes:
        """Return the lines of `rows`."""
        return self._lines(self._table.cells(row) for row in rows)

    def _lines(self, lines: Iterable[Sequence[Cell]]) -> bytes:
        text = io.StringIO()
        writer = csv.writer(text, delimiter=";" if self._russian else ",", lineterminator="\r\n")
        writer.writerows([self._written(cell) for cell in line] for line in lines)
        return text.getvalue().encode()

    def _written(self, cell: Cell) -> str | int:
        if isinstance(cell, datetime):
            return cell.strftime("%d.%m.%Y %H:%M:%S" if self._russian else "%Y-%m-%d %H:%M:%S")
        if isinstance(cell, date):
            return cell.strftime("%d.%m.%Y" if self._russian else "%Y-%m-%d")
        if isinstance(cell, Decimal | float):
            plain = format(cell, "f") if isinstance(cell, Decimal) else repr(cell)
            return plain.replace(".", ",") if self._russian else plain
        if isinstance(cell, str) and cell.startswith(_FORMULA):
            return f"'{cell}"
        return cell


class XlsxWriter(Generic[R_contra]):
    """Writes a table to a file row by row; memory does not grow with it."""

    def __init__(self, table: Table[R_contra], file: IO[bytes]) -> None:
        self._table = table
        day = _SHEET_DAYS[table.language]
        self._book = xlsxwriter.Workbook(file, {"constant_memory": True, "default_date_format": f"{day} hh:mm:ss"})
        self._sheet = self._book.add_worksheet()
        self._day = self._book.add_format({"num_format": day})
        bold = self._book.add_format({"bold": True})
        self._widths = [max(_NARROWEST, len(title) + 2) for title in table.head]
        for place, title in enumerate(table.head):
            self._sheet.write_string(0, place, title, bold)
        self._sheet.freeze_panes(1, 0)
        self._next = 1

    def rows(self, rows: Iterable[R_contra]) -> None:
        """Write `rows` below the earlier ones."""
        for row in rows:
            for place, cell in enumerate(self._table.cells(row)):
                self._write(place, cell)
            self._next += 1

    def _write(self, place: int, cell: Cell) -> None:
        shown = _MOMENT if isinstance(cell, datetime) else min(len(str(cell)) + 1, _WIDEST)
        self._widths[place] = max(self._widths[place], shown)
        if isinstance(cell, datetime):
            self._sheet.write_datetime(self._next, place, cell)
        elif isinstance(cell, date):
            self._sheet.write_datetime(self._next, place, cell, self._day)
        elif isinstance(cell, int | float | Decimal):
            self._sheet.write_number(self._next, place, float(cell))
        elif cell:
            self._sheet.write_string(self._next, place, cell[:_MAX_CELL])

    def close(self) -> None:
        """Complete the file, its columns as wide as what stands in them: Excel cuts texts, and shows no cut times."""
        for place, width in enumerate(self._widths):
            self._sheet.set_column(place, place, width)
        self._book.close()
