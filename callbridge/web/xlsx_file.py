"""The first sheet of an XLSX workbook, read as a stream by the standard library alone (docs/decisions/0026).

A workbook is other people's: how much it unpacks to is held before and while it is read, it may declare no entities,
and nothing in it is computed: of a formula the value counts that its author's program kept. Parts and attributes are
those of ECMA-376 Part 1, §18.
"""

import re
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import IO
from xml.parsers import expat

from callbridge.crm.import_text import held
from callbridge.crm.importing import MAX_CELL, MAX_COLUMNS, MAX_ROWS, Line
from callbridge.kernel.errors import DomainError

MAX_PART_BYTES = 64 * 1024 * 1024
"""Of the shared texts, the styles and the rest that is kept whole."""
MAX_SHEET_BYTES = 512 * 1024 * 1024
MAX_PARTS = 5_000
_PIECE = 256 * 1024
_EPOCH, _EPOCH_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)  # noqa: DTZ001 - a cell's time has no zone
_LAST_DAY = 2_958_465
_DATE_FORMATS = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}
"""§18.8.30: formats that every program knows without a text."""
_NO_DATE_PART = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.')
_PLACE = re.compile(r"([A-Z]{1,3})(\d{1,7})")

Attributes = Mapping[str, str]


def xlsx_lines(file: IO[bytes]) -> Iterator[Line]:
    """Yield the rows of the first sheet that hold anything; raises DomainError."""
    try:
        with zipfile.ZipFile(file) as book:
            yield from _lines(_Book(book))
    except (
        zipfile.BadZipFile, zlib.error, expat.ExpatError, EOFError, KeyError, LookupError, NotImplementedError, OSError,
        RuntimeError, UnicodeError, ValueError,
    ):  # fmt: skip
        raise DomainError("import.broken_book") from None


class _Book:
    """A workbook whose parts are read within bounds."""

    def __init__(self, book: zipfile.ZipFile) -> None:
        if len(book.infolist()) > MAX_PARTS:
            raise DomainError("import.bomb")
        self._book = book
        self._names = set(book.namelist())

    def has(self, name: str) -> bool:
        return name in self._names

    def pieces(self, name: str, limit: int) -> Iterator[bytes]:
        """Yield a part; a part reads no further than it says it goes, and may not say more than `limit`."""
        if self._book.getinfo(name).file_size > limit:
            raise DomainError("import.bomb")
        with self._book.open(name) as part:
            while piece := part.read(_PIECE):
                yield piece

    def parse(self, name: str, begin: Callable[[str, Attributes], None]) -> None:
        """Read a small part for the beginnings of its elements."""
        parser = _parser()
        parser.StartElementHandler = lambda tag, attributes: begin(_local(tag), attributes)
        for piece in self.pieces(name, MAX_PART_BYTES):
            parser.Parse(piece, False)
        parser.Parse(b"", True)


def _parser() -> expat.XMLParserType:
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.EntityDeclHandler = _refuse_entity
    return parser


def _refuse_entity(*_: object) -> None:
    raise DomainError("import.bomb")


def _local(tag: str) -> str:
    return tag.rpartition(":")[2]


@dataclass(slots=True)
class _Facts:
    """What the workbook says of its sheets."""

    sheet: str = ""
    is_1904: bool = False
    custom_dates: set[int] = field(default_factory=set)
    date_styles: list[bool] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)


def _lines(book: _Book) -> Iterator[Line]:
    facts = _Facts()
    _read_workbook(book, facts)
    _read_styles(book, facts)
    if book.has("xl/sharedStrings.xml"):
        _SharedTexts(facts).read(book)
    sheet = _Sheet(facts)
    parser = _parser()
    parser.StartElementHandler = sheet.begin
    parser.EndElementHandler = sheet.end
    parser.CharacterDataHandler = sheet.text
    for piece in book.pieces(facts.sheet, MAX_SHEET_BYTES):
        parser.Parse(piece, False)
        yield from sheet.taken()
    parser.Parse(b"", True)
    yield from sheet.taken()


def _read_workbook(book: _Book, facts: _Facts) -> None:
    first: list[str] = []
    targets: dict[str, str] = {}

    def in_book(tag: str, attributes: Attributes) -> None:
        if tag == "sheet":
            first.append(next((value for name, value in attributes.items() if name.endswith(":id")), ""))
        elif tag == "workbookPr":
            facts.is_1904 = attributes.get("date1904") in ("1", "true")

    def in_relations(tag: str, attributes: Attributes) -> None:
        if tag == "Relationship":
            targets[attributes.get("Id", "")] = attributes.get("Target", "")

    book.parse("xl/workbook.xml", in_book)
    if book.has("xl/_rels/workbook.xml.rels"):
        book.parse("xl/_rels/workbook.xml.rels", in_relations)
    target = targets.get(first[0], "") if first else ""
    facts.sheet = target.removeprefix("/") if target.startswith("/") else f"xl/{target or 'worksheets/sheet1.xml'}"


def _read_styles(book: _Book, facts: _Facts) -> None:
    is_cells = False

    def begin(tag: str, attributes: Attributes) -> None:
        nonlocal is_cells
        if tag == "numFmt":
            code = _NO_DATE_PART.sub("", attributes.get("formatCode", "")).casefold()
            if any(letter in code for letter in "dmyhs"):
                facts.custom_dates.add(int(attributes.get("numFmtId", "0")))
        elif tag in ("cellXfs", "cellStyleXfs", "dxfs"):
            is_cells = tag == "cellXfs"
        elif tag == "xf" and is_cells:
            number = int(attributes.get("numFmtId", "0"))
            facts.date_styles.append(number in _DATE_FORMATS or number in facts.custom_dates)

    if book.has("xl/styles.xml"):
        book.parse("xl/styles.xml", begin)


class _SharedTexts:
    """Collects the workbook's shared texts; phonetic ones (``rPh``) are no part of a cell."""

    def __init__(self, facts: _Facts) -> None:
        self._texts = facts.texts
        self._parts: list[str] = []
        self._is_text = self._is_phonetic = False

    def read(self, book: _Book) -> None:
        parser = _parser()
        parser.StartElementHandler = self._begin
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        for piece in book.pieces("xl/sharedStrings.xml", MAX_PART_BYTES):
            parser.Parse(piece, False)
        parser.Parse(b"", True)

    def _begin(self, tag: str, _: Attributes) -> None:
        name = _local(tag)
        if name == "si":
            self._parts = []
        elif name == "rPh":
            self._is_phonetic = True
        self._is_text = name == "t" and not self._is_phonetic

    def _end(self, tag: str) -> None:
        name = _local(tag)
        self._is_text = False
        if name == "rPh":
            self._is_phonetic = False
        elif name == "si":
            self._texts.append("".join(self._parts))

    def _text(self, text: str) -> None:
        if self._is_text:
            self._parts.append(text)


class _Sheet:
    """Gathers cells into rows."""

    def __init__(self, facts: _Facts) -> None:
        self._facts = facts
        self._rows: list[Line] = []
        self._cells: dict[int, str] = {}
        self._line = 0
        self._place = 0
        self._kind = self._style = ""
        self._parts: list[str] = []
        self._length = 0
        self._is_value = False

    def taken(self) -> list[Line]:
        """Return the rows that are whole, once."""
        rows, self._rows = self._rows, []
        return rows

    def begin(self, tag: str, attributes: Attributes) -> None:
        name = _local(tag)
        if name == "row":
            self._line = int(attributes.get("r", self._line + 1))
            self._cells, self._place = {}, 0
            if self._line > MAX_ROWS + 1:
                raise DomainError("import.too_many_rows", limit=MAX_ROWS)
        elif name == "c":
            self._place = _column(attributes.get("r", "")) or self._place + 1
            self._kind, self._style = attributes.get("t", "n"), attributes.get("s", "")
            self._parts, self._length = [], 0
        self._is_value = name in ("v", "t")

    def text(self, text: str) -> None:
        if not self._is_value:
            return
        self._length += len(text)
        if self._length > MAX_CELL:
            raise DomainError("import.cell_too_long", line=self._line, limit=MAX_CELL)
        self._parts.append(text)

    def end(self, tag: str) -> None:
        name = _local(tag)
        self._is_value = False
        if name == "c" and self._parts:
            self._keep("".join(self._parts))
        elif name == "row" and any(text.strip() for text in self._cells.values()):
            last = max(self._cells)
            self._rows.append(held(self._line, [self._cells.get(place, "") for place in range(1, last + 1)]))

    def _keep(self, raw: str) -> None:
        if self._place > MAX_COLUMNS:
            raise DomainError("import.too_many_columns", limit=MAX_COLUMNS)
        self._cells[self._place] = self._shown(raw)

    def _shown(self, raw: str) -> str:
        if self._kind == "s":
            return self._facts.texts[int(raw)] if raw.isdecimal() else ""
        if self._kind == "b":
            return "1" if raw == "1" else "0"
        if self._kind == "e":
            return ""
        return self._number(raw) if self._kind == "n" else raw

    def _number(self, raw: str) -> str:
        try:
            value = float(raw)
            styles = self._facts.date_styles
            if self._style.isdecimal() and int(self._style) < len(styles) and styles[int(self._style)]:
                return self._moment(value)
            return format(Decimal(format(value, ".15g")), "f")
        except (ValueError, InvalidOperation, OverflowError):
            return raw

    def _moment(self, days: float) -> str:
        if not 0 <= days <= _LAST_DAY:
            return format(days, "f")
        at = (_EPOCH_1904 if self._facts.is_1904 else _EPOCH) + timedelta(seconds=round(days * 86_400))
        return at.date().isoformat() if days == int(days) else at.isoformat(sep=" ")


def _column(place: str) -> int:
    """Return the number of the column in ``AB12``, 0 when none is said."""
    found = _PLACE.fullmatch(place)
    if found is None:
        return 0
    number = 0
    for letter in found.group(1):
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
