"""The filtered call log as a file."""

from datetime import timedelta

from callbridge.crm.call_list import CallFilter, CallOrder
from callbridge.crm.operator import Language
from callbridge.web.call_export import CallExport
from callbridge.web.call_table import CallTable, columns_of
from tests.support.fake_desk import FakeDesk, call_row
from tests.support.web_people import BORIS, NINE


async def test_the_next_page_begins_after_the_last_call_of_a_full_one() -> None:
    desk = FakeDesk(calls_kept=[call_row(number, NINE - timedelta(minutes=number)) for number in range(3)])
    table = CallTable(columns_of("call_id"), Language.EN, "UTC")
    exporting = CallExport(desk, CallFilter(direction="inbound"), CallOrder(), table, BORIS.id)
    rows, start = await exporting.page(None, 2)
    assert [row.call_id for row in rows] == ["main:0.1", "main:1.1"]
    rows, start = await exporting.page(start, 2)
    assert ([row.call_id for row in rows], start) == (["main:2.1"], None)
