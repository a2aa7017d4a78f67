"""Rows asked for by any number of keys, bound as one parameter, so that one statement serves every number of them."""

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import BindParameter, Integer, Text, bindparam
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.engine import Dialect
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import NullType, TypeDecorator, TypeEngine

from callbridge.store.types import CleanText

_CLEAN = CleanText()


class KeyList(TypeDecorator[Sequence[Any]]):
    """Ids or texts; an array to PostgreSQL, JSON to SQLite."""

    impl = Text
    cache_ok = True

    def __init__(self, *, of_ids: bool) -> None:
        super().__init__()
        self.of_ids = of_ids

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        if dialect.name == "postgresql":
            return dialect.type_descriptor(ARRAY(Integer() if self.of_ids else Text()))
        return dialect.type_descriptor(Text())

    def process_bind_param(self, value: Sequence[Any] | None, dialect: Dialect) -> Any:
        keys = list(value or ())
        if not self.of_ids:
            keys = [_CLEAN.process_bind_param(key, dialect) for key in keys]
        return keys if dialect.name == "postgresql" else json.dumps(keys)


class OneOf(FunctionElement[Any]):
    """Whether the first, a column, has one of the keys of the second.

    Not typed as a truth: SQLAlchemy would have SQLite compare it with 1, and no index serves that.
    """

    type = NullType()
    inherit_cache = True


def one_of_keys(column: Any, parameter: str) -> OneOf:
    """Return the condition that `column`, of texts, has one of the keys bound by `parameter`."""
    return OneOf(column, _bound(parameter, of_ids=False))


def one_of_ids(column: Any, parameter: str) -> OneOf:
    """Return the condition that `column` has one of the ids bound by `parameter`."""
    return OneOf(column, _bound(parameter, of_ids=True))


def _bound(parameter: str, *, of_ids: bool) -> BindParameter[Any]:
    return bindparam(parameter, type_=KeyList(of_ids=of_ids))


@compiles(OneOf, "sqlite")
def _on_sqlite(element: OneOf, compiler: Any, **options: Any) -> str:
    column, keys = (compiler.process(part, **options) for part in element.clauses)
    return f"{column} IN (SELECT value FROM json_each({keys}))"  # noqa: S608  (both are SQLAlchemy's own text)


@compiles(OneOf, "postgresql")
def _on_postgresql(element: OneOf, compiler: Any, **options: Any) -> str:
    column, keys = (compiler.process(part, **options) for part in element.clauses)
    return f"{column} = ANY ({keys})"
