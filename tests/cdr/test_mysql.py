"""FreePBX's CDR table in a real MariaDB, read by a user who may only read."""

from datetime import timedelta
from urllib.parse import quote
from zoneinfo import ZoneInfo

import pymysql
import pytest

from callbridge.cdr import limits, mysql
from callbridge.cdr.mysql import MysqlSource
from callbridge.kernel.errors import CdrRefused, CdrUnavailable
from tests.support.cdr_rows import recorded_rows
from tests.support.cdr_sources import COLUMNS, values_of
from tests.support.mariadb import READER, MariaServer

ROWS = recorded_rows("t06_attended_feature_code")
BEGAN = min(row.started_at for row in ROWS)
DAY = timedelta(days=1)
MOSCOW = ZoneInfo("Europe/Moscow")
TABLE = "asteriskcdrdb.cdr"


@pytest.fixture
def table(mariadb: MariaServer) -> MariaServer:
    """Return the server, its table filled with real rows as Asterisk writes them."""
    database = pymysql.connect(
        host="127.0.0.1", port=mariadb.port, user="asterisk", password="writes", autocommit=True, charset="utf8mb4"
    )
    with database, database.cursor() as cursor:
        cursor.execute(f"DELETE FROM {TABLE}")
        marks = ", ".join(["%s"] * len(COLUMNS))
        statement = f"INSERT INTO {TABLE} ({', '.join(COLUMNS)}) VALUES ({marks})"
        cursor.executemany(statement, [values_of(row, MOSCOW) for row in ROWS])
    return mariadb


def source(server: MariaServer, *, password: str = READER[1], table: str = TABLE) -> MysqlSource:
    address = f"mysql://{READER[0]}:{quote(password, safe='')}@127.0.0.1:{server.port}/asteriskcdrdb"
    return MysqlSource(address, table, MOSCOW)


async def test_every_row_of_the_window_comes_back_as_it_was(table: MariaServer) -> None:
    """R152: with a login whose password has every awkward letter."""
    found = await source(table).rows(BEGAN - DAY, BEGAN + DAY)
    assert sorted(found, key=lambda row: row.order) == sorted(ROWS, key=lambda row: row.order)
    assert await source(table).rows(BEGAN + DAY, BEGAN + 2 * DAY) == []
    assert (await source(table).columns()).has_links


async def test_a_server_that_hangs_is_given_up(table: MariaServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """R152: a database that hangs: a coded error within the bound, and the next time it works."""
    monkeypatch.setattr(mysql, "in_time", lambda: limits.in_time(0.5))
    with table.frozen(), pytest.raises(CdrUnavailable):
        await source(table).rows(BEGAN - DAY, BEGAN + DAY)
    monkeypatch.undo()
    assert len(await source(table).rows(BEGAN - DAY, BEGAN + DAY)) == len(ROWS)


async def test_what_a_person_must_mend_is_said_in_words(table: MariaServer) -> None:
    asked = [
        (source(table, password="wrong"), "cdr.login_refused"),
        (source(table, table="asteriskcdrdb.calls"), "cdr.login_refused"),  # no grant says as little as no table
        (source(table, table="mysql.user"), "cdr.login_refused"),
    ]
    for place, code in asked:
        with pytest.raises(CdrRefused) as refused:
            await place.rows(BEGAN, BEGAN)
        assert refused.value.code == code, refused.value
        assert "wrong" not in str(refused.value)


async def test_a_server_that_is_down_may_come_back() -> None:
    with pytest.raises(CdrUnavailable):
        await MysqlSource("mysql://reader@127.0.0.1:1/cdr", "cdr", MOSCOW).columns()


async def test_the_reader_cannot_write(table: MariaServer) -> None:
    name, password = READER
    database = pymysql.connect(host="127.0.0.1", port=table.port, user=name, password=password)
    with database, database.cursor() as cursor, pytest.raises(pymysql.err.OperationalError):
        cursor.execute(f"DELETE FROM {TABLE}")
