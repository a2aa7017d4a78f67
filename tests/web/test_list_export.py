"""A list as a file: page by page, and no more than allowed."""

from zoneinfo import ZoneInfo

import pytest

from callbridge.crm.entities.lead import LEAD
from callbridge.crm.list_order import Order
from callbridge.crm.list_query import ListQuery, Reader
from callbridge.crm.operator import Language, Role
from callbridge.web import table_export
from callbridge.web.list_export import ListExport
from callbridge.web.list_table import ListTable, fields_of
from callbridge.web.table_file import TableFormat
from tests.support.kept_lists import FakeLists
from tests.support.web_people import NINE

READER = Reader(role=Role.OPERATOR, language=Language.EN, zone=ZoneInfo("UTC"), now=NINE)


@pytest.mark.parametrize(("max_rows", "limits"), [(100, [3, 3, 3]), (5, [3, 2]), (3, [3])])
async def test_rows_are_written_page_after_page_up_to_the_bound(
    monkeypatch: pytest.MonkeyPatch, max_rows: int, limits: list[int]
) -> None:
    monkeypatch.setattr(table_export, "PAGE_ROWS", 3)
    lists = FakeLists(rows=[{"id": number, "extra": f"row {number}"} for number in range(1, 8)])
    query = ListQuery(entity=LEAD, order=Order(field="id"), reader=READER)
    exporting = ListExport(lists, query, ListTable(fields_of("extra", LEAD, Role.OPERATOR), READER), max_rows=max_rows)
    content = b"".join([piece async for piece in exporting.bytes_as(TableFormat.CSV)])
    written = content.decode("utf-8-sig").splitlines()[1:]
    assert written == [f"row {number}" for number in range(1, min(7, max_rows) + 1)]
    assert exporting.rows == len(written)
    assert [limit for _, _, limit in lists.asked] == limits
