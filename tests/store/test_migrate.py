"""Migrations: the same schema as from scratch, on both engines; safe to race; never backwards."""

import re
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, create_engine, make_url, text

from callbridge.kernel.errors import ConfigError, SchemaTooNew, StoreUnavailable
from callbridge.store.migrate import _config, migrate
from callbridge.store.tables import metadata
from tests.support.stores import PostgresCluster

_SQLITE_DUMP = "SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'alembic%' AND sql IS NOT NULL"
_POSTGRES_DUMP = """
SELECT 'column', table_name || '.' || column_name,
       concat_ws(' ', data_type, collation_name, numeric_precision, numeric_scale, is_nullable, column_default)
FROM information_schema.columns WHERE table_schema = 'public' AND table_name <> 'alembic_version'
UNION ALL SELECT 'constraint', conrelid::regclass || '.' || conname, pg_get_constraintdef(oid)
FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND conname NOT LIKE 'alembic%'
UNION ALL SELECT 'index', indexname, indexdef FROM pg_indexes
WHERE schemaname = 'public' AND tablename <> 'alembic_version'
"""


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def new_url(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[], str]:
    """Make URLs of empty databases."""
    made = iter(range(10))
    if request.param == "sqlite":
        return lambda: f"sqlite:///{tmp_path / f'{next(made)}.db'}"
    cluster: PostgresCluster = request.getfixturevalue("postgres")
    return cluster.new_database


def _within(url: str, work: Callable[[Connection], Any]) -> Any:
    parsed = make_url(url)
    if parsed.drivername == "postgresql":
        parsed = parsed.set(drivername="postgresql+psycopg")
    engine = create_engine(parsed)
    try:
        with engine.begin() as connection:
            return work(connection)
    finally:
        engine.dispose()


def _dump(connection: Connection) -> set[tuple[str, ...]]:
    query = _SQLITE_DUMP if connection.dialect.name == "sqlite" else _POSTGRES_DUMP
    return {(row[0], row[1], _in_order(str(row[2]))) for row in connection.execute(text(query))}


def _in_order(definition: str) -> str:
    """Return a definition with its columns and constraints, whose order means nothing, sorted.

    A column added later stands behind the constraints in SQLite's text.
    """
    head, opening, body = " ".join(definition.split()).removesuffix(" )").partition(" ( ")
    return head + opening + ", ".join(sorted(re.split(r", (?![^()]*\))", body)))


def test_migrations_make_the_same_schema_as_the_tables_from_scratch(new_url: Callable[[], str]) -> None:
    migrated, scratch = new_url(), new_url()
    migrate(migrated)
    _within(scratch, metadata.create_all)
    assert _within(migrated, _dump) == _within(scratch, _dump)


def test_alembic_finds_nothing_left_to_migrate(new_url: Callable[[], str]) -> None:
    url = new_url()
    migrate(url)
    left = _within(url, lambda connection: compare_metadata(MigrationContext.configure(connection), metadata))
    assert left == []


def test_migrating_twice_changes_nothing_and_keeps_renamed_rows(new_url: Callable[[], str]) -> None:
    url = new_url()
    migrate(url)
    _within(url, lambda connection: connection.execute(text("UPDATE outcome SET name = 'Да' WHERE id = 1")))
    migrate(url)
    names = _within(url, lambda connection: connection.execute(text("SELECT name FROM outcome ORDER BY id")).all())
    assert [row[0] for row in names] == ["Да", "Удовлетворительный", "Неопределенный", "Отрицательный"]


def test_default_outcomes_follow_the_reason_rules(new_url: Callable[[], str]) -> None:
    """R93, R95, A12: four ratings; a reason is asked for under three and required under the negative one."""
    url = new_url()
    migrate(url)
    rows = _within(url, lambda c: c.execute(text("SELECT rating, reason_rule FROM outcome ORDER BY position")).all())
    assert [tuple(row) for row in rows] == [
        ("positive", "hidden"),
        ("satisfactory", "optional"),
        ("undefined", "optional"),
        ("negative", "required"),
    ]


def test_a_phone_that_alone_answered_an_old_call_is_given_the_calls_seconds(new_url: Callable[[], str]) -> None:
    """0008: of a call that several answered, what each talked was not kept, and is not made up."""
    url = new_url()
    _within(url, lambda c: command.upgrade(_at(c), "0007"))
    _within(url, _keep_two_calls)
    _within(url, lambda c: command.upgrade(_at(c), "head"))
    legs = _within(url, lambda c: c.execute(text("SELECT leg_id, talk_seconds, hold_seconds FROM call_leg")).all())
    assert sorted(map(tuple, legs)) == [
        ("alone:1", 60.5, 2.5), ("alone:2", 0.0, 0.0), ("shared:1", 0.0, 0.0), ("shared:2", 0.0, 0.0),
    ]  # fmt: skip


def _at(connection: Connection) -> Config:
    config = _config()
    config.attributes["connection"] = connection
    return config


def _keep_two_calls(connection: Connection) -> None:
    """Write two calls as they were kept at 0007."""
    call = sa.Table("call", sa.MetaData(), autoload_with=connection)
    blank = {column.name: "" for column in call.columns if not column.nullable and column.name != "reversed_digits"}
    zero = dict.fromkeys(("cause", "wait_seconds", "ring_seconds"), 0) | {"is_partial": False}
    at = datetime(2026, 11, 1, tzinfo=UTC)
    for call_id, second in (("alone", None), ("shared", at)):
        whole = {"call_id": call_id, "started_at": at, "talk_seconds": 60.5, "hold_seconds": 2.5}
        connection.execute(sa.insert(metadata.tables["call"]).values(blank | zero | whole))
        for number, answered_at in ((1, at), (2, second)):
            part = {"call_id": call_id, "leg_id": f"{call_id}:{number}", "position": number, "endpoint": ""}
            times = {"started_at": at, "answered_at": answered_at, "ring_end": "", "ring_seconds": 0}
            connection.execute(sa.insert(metadata.tables["call_leg"]).values(part | times))


def test_a_database_of_a_newer_program_is_refused_and_left_alone(new_url: Callable[[], str]) -> None:
    url = new_url()
    migrate(url)
    _within(url, lambda connection: connection.execute(text("UPDATE alembic_version SET version_num = '9999'")))
    with pytest.raises(SchemaTooNew) as refused:
        migrate(url)
    assert refused.value.params == {"revision": "9999"}


def test_two_processes_may_migrate_at_once(new_url: Callable[[], str]) -> None:
    url = new_url()
    program = f"from callbridge.store.migrate import migrate; migrate({url!r})"
    processes = [
        subprocess.Popen([sys.executable, "-c", program], stderr=subprocess.PIPE, cwd=Path(__file__).parents[2])
        for _ in range(2)
    ]
    errors = [process.communicate(timeout=60)[1] for process in processes]
    assert [(process.returncode, error) for process, error in zip(processes, errors, strict=True)] == [(0, b"")] * 2
    assert _within(url, lambda connection: connection.execute(text("SELECT count(*) FROM outcome")).scalar()) == 4


def test_a_failed_migration_leaves_nothing_behind(new_url: Callable[[], str]) -> None:
    """Whatever stands in the way (here a table of the same name), the database is as before."""
    url = new_url()
    _within(url, lambda connection: connection.execute(text("CREATE TABLE reminder (id integer)")))
    with pytest.raises(StoreUnavailable):
        migrate(url)
    before = _within(url, _dump)
    assert {name for kind, name, _ in before if kind in {"table", "column"}} <= {"reminder", "reminder.id"}


def test_a_file_that_is_no_database_is_for_a_person_to_mend(tmp_path: Path) -> None:
    path = tmp_path / "letter.db"
    path.write_bytes(b"Dear Sir, " * 1_000)
    with pytest.raises(ConfigError, match="not a database"):
        migrate(f"sqlite:///{path}")


def test_only_the_owner_may_read_a_new_database(tmp_path: Path) -> None:
    path = tmp_path / "callbridge.db"
    migrate(f"sqlite:///{path}")
    assert path.stat().st_mode & 0o077 == 0


def test_a_directory_that_is_not_there_is_for_a_person_to_mend(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="unable to open"):
        migrate(f"sqlite:///{tmp_path}/nowhere/callbridge.db")


@pytest.mark.parametrize("url", ["mysql://host/name", "sqlite://", "callbridge.db", ""])
def test_an_address_that_is_no_store_is_a_mistake_in_the_configuration(url: str) -> None:
    with pytest.raises(ConfigError):
        migrate(url)


def test_every_instant_is_an_integer_on_sqlite(sqlite_url: str) -> None:
    """Microseconds since 1970: exact, and in the order of time."""
    with sqlite3.connect(sqlite_url.removeprefix("sqlite:///")) as connection:
        kinds = {row[2] for row in connection.execute("PRAGMA table_info('lead')") if row[1].endswith("_at")}
    connection.close()
    assert kinds == {"BIGINT"}
