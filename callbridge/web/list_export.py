"""A filtered list as a file."""

from collections.abc import Sequence

from callbridge.app.ports import Lists
from callbridge.crm.list_order import Cursor
from callbridge.crm.list_query import ListQuery, ListRow
from callbridge.web.table_export import MAX_ROWS, TableExport
from callbridge.web.table_file import Table


class ListExport(TableExport[ListRow, Cursor]):
    """One export of a list's rows."""

    def __init__(self, lists: Lists, query: ListQuery, table: Table[ListRow], *, max_rows: int = MAX_ROWS) -> None:
        super().__init__(table, max_rows)
        self._lists = lists
        self._query = query

    async def page(self, start: Cursor | None, limit: int) -> tuple[Sequence[ListRow], Cursor | None]:
        found = await self._lists.page(self._query, start, limit)
        return found.rows, found.next
