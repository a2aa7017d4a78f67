"""Instants, amounts and text mean the same on both engines."""

from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import insert, select
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite

from callbridge.store import tables as t
from callbridge.store.store import SqlStore
from callbridge.store.types import Amount, CleanText, Instant, after

SQLITE = SQLiteDialect_pysqlite()
POSTGRES = PGDialect_psycopg()  # type: ignore[no-untyped-call]


@settings(deadline=None)  # a busy machine is no fault
@given(st.datetimes(timezones=st.just(UTC)))
def test_an_instant_survives_sqlite_to_the_microsecond(at: datetime) -> None:
    kept = Instant().process_bind_param(at, SQLITE)
    assert isinstance(kept, int)
    assert Instant().process_result_value(kept, SQLITE) == at


@settings(deadline=None)
@given(st.datetimes(timezones=st.just(UTC)), st.datetimes(timezones=st.just(UTC)))
def test_instants_sort_on_sqlite_as_time_does(one: datetime, other: datetime) -> None:
    kept = [Instant().process_bind_param(at, SQLITE) for at in (one, other)]
    assert (kept[0] < kept[1]) == (one < other)


@pytest.mark.parametrize("dialect", [SQLITE, POSTGRES])
def test_a_naive_datetime_is_refused(dialect: Any) -> None:
    with pytest.raises(ValueError, match="aware"):
        Instant().process_bind_param(datetime(2026, 1, 1), dialect)  # noqa: DTZ001


@pytest.mark.parametrize("dialect", [SQLITE, POSTGRES])
def test_an_instant_of_another_zone_comes_back_in_utc(dialect: Any) -> None:
    moscow = datetime(2026, 1, 1, 3, tzinfo=timezone(timedelta(hours=3)))
    back = Instant().process_result_value(Instant().process_bind_param(moscow, dialect), dialect)
    assert back == moscow
    assert back.tzinfo is UTC


@settings(deadline=None)
@given(st.decimals(min_value=-(10**13), max_value=10**13, places=4))
def test_an_amount_survives_sqlite_exactly(amount: Decimal) -> None:
    kept = Amount().process_bind_param(amount, SQLITE)
    assert isinstance(kept, int)
    assert Amount().process_result_value(kept, SQLITE) == amount


@pytest.mark.parametrize(("amount", "error"), [(0.1, TypeError), (Decimal("0.00001"), ValueError)])
def test_a_float_or_a_finer_amount_is_refused(amount: Any, error: type[Exception]) -> None:
    with pytest.raises(error):
        Amount().process_bind_param(amount, SQLITE)


@settings(deadline=None)
@given(st.text())
def test_any_text_is_made_fit_for_any_engine(value: str) -> None:
    clean = CleanText().process_bind_param(value, SQLITE)
    assert clean is not None
    assert "\0" not in clean
    clean.encode("utf-8")
    assert len(clean) == len(value)


@pytest.mark.parametrize("value", ["a\0b", "\ud800x", "\x1b[31m", "Ёж 🦔", "'; DROP TABLE person; --"])
async def test_hostile_text_is_kept_by_both_engines(store: SqlStore, value: str) -> None:
    new = await store.database.run(
        lambda tx: tx.value(
            insert(t.organization).values(name=value, created_at=datetime.now(UTC)).returning(t.organization.c.id)
        )
    )
    kept = await store.database.read(lambda tx: tx.value(select(t.organization.c.name).filter_by(id=new)))
    assert kept == CleanText().process_bind_param(value, SQLITE)


async def test_money_and_its_currency_come_back_exactly(store: SqlStore) -> None:
    price = Decimal("12345678901234.5678")
    values = {"name": "Дом", "name_en": "", "is_active": True, "position": 1, "code": "", "price": price}
    await store.database.run(lambda tx: tx.execute(insert(t.product).values(**values, currency="RUB").inline()))
    row = await store.database.read(lambda tx: tx.row(select(t.product.c.price, t.product.c.currency)))
    assert row == (price, "RUB")


def test_what_follows_a_prefix_is_after_all_that_begins_with_it() -> None:
    assert after("ив") > "иван"
    assert "ив" < after("ив") < "ид"
