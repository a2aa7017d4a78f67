"""The store's hot units against the same SQL without the store: synchronous sqlite3, and asyncpg.

A million contacts (a tenth with ``--quick``; PostgreSQL has a tenth of that). Both sides take turns in one run; the
figures are ratios of medians, because the machine may be busy with something else.
"""

import argparse
import asyncio
import random
import re
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable, Sequence
from contextlib import closing
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import asyncpg
import psycopg

from callbridge.crm.call_log import CallRecord, LegRecord
from callbridge.kernel.ids import CallId, LegId, OperatorId
from callbridge.kernel.numbers import NumberForm, PhoneNumber
from callbridge.store.call_records import write_calls
from callbridge.store.engines import engine_for
from callbridge.store.lookup import caller_facts
from callbridge.store.migrate import migrate
from callbridge.store.sqlite import sqlite_pragmas
from callbridge.store.store import SqlStore, open_store
from callbridge.store.tx import Tx
from callbridge.store.worker import Access
from tests.support.stores import PostgresCluster

DID = "+74951112233"
FIRST_US = 1_760_000_000_000_000
Steps = list[tuple[str, tuple[Any, ...]]]
"""SQL and parameters, as the unit sends them."""

# {n} people with a number each; every fifth has an interest, every third a call; {at} makes an instant of microseconds.
FILL = """
INSERT INTO employee (id, full_name, folded_name, is_active) SELECT i, 'Operator ' || i, 'operator ' || i, {true}
FROM ({series_operators}) AS s;
INSERT INTO operator (id, login, login_key, password_hash, full_name, role, extension, pbx, device_mode,
  language, time_zone,
  presence, pause_reason, is_active, created_at, employee_id)
SELECT i, 'op' || i, 'op' || i, '', 'Operator ' || i, 'operator', '', '', 'handset', 'ru', 'UTC', 'ready', '',
  {true}, {at0}, i
FROM ({series_operators}) AS s;
INSERT INTO organization (id, name, created_at) SELECT i, 'Organization ' || i, {at0} FROM
  ({series_organizations}) AS s;
INSERT INTO person (id, full_name, folded_name, organization_id, is_private, created_at)
SELECT i, 'Person Number ' || i, 'person number ' || i, CASE WHEN i % 2 = 0 THEN 1 + i % 1000 END, {false}, {at0}
FROM ({series}) AS s;
INSERT INTO contact_point (person_id, kind, raw, number_key, extension, reversed_digits, is_shared)
SELECT id, 'phone', '', '+7' || (9000000000 + id), '', {reverse}, {false} FROM person;
INSERT INTO campaign (id, name, state) VALUES (1, 'Campaign', 'running');
INSERT INTO campaign_number (campaign_id, did_e164) VALUES (1, '+74951112233');
INSERT INTO lead (id, owner_id, idempotency_key, at, method_id, extra, organization_text, is_private, person_id,
  person_text,
  content, outcome_id, new_deal, remind, saved_at)
SELECT i, 1 + i % 50, 'k' || i, {at}, 1, '', '', {false}, 1 + (i * 5) % {n}, '', 'Wants a house, call again', 1
  + i % 4,
  {false}, {false}, {at} FROM ({series_fifth}) AS s;
INSERT INTO lead_phone (lead_id, position, raw, number_key, extension, reversed_digits, at)
SELECT i, 0, '', '+7' || (9000000000 + 1 + (i * 5) % {n}), '', '', {at} FROM ({series_fifth}) AS s;
INSERT INTO activity (kind, at, done_at, method_id, person_id, lead_id, owner_id, outcome_id, content)
SELECT 'contact', at, at, 1, person_id, id, owner_id, outcome_id, content FROM lead;
INSERT INTO call (call_id, pbx, direction, started_at, number_raw, number_e164, number_extension, number_key,
  caller_name,
  did_raw, did_e164, trunk, queue, person_id, operator_id, ended_at, outcome, hung_up_by, cause, wait_seconds,
  ring_seconds,
  talk_seconds, hold_seconds, is_partial)
SELECT 'old:' || i, 'main', 'inbound', {at}, '', '', '', '+7' || (9000000000 + 1 + (i * 3) % {n}), '', '', '', '', '',
  1 + (i * 3) % {n}, 1 + i % 50, {at}, 'answered', '', 16, 1, 2, 30, 0, {false} FROM ({series_third}) AS s;
"""


def fill_script(n: int, *, is_sqlite: bool) -> str:
    """Return the SQL that fills an empty database with `n` people and what belongs to them."""

    def series(count: int) -> str:
        if not is_sqlite:
            return f"SELECT i FROM generate_series(1, {count}::bigint) AS i"
        return f"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {count}) SELECT i FROM n"

    at = f"{FIRST_US} + i * 1000000"
    # SQLite has no reverse(): the digits are taken apart by hand.
    digits = " || ".join(f"substr(9000000000 + id, {place}, 1)" for place in range(10, 0, -1)) + " || '7'"
    return FILL.format(
        n=n,
        true="1" if is_sqlite else "true",
        false="0" if is_sqlite else "false",
        at=at if is_sqlite else f"to_timestamp(({at}) / 1000000)",
        at0=str(FIRST_US) if is_sqlite else f"to_timestamp({FIRST_US} / 1000000)",
        reverse=digits if is_sqlite else "reverse('7' || (9000000000 + id))",
        series=series(n),
        series_operators=series(50),
        series_organizations=series(1_000),
        series_fifth=series(n // 5),
        series_third=series(n // 3),
    )


class _Clock:
    def now(self) -> datetime:
        return datetime.now(UTC)

    def monotonic(self) -> float:
        return time.monotonic()


class _Recorder:
    """A connection that notes what a unit sends."""

    def __init__(self, inner: Any, steps: Steps) -> None:
        self._inner = inner
        self._steps = steps

    def execute(self, sql: str, parameters: Any = ()) -> Any:
        self._steps.append((sql, tuple(parameters)))
        return self._inner.execute(sql, parameters)

    def cursor(self) -> Any:
        return self

    def executemany(self, sql: str, many: Sequence[Any]) -> Any:
        for parameters in many:
            self.execute(sql, parameters)


def _recorded(tx: Tx, unit: Callable[[Tx], object]) -> Steps:
    steps: Steps = []
    unit(type(tx)(_Recorder(tx._connection, steps), tx._dialect))
    return steps


def _number(person: int) -> PhoneNumber:
    e164 = f"+7{9_000_000_000 + person}"
    return PhoneNumber(form=NumberForm.E164, raw=e164, e164=e164)


def _lookup_unit(number: PhoneNumber, now: datetime) -> Callable[[Tx], object]:
    return lambda tx: caller_facts(tx, number.e164, "", DID, now)


def _call(number: int) -> CallRecord:
    at = datetime(2026, 11, 1, tzinfo=UTC) + timedelta(seconds=number)
    legs = tuple(
        LegRecord(
            leg_id=LegId(f"main:{number}.{leg}"), endpoint=f"PJSIP/10{leg}", operator_id=OperatorId(leg), rang_at=at
        )
        for leg in (1, 2)
    )
    return CallRecord(
        call_id=CallId(f"main:{number}"), pbx="main", direction="inbound", started_at=at, number_raw="89000000001",
        number_e164="+79000000001", did_e164=DID, operator_id=OperatorId(1), legs=legs,
    )  # fmt: skip


def _quantile(values: Sequence[float], at: float) -> float:
    return sorted(values)[min(len(values) - 1, int(len(values) * at))]


async def _timed(work: Awaitable[object]) -> float:
    began = time.perf_counter()
    await work
    return time.perf_counter() - began


def _say(name: str, ours: Sequence[float], floor: Sequence[float], goal: float) -> None:
    a, b = statistics.median(ours), statistics.median(floor)
    print(f"{name} {a / b:.2f} (goal <= {goal})")
    print(f"  medians {a * 1e6:.0f} and {b * 1e6:.0f} us", flush=True)


# --- SQLite ---------------------------------------------------------------------------------------------------------


async def sqlite_ratios(store: SqlStore, path: Path, people: int, rounds: int) -> None:
    """Time lookups and call writes in turn with the same SQL by synchronous sqlite3."""
    chance = random.Random(7)
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        for pragma in sqlite_pragmas(read_only=False):
            raw.execute(pragma)
        raw.execute("PRAGMA synchronous = NORMAL")
        ours, floor = [], []
        numbers = [_number(chance.randrange(1, people)) for _ in range(2 * rounds)]
        # Recording also brings the pages of both halves into the system's cache, from which both sides then read.
        recorded = [
            await store.database.read(partial(_recorded, unit=_lookup_unit(number, _Clock().now())))
            for number in numbers
        ]
        for steps, number in zip(recorded[:rounds], numbers[rounds:], strict=True):
            began = time.perf_counter()
            _run_all(raw, steps)
            floor.append(time.perf_counter() - began)
            ours.append(await _timed(store.lookup.caller_facts(number, DID)))
        _say("store.lookup_vs_sqlite3", ours, floor, 3.5)
        ours, floor = [], []
        for count in range(rounds):
            write = partial(write_calls, records=[_call(count)])
            steps = await store.database.run(partial(_recorded, unit=write))
            began = time.perf_counter()
            raw.execute("BEGIN IMMEDIATE")
            _run_all(raw, steps)
            raw.execute("COMMIT")
            floor.append(time.perf_counter() - began)
            ours.append(await _timed(store.database.run(write, access=Access.SOON)))
        _say("store.call_write_vs_sqlite3", ours, floor, 4)


def _run_all(raw: sqlite3.Connection, steps: Steps) -> None:
    for sql, parameters in steps:
        raw.execute(sql, parameters).fetchall()


async def lookups_under_writes(store: SqlStore, people: int, seconds: float) -> None:
    """Time lookups at 200 a second, alone and while 300 calls a second are written, in turns."""
    idle: list[float] = []
    busy: list[float] = []
    for turn in range(4):
        writing = turn % 2 == 1
        (busy if writing else idle).extend(await _paced(store, people, seconds, writes=300 if writing else 0))
    a, b = _quantile(busy, 0.99), _quantile(idle, 0.99)
    print(f"store.lookup_p99_under_300_writes_vs_idle {a / b:.2f} (goal <= 4)")
    print(f"  p99 {a * 1e6:.0f} and {b * 1e6:.0f} us, p50 {_quantile(busy, 0.5) * 1e6:.0f} us busy", flush=True)


async def _paced(store: SqlStore, people: int, seconds: float, *, writes: int) -> list[float]:
    chance = random.Random(11)
    found: list[float] = []
    began = time.perf_counter()
    put = 0
    for count in range(int(seconds * 200)):
        await asyncio.sleep(max(0.0, began + count / 200 - time.perf_counter()))
        while put < (time.perf_counter() - began) * writes:
            store.call_log.put(_call(1_000_000 + put))
            put += 1
        found.append(await _timed(store.lookup.caller_facts(_number(chance.randrange(1, people)), DID)))
    await store.call_log.flush()
    return found


async def measure_sqlite(people: int, rounds: int, seconds: float) -> None:
    """Fill a file and measure."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bench.db"
        migrate(f"sqlite:///{path}")
        with closing(sqlite3.connect(path)) as connection:
            connection.executescript("PRAGMA synchronous = OFF; PRAGMA cache_size = -200000;")
            connection.executescript("BEGIN;" + fill_script(people, is_sqlite=True) + "COMMIT; ANALYZE;")
        async with open_store(f"sqlite:///{path}", 4, _Clock()) as store:
            await sqlite_ratios(store, path, people, rounds)
            await lookups_under_writes(store, people, seconds)


# --- PostgreSQL -----------------------------------------------------------------------------------------------------


def _for_asyncpg(steps: Steps) -> Steps:
    """Number the parameters as asyncpg wants them."""

    def numbered(sql: str) -> str:
        places = iter(range(1, 1_000))
        return re.sub(r"%s", lambda _: f"${next(places)}", sql)

    return [(numbered(sql), parameters) for sql, parameters in steps]


async def measure_postgres(people: int, rounds: int) -> None:
    """Fill a database and time our units in turn with the same statements by asyncpg."""
    cluster = PostgresCluster.start_new()
    try:
        url = cluster.new_database()
        migrate(url)
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(fill_script(people, is_sqlite=False).encode())
            connection.execute("VACUUM ANALYZE")
        async with open_store(engine_for(url).url.render_as_string(hide_password=False), 4, _Clock()) as store:
            await _postgres_ratios(store, url, people, rounds)
    finally:
        cluster.destroy()


async def _postgres_ratios(store: SqlStore, url: str, people: int, rounds: int) -> None:
    chance = random.Random(7)
    raw = await asyncpg.connect(url)
    ours: dict[str, list[float]] = {"lookup": [], "write": []}
    floor: dict[str, list[float]] = {"lookup": [], "write": []}

    async def lookup(steps: Steps) -> None:
        for sql, parameters in steps:
            await raw.fetch(sql, *parameters)

    async def write(steps: Steps) -> None:
        async with raw.transaction():
            for sql, parameters in steps:
                await raw.execute(sql, *parameters)

    for count in range(rounds):
        number = _number(chance.randrange(1, people))
        steps = await store.database.read(partial(_recorded, unit=_lookup_unit(number, _Clock().now())))
        floor["lookup"].append(await _timed(lookup(_for_asyncpg(steps))))
        ours["lookup"].append(await _timed(store.lookup.caller_facts(number, DID)))
        ours_write = partial(write_calls, records=[_call(count)])
        steps = await store.database.run(partial(_recorded, unit=ours_write))
        floor["write"].append(await _timed(write(_for_asyncpg(steps))))
        ours["write"].append(await _timed(store.database.run(ours_write, access=Access.SOON)))
    await raw.close()
    for name, times in ours.items():
        _say(f"store.postgres_{name}_vs_asyncpg", times, floor[name], 2)


def main() -> None:
    """Measure everything and print one line for each figure."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--quick", action="store_true")
    is_quick = parser.parse_args().quick
    people = 100_000 if is_quick else 1_000_000
    asyncio.run(measure_sqlite(people, 300 if is_quick else 2_000, 2 if is_quick else 6))
    asyncio.run(measure_postgres(people // 10, 200 if is_quick else 1_000))


if __name__ == "__main__":
    main()
