"""A CDR table in SQLite: what a real Asterisk writes, locked, broken, absent."""

import sqlite3
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from callbridge.cdr import sqlite_file
from callbridge.cdr.sqlite_file import SqliteSource
from callbridge.kernel.errors import CdrRefused, CdrUnavailable
from tests.support.cdr_rows import recorded_rows
from tests.support.cdr_sources import UTC, write_sqlite

ROWS = recorded_rows("t06_attended_feature_code")
BEGAN = min(row.started_at for row in ROWS)
DAY = timedelta(days=1)


@pytest.mark.parametrize("zone", ["UTC", "Asia/Vladivostok"])
async def test_every_row_of_the_window_comes_back_as_it_was(tmp_path: Path, zone: str) -> None:
    """R152"""
    address = write_sqlite(tmp_path / "master.db", ROWS, ZoneInfo(zone))
    source = SqliteSource(address, "cdr", ZoneInfo(zone))
    found = await source.rows(BEGAN - DAY, BEGAN + DAY)
    assert sorted(found, key=lambda row: row.order) == sorted(ROWS, key=lambda row: row.order)
    assert await source.rows(BEGAN + DAY, BEGAN + 2 * DAY) == []
    assert (await source.columns()).has_links


async def test_a_table_that_stays_locked_is_an_outage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """R152: a locked SQLite: a coded error, and the next time it works."""
    monkeypatch.setattr(sqlite_file, "CONNECT_TIMEOUT_S", 0.05)
    address = write_sqlite(tmp_path / "master.db", ROWS)
    source = SqliteSource(address, "cdr", UTC)
    with sqlite3.connect(tmp_path / "master.db", isolation_level=None) as writer:
        writer.execute("BEGIN EXCLUSIVE")
        with pytest.raises(CdrUnavailable) as locked:
            await source.rows(BEGAN - DAY, BEGAN + DAY)
        assert locked.value.params["reason"] == "database is locked"
        writer.execute("ROLLBACK")
    writer.close()
    assert len(await source.rows(BEGAN - DAY, BEGAN + DAY)) == len(ROWS)


async def test_what_a_person_must_mend_is_said_in_words(tmp_path: Path) -> None:
    write_sqlite(tmp_path / "master.db", ROWS)
    (tmp_path / "text.db").write_text("this is no database, however long the text is" * 50)
    asked = {
        "cdr.unreadable": (("nowhere.db", "cdr"), ("text.db", "cdr")),
        "cdr.no_table": (("master.db", "calls"),),
    }
    for code, places in asked.items():
        for name, table in places:
            for question in (
                SqliteSource(f"sqlite:///{tmp_path}/{name}", table, UTC).columns(),
                SqliteSource(f"sqlite:///{tmp_path}/{name}", table, UTC).rows(BEGAN, BEGAN),
            ):
                with pytest.raises(CdrRefused) as refused:
                    await question
                assert refused.value.code == code
    assert not (tmp_path / "nowhere.db").exists()


async def test_columns_of_any_type_and_content_never_make_it_raise(tmp_path: Path) -> None:
    address = write_sqlite(tmp_path / "master.db", ROWS)
    with sqlite3.connect(tmp_path / "master.db") as database:
        database.execute("UPDATE cdr SET duration = x'00ff', src = 1.5, clid = NULL WHERE rowid = 1")
        database.execute("UPDATE cdr SET uniqueid = zeroblob(9), sequence = 'a' WHERE rowid = 2")
    database.close()
    assert len(await SqliteSource(address, "cdr", UTC).rows(BEGAN - DAY, BEGAN + DAY)) == len(ROWS) - 1
