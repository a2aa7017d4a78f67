"""Rows of any list as CSV and XLSX."""

import io
import zipfile
from datetime import UTC, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from callbridge.crm.entities.campaign import CAMPAIGN
from callbridge.crm.entities.deal import CONTRACT
from callbridge.crm.entities.lead import LEAD
from callbridge.crm.entity import Choice, Entity, Field, FieldKind
from callbridge.crm.list_query import ListRow, Reader
from callbridge.crm.operator import Language, Role
from callbridge.kernel.errors import InvalidInput
from callbridge.kernel.template import Template
from callbridge.web.list_table import ListTable, fields_of
from callbridge.web.table_file import CsvWriter, XlsxWriter

WORD = Template("Слово", "Word")
EVERY = Entity(
    id="every",
    one=WORD,
    many=WORD,
    fields=tuple(
        Field(id=kind.value, label=WORD, kind=kind, choices=(Choice(value="red", label=Template("красный", "red")),))
        for kind in FieldKind
    ),
)
LATE = datetime(2026, 11, 25, 22, 30, 5, 7, tzinfo=UTC)
ROW: ListRow = {
    "text": "=1+1", "long_text": "a;b\nc", "integer": 7, "number": Decimal("1.5"), "money": Decimal("1234.50"),
    "percent": Decimal(10), "date": LATE, "instant": LATE, "seconds": 1.5, "flag": True, "choice": "red", "record": 5,
    "record_name": "Дом", "records": "Анна, Борис", "phone": "+79161234567", "email": None,
}  # fmt: skip


def table(language: Language, entity: Entity = EVERY, names: str = "") -> ListTable:
    reader = Reader(role=Role.OPERATOR, language=language, zone=ZoneInfo("Europe/Moscow"), now=LATE)
    return ListTable(fields_of(names, entity, Role.OPERATOR), reader)


def test_csv_is_what_a_russian_excel_understands() -> None:
    """R55: the list as it is shown; no cell begins as a formula."""
    written = CsvWriter(table(Language.RU)).rows([ROW]).decode()
    assert written == (
        '\'=1+1;"a;b\nc";7;1,5;1234,50;10;26.11.2026;26.11.2026 01:30:05;1,5;да;красный;Дом;'
        "Анна, Борис;'+79161234567;\r\n"
    )


def test_csv_in_english_has_points_and_dates_that_sort() -> None:
    written = CsvWriter(table(Language.EN)).rows([{**ROW, "flag": False, "choice": "old"}]).decode()
    assert written.startswith(
        '\'=1+1,"a;b\nc",7,1.5,1234.50,10,2026-11-26,2026-11-26 01:30:05,1.5,no,old,Дом,"Анна, Борис",'
    )


def test_titles_say_the_heading_over_them_and_the_unit() -> None:
    assert table(Language.RU, CAMPAIGN, "name,interests").head == ["Название", "Результат Интерес"]
    assert table(Language.EN, EVERY, "seconds").head == ["Word, s"]


def test_columns_are_those_asked_in_their_order_else_the_default_ones() -> None:
    assert [field.id for field in fields_of("phone,at,phone", LEAD, Role.OPERATOR)] == ["phone", "at"]
    assert fields_of("", LEAD, Role.OPERATOR) == [field for field in LEAD.fields if field.is_default]
    with pytest.raises(InvalidInput):
        fields_of("at,secret", LEAD, Role.OPERATOR)


def test_sums_in_currencies_of_their_own_have_the_currency_behind_them() -> None:
    assert [field.id for field in fields_of("amount,number", CONTRACT, Role.MANAGER)] == [
        "amount",
        "currency",
        "number",
    ]
    asked = fields_of("currency,number,amount", CONTRACT, Role.MANAGER)
    assert [field.id for field in asked] == ["currency", "number", "amount"]


def test_xlsx_has_numbers_and_dates_for_cells_and_a_formula_stays_text() -> None:
    file = io.BytesIO()
    writer = XlsxWriter(table(Language.EN), file)
    writer.rows([ROW])
    writer.close()
    with zipfile.ZipFile(file) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert '<c r="E2"><v>1234.5</v></c>' in sheet
    assert '<c r="A2" t="inlineStr"><is><t>=1+1</t></is></c>' in sheet
    assert "<v>46352</v>" in sheet  # the day
