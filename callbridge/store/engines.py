"""Everything that differs between SQLite and PostgreSQL, and the threads that hold their connections.

A worker owns one connection and one thread; a unit runs there as one function, so it costs one hop however many
statements it has. SQLite's thread is aiosqlite's; PostgreSQL's is ours, around a synchronous psycopg connection.
"""

import asyncio
import sqlite3
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from enum import Enum
from queue import SimpleQueue
from typing import Any, Protocol, TypeVar

import aiosqlite
import psycopg
from sqlalchemy import URL, make_url
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.engine import Dialect
from sqlalchemy.exc import ArgumentError

from callbridge.kernel.errors import ConfigError, Conflict, InvalidInput, StoreUnavailable
from callbridge.store.plain_text import plain_text
from callbridge.store.tx import Abandoned, Tx, Unit

T = TypeVar("T")
BUSY_TIMEOUT_S = 5.0
"""How long a unit waits for another process that has the SQLite file locked."""
BUSY_STEP_MS = 250
"""How long SQLite itself waits for it: meanwhile it hears no interrupt, and a stop must not wait for it."""
CONNECT_TIMEOUT_S = 3
CLOSE_TIMEOUT_S = 0.5
STATEMENT_TIMEOUT_MS = 10_000
"""A backstop on the server: units have their own, shorter deadlines."""


class Access(Enum):
    """What a unit does to the data and how surely it must be kept."""

    READ = "read"
    SOON = "soon"
    """Written, but a power cut may lose the last moments: call-log batches."""
    SURELY = "surely"
    """On the disk when the unit returns: whatever an operator saves."""


class Worker(Protocol):
    """A connection with its thread; given one unit at a time."""

    def submit(self, tx: Tx, unit: Unit[T], access: Access) -> asyncio.Future[T]:
        """Start a unit."""
        ...

    def new_tx(self) -> Tx:
        """Return a view for the next unit."""
        ...

    def abandon(self, tx: Tx) -> asyncio.Future[None]:
        """Stop the running unit as soon as it can be stopped; the future is done when the worker is free again."""
        ...

    async def close(self) -> None: ...


class Engine(Protocol):
    """One kind of database."""

    dialect: Dialect
    url: URL
    writers: int
    """How many workers may write at the same time."""

    async def open_worker(self, *, read_only: bool) -> Worker:
        """Connect; raises StoreUnavailable."""
        ...


def engine_for(url: str) -> Engine:
    """Return the engine of a store URL: ``sqlite:///file`` or ``postgresql://user:password@host:port/name``."""
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError) as error:  # ValueError: a port that is no number
        raise ConfigError(mistakes=["store.url: not a database URL"]) from error
    if parsed.drivername == "sqlite" and parsed.database:
        return SqliteEngine(parsed)
    if parsed.drivername in {"postgresql", "postgres"}:
        return PostgresEngine(parsed.set(drivername="postgresql"))
    raise ConfigError(mistakes=["store.url: must begin with sqlite:/// or postgresql://"])


# --- SQLite ---------------------------------------------------------------------------------------------------------


class SqliteTx(Tx):
    """SQLite's writer is alone by itself."""

    def serialize(self, name: str) -> None:
        """Nothing to do: ``BEGIN IMMEDIATE`` lets one unit write at a time."""


class SqliteEngine:
    """A file beside the daemon: WAL, one writer, as many readers as wanted."""

    writers = 1

    def __init__(self, url: URL) -> None:
        self.url = url
        self.dialect: Dialect = SQLiteDialect_pysqlite(paramstyle="qmark")

    async def open_worker(self, *, read_only: bool) -> "SqliteWorker":
        """Open the file, which migration has made."""
        try:
            connection = await aiosqlite.connect(self.url.database or "", isolation_level=None, cached_statements=256)
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
    private, which is why aiosqlite is pinned and tests/store/test_engines.py holds what is relied upon.
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
    return StoreUnavailable("store.unavailable", detail=str(error))


_BEYOND_WAITING = {"SQLITE_CANTOPEN", "SQLITE_NOTADB", "SQLITE_PERM", "SQLITE_READONLY"}


def sqlite_refusal(error: BaseException, path: str) -> ConfigError | None:
    """Return what a person must mend before the file can be opened at all; None when waiting may help."""
    name = "_".join(getattr(error, "sqlite_errorname", "").split("_")[:2])  # without the extended part
    if name not in _BEYOND_WAITING:
        return None
    return ConfigError(mistakes=[f"store.url: {path}: {error}"])


# --- PostgreSQL -----------------------------------------------------------------------------------------------------


class PostgresTx(Tx):
    """PostgreSQL's writers run side by side, so what must not is told apart by name."""

    def serialize(self, name: str) -> None:
        self.check()
        self._connection.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", (name,))


class PostgresEngine:
    """A server; several writers."""

    writers = 2

    def __init__(self, url: URL) -> None:
        self.url = url
        self.dialect: Dialect = PGDialect_psycopg(paramstyle="format")  # type: ignore[no-untyped-call]

    async def open_worker(self, *, read_only: bool) -> "PostgresWorker":
        """Connect and set the session."""
        worker = PostgresWorker(self.url, self.dialect, read_only=read_only)
        await worker.open()
        return worker


class PostgresWorker:
    """A synchronous psycopg connection in its own thread; connects again by itself when the server was restarted."""

    def __init__(self, url: URL, dialect: Dialect, *, read_only: bool) -> None:
        self._dsn = url.render_as_string(hide_password=False)
        self._dialect = dialect
        self._read_only = read_only
        self._raw: psycopg.Connection[Any] | None = None
        self._queue: SimpleQueue[tuple[asyncio.Future[Any] | None, Callable[[], Any]] | None] = SimpleQueue()
        self._thread = threading.Thread(target=self._serve, name="callbridge-postgres", daemon=True)

    async def open(self) -> None:
        """Start the thread and connect; raises StoreUnavailable."""
        self._thread.start()
        try:
            await self._put(self._guarded(self._connected))
        except BaseException:
            await self.close()
            raise

    def new_tx(self) -> Tx:
        return PostgresTx(_Absent(), self._dialect)

    def submit(self, tx: Tx, unit: Unit[T], access: Access) -> asyncio.Future[T]:
        return self._put(self._guarded(lambda: self._run(tx, unit, access)))

    def abandon(self, tx: Tx) -> asyncio.Future[None]:
        tx.is_abandoned = True
        # Cancelling talks to the server by a connection of its own, hence a thread; the fence waits for it,
        # so that it cannot hit the next unit.
        canceller = threading.Thread(target=self._cancel, name="callbridge-postgres-cancel", daemon=True)
        canceller.start()
        return self._put(canceller.join)

    async def close(self) -> None:
        """Disconnect; a thread that a silent server holds is left to end by itself."""
        with suppress(TimeoutError):
            async with asyncio.timeout(CLOSE_TIMEOUT_S):
                await self._put(self._disconnect)
        self._queue.put(None)

    def _put(self, job: Callable[[], T]) -> asyncio.Future[T]:
        future: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._queue.put((future, job))
        return future

    def _serve(self) -> None:
        while (item := self._queue.get()) is not None:
            future, job = item
            try:
                result, error = job(), None
            except BaseException as caught:  # noqa: BLE001  (handed to whoever waits)
                result, error = None, caught
            if future is not None:
                with suppress(RuntimeError):  # the loop has been closed: nobody waits
                    future.get_loop().call_soon_threadsafe(_settle, future, result, error)

    def _guarded(self, job: Callable[[], T]) -> Callable[[], T]:
        def guarded() -> T:
            try:
                return job()
            except psycopg.Error as error:
                raise postgres_fault(error) from error
            except Abandoned as error:
                raise StoreUnavailable("store.timeout") from error

        return guarded

    def _run(self, tx: Tx, unit: Unit[T], access: Access) -> T:
        for is_last in (False, True):
            raw = self._connected()
            tx._connection = raw  # noqa: SLF001
            try:
                return unit(tx) if access is Access.READ else self._write(raw, tx, unit, access)
            except (psycopg.errors.SerializationFailure, psycopg.errors.DeadlockDetected):
                if is_last:
                    raise
            except _CommitUnknown as error:
                raise StoreUnavailable("store.unavailable", detail=str(error)) from error
            except psycopg.OperationalError:
                # Nothing was committed: the server may have been restarted while the connection lay idle.
                if is_last or not (raw.closed or raw.broken):
                    raise
        raise AssertionError("unreachable")

    def _write(self, raw: "psycopg.Connection[Any]", tx: Tx, unit: Unit[T], access: Access) -> T:
        begin = "BEGIN" if access is Access.SURELY else "BEGIN; SET LOCAL synchronous_commit TO off"
        raw.execute(begin, prepare=False)
        try:
            result = unit(tx)
            tx.check()
        except BaseException:
            if not raw.closed:
                with suppress(psycopg.Error):
                    raw.execute("ROLLBACK", prepare=False)
            raise
        try:
            raw.execute("COMMIT", prepare=False)
        except psycopg.OperationalError as error:
            if raw.closed or raw.broken:
                raise _CommitUnknown(str(error)) from error
            raise
        return result

    def _connected(self) -> "psycopg.Connection[Any]":
        if self._raw is None or self._raw.closed:
            raw = psycopg.connect(
                self._dsn,
                autocommit=True,
                prepare_threshold=2,
                connect_timeout=CONNECT_TIMEOUT_S,
                application_name="callbridge",
                tcp_user_timeout=STATEMENT_TIMEOUT_MS,
                keepalives_idle=10,
                keepalives_interval=3,
                keepalives_count=3,
            )
            raw.execute(
                f"SET timezone = 'UTC'; SET statement_timeout = {STATEMENT_TIMEOUT_MS};"
                f"SET default_transaction_read_only = {'on' if self._read_only else 'off'}"
            )
            self._raw = raw
        return self._raw

    def _cancel(self) -> None:
        raw = self._raw
        if raw is not None and not raw.closed:
            with suppress(psycopg.Error):
                raw.cancel_safe(timeout=CONNECT_TIMEOUT_S)

    def _disconnect(self) -> None:
        if self._raw is not None:
            self._raw.close()


class _CommitUnknown(Exception):
    """The connection was lost while committing: kept or not, only the asker's key can tell."""


class _Absent:
    """Stands for the connection until the worker's thread has one."""

    def execute(self, *_: Any) -> Any:
        raise AssertionError("a unit ran before its connection")


def _settle(future: asyncio.Future[Any], result: Any, error: BaseException | None) -> None:
    if future.done():
        return
    if error is None:
        future.set_result(result)
    else:
        future.set_exception(error)


def postgres_fault(error: psycopg.Error) -> Exception:
    """Return ours for psycopg's, as `sqlite_fault` does."""
    if isinstance(error, psycopg.IntegrityError):
        return Conflict("store.conflict", detail=error.diag.message_primary or "")
    if isinstance(error, psycopg.errors.QueryCanceled):
        return StoreUnavailable("store.timeout")
    if isinstance(error, psycopg.DataError):
        return InvalidInput({}, "input.out_of_range")
    if isinstance(error, psycopg.ProgrammingError):
        return AssertionError(str(error))
    return StoreUnavailable("store.unavailable", detail=str(error))
