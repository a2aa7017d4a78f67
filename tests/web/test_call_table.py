"""Calls as CSV and XLSX."""

import io
import zipfile
from dataclasses import replace

import pytest

from callbridge.crm.call_list import CALL_COLUMNS, CALL_WORDS
from callbridge.crm.call_log import CallRow
from callbridge.crm.operator import Language
from callbridge.kernel.errors import InvalidInput
from callbridge.telephony.call_event import Direction, Outcome
from callbridge.web.call_table import CallTable, columns_of
from callbridge.web.table_file import CsvWriter, XlsxWriter
from tests.support.fake_desk import call_row
from tests.support.web_people import NINE


def table(columns: str = "at,number,outcome,talk,lead", language: Language = Language.RU) -> CallTable:
    return CallTable(columns_of(columns), language, "Europe/Moscow")


def csv_of(row: CallRow, columns: str, language: Language = Language.RU) -> str:
    return CsvWriter(table(columns, language)).rows([row]).decode().removesuffix("\r\n")


def test_csv_opens_in_a_russian_excel_by_a_double_click() -> None:
    writer = CsvWriter(table())
    assert writer.begin() == "\ufeffВремя;Номер;Итог;Разговор, с;Лид\r\n".encode()
    assert writer.rows([call_row(1)]).decode() == "02.03.2026 12:00:00;'+79161234567;отвечен;60;\r\n"


def test_csv_in_english_has_commas_and_dates_that_sort() -> None:
    writer = CsvWriter(table(language=Language.EN))
    assert writer.begin() == '\ufeffTime,Number,Outcome,"Talk, s",Lead\r\n'.encode()
    assert writer.rows([call_row(1)]).decode() == "2026-03-02 12:00:00,'+79161234567,answered,60,\r\n"


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("http://x")'])
def test_no_cell_of_csv_begins_as_a_formula(text: str) -> None:
    written = csv_of(replace(call_row(1), caller_name=text), "caller_name")
    assert written.lstrip('"').startswith("'" + text[0])


def test_texts_with_separators_quotes_and_line_ends_stay_one_cell() -> None:
    row = replace(call_row(1), caller_name='a;b"c\nd', queue="sales")
    assert csv_of(row, "caller_name,queue") == '"a;b""c\nd";sales'


def test_every_column_can_be_written_empty_and_full() -> None:
    names = ",".join(column.id for column in CALL_COLUMNS)
    assert csv_of(replace(call_row(1), outcome="", number="", did=""), names)
    assert (
        csv_of(replace(call_row(1), called_back_at=NINE, caller_name="IVAN"), names).count(";") == len(CALL_COLUMNS) - 1
    )


def test_every_direction_and_outcome_has_words() -> None:
    assert {*Direction, *Outcome} == CALL_WORDS.keys()


def test_columns_are_those_asked_in_their_order_else_the_default_ones() -> None:
    assert [column.id for column in columns_of("talk,at,talk")] == ["talk", "at"]
    assert columns_of("") == [column for column in CALL_COLUMNS if column.is_default]
    with pytest.raises(InvalidInput):
        columns_of("at,secret")


def test_xlsx_has_typed_cells_and_a_formula_stays_text() -> None:
    file = io.BytesIO()
    writer = XlsxWriter(table("at,talk,caller_name"), file)
    writer.rows([replace(call_row(1), caller_name="=1+1")])
    writer.rows([replace(call_row(2), caller_name="", talk_seconds=1.6)])
    writer.close()
    with zipfile.ZipFile(file) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert '<c r="C2" t="inlineStr"><is><t>=1+1</t></is></c>' in sheet
    assert '<c r="B2"><v>60</v></c>' in sheet
    assert '<c r="B3"><v>2</v></c>' in sheet
    assert '<c r="A2" s="2"><v>46083.5</v></c>' in sheet
