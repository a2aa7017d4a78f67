"""The hot write: calls are kept in batches, and an outage of the database only delays them."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from functools import partial

import structlog

from callbridge.crm.call_log import CallRecord
from callbridge.kernel.errors import DomainError, OutsideUnavailable, StoreUnavailable
from callbridge.kernel.ids import CallId
from callbridge.store.call_records import kept_calls, open_calls, write_calls
from callbridge.store.database import Database
from callbridge.store.worker import Access

log = structlog.get_logger(__name__)

BATCH_INTERVAL_S = 0.05
BATCH_CALLS = 500
MAX_PENDING = 10_000
MAX_BACK_OFF_S = 5.0
FLUSH_TIMEOUT_S = 2.0


class SqlCallLog:
    """`CallLog` of app/ports.py; `keep` is its task."""

    def __init__(
        self, database: Database, *, interval_s: float = BATCH_INTERVAL_S, max_pending: int = MAX_PENDING
    ) -> None:
        self._database = database
        self._interval_s = interval_s
        self._max_pending = max_pending
        self._pending: dict[str, CallRecord] = {}
        self._on_kept: dict[str, Callable[[], None]] = {}
        self._has_pending = asyncio.Event()
        self._lock = asyncio.Lock()
        self._failures = 0
        self.dropped = 0
        """How many calls were given up because the database was away too long, or refused them."""

    @property
    def pending(self) -> int:
        """How many calls wait to be written."""
        return len(self._pending)

    def put(self, record: CallRecord, on_kept: Callable[[], None] | None = None) -> None:
        """Keep `record` soon, in place of an earlier one of the same call; `on_kept` is told when it is readable."""
        if record.call_id not in self._pending and len(self._pending) >= self._max_pending:
            self._make_room()
        self._pending[record.call_id] = record
        if on_kept:
            self._on_kept[record.call_id] = on_kept
        self._has_pending.set()

    async def open_calls(self, pbx: str) -> Sequence[CallRecord]:
        """Return the calls of `pbx` without an end, as last put."""
        await self.flush()
        return await self._database.read(lambda tx: open_calls(tx, pbx))

    async def kept_calls(self, call_ids: Sequence[CallId]) -> Mapping[CallId, CallRecord]:
        """Return what is kept of these calls, as last put."""
        await self.flush()
        return await self._database.read(lambda tx: kept_calls(tx, call_ids))

    async def keep(self) -> None:
        """Write what is put, for ever: one transaction an interval, slower while the database is away."""
        while True:
            await self._has_pending.wait()
            await asyncio.sleep(min(self._interval_s * 2**self._failures, MAX_BACK_OFF_S))
            try:
                await self._write_batch()
            except OutsideUnavailable as error:
                self._failures = min(self._failures + 1, 10)
                log.warning("call log delayed", error=str(error), pending=self.pending, failures=self._failures)

    async def flush(self, timeout_s: float = FLUSH_TIMEOUT_S) -> None:
        """Write all that is pending now; raises StoreUnavailable, and then it is still pending."""
        try:
            async with asyncio.timeout(timeout_s):
                while self._pending:
                    await self._write_batch()
        except TimeoutError as error:
            raise StoreUnavailable("store.timeout") from error

    async def _write_batch(self) -> None:
        async with self._lock:
            batch = list(self._pending.values())[:BATCH_CALLS]
            if not batch:
                return
            try:
                await self._database.run(partial(write_calls, records=batch), access=Access.SOON)
            except DomainError:
                await self._write_each(batch)
            self._failures = 0
            for record in batch:
                self._written(record)

    async def _write_each(self, batch: Sequence[CallRecord]) -> None:
        """Write a refused batch call by call, so that one bad record costs only itself."""
        for record in batch:
            try:
                await self._database.run(partial(write_calls, records=[record]), access=Access.SOON)
            except DomainError as error:
                self.dropped += 1
                log.warning("call refused by the database", call_id=record.call_id, error=str(error))
            self._written(record)

    def _written(self, record: CallRecord) -> None:
        if self._pending.get(record.call_id) is record:
            del self._pending[record.call_id]
            self._tell_kept(record)
        if not self._pending:
            self._has_pending.clear()

    def _tell_kept(self, record: CallRecord) -> None:
        on_kept = self._on_kept.pop(record.call_id, None)
        if on_kept:
            on_kept()

    def _make_room(self) -> None:
        """Give up the call that ended first, or the oldest when none has ended."""
        victim = min(
            self._pending.values(), key=lambda record: (record.ended_at is None, record.ended_at or record.started_at)
        )
        del self._pending[victim.call_id]
        self._tell_kept(victim)  # given up: whoever waits need not wait longer
        self.dropped += 1
        log.error("call log full, a call was given up", call_id=victim.call_id, dropped=self.dropped)
