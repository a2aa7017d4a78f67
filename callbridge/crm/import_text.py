"""The rows of a text file of other people's making: its encoding and delimiter found, its size held."""

import csv
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from callbridge.crm.importing import MAX_CELL, MAX_COLUMNS, MAX_ROWS, Line
from callbridge.kernel.errors import DomainError

DELIMITERS = (";", ",", "\t", "|")
_SAMPLE_ROWS = 50
_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def decoded(raw: bytes) -> str:
    """Return the text of a file: what its byte order mark says, else UTF-8, else CP1251 (Excel's CSV in Russian).

    Raises DomainError ``import.not_text``.
    """
    try:
        for mark, encoding in _BOMS:
            if raw.startswith(mark):
                return raw.decode(encoding).removeprefix("\ufeff")
        if b"\0" in raw:
            raise DomainError("import.not_text")
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        if raw.startswith(tuple(mark for mark, _ in _BOMS)):
            raise DomainError("import.not_text") from None
        return raw.decode("cp1251", errors="replace")


def delimiter_of(text: str) -> str:
    """Return the delimiter by which the first rows fall most evenly into most columns."""
    lines = text[:200_000].splitlines(keepends=True)[:_SAMPLE_ROWS]
    return max(DELIMITERS, key=lambda delimiter: _evenness(lines, delimiter))


def _evenness(lines: list[str], delimiter: str) -> tuple[float, int]:
    try:
        widths = Counter(len(row) for row in csv.reader(lines, delimiter=delimiter) if row)
    except csv.Error:
        return 0.0, 0
    width, rows = widths.most_common(1)[0] if widths else (0, 0)
    return (rows / sum(widths.values()), width) if width > 1 else (0.0, 0)


def csv_lines(text: str) -> Iterator[Line]:
    """Yield the rows of a CSV that hold anything, as they are numbered in a spreadsheet.

    Raises DomainError when a row, a cell or the whole is larger than an import may be, or a quote is never closed.
    """
    reader = csv.reader(text.splitlines(keepends=True), delimiter=delimiter_of(text))
    number = 0
    try:
        for number, cells in enumerate(reader, 1):
            if any(cell.strip() for cell in cells):
                yield held(number, cells)
    except csv.Error:
        raise DomainError("import.broken_row", line=number + 1) from None


def held(number: int, cells: list[str]) -> Line:
    """Return a row as an import may hold it; raises DomainError."""
    if number > MAX_ROWS + 1:
        raise DomainError("import.too_many_rows", limit=MAX_ROWS)
    while cells and not cells[-1].strip():
        cells.pop()
    if len(cells) > MAX_COLUMNS:
        raise DomainError("import.too_many_columns", limit=MAX_COLUMNS)
    if any(len(cell) > MAX_CELL for cell in islice(cells, MAX_COLUMNS)):
        raise DomainError("import.cell_too_long", line=number, limit=MAX_CELL)
    return number, tuple(cells)
