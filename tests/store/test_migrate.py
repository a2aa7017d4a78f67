"""Migrations: the same schema as from scratch, on both engines; safe to race; never backwards."""

import contextlib
import re
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, create_engine, make_url, text

from callbridge import store
from callbridge.kernel.errors import ConfigError, SchemaTooNew, StoreUnavailable
from callbridge.store.migrate import _config, migrate
from callbridge.store.script_rows import read_steps
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

    A column added later stands behind the constraints in SQLite's text, and a table made anew has its name in quotes.
    """
    head, opening, body = " ".join(definition.replace('"', "").split()).partition("(")
    parts = re.split(r",(?![^()]*\))", body.strip().removesuffix(")"))
    return head.strip() + opening + ", ".join(sorted(part.strip() for part in parts))


def test_a_file_that_another_program_holds_is_told_in_words(sqlite_url: str) -> None:
    with contextlib.closing(sqlite3.connect(make_url(sqlite_url).database or "", isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(StoreUnavailable, match="another program holds it"):
            migrate(sqlite_url, 0.05)


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


_OLD_ROWS = """
INSERT INTO operator (id, login, login_key, password_hash, full_name, role, extension, pbx, device_mode, language,
 time_zone, presence, pause_reason, is_active, created_at) VALUES (7, 'anna', 'anna', 'x', 'Анна Ёлкина',
 'supervisor', '101', '', 'handset', 'ru', 'Europe/Moscow', 'ready', '', {true}, {at})
INSERT INTO session (token_hash, operator_id, csrf, expires_at) VALUES ({token}, 7, 'c', {at})
INSERT INTO draft VALUES (7, 'k', 1, 1, {at}, '{{}}', '[]', '{{}}')
INSERT INTO organization (id, name, created_at) VALUES (3, 'ООО «Ёлка»', {at})
INSERT INTO organization_word VALUES ('елка', 3)
INSERT INTO person (id, full_name, folded_name, organization_id, is_private, created_at)
 VALUES (4, 'Пётр', 'петр', 3, {false}, {at})
INSERT INTO person_word VALUES ('петр', 4)
INSERT INTO contact_point (id, person_id, kind, raw, number_key, extension, reversed_digits, is_shared)
 VALUES (5, 4, 'phone', '+79161234567', '+79161234567', '', '76543216197', {false})
INSERT INTO campaign (id, name, state, date_from) VALUES (6, 'Выставка', 'running', {at})
INSERT INTO campaign_number (id, campaign_id, did_e164) VALUES (8, 6, '+74951112233')
INSERT INTO lead (id, owner_id, idempotency_key, at, method_id, extra, organization_text, is_private, person_id,
 person_text, campaign_id, topic_id, content, new_deal, remind, saved_at)
 VALUES (9, 7, 'k', {at}, 1, '', '', {false}, 4, '', 6, 1, 'Хочет дом', {true}, {false}, {at})
INSERT INTO lead_phone VALUES (9, 0, '+79161234567', '+79161234567', '', '76543216197', {at})
INSERT INTO activity (id, kind, at, done_at, person_id, lead_id, owner_id, content)
 VALUES (10, 'contact', {at}, {at}, 4, 9, 7, 'Хочет дом')
"""
_SQLITE_WORDS = {"true": "1", "false": "0", "at": "1763845200000000", "token": "x'01'"}  # 00:00 in Moscow
_POSTGRES_WORDS = {"true": "true", "false": "false", "at": "'2025-11-23 00:00:00+03'", "token": r"'\x01'"}


def _execute(connection: Connection, sql: str) -> None:
    connection.exec_driver_sql(sql)


def _at_revision(revision: str) -> Callable[[Connection], None]:
    def upgrade(connection: Connection) -> None:
        config = Config()
        config.set_main_option("script_location", str(Path(store.__file__).parent / "migrations"))
        config.set_main_option("path_separator", "os")
        config.attributes["connection"] = connection
        command.upgrade(config, revision)

    return upgrade


def test_rows_of_a_database_of_before_the_model_stay(new_url: Callable[[], str]) -> None:
    """Nothing is lost: logins become employees', topics get a pipeline, a campaign's instant its day in Moscow."""
    url = new_url()
    _within(url, _at_revision("0007"))
    words = _SQLITE_WORDS if url.startswith("sqlite") else _POSTGRES_WORDS
    for statement in _OLD_ROWS.format(**words).strip().split("\nINSERT"):
        _within(url, partial(_execute, sql=f"INSERT{statement.removeprefix('INSERT')}"))
    migrate(url)

    def found(sql: str) -> list[tuple[Any, ...]]:
        rows: list[tuple[Any, ...]] = _within(url, lambda c: [tuple(row) for row in c.exec_driver_sql(sql)])
        return rows

    kept = ("session", "draft", "organization_word", "person_word", "contact_point", "campaign_number", "lead_phone")
    assert [found(f"SELECT count(*) FROM {table}") for table in kept] == [[(1,)]] * len(kept)
    employee = "SELECT o.login, e.full_name, e.folded_name, u.name FROM operator o"
    employee += " JOIN employee e ON e.id = o.employee_id JOIN org_unit u ON u.id = e.org_unit_id"
    assert found(employee) == [("anna", "Анна Ёлкина", "анна елкина", "Основное отделение")]
    assert found("SELECT name, folded_name, lifecycle FROM organization") == [("ООО «Ёлка»", "ооо «елка»", "prospect")]
    assert [str(row[0]) for row in found("SELECT date_from FROM campaign")] == ["2025-11-23"]
    assert found("SELECT id, content, deal_id, version, updated_at FROM lead") == [(9, "Хочет дом", None, 1, None)]
    assert found("SELECT lead_id, person_id, deal_id FROM activity") == [(9, 4, None)]
    pipeline = "SELECT t.name, p.name FROM sales_topic t JOIN pipeline p ON p.id = t.pipeline_id"
    assert found(pipeline) == [("Общие вопросы", "Продажи")]
    _within(url, lambda c: c.exec_driver_sql("INSERT INTO employee (full_name, folded_name, is_active)"
                                             f" VALUES ('Новый', 'новый', {words['true']})"))  # fmt: skip
    assert [row[0] for row in found("SELECT id FROM employee ORDER BY id")] == [7, 8]


def test_deals_of_before_their_words_are_found_by_them(new_url: Callable[[], str]) -> None:
    """0028."""
    url = new_url()
    _within(url, _at_revision("0021"))
    at = "1767225600000000" if url.startswith("sqlite") else "now()"
    columns = (
        "name, topic_id, pipeline_id, stage_id, amount, amount_base, currency, rate, created_at, stage_at, active_at"
    )
    deal = (
        f"INSERT INTO deal ({columns}) SELECT 'Дом у Ёлки', t.id, s.pipeline_id, s.id, 0, 0, 'RUB', 1, {at}, {at}, {at}"
    )
    deal += " FROM sales_topic t JOIN stage s ON s.pipeline_id = t.pipeline_id AND s.position = 1"
    _within(url, lambda c: c.exec_driver_sql(deal))
    migrate(url)
    words = _within(url, lambda c: [row[0] for row in c.exec_driver_sql("SELECT word FROM deal_word ORDER BY word")])
    assert words == ["дом", "елки", "у"]


def test_a_script_of_one_text_becomes_a_script_of_one_step(new_url: Callable[[], str]) -> None:
    """R102, R138: what operators read before is published, and one that says nothing is not."""
    url = new_url()
    _within(url, lambda c: command.upgrade(_at(c), "0036"))
    _within(url, _write_texts)
    migrate(url)
    rows = _within(url, lambda c: c.execute(text("SELECT name, revision, steps FROM call_script ORDER BY id")).all())
    assert [(row.name, row.revision) for row in rows] == [("Дома", 1), ("Пустой", 0)]
    (step,) = read_steps(rows[0].steps)
    assert (step.title, step.words, step.next) == ("Дома", "Здравствуйте!\nЧем помочь?", "")
    published = _within(url, lambda c: c.execute(text("SELECT revision, steps FROM call_script_revision")).all())
    assert [tuple(row) for row in published] == [(1, rows[0].steps)]


def _write_texts(connection: Connection) -> None:
    for position, (name, body) in enumerate((("Дома", "Здравствуйте!\nЧем помочь?"), ("Пустой", ""))):
        values = {"name": name, "body": body, "position": position}
        connection.execute(
            text(
                "INSERT INTO call_script (name, name_en, is_active, position, body)"
                " VALUES (:name, '', TRUE, :position, :body)"
            ),
            values,
        )


def test_the_first_rows_of_the_model_are_in_both_languages(new_url: Callable[[], str]) -> None:
    """R34, R119-R121: kinds of event, and the stages from a call to the contract."""
    url = new_url()
    migrate(url)

    def named(table: str) -> list[tuple[Any, ...]]:
        sql = f"SELECT name, name_en FROM {table} ORDER BY position"
        rows: list[tuple[Any, ...]] = _within(url, lambda c: [tuple(row) for row in c.exec_driver_sql(sql)])
        return rows

    assert named("org_unit") == [("Основное отделение", "Main branch")]
    assert [name for name, _ in named("campaign_type")] == [
        "Реклама", "Презентация", "Выставка", "Распродажа", "Семинар", "Массовая рассылка", "Прочее",
    ]  # fmt: skip
    assert named("pause_reason") == [
        ("Обед", "Lunch"), ("Перерыв", "Break"), ("Обучение", "Training"), ("Работа с документами", "Paperwork"),
        ("Совещание", "Meeting"),
    ]  # fmt: skip
    assert named("stage") == [
        ("Звонок", "Call"),
        ("Встреча", "Meeting"),
        ("Презентация", "Presentation"),
        ("Коммерческое предложение", "Quotation"),
        ("Договор", "Contract"),
        ("Отказ", "Lost"),
    ]
    wanted = "SELECT s.kind, m.code FROM stage s LEFT JOIN contact_method m ON m.id = s.required_method_id"
    rows = _within(url, lambda c: c.exec_driver_sql(f"{wanted} ORDER BY s.position").all())
    assert [tuple(row) for row in rows] == [
        ("open", "call"), ("open", "meeting"), ("open", "presentation"), ("open", "quotation"), ("won", None),
        ("lost", None),
    ]  # fmt: skip


def test_a_database_with_broken_references_is_not_migrated(tmp_path: Path) -> None:
    """SQLite checks nothing while tables are made anew: what another program broke would stay unseen."""
    url = f"sqlite:///{tmp_path / 'broken.db'}"
    _within(url, _at_revision("0007"))
    _within(url, lambda c: c.exec_driver_sql("INSERT INTO person_word VALUES ('петр', 99)"))
    with pytest.raises(StoreUnavailable, match="person_word"):
        migrate(url)


def test_two_processes_may_migrate_at_once(new_url: Callable[[], str]) -> None:
    url = new_url()
    program = f"from callbridge.store.migrate import migrate; migrate({url!r})"
    processes = [
        subprocess.Popen([sys.executable, "-c", program], stderr=subprocess.PIPE, cwd=Path(__file__).parents[2])
        for _ in range(2)
    ]
    errors = [process.communicate(timeout=180)[1] for process in processes]
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
    with pytest.raises(ConfigError, match="no SQLite database"):
        migrate(f"sqlite:///{path}")


def test_only_the_owner_may_read_a_new_database(tmp_path: Path) -> None:
    path = tmp_path / "callbridge.db"
    migrate(f"sqlite:///{path}")
    assert path.stat().st_mode & 0o077 == 0


def test_a_directory_that_is_not_there_is_for_a_person_to_mend(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="neither opened nor made"):
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
