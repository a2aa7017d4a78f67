"""A CDR table in PostgreSQL, written by a real Asterisk and by hand."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import psycopg
import pytest

from callbridge.cdr import limits
from callbridge.cdr import postgres as postgres_source
from callbridge.cdr.postgres import PostgresSource
from callbridge.kernel.errors import CdrRefused, CdrUnavailable
from callbridge.telephony.cdr_row import CdrRow
from tests.asterisk.dialplan import DIRECT_DID
from tests.asterisk.fixtures import OutsideMaker, PhoneMaker
from tests.asterisk.server import Asterisk
from tests.support.cdr_rows import recorded_rows
from tests.support.cdr_sources import COLUMNS, UTC, values_of
from tests.support.stores import PostgresCluster

ROWS = recorded_rows("t06_attended_feature_code")
BEGAN = min(row.started_at for row in ROWS)
DAY = timedelta(days=1)
MOSCOW = ZoneInfo("Europe/Moscow")


def make_table(address: str, zone: ZoneInfo, kind: str, rows: list[CdrRow]) -> None:
    """Make the table of Asterisk's contrib/realtime, with `calldate` of a kind."""
    numbers = {"duration", "billsec", "sequence"}
    columns = ", ".join(
        f"{name} {kind if name == 'calldate' else 'integer' if name in numbers else 'text'}" for name in COLUMNS
    )
    with psycopg.connect(address) as database:
        database.execute(f'CREATE TABLE cdr ({columns}, answer {kind}, "end" {kind})'.encode())
        database.execute(f"SET TIME ZONE '{zone.key}'".encode())
        with database.cursor() as cursor:
            marks = ", ".join(["%s"] * len(COLUMNS))
            statement = f"INSERT INTO cdr ({', '.join(COLUMNS)}) VALUES ({marks})".encode()
            cursor.executemany(statement, [values_of(row, zone) for row in rows])


@pytest.mark.parametrize("kind", ["timestamp", "timestamptz"])
async def test_every_row_of_the_window_comes_back_as_it_was(postgres: PostgresCluster, kind: str) -> None:
    """R152"""
    address = postgres.new_database()
    make_table(address, MOSCOW, kind, ROWS)
    source = PostgresSource(address, "public.cdr", MOSCOW)
    found = await source.rows(BEGAN - DAY, BEGAN + DAY)
    assert sorted(found, key=lambda row: row.order) == sorted(ROWS, key=lambda row: row.order)
    assert await source.rows(BEGAN + DAY, BEGAN + 2 * DAY) == []
    assert (await source.columns()).has_links


async def test_a_server_that_hangs_is_given_up(postgres: PostgresCluster, monkeypatch: pytest.MonkeyPatch) -> None:
    """R152: a database that hangs: a coded error within the bound, and the next time it works."""
    address = postgres.new_database()
    make_table(address, UTC, "timestamp", ROWS)
    source = PostgresSource(address, "cdr", UTC)
    monkeypatch.setattr(postgres_source, "in_time", lambda: limits.in_time(0.5))
    with postgres.frozen(), pytest.raises(CdrUnavailable):
        await source.rows(BEGAN - DAY, BEGAN + DAY)
    monkeypatch.undo()
    assert len(await source.rows(BEGAN - DAY, BEGAN + DAY)) == len(ROWS)


async def test_what_a_person_must_mend_is_said_in_words(postgres: PostgresCluster) -> None:
    address = postgres.new_database()
    with psycopg.connect(address, autocommit=True) as database:
        database.execute("CREATE TABLE cdr (calldate timestamp)")
        database.execute("DROP ROLE IF EXISTS nobody")
        database.execute("CREATE ROLE nobody LOGIN")
    asked = {
        ("cdr.columns_missing", address, "cdr"),
        ("cdr.no_table", address, "calls"),
        ("cdr.login_refused", address.replace("callbridge@", "nobody@"), "cdr"),
        ("cdr.login_refused", address.replace("callbridge@", "stranger@"), "cdr"),
        ("cdr.login_refused", address + "_not_there", "cdr"),
    }
    for code, place, table in asked:
        with pytest.raises(CdrRefused) as refused:
            await PostgresSource(place, table, UTC).rows(BEGAN, BEGAN)
        assert refused.value.code == code, refused.value


async def test_a_server_that_is_down_may_come_back(postgres: PostgresCluster) -> None:
    with pytest.raises(CdrUnavailable):
        await PostgresSource("postgresql://callbridge@127.0.0.1:1/cdr", "cdr", UTC).columns()


async def test_a_real_asterisk_writes_what_we_read(
    own_asterisk: Asterisk, phone: PhoneMaker, outside_at: OutsideMaker, postgres: PostgresCluster
) -> None:
    """R152: `cdr_pgsql` of Asterisk 22 into a real PostgreSQL."""
    address = postgres.new_database()
    make_table(address, UTC, "timestamp", [])
    own_asterisk.load_cdr_pgsql(postgres.port, address.rpartition("/")[2])
    device = await phone("101")
    call = outside_at().call(DIRECT_DID, number="+79169990002")
    ring = await device.rings()
    ring.answer()
    await ring.until_heard(3)
    await call.hang_up()
    await ring.until_ended()
    source = PostgresSource(address, "cdr", UTC)
    found: list[CdrRow] = []
    while not found:
        found = list(await source.rows(BEGAN, BEGAN + 10_000 * DAY))
    (row,) = found
    assert (row.source, row.destination, row.disposition) == ("+79169990002", DIRECT_DID, "ANSWERED")
    assert row.linked_id == row.unique_id
