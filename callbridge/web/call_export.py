"""The filtered call log as a file."""

from collections.abc import Sequence

from callbridge.app.ports import Desk
from callbridge.crm.call_list import CallCursor, CallFilter, CallOrder
from callbridge.crm.call_log import CallRow
from callbridge.kernel.ids import OperatorId
from callbridge.web.call_query import cursor_after
from callbridge.web.table_export import MAX_ROWS, TableExport
from callbridge.web.table_file import Table


class CallExport(TableExport[CallRow, CallCursor]):
    """One export of calls."""

    def __init__(
        self,
        desk: Desk,
        wanted: CallFilter,
        order: CallOrder,
        table: Table[CallRow],
        reader_id: OperatorId,
        *,
        max_rows: int = MAX_ROWS,
    ) -> None:
        super().__init__(table, max_rows)
        self.wanted = wanted
        self._desk = desk
        self._order = order
        self._reader_id = reader_id

    async def page(self, start: CallCursor | None, limit: int) -> tuple[Sequence[CallRow], CallCursor | None]:
        rows = await self._desk.calls(self.wanted, self._order, start, limit, reader_id=self._reader_id)
        return rows, cursor_after(rows[-1], self._order) if len(rows) == limit else None
