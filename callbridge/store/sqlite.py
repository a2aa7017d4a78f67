"""SQLite: a file beside the daemon, and the threads of aiosqlite that hold its connections."""

import asyncio
import sqlite3
import time
from collections.abc import Sequence
from typing import TypeVar

import aiosqlite
from sqlalchemy import URL, Table, func, select
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.engine import Dialect

from callbridge.kernel.errors import ConfigError, Conflict, InvalidInput, StoreUnavailable
from callbridge.kernel.text import Phrase
from callbridge.sqlite_thread import connect_sqlite
from callbridge.store.plain_text import plain_text
from callbridge.store.tx import Abandoned, Tx, Unit
from callbridge.store.worker import Access

T = TypeVar("T")
BUSY_TIMEOUT_S = 5.0
"""How long a unit waits for another process that has the SQLite file locked."""
BUSY_STEP_MS = 250
"""How long SQLite itself waits for it: meanwhile it hears no interrupt, and a stop must not wait for it."""


class SqliteTx(Tx):
    """SQLite's writer is alone by itself."""

    def serialize(self, name: str) -> None:
        """Nothing to do: ``BEGIN IMMEDIATE`` lets one unit write at a time."""

    def serialize_all(self, names: Sequence[str]) -> None:
        """Nothing to do, as with one."""

    def by_index(self) -> None:
        """Nothing to do: SQLite takes an index wherever there is one."""

    def take_ids(self, table: Table, count: int) -> range:
        """Nobody else writes meanwhile, so the next ids are those after the last."""
        last = self.value(select(func.coalesce(func.max(table.c.id), 0)))
        return range(last + 1, last + 1 + count)


class SqliteEngine:
    """A file beside the daemon: WAL, one writer, as many readers as wanted."""

    writers = 1

    def __init__(self, url: URL) -> None:
        self.url = url
        self.dialect: Dialect = SQLiteDialect_pysqlite(paramstyle="qmark")

    async def open_worker(self, *, read_only: bool) -> "SqliteWorker":
        """Open the file, which migration has made."""
        try:
            connection = await connect_sqlite(self.url.database or "", isolation_level=None, cached_statements=256)
        except sqlite3.Error as error:
            raise sqlite_fault(error) from error
        worker = SqliteWorker(connection, self.dialect)
        try:
            for pragma in sqlite_pragmas(read_only=read_only):
                await connection.execute(pragma)
            await connection.create_function("plain_text", 1, plain_text, deterministic=True)
        except sqlite3.Error as error:
            await worker.close()
            raise sqlite_fault(error) from error
        return worker


def sqlite_pragmas(*, read_only: bool) -> tuple[str, ...]:
    """Return what every connection to the file is set to."""
    return (
        f"PRAGMA busy_timeout = {BUSY_STEP_MS}",
        "PRAGMA journal_mode = WAL",
        "PRAGMA foreign_keys = ON",
        "PRAGMA synchronous = FULL",
        "PRAGMA temp_store = MEMORY",
        "PRAGMA cache_size = -16000",
        "PRAGMA mmap_size = 268435456",
        f"PRAGMA query_only = {'ON' if read_only else 'OFF'}",
    )


class SqliteWorker:
    """aiosqlite's connection and thread.

    aiosqlite's public methods cost one hop per statement, so units go straight into its queue: `_tx` and `_conn` are
    private, which is why aiosqlite is pinned and tests/store/test_sqlite.py holds what is relied upon.
    """

    def __init__(self, connection: aiosqlite.Connection, dialect: Dialect) -> None:
        self._connection = connection
        self._raw = connection._conn  # noqa: SLF001
        self._queue = connection._tx  # noqa: SLF001
        self._dialect = dialect
        self._access = Access.SURELY

    def new_tx(self) -> Tx:
        return SqliteTx(self._raw, self._dialect)

    def submit(self, tx: Tx, unit: Unit[T], access: Access) -> asyncio.Future[T]:
        future: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._queue.put_nowait((future, lambda: self._run(tx, unit, access)))
        return future

    def abandon(self, tx: Tx) -> asyncio.Future[None]:
        tx.is_abandoned = True
        self._raw.interrupt()
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._queue.put_nowait((future, lambda: None))
        return future

    async def close(self) -> None:
        self._raw.interrupt()
        await self._connection.close()

    def _run(self, tx: Tx, unit: Unit[T], access: Access) -> T:
        give_up_at = time.monotonic() + BUSY_TIMEOUT_S
        while True:
            try:
                return self._run_once(tx, unit, access)
            except sqlite3.OperationalError as error:
                if not _is_locked(error) or time.monotonic() > give_up_at:
                    raise sqlite_fault(error) from error
                if tx.is_abandoned:
                    raise StoreUnavailable("store.timeout") from error

    def _run_once(self, tx: Tx, unit: Unit[T], access: Access) -> T:
        try:
            return unit(tx) if access is Access.READ else self._write(tx, unit, access)
        except sqlite3.OperationalError:
            raise
        except (sqlite3.Error, OverflowError) as error:
            raise sqlite_fault(error) from error
        except Abandoned as error:
            raise StoreUnavailable("store.timeout") from error

    def _write(self, tx: Tx, unit: Unit[T], access: Access) -> T:
        raw = self._raw
        if access is not self._access:
            raw.execute(f"PRAGMA synchronous = {'NORMAL' if access is Access.SOON else 'FULL'}")
            self._access = access
        raw.execute("BEGIN IMMEDIATE")
        try:
            result = unit(tx)
            tx.check()
            raw.execute("COMMIT")
        except BaseException:
            if raw.in_transaction:
                raw.execute("ROLLBACK")
            raise
        return result


def _is_locked(error: sqlite3.OperationalError) -> bool:
    code: int = getattr(error, "sqlite_errorcode", 0)
    return code & 0xFF == sqlite3.SQLITE_BUSY


def sqlite_fault(error: Exception) -> Exception:
    """Return ours for sqlite3's: broken rules are the asker's fault, misuse of the driver ours, the rest an outage."""
    if isinstance(error, sqlite3.IntegrityError):
        return Conflict("store.conflict", detail=str(error))
    if isinstance(error, sqlite3.OperationalError) and "interrupted" in str(error):
        return StoreUnavailable("store.timeout")
    if isinstance(error, sqlite3.ProgrammingError | sqlite3.InterfaceError):
        return AssertionError(str(error))
    if isinstance(error, OverflowError):
        return InvalidInput({}, "input.out_of_range")
    return StoreUnavailable("store.unavailable", detail=sqlite_words(error))


_BEYOND_WAITING = {
    "SQLITE_CANTOPEN": "store.cannot_open",
    "SQLITE_NOTADB": "store.no_sqlite",
    "SQLITE_PERM": "store.read_only",
    "SQLITE_READONLY": "store.read_only",
}


_WAITED_FOR = {"SQLITE_FULL": Phrase("system.full"), "SQLITE_BUSY": Phrase("store.locked")}


def sqlite_words(error: BaseException) -> Phrase | str:
    """Return what a person is told of a fault that may pass; SQLite's own words where we have none."""
    return _WAITED_FOR.get(_name_of(error)) or str(error)


def _name_of(error: BaseException) -> str:
    """Return what SQLite calls it, without the extended part."""
    return "_".join(getattr(error, "sqlite_errorname", "").split("_")[:2])


def sqlite_refusal(error: BaseException, path: str) -> ConfigError | None:
    """Return what a person must mend before the file can be opened at all; None when waiting may help."""
    code = _BEYOND_WAITING.get(_name_of(error))
    return ConfigError(mistakes=[Phrase(code, {"path": path}, "store.url")]) if code else None
