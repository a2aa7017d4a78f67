"""PostgreSQL: a server, and threads of ours around synchronous psycopg connections."""

import asyncio
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from queue import SimpleQueue
from typing import Any, TypeVar

import psycopg
from sqlalchemy import URL, Table
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.engine import Dialect

from callbridge.kernel.errors import Conflict, InvalidInput, StoreUnavailable
from callbridge.store.statement import Plan
from callbridge.store.tx import Abandoned, Tx, Unit
from callbridge.store.worker import CONNECT_TIMEOUT_S, Access

T = TypeVar("T")
CLOSE_TIMEOUT_S = 0.5
FEWEST_COPIED = 8
"""Rows worth a COPY, which the server must be asked for each time; fewer are inserted."""
STATEMENT_TIMEOUT_MS = 10_000
"""A backstop on the server: units have their own, shorter deadlines."""


class PostgresTx(Tx):
    """PostgreSQL's writers run side by side, so what must not is told apart by name."""

    def serialize(self, name: str) -> None:
        self.check()
        self._connection.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", (name,))

    def serialize_all(self, names: Sequence[str]) -> None:
        self.check()
        locks = "SELECT pg_advisory_xact_lock(hashtextextended(name, 0)) FROM unnest(%s::text[]) AS name"
        self._connection.execute(locks, (sorted(names),))

    def by_index(self) -> None:
        self.check()
        others = ("enable_seqscan", "enable_hashjoin", "enable_mergejoin")
        self._connection.execute("; ".join(f"SET LOCAL {one} TO off" for one in others))

    def take_ids(self, table: Table, count: int) -> list[int]:
        self.check()
        taken = "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)"
        return [int(row[0]) for row in self._connection.execute(taken, (table.name, count)).fetchall()]

    def _run_many(self, plan: Plan, bound: Sequence[tuple[Any, ...]]) -> None:
        """Copy many rows: one INSERT each, even without waiting for it, costs both sides several times."""
        if plan.copied is None or len(bound) < FEWEST_COPIED:
            super()._run_many(plan, bound)
            return
        self.check()
        with self._cursor() as cursor, cursor.copy(plan.copied) as copy:
            for row in bound:
                copy.write_row(row)


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
    """Return ours for psycopg's, as `sqlite.sqlite_fault` does."""
    if isinstance(error, psycopg.IntegrityError):
        return Conflict("store.conflict", detail=error.diag.message_primary or "")
    if isinstance(error, psycopg.errors.QueryCanceled):
        return StoreUnavailable("store.timeout")
    if isinstance(error, psycopg.DataError):
        return InvalidInput({}, "input.out_of_range")
    if isinstance(error, psycopg.ProgrammingError):
        return AssertionError(str(error))
    return StoreUnavailable("store.unavailable", detail=str(error))
