"""Calls as a table for other programs: the columns chosen, in the reader's language and time zone, as CSV or XLSX.

CSV is what Excel opens by a double click: a byte order mark, and semicolons where a comma is the decimal sign. A cell
that begins as a formula would (CWE-1236) is written behind an apostrophe; XLSX needs none, its texts are typed.
"""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import datetime
from enum import StrEnum
from typing import IO
from zoneinfo import ZoneInfo

import xlsxwriter

from callbridge.crm.call_list import CALL_COLUMNS, CALL_WORDS, CallColumn, ColumnKind
from callbridge.crm.call_log import CallRow
from callbridge.crm.operator import Language
from callbridge.kernel.errors import InvalidInput

Cell = str | int | datetime
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_MAX_CELL = 32_767
"""Characters of a cell in Excel."""
_CODED = {"direction", "outcome"}
"""Fields whose values have words of their own."""


class TableFormat(StrEnum):
    """What a table can be written as."""

    CSV = "csv"
    XLSX = "xlsx"


MEDIA_TYPES = {
    TableFormat.CSV: "text/csv; charset=utf-8",
    TableFormat.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def columns_of(text: str) -> Sequence[CallColumn]:
    """Return the columns that ``at,number,…`` names, in that order; the default ones of ``""``. Raises InvalidInput."""
    known = {column.id: column for column in CALL_COLUMNS}
    if not text:
        return [column for column in CALL_COLUMNS if column.is_default]
    names = list(dict.fromkeys(text.split(",")))
    if not known.keys() >= set(names):
        raise InvalidInput({"columns": "unknown_value"})
    return [known[name] for name in names]


class CallTable:
    """Turns calls into rows of cells."""

    def __init__(self, columns: Sequence[CallColumn], language: Language, time_zone: str) -> None:
        self._columns = columns
        self.language = language
        self._zone = ZoneInfo(time_zone)

    @property
    def head(self) -> list[str]:
        """The columns' titles; a duration says its unit."""
        return [self._title(column) for column in self._columns]

    def _title(self, column: CallColumn) -> str:
        title, unit = (column.ru, "с") if self.language is Language.RU else (column.en, "s")
        return f"{title}, {unit}" if column.kind is ColumnKind.SECONDS else title

    def cells(self, row: CallRow) -> list[Cell]:
        """Return the cells of one call; instants as naive wall-clock time."""
        return [self._cell(row, column) for column in self._columns]

    def _cell(self, row: CallRow, column: CallColumn) -> Cell:
        value: Cell | None = getattr(row, column.field)
        if value is None or value == "":
            return ""
        if isinstance(value, datetime):
            return value.astimezone(self._zone).replace(tzinfo=None, microsecond=0)
        if column.kind is ColumnKind.SECONDS:
            return round(float(value))
        if column.field in _CODED and value in CALL_WORDS:
            words = CALL_WORDS[str(value)]
            return words.ru if self.language is Language.RU else words.en
        return value if isinstance(value, int) else str(value)


class CsvWriter:
    """Writes a table piece by piece."""

    def __init__(self, table: CallTable) -> None:
        self._table = table
        self._russian = table.language is Language.RU

    def begin(self) -> bytes:
        """Return the byte order mark and the titles."""
        return b"\xef\xbb\xbf" + self._lines([self._table.head])

    def rows(self, rows: Iterable[CallRow]) -> bytes:
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
        if isinstance(cell, str) and cell.startswith(_FORMULA):
            return f"'{cell}"
        return cell


class XlsxWriter:
    """Writes a table to a file row by row; memory does not grow with it."""

    def __init__(self, table: CallTable, file: IO[bytes]) -> None:
        self._table = table
        self._book = xlsxwriter.Workbook(file, {"constant_memory": True, "default_date_format": "dd.mm.yyyy hh:mm:ss"})
        self._sheet = self._book.add_worksheet()
        bold = self._book.add_format({"bold": True})
        for place, title in enumerate(table.head):
            self._sheet.set_column(place, place, max(12, len(title) + 2))
            self._sheet.write_string(0, place, title, bold)
        self._sheet.freeze_panes(1, 0)
        self._next = 1

    def rows(self, rows: Iterable[CallRow]) -> None:
        """Write `rows` below the earlier ones."""
        for row in rows:
            for place, cell in enumerate(self._table.cells(row)):
                self._write(place, cell)
            self._next += 1

    def _write(self, place: int, cell: Cell) -> None:
        if isinstance(cell, datetime):
            self._sheet.write_datetime(self._next, place, cell)
        elif isinstance(cell, int):
            self._sheet.write_number(self._next, place, cell)
        elif cell:
            self._sheet.write_string(self._next, place, cell[:_MAX_CELL])

    def close(self) -> None:
        """Complete the file."""
        self._book.close()
