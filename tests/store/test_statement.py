"""Statements compiled to plain SQL."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import bindparam, insert, literal_column, select
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


def test_an_insert_of_parameters_alone_can_be_copied_and_nothing_else_can() -> None:
    columns = ("csrf", "token_hash")
    one = Prepared(insert(t.session).inline(), columns=columns).plan(POSTGRES)
    assert one.copied == "COPY session (token_hash, csrf) FROM STDIN"
    answering = Prepared(insert(t.session).returning(t.session.c.csrf), columns=columns)
    constant = Prepared(insert(t.session).inline().values(csrf=literal_column("'c'"), token_hash=bindparam("hash")))
    assert [other.plan(POSTGRES).copied for other in (answering, constant, Prepared(SELECT))] == [None, None, None]
