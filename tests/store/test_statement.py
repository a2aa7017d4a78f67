"""Statements compiled to plain SQL."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import bindparam, insert, select
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite

from callbridge.store import tables as t
from callbridge.store.statement import Plan, Prepared
from callbridge.store.types import EPOCH

SQLITE = SQLiteDialect_pysqlite(paramstyle="qmark")
POSTGRES = PGDialect_psycopg(paramstyle="format")  # type: ignore[no-untyped-call]
SELECT = select(t.operator.c.id, t.operator.c.created_at, t.operator.c.is_active).where(
    t.operator.c.created_at > bindparam("since"), t.operator.c.login == "anna"
)


@pytest.mark.parametrize(("dialect", "mark"), [(SQLITE, "?"), (POSTGRES, "%s")])
def test_the_sql_is_positional_and_its_constants_are_filled_in(dialect: Any, mark: str) -> None:
    plan = Plan(SELECT, dialect)
    assert plan.sql.count(mark) == 2
    assert plan.bind({"since": EPOCH})[1] == "anna"


def test_values_are_converted_both_ways() -> None:
    plan = Plan(SELECT, SQLITE)
    assert plan.bind({"since": EPOCH + timedelta(seconds=1)}) == (1_000_000, "anna")
    (row,) = plan.read([(7, 2_000_000, 1)])
    assert (row.id, row.created_at, row.is_active) == (7, EPOCH + timedelta(seconds=2), True)


def test_a_statement_is_compiled_once_for_each_dialect() -> None:
    prepared = Prepared(SELECT)
    assert prepared.plan(SQLITE) is prepared.plan(SQLITE)
    assert prepared.plan(SQLITE) is not prepared.plan(POSTGRES)


def test_an_insert_takes_the_columns_it_is_given() -> None:
    plan = Prepared(insert(t.session).inline(), columns=("csrf", "token_hash")).plan(SQLITE)
    assert plan.sql == "INSERT INTO session (token_hash, csrf) VALUES (?, ?)"
    assert plan.bind({"csrf": "c", "token_hash": b"t"}) == (b"t", "c")


def test_reading_rows_of_what_returns_none_is_our_own_mistake() -> None:
    with pytest.raises(AssertionError):
        Prepared(insert(t.organization).inline(), columns=("name",)).plan(SQLITE).read([])


def test_an_insert_of_plain_values_takes_several_rows_and_nothing_else_does() -> None:
    insertion = insert(t.session)
    columns = ("csrf", "token_hash")
    one = Prepared(insertion.inline(), columns=columns).plan(SQLITE)
    assert one.of_rows(3) == "INSERT INTO session (token_hash, csrf) VALUES (?, ?), (?, ?), (?, ?)"
    answering = Prepared(insertion.returning(t.session.c.csrf), columns=columns)
    assert [other.of_rows(3) for other in (answering.plan(SQLITE), Plan(SELECT, SQLITE))] == [None, None]
