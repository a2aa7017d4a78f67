"""Sends the whole of a filtered call log as a file: read page by page, so that nobody waits for it."""

import asyncio
import tempfile
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field

from callbridge.app.ports import Desk
from callbridge.crm.call_list import CallFilter, CallOrder
from callbridge.crm.call_log import CallRow
from callbridge.web.call_query import cursor_after
from callbridge.web.call_table import CallTable, CsvWriter, TableFormat, XlsxWriter

MAX_ROWS = 200_000
PAGE_ROWS = 500
"""Rows read, and written, at once: short enough for a card to come between."""
_SPOOL_BYTES = 8 * 1024 * 1024
_CHUNK_BYTES = 64 * 1024


@dataclass(slots=True)
class CallExport:
    """One export; `rows` counts what has been written."""

    desk: Desk
    wanted: CallFilter
    order: CallOrder
    table: CallTable
    max_rows: int = MAX_ROWS
    rows: int = field(default=0, init=False)

    def bytes_as(self, kind: TableFormat) -> AsyncIterator[bytes]:
        """Yield the file piece by piece."""
        return self._csv() if kind is TableFormat.CSV else self._xlsx()

    async def _csv(self) -> AsyncIterator[bytes]:
        writer = CsvWriter(self.table)
        yield writer.begin()
        async for page in self._pages():
            yield writer.rows(page)

    async def _xlsx(self) -> AsyncIterator[bytes]:
        with tempfile.SpooledTemporaryFile(max_size=_SPOOL_BYTES) as file:
            writer = await asyncio.to_thread(XlsxWriter, self.table, file)
            async for page in self._pages():
                await asyncio.to_thread(writer.rows, page)
            await asyncio.to_thread(writer.close)
            file.seek(0)
            while chunk := await asyncio.to_thread(file.read, _CHUNK_BYTES):
                yield chunk

    async def _pages(self) -> AsyncIterator[Sequence[CallRow]]:
        start = None
        while self.rows < self.max_rows:
            limit = min(PAGE_ROWS, self.max_rows - self.rows)
            page = await self.desk.calls(self.wanted, self.order, start, limit)
            if page:
                self.rows += len(page)
                yield page
                start = cursor_after(page[-1], self.order)
            if len(page) < limit:
                return
