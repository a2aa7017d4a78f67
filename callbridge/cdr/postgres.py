"""A table that ``cdr_pgsql`` or ``cdr_adaptive_odbc`` writes to PostgreSQL."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import psycopg
from psycopg import AsyncConnection

from callbridge.cdr.columns import Columns, find_columns, read_page
from callbridge.cdr.limits import CONNECT_TIMEOUT_S, PAGE_ROWS, READ_TIMEOUT_S, in_time
from callbridge.cdr.query import select_nothing, select_rows, window
from callbridge.kernel.errors import CdrRefused, CdrUnavailable
from callbridge.telephony.cdr_row import CdrRow


class PostgresSource:
    """`CdrSource` of app/ports.py; one short read-only connection each time it is asked."""

    def __init__(self, address: str, table: str, zone: ZoneInfo) -> None:
        self._address = address
        self._table = table
        self._zone = zone

    async def rows(self, since: datetime, until: datetime) -> Sequence[CdrRow]:
        """Return the rows that began in the window."""
        async with self._connected() as connection:
            columns = await self._columns(connection)
            asked = select_rows(columns, self._table, quote='"', mark="%s")
            found: list[CdrRow] = []
            async with connection.cursor() as cursor:
                await cursor.execute(asked.encode(), window(since, until, self._zone))
                while page := await cursor.fetchmany(PAGE_ROWS):
                    found += await read_page(columns, page)
            return found

    async def columns(self) -> Columns:
        """Return the columns that are there."""
        async with self._connected() as connection:
            return await self._columns(connection)

    async def _columns(self, connection: AsyncConnection[Any]) -> Columns:
        async with connection.cursor() as cursor:
            await cursor.execute(select_nothing(self._table, quote='"').encode())
            return find_columns([each.name for each in cursor.description or ()], self._zone)

    @asynccontextmanager
    async def _connected(self) -> AsyncIterator[AsyncConnection[Any]]:
        try:
            async with in_time():
                connection = await AsyncConnection.connect(
                    self._address,
                    autocommit=True,
                    connect_timeout=int(CONNECT_TIMEOUT_S),
                    application_name="callbridge",
                )
                async with connection:
                    # a column with a time zone is compared with local time, as one without is
                    await connection.execute(
                        "SELECT set_config('TimeZone', %s, false), set_config('statement_timeout', %s, false),"
                        " set_config('default_transaction_read_only', 'on', false)",
                        (self._zone.key, str(int(READ_TIMEOUT_S * 1000))),
                    )
                    yield connection
        except psycopg.Error as error:
            raise self._fault(error) from error

    def _fault(self, error: psycopg.Error) -> CdrRefused | CdrUnavailable:
        reason = str(error).strip().partition("\n")[0]
        if isinstance(error, psycopg.errors.UndefinedTable):
            return CdrRefused("cdr.no_table", table=self._table)
        if isinstance(error, psycopg.errors.InsufficientPrivilege | psycopg.errors.InvalidAuthorizationSpecification):
            return CdrRefused("cdr.login_refused", reason=reason)
        if "authentication failed" in reason or "does not exist" in reason:  # a failed connect has no SQLSTATE
            return CdrRefused("cdr.login_refused", reason=reason)
        return CdrUnavailable("cdr.unavailable", reason=reason)
