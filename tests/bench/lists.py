"""Lists of a million leads and a million people: a first page, filtered pages, pages deep in a list, and totals.

A tenth of the rows with ``--quick``. Figures are milliseconds of the whole unit of work, from the port to the rows; a
deep page is compared with the first, because a list must not slow down as one scrolls.
"""

import argparse
import asyncio
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import psycopg

from callbridge.crm.entities import LISTED
from callbridge.crm.list_filter import read_filter
from callbridge.crm.list_order import Cursor, read_order
from callbridge.crm.list_query import ListQuery, Reader
from callbridge.crm.operator import Language, Role
from callbridge.kernel.errors import StoreUnavailable
from callbridge.store.migrate import migrate
from callbridge.store.store import SqlStore, open_store
from callbridge.store.types import EPOCH
from tests.bench.store import FIRST_US, _Clock, _quantile
from tests.support.stores import PostgresCluster

STEP_US = 20_000_000
FILL = """
INSERT INTO employee (id, full_name, folded_name, is_active)
SELECT 100 + i, 'Employee ' || i, 'employee ' || i, {true} FROM ({operators}) AS s;
INSERT INTO operator (id, employee_id, login, login_key, password_hash, full_name, role, extension, pbx, device_mode,
  language, time_zone, presence, pause_reason, is_active, created_at)
SELECT i, 100 + i, 'op' || i, 'op' || i, '', 'Operator ' || i, 'operator', '', '', 'handset', 'ru', 'UTC', 'ready', '',
  {true}, {at0} FROM ({operators}) AS s;
INSERT INTO campaign (id, name, state, date_from) SELECT i, 'Campaign ' || i, 'running', {day} FROM ({campaigns}) AS s;
INSERT INTO product (id, name, name_en, is_active, position, code)
SELECT i, 'Product ' || i, '', {true}, i, '' FROM ({products}) AS s;
INSERT INTO organization (id, name, folded_name, created_at)
SELECT i, 'Organization ' || i, 'organization ' || i, {at0} FROM ({organizations}) AS s;
INSERT INTO person (id, full_name, folded_name, organization_id, is_private, created_at)
SELECT i, 'Ivan' || (i % 5000) || ' Number' || i, 'ivan' || (i % 5000) || ' number' || i,
  CASE WHEN i % 2 = 0 THEN 1 + i % 1000 END, {false}, {at0} FROM ({people}) AS s;
INSERT INTO person_word (word, person_id) SELECT 'ivan' || (id % 5000), id FROM person;
INSERT INTO person_word (word, person_id) SELECT 'number' || id, id FROM person;
INSERT INTO lead (id, owner_id, idempotency_key, at, method_id, extra, organization_text, is_private, person_id,
  person_text, organization_id, campaign_id, product_id, topic_id, source_id, content, outcome_id, refusal_reason_id,
  new_deal, remind, next_contact_at, saved_at)
SELECT i, 1 + i % 50, 'k' || i, {at}, 1, '', '', {false}, 1 + (i * 7) % {n}, '',
  CASE WHEN i % 2 = 0 THEN 1 + i % 1000 END, CASE WHEN i % 3 > 0 THEN 1 + i % 500 END, 1 + i % 200, 1, 1,
  'Wants a house number ' || i || ', will call again', 1 + i % 4, CASE WHEN i % 4 = 3 THEN 1 + (i / 4) % 5 END,
  {false}, {false}, CASE WHEN i % 10 = 0 THEN {at} END, {at} FROM ({leads}) AS s;
INSERT INTO lead_phone (lead_id, position, raw, number_key, extension, reversed_digits, at)
SELECT id, 0, '+7' || (9000000000 + id), '+7' || (9000000000 + id), '', '', at FROM lead;
"""
REFUSED = {"field": "rating", "op": "in", "value": ["negative"]}
DEAR = {"field": "refusal_reason", "op": "eq", "value": 1}


def script(n: int, *, is_sqlite: bool) -> str:
    """Return the SQL that fills an empty database with `n` leads of `n` people."""

    def series(count: int) -> str:
        if not is_sqlite:
            return f"SELECT i FROM generate_series(1, {count}::bigint) AS i"
        return f"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {count}) SELECT i FROM n"

    at = f"{FIRST_US} + i * {STEP_US}"
    return FILL.format(
        n=n,
        true="1" if is_sqlite else "true",
        false="0" if is_sqlite else "false",
        at=at if is_sqlite else f"to_timestamp(({at}) / 1000000)",
        at0=str(FIRST_US) if is_sqlite else f"to_timestamp({FIRST_US} / 1000000)",
        day="date('2025-01-01', '+' || i || ' days')" if is_sqlite else "date '2025-01-01' + i::integer",
        operators=series(50),
        campaigns=series(500),
        products=series(200),
        organizations=series(1_000),
        people=series(n),
        leads=series(n),
    )


def at_of(lead: int) -> datetime:
    """Return when a lead came."""
    return EPOCH + timedelta(microseconds=FIRST_US + lead * STEP_US)


@dataclass(frozen=True)
class Case:
    """A page that is asked again and again."""

    name: str
    query: ListQuery
    start: Cursor | None = None
    goal_ms: int = 200


def asked(entity: str, sort: str = "", data: Any = None, search: str = "") -> ListQuery:
    """Return a query as an address would make it."""
    kind = LISTED[entity]
    reader = Reader(role=Role.SUPERVISOR, language=Language.RU, zone=ZoneInfo("Europe/Moscow"), now=datetime.now(UTC))
    return ListQuery(
        entity=kind, order=read_order(sort, kind, reader.role), reader=reader, search=search,
        filter=read_filter(data, kind, reader.role),
    )  # fmt: skip


def cases(n: int) -> Iterator[Case]:
    """Yield what is measured."""
    middle, deep = Cursor(value=at_of(n // 2), id=n // 2), Cursor(value=at_of(n // 100), id=n // 100)
    rare = {"all": [REFUSED, DEAR, {"field": "product", "op": "eq", "value": 4}]}
    yield Case("leads_first", asked("lead"), goal_ms=100)
    yield Case("leads_middle", asked("lead"), middle, goal_ms=100)
    yield Case("leads_deep", asked("lead"), deep, goal_ms=100)
    yield Case("leads_of_campaign", asked("lead", data={"field": "campaign", "op": "eq", "value": 8}))
    yield Case("leads_refused_dear", asked("lead", data={"all": [REFUSED, DEAR]}))
    yield Case("leads_refused_dear_deep", asked("lead", data={"all": [REFUSED, DEAR]}), deep)
    yield Case("leads_refused_dear_of_a_product", asked("lead", data=rare))
    yield Case("leads_refused_dear_of_a_product_deep", asked("lead", data=rare), deep)
    yield Case("leads_not_refused", asked("lead", data={"not": REFUSED}))
    yield Case("leads_by_word_said", asked("lead", data={"field": "content", "op": "contains", "value": "house"}))
    yield Case("leads_by_next_contact", asked("lead", "next_contact_at"))
    yield Case("leads_by_name", asked("lead", search="ivan77 number"))
    yield Case("leads_by_number", asked("lead", search=f"+7{9_000_000_000 + n // 3}"))
    yield Case("persons_first", asked("person"), goal_ms=100)
    yield Case("persons_deep", asked("person"), Cursor(value="ivan4900", id=1), goal_ms=100)
    yield Case("persons_by_word", asked("person", search="number12"))
    yield Case("campaigns_with_interests", asked("campaign"), goal_ms=100)
    yield Case("campaigns_by_interests", asked("campaign", "-interests"))


async def measure(store: SqlStore, engine: str, n: int, rounds: int) -> None:
    """Time every case, in turns so that all have the same neighbours."""
    every = list(cases(n))
    taken: dict[str, list[float]] = {case.name: [] for case in every}
    for turn in range(rounds + 1):
        for case in every:
            began = time.perf_counter()
            page = await store.lists.page(case.query, case.start, 50)
            if turn:  # the first brings the pages in
                taken[case.name].append((time.perf_counter() - began) * 1_000)
            if not page.rows:
                raise AssertionError(f"{case.name} found nothing")
    for case in every:
        p95 = _quantile(taken[case.name], 0.95)
        print(f"lists.{engine}_{case.name}_p95 {p95:.1f} ms (goal <= {case.goal_ms})", flush=True)
        middle = _quantile(taken[case.name], 0.5)
        print(f"  median {middle:.1f} ms, least {min(taken[case.name]):.1f} ms", flush=True)
    flat = _quantile(taken["leads_deep"], 0.5) / _quantile(taken["leads_first"], 0.5)
    print(f"lists.{engine}_deep_vs_first {flat:.2f} (goal <= 1.5)")
    await totals(store, engine)


async def totals(store: SqlStore, engine: str) -> None:
    """Time the counts that come beside a page."""
    for name, query in {
        "leads": asked("lead"),
        "leads_refused": asked("lead", data=REFUSED),
        "leads_of_campaign": asked("lead", data={"field": "campaign", "op": "eq", "value": 8}),
        "campaigns": replace(asked("campaign"), tab=None),
    }.items():
        best = float("inf")
        for _ in range(3):
            began = time.perf_counter()
            with suppress(StoreUnavailable):  # longer than a unit may take
                await store.lists.totals(query)
            best = min(best, time.perf_counter() - began)
        print(f"lists.{engine}_{name}_totals {best * 1_000:.0f} ms", flush=True)


async def measure_sqlite(n: int, rounds: int) -> None:
    """Fill a file and measure."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bench.db"
        migrate(f"sqlite:///{path}")
        with closing(sqlite3.connect(path)) as connection:
            connection.executescript("PRAGMA synchronous = OFF; PRAGMA cache_size = -400000;")
            connection.executescript("BEGIN;" + script(n, is_sqlite=True) + "COMMIT;")
        async with open_store(f"sqlite:///{path}", 4, _Clock()) as store:
            await measure(store, "sqlite", n, rounds)


async def measure_postgres(n: int, rounds: int) -> None:
    """Fill a database and measure."""
    cluster = PostgresCluster.start_new()
    try:
        url = cluster.new_database()
        migrate(url)
        with psycopg.connect(url, autocommit=True) as connection:
            for statement in script(n, is_sqlite=False).split(";\n"):
                if statement.strip():
                    connection.execute(statement.encode())
            connection.execute("VACUUM ANALYZE")
        async with open_store(url, 4, _Clock()) as store:
            await measure(store, "postgresql", n, rounds)
    finally:
        cluster.destroy()


def main() -> None:
    """Measure everything and print one line for each figure."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--quick", action="store_true")
    is_quick = parser.parse_args().quick
    n, rounds = (100_000, 20) if is_quick else (1_000_000, 60)
    asyncio.run(measure_sqlite(n, rounds))
    asyncio.run(measure_postgres(n, rounds))


if __name__ == "__main__":
    main()
