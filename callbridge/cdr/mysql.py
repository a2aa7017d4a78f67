"""A table in MySQL or MariaDB, as FreePBX has it (``asteriskcdrdb.cdr``)."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from datetime import datetime
from typing import Any
from urllib.parse import unquote, urlsplit
from zoneinfo import ZoneInfo

import aiomysql
from pymysql.err import MySQLError

from callbridge.cdr.columns import Columns, find_columns, read_page
from callbridge.cdr.limits import CONNECT_TIMEOUT_S, PAGE_ROWS, READ_TIMEOUT_S, in_time
from callbridge.cdr.query import select_nothing, select_rows, window
from callbridge.kernel.errors import CdrRefused, CdrUnavailable
from callbridge.telephony.cdr_row import CdrRow

_REFUSED = {1044, 1045, 1049, 1142, 1143, 1227, 1698}
"""MySQL's error numbers of wrong logins and missing grants: waiting does not mend them."""
_NO_TABLE = 1146


class MysqlSource:
    """`CdrSource` of app/ports.py; one short read-only connection each time it is asked."""

    def __init__(self, address: str, table: str, zone: ZoneInfo) -> None:
        self._address = address
        self._table = table
        self._zone = zone

    async def rows(self, since: datetime, until: datetime) -> Sequence[CdrRow]:
        """Return the rows that began in the window."""
        async with self._connected() as connection:
            columns = await self._columns(connection)
            asked = select_rows(columns, self._table, quote="`", mark="%s")
            found: list[CdrRow] = []
            async with connection.cursor(aiomysql.SSCursor) as cursor:
                await cursor.execute(asked, window(since, until, self._zone))
                while page := await cursor.fetchmany(PAGE_ROWS):
                    found += await read_page(columns, page)
            return found

    async def columns(self) -> Columns:
        """Return the columns that are there."""
        async with self._connected() as connection:
            return await self._columns(connection)

    async def _columns(self, connection: Any) -> Columns:
        async with connection.cursor() as cursor:
            await cursor.execute(select_nothing(self._table, quote="`"))
            return find_columns([each[0] for each in cursor.description or ()], self._zone)

    @asynccontextmanager
    async def _connected(self) -> AsyncIterator[Any]:
        connection: Any = None
        try:
            async with in_time():
                connection = await aiomysql.connect(**self._arguments())
                async with connection.cursor() as cursor:
                    with suppress(MySQLError):  # MySQL's name; MariaDB has its own, in seconds
                        await cursor.execute(f"SET SESSION max_execution_time = {int(READ_TIMEOUT_S * 1000)}")
                    with suppress(MySQLError):
                        await cursor.execute(f"SET SESSION max_statement_time = {READ_TIMEOUT_S}")
                    await cursor.execute("SET SESSION TRANSACTION READ ONLY")
                yield connection
                await connection.ensure_closed()
        except (MySQLError, OSError, RuntimeError) as error:  # RuntimeError: a way to log in that the driver lacks
            raise self._fault(error) from error
        finally:
            if connection is not None:
                connection.close()

    def _arguments(self) -> dict[str, Any]:
        parts = urlsplit(self._address)
        return {
            "host": parts.hostname or "localhost",
            "port": parts.port or 3306,
            "user": unquote(parts.username or ""),
            "password": unquote(parts.password or ""),
            "db": unquote(parts.path.strip("/")),
            "charset": "utf8mb4",
            "autocommit": True,
            "connect_timeout": CONNECT_TIMEOUT_S,
            "program_name": "callbridge",
        }

    def _fault(self, error: Exception) -> CdrRefused | CdrUnavailable:
        number = error.args[0] if error.args and isinstance(error.args[0], int) else 0
        reason = str(error.args[-1]) if error.args else type(error).__name__
        if number == _NO_TABLE:
            return CdrRefused("cdr.no_table", table=self._table)
        if number in _REFUSED or isinstance(error, RuntimeError):
            return CdrRefused("cdr.login_refused", reason=reason)
        return CdrUnavailable("cdr.unavailable", reason=reason)
