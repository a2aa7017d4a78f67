"""Workbooks of other people, and of people who mean harm."""

import io
import zipfile
from contextlib import suppress
from datetime import datetime
from typing import Any

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from callbridge.crm.importing import MAX_CELL
from callbridge.kernel.errors import DomainError
from callbridge.web import xlsx_file
from callbridge.web.xlsx_file import xlsx_lines

SHEET = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}</sheetData></worksheet>'
)
BOOK = '<workbook xmlns:r="r"><sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>'


def book(*rows: list[Any], **options: Any) -> io.BytesIO:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, options) as written:
        sheet = written.add_worksheet()
        day = written.add_format({"num_format": "dd.mm.yyyy"})
        moment = written.add_format({"num_format": 22})
        for line, row in enumerate(rows):
            for place, cell in enumerate(row):
                if isinstance(cell, datetime):
                    sheet.write_datetime(line, place, cell, moment if cell.hour else day)
                elif isinstance(cell, str) and cell.startswith("="):
                    sheet.write_formula(line, place, cell, None, "value kept")
                else:
                    sheet.write(line, place, cell)
    file.seek(0)
    return file


def raw_book(sheet: str, **parts: str) -> io.BytesIO:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as zipped:
        zipped.writestr("xl/workbook.xml", BOOK)
        zipped.writestr("xl/worksheets/sheet1.xml", sheet)
        for name, text in parts.items():
            zipped.writestr(f"xl/{name}.xml", text)
    file.seek(0)
    return file


def refused(file: io.BytesIO) -> str:
    with pytest.raises(DomainError) as error:
        list(xlsx_lines(file))
    return error.value.code


DAY, HALF_PAST_NINE = datetime.fromisoformat("2026-03-01"), datetime.fromisoformat("2026-03-01T09:30")


def test_texts_numbers_dates_flags_and_formulas_are_read_as_people_see_them() -> None:
    rows = xlsx_lines(
        book(
            ["ФИО", "Телефон", "Сумма", "Дата", "Время", "Да", "Формула"],
            ["Ёлкин & Ко", 79161234567, 0.1, DAY, HALF_PAST_NINE, True, "=1+1"],
        )
    )
    assert list(rows) == [
        (1, ("ФИО", "Телефон", "Сумма", "Дата", "Время", "Да", "Формула")),
        (2, ("Ёлкин & Ко", "79161234567", "0.1", "2026-03-01", "2026-03-01 09:30:00", "1", "value kept")),
    ]


def test_dates_since_1904_are_the_same_days() -> None:
    assert list(xlsx_lines(book([DAY], date_1904=True))) == [(1, ("2026-03-01",))]


def test_texts_within_the_cells_are_read() -> None:
    """As `constant_memory` of our own export writes them."""
    assert list(xlsx_lines(book(["а", "б"], constant_memory=True))) == [(1, ("а", "б"))]


def test_empty_rows_and_gaps_keep_their_places() -> None:
    assert list(xlsx_lines(book(["a"], [], ["", "", "c"]))) == [(1, ("a",)), (3, ("", "", "c"))]


def test_a_sheet_of_a_million_columns_is_refused_in_words() -> None:
    cell = '<row r="1"><c r="XFD1"><v>1</v></c></row>'
    assert refused(raw_book(SHEET.format(cell))) == "import.too_many_columns"
    cells = "<row>" + "<c><v>1</v></c>" * 1_000 + "</row>"
    assert refused(raw_book(SHEET.format(cells))) == "import.too_many_columns"


def test_rows_without_end_and_cells_without_end_are_refused() -> None:
    assert refused(raw_book(SHEET.format('<row r="1048576"><c><v>1</v></c></row>'))) == "import.too_many_rows"
    long = f'<row><c t="str"><v>{"x" * (MAX_CELL + 1)}</v></c></row>'
    assert refused(raw_book(SHEET.format(long))) == "import.cell_too_long"


def test_a_zip_bomb_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx_file, "MAX_PART_BYTES", 10_000)
    bomb = raw_book(SHEET.format(""), sharedStrings="<sst>" + " " * 1_000_000 + "</sst>")
    assert len(bomb.getvalue()) < 10_000
    assert refused(bomb) == "import.bomb"


def test_a_part_that_says_it_is_small_is_read_no_further(monkeypatch: pytest.MonkeyPatch) -> None:
    """The directory of a zip may lie about the size."""
    file = raw_book(SHEET.format(""), sharedStrings="<sst>" + " " * 100_000 + "</sst>")
    lying = file.getvalue().replace((100_011).to_bytes(4, "little"), (20).to_bytes(4, "little"))
    assert refused(io.BytesIO(lying)) == "import.broken_book"


def test_entities_that_grow_are_refused() -> None:
    entities = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
    assert refused(raw_book(entities + SHEET.format("<row><c t='str'><v>&b;</v></c></row>"))) == "import.bomb"


def test_no_file_outside_is_read() -> None:
    outside = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    assert refused(raw_book(outside + SHEET.format("<row><c t='str'><v>&a;</v></c></row>"))) == "import.bomb"


@pytest.mark.parametrize(
    "file",
    [
        io.BytesIO(b"PK\x03\x04 and no more"),
        raw_book("<worksheet><sheetData><row>"),
        raw_book(SHEET.format("<row><c t='s'><v>7</v></c></row>")),
        raw_book(SHEET.format("<row r='x'><c><v>7</v></c></row>")),
    ],
    ids=["cut", "open", "no text", "no row"],
)
def test_a_broken_book_is_refused(file: io.BytesIO) -> None:
    assert refused(file) == "import.broken_book"


WHOLE = book(["ФИО", "Телефон"], ["Иванов", 7916]).getvalue()


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_no_damage_to_a_book_breaks_more_than_the_book(data: st.DataObject) -> None:
    raw = bytearray(WHOLE)
    for _ in range(data.draw(st.integers(1, 8))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    with suppress(DomainError):
        assert all(len(cells) <= 200 for _, cells in xlsx_lines(io.BytesIO(raw)))
