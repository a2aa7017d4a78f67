"""Bringing a database to this program's schema: forward only, all or nothing, one process at a time."""

import functools
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psycopg
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, NullPool, create_engine, event
from sqlalchemy.exc import DBAPIError

from callbridge.kernel.errors import SchemaTooNew, StoreUnavailable
from callbridge.store.engines import engine_for
from callbridge.store.sqlite import SqliteEngine, sqlite_refusal, sqlite_words
from callbridge.store.worker import CONNECT_TIMEOUT_S

_LOCK = 0x63616C6C6272  # "callbr"


def migrate(url: str, wait_s: float = 60.0) -> None:
    """Bring the database to the newest schema; does nothing when it is there already. Blocks: call it off the loop.

    Another process that is migrating now is waited for, at most `wait_s`.

    Raises SchemaTooNew when a newer callbridge migrated it, ConfigError when there cannot be a SQLite file there,
    StoreUnavailable when it cannot be reached or written now.
    """
    try:
        with _locked(url, wait_s) as connection:
            script = _script()
            present = MigrationContext.configure(connection).get_current_revision()
            if present == script.get_current_head():
                return
            known = {revision.revision for revision in script.walk_revisions()}
            if present is not None and present not in known:
                raise SchemaTooNew(revision=present)
            config = _config()
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
            _check_references(connection)
    except (DBAPIError, sqlite3.Error, psycopg.Error) as error:
        cause = error.orig if isinstance(error, DBAPIError) and error.orig else error
        if refusal := sqlite_refusal(cause, engine_for(url).url.database or ""):
            raise refusal from error
        raise StoreUnavailable("store.unavailable", detail=sqlite_words(cause)) from error


def _check_references(connection: Connection) -> None:
    """Raise StoreUnavailable when a row names one that is not there: SQLite's own checking was off meanwhile."""
    if connection.dialect.name == "sqlite":
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchmany(5)
        if broken:
            raise StoreUnavailable(
                "store.unavailable", detail=f"rows refer to nothing: {[tuple(row) for row in broken]}"
            )


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.set_main_option("path_separator", "os")
    return config


@functools.cache
def _script() -> ScriptDirectory:
    """Return the migrations there are: sixty modules, read once a process."""
    return ScriptDirectory.from_config(_config())


@contextmanager
def _locked(url: str, wait_s: float) -> Iterator[Connection]:
    """Open a transaction that no other migration runs beside."""
    ours = engine_for(url)
    if isinstance(ours, SqliteEngine):
        _make_private(Path(ours.url.database or ""))
        engine = create_engine(ours.url, poolclass=NullPool, connect_args={"timeout": wait_s})
        event.listen(engine, "connect", _prepare_sqlite)
    else:
        target = ours.url.set(drivername="postgresql+psycopg")
        engine = create_engine(target, poolclass=NullPool, connect_args={"connect_timeout": CONNECT_TIMEOUT_S})
    with engine.connect() as connection, connection.begin():
        if isinstance(ours, SqliteEngine):
            connection.exec_driver_sql("BEGIN EXCLUSIVE")
        else:
            connection.exec_driver_sql(f"SET LOCAL lock_timeout = {int(wait_s * 1000)}")
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")
        yield connection


def _make_private(path: Path) -> None:
    """Make a new file that only its owner may read: it holds people's names and numbers."""
    with suppress(OSError):  # there already, or told better when SQLite opens it
        path.touch(mode=0o600, exist_ok=False)


def _prepare_sqlite(connection: sqlite3.Connection, _: object) -> None:
    # The driver would begin transactions by itself, and not before DDL.
    connection.isolation_level = None
    connection.execute("PRAGMA journal_mode = WAL")
    # A table is changed by making it anew (migrations/altering.py); dropping the old one must not delete what names it.
    connection.execute("PRAGMA foreign_keys = OFF")
