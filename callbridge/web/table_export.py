"""Sends the whole of a filtered list as a file: read page by page, so that nobody waits for it."""

import asyncio
import tempfile
from abc import ABC, abstractmethod
from collections.abc import AsyncIterator, Sequence
from typing import Generic, TypeVar

from callbridge.web.table_file import CsvWriter, Table, TableFormat, XlsxWriter

MAX_ROWS = 200_000
PAGE_ROWS = 500
"""Rows read, and written, at once: short enough for a card to come between."""
_SPOOL_BYTES = 8 * 1024 * 1024
_CHUNK_BYTES = 64 * 1024

R = TypeVar("R")
S = TypeVar("S")


class TableExport(ABC, Generic[R, S]):
    """One export of rows `R` whose pages begin at places `S`; `rows` counts what has been written."""

    def __init__(self, table: Table[R], max_rows: int = MAX_ROWS) -> None:
        self.rows = 0
        self._table = table
        self._max_rows = max_rows

    @abstractmethod
    async def page(self, start: S | None, limit: int) -> tuple[Sequence[R], S | None]:
        """Return rows from `start` (exclusive) on, and where the next page begins; None when there is none."""

    def bytes_as(self, kind: TableFormat) -> AsyncIterator[bytes]:
        """Yield the file piece by piece."""
        return self._csv() if kind is TableFormat.CSV else self._xlsx()

    async def _csv(self) -> AsyncIterator[bytes]:
        writer = CsvWriter(self._table)
        yield writer.begin()
        async for page in self._pages():
            yield await asyncio.to_thread(writer.rows, page)

    async def _xlsx(self) -> AsyncIterator[bytes]:
        with tempfile.SpooledTemporaryFile(max_size=_SPOOL_BYTES) as file:
            writer = await asyncio.to_thread(XlsxWriter, self._table, file)
            async for page in self._pages():
                await asyncio.to_thread(writer.rows, page)
            await asyncio.to_thread(writer.close)
            file.seek(0)
            while chunk := await asyncio.to_thread(file.read, _CHUNK_BYTES):
                yield chunk

    async def _pages(self) -> AsyncIterator[Sequence[R]]:
        start: S | None = None
        while self.rows < self._max_rows:
            rows, start = await self.page(start, min(PAGE_ROWS, self._max_rows - self.rows))
            if rows:
                self.rows += len(rows)
                yield rows
            if start is None:
                return
