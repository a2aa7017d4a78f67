"""Every list, of a million leads and people, 200,000 deals, 500 events: first, deep and filtered pages, and totals.

A tenth of the rows with ``--quick``. Figures are milliseconds of the whole unit of work, from the port to the rows; a
deep page is compared with the first, because a list must not slow down as one scrolls, and the page of events, with all
that is derived of each, with deriving the same for all of them.
"""

import argparse
import asyncio
import sqlite3
import tempfile
import time
from collections.abc import Awaitable, Iterator
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
from callbridge.interpreter import settle
from callbridge.kernel.errors import StoreUnavailable
from callbridge.store.lists.campaign import CAMPAIGNS
from callbridge.store.lists.engine import page
from callbridge.store.migrate import migrate
from callbridge.store.store import SqlStore, open_store
from callbridge.store.tx import Tx
from callbridge.store.types import EPOCH
from tests.bench import support_lists_model as model
from tests.bench.store import FIRST_US, _Clock, _quantile
from tests.bench.support_lists_model import STEP_US, script
from tests.support.stores import PostgresCluster

REFUSED = {"field": "rating", "op": "in", "value": ["negative"]}
DEAR = {"field": "refusal_reason", "op": "eq", "value": 1}
PIPELINE = 1
IN_USE = {"field": "is_active", "op": "eq", "value": True}
OF_AN_EVENT = {"field": "campaign", "op": "eq", "value": 8}
WON = {"field": "state", "op": "in", "value": ["won"]}
CUSTOMERS = {"field": "lifecycle", "op": "in", "value": ["customer"]}
FILTERS: dict[str, Any] = {
    "campaign": {"field": "state", "op": "in", "value": ["running"]},
    "lead": {"all": [REFUSED, DEAR]},
    "deal": {"all": [WON, {"field": "amount", "op": "gt", "value": "5000"}]},
    "contract": {"all": [OF_AN_EVENT, {"field": "state", "op": "in", "value": ["signed"]}]},
    "person": CUSTOMERS,
    "organization": CUSTOMERS,
    "contact_point": {"field": "person", "op": "eq", "value": 77},
    "activity": {"field": "kind", "op": "in", "value": ["next_contact"]},
    "mailing_recipient": {"field": "mailing", "op": "eq", "value": 8},
    "stage": {"field": "kind", "op": "in", "value": ["open"]},
    **dict.fromkeys(
        ("task", "interview", "participant", "supplier", "labour", "cost", "number", "mailing"), OF_AN_EVENT
    ),
}
"""What is asked of each list, beside what of dictionaries is in use."""
GOAL_FIRST_MS, GOAL_FILTERED_MS = 100, 200


def at_of(lead: int) -> datetime:
    """Return when a lead came."""
    return EPOCH + timedelta(microseconds=FIRST_US + lead * STEP_US)


@dataclass(frozen=True)
class Case:
    """A page that is asked again and again."""

    name: str
    query: ListQuery
    start: Cursor | None = None
    goal_ms: int = GOAL_FILTERED_MS
    may_be_empty: bool = False


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
    yield Case("leads_first", asked("lead"), goal_ms=GOAL_FIRST_MS)
    yield Case("leads_middle", asked("lead"), middle, goal_ms=GOAL_FIRST_MS)
    yield Case("leads_deep", asked("lead"), deep, goal_ms=GOAL_FIRST_MS)
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
    yield Case("persons_first", asked("person"), goal_ms=GOAL_FIRST_MS)
    yield Case("persons_deep", asked("person"), Cursor(value="ivan4900", id=1), goal_ms=GOAL_FIRST_MS)
    yield Case("persons_by_word", asked("person", search="number12"))
    yield Case("campaigns_with_interests", asked("campaign"), goal_ms=GOAL_FIRST_MS)
    yield Case("campaigns_by_interests", asked("campaign", "-interests"))


async def of_every_list(store: SqlStore) -> list[Case]:
    """Return a first, a deep and a filtered page of each list."""
    made = []
    for name, kind in LISTED.items():
        first = asked(name)
        backwards = replace(first, order=replace(first.order, is_descending=not first.order.is_descending))
        deep = (await store.lists.page(backwards, None, DEEP_ROWS)).next  # so many rows before the end
        filtered = asked(name, data=FILTERS.get(name, IN_USE if kind.field("is_active") else None))
        made += [
            Case(f"every_{name}_first", first, goal_ms=GOAL_FIRST_MS, may_be_empty=True),
            Case(f"every_{name}_deep", first, deep, goal_ms=GOAL_FIRST_MS, may_be_empty=True),
            Case(f"every_{name}_filtered", filtered, may_be_empty=True),
        ]
    return made


DEEP_ROWS = 500
EVERY_EVENT = replace(CAMPAIGNS, of_page=None)
"""The same columns, each derived of all events, as they would be without what a page's rows are read by."""


def derive_all(tx: Tx) -> None:
    """Derive the figures of all events."""
    found = page(tx, EVERY_EVENT, asked("campaign"), None, 2 * model.CAMPAIGNS)
    if len(found.rows) != model.CAMPAIGNS:
        raise AssertionError(f"{len(found.rows)} events")


async def measure(store: SqlStore, engine: str, n: int, rounds: int) -> None:
    """Time every case, in turns so that all have the same neighbours."""
    settle()  # as the daemon does
    every = [*cases(n), *await of_every_list(store)]
    taken: dict[str, list[float]] = {name: [] for name in (*(case.name for case in every), "board", "deriving_all")}

    async def timed(name: str, turn: int, work: Awaitable[Any]) -> Any:
        began = time.perf_counter()
        done = await work
        if turn:  # the first brings the pages in
            taken[name].append((time.perf_counter() - began) * 1_000)
        return done

    for turn in range(rounds + 1):
        for case in every:
            found = await timed(case.name, turn, store.lists.page(case.query, case.start, 50))
            if not found.rows and not case.may_be_empty:
                raise AssertionError(f"{case.name} found nothing")
        await timed("board", turn, store.deals.board(asked("deal"), PIPELINE, None))
        await timed("deriving_all", turn, store.database.read(derive_all))
    for name, goal in [*((case.name, case.goal_ms) for case in every), ("board", GOAL_FIRST_MS), ("deriving_all", 0)]:
        p95 = _quantile(taken[name], 0.95)
        print(f"lists.{engine}_{name}_p95 {p95:.1f} ms{f' (goal <= {goal})' if goal else ''}", flush=True)
        print(f"  median {_quantile(taken[name], 0.5):.1f} ms, least {min(taken[name]):.1f} ms", flush=True)
    for name, one, of, goal_ratio in (
        ("deep_vs_first", "leads_deep", "leads_first", 1.5),
        ("events_vs_deriving_all", "campaigns_with_interests", "deriving_all", 0.15),
    ):
        ratio = _quantile(taken[one], 0.5) / _quantile(taken[of], 0.5)
        print(f"lists.{engine}_{name} {ratio:.2f} (goal <= {goal_ratio})")
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
