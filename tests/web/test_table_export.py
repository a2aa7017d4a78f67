"""Exports: page by page, and no more than allowed."""

import io
import zipfile
from datetime import timedelta

import pytest

from callbridge.crm.call_list import CallFilter, CallOrder
from callbridge.crm.operator import Language
from callbridge.web import table_export
from callbridge.web.call_export import CallExport
from callbridge.web.call_table import CallTable, columns_of
from callbridge.web.table_file import TableFormat
from tests.support.fake_desk import FakeDesk, call_row
from tests.support.web_people import BORIS, NINE


def export(desk: FakeDesk, max_rows: int = 100) -> CallExport:
    table = CallTable(columns_of("call_id"), Language.EN, "UTC")
    return CallExport(desk, CallFilter(), CallOrder(), table, BORIS.id, max_rows=max_rows)


async def lines(exporting: CallExport) -> list[str]:
    content = b"".join([piece async for piece in exporting.bytes_as(TableFormat.CSV)])
    return content.decode("utf-8-sig").splitlines()[1:]


@pytest.fixture
def desk(monkeypatch: pytest.MonkeyPatch) -> FakeDesk:
    monkeypatch.setattr(table_export, "PAGE_ROWS", 3)
    return FakeDesk(calls_kept=[call_row(number, NINE - timedelta(minutes=number)) for number in range(7)])


async def test_all_rows_are_written_page_after_page(desk: FakeDesk) -> None:
    exporting = export(desk)
    assert await lines(exporting) == [f"main:{number}.1" for number in range(7)]
    assert exporting.rows == 7
    assert [how["limit"] for _, how in desk.asked] == [3, 3, 3]


@pytest.mark.parametrize("max_rows", [3, 5])
async def test_no_more_rows_are_written_than_allowed(desk: FakeDesk, max_rows: int) -> None:
    assert len(await lines(export(desk, max_rows))) == max_rows


async def test_nothing_found_is_a_file_with_titles_alone() -> None:
    assert await lines(export(FakeDesk())) == []


async def test_xlsx_is_a_whole_workbook(desk: FakeDesk) -> None:
    content = b"".join([piece async for piece in export(desk).bytes_as(TableFormat.XLSX)])
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        assert book.read("xl/worksheets/sheet1.xml").count(b"main:") == 7
