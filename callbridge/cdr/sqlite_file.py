"""A table of ``cdr_sqlite3_custom``, read beside the PBX that writes it."""

import sqlite3
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from datetime import datetime
from pathlib import Path
from urllib.parse import quote
from zoneinfo import ZoneInfo

import aiosqlite

from callbridge.cdr.columns import Columns, find_columns, read_page
from callbridge.cdr.limits import CONNECT_TIMEOUT_S, PAGE_ROWS, in_time
from callbridge.cdr.query import select_nothing, select_rows, window
from callbridge.kernel.errors import CdrRefused, CdrUnavailable
from callbridge.sqlite_thread import connect_sqlite
from callbridge.telephony.cdr_row import CdrRow


class SqliteSource:
    """`CdrSource` of app/ports.py. The file is opened for reading only and never made."""

    def __init__(self, address: str, table: str, zone: ZoneInfo) -> None:
        self._path = Path(address.removeprefix("sqlite:///"))
        self._table = table
        self._zone = zone

    async def rows(self, since: datetime, until: datetime) -> Sequence[CdrRow]:
        """Return the rows that began in the window."""
        try:
            async with in_time(), self._opened() as database:
                return await self._read(database, since, until)
        except sqlite3.Error as error:
            raise self._fault(error) from error

    async def _read(self, database: aiosqlite.Connection, since: datetime, until: datetime) -> list[CdrRow]:
        columns = await self._columns(database)
        bounds = [each.isoformat(" ", "seconds") for each in window(since, until, self._zone)]
        asked = select_rows(columns, self._table, quote='"', mark="?")
        found: list[CdrRow] = []
        async with database.execute(asked, bounds) as cursor:
            while page := list(await cursor.fetchmany(PAGE_ROWS)):
                found += await read_page(columns, page)
        return found

    async def columns(self) -> Columns:
        """Return the columns that are there."""
        try:
            async with in_time(), self._opened() as database:
                return await self._columns(database)
        except sqlite3.Error as error:
            raise self._fault(error) from error

    async def _columns(self, database: aiosqlite.Connection) -> Columns:
        async with database.execute(select_nothing(self._table, quote='"')) as cursor:
            return find_columns([each[0] for each in cursor.description or ()], self._zone)

    @asynccontextmanager
    async def _opened(self) -> AsyncIterator[aiosqlite.Connection]:
        uri = f"file:{quote(str(self._path.absolute()))}?mode=ro"
        database = await connect_sqlite(uri, uri=True, timeout=CONNECT_TIMEOUT_S)
        try:
            yield database
        finally:
            await database.close()

    def _fault(self, error: sqlite3.Error) -> CdrRefused | CdrUnavailable:
        with suppress(AttributeError):
            if error.sqlite_errorname.startswith(("SQLITE_CANTOPEN", "SQLITE_NOTADB")):
                return CdrRefused("cdr.unreadable", path=str(self._path), reason=str(error))
        if "no such table" in str(error):
            return CdrRefused("cdr.no_table", table=self._table)
        return CdrUnavailable("cdr.unavailable", reason=str(error))
