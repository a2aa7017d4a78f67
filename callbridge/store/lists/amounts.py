"""Products of exact decimals, which the engines keep differently."""

from typing import Any

from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

from callbridge.store.types import Amount


class Product(FunctionElement[Any]):
    """One amount times another, cut to an amount's 4 decimals on both engines."""

    type = Amount()
    inherit_cache = True


@compiles(Product, "sqlite")
def _on_sqlite(element: Product, compiler: Any, **options: Any) -> str:
    first, second = (compiler.process(part, **options) for part in element.clauses)
    return f"(({first}) * ({second}) / 10000)"  # both are integers of 1/10,000


@compiles(Product, "postgresql")
def _on_postgresql(element: Product, compiler: Any, **options: Any) -> str:
    first, second = (compiler.process(part, **options) for part in element.clauses)
    return f"trunc(({first}) * ({second}), 4)"


class Percentage(FunctionElement[Any]):
    """So many per cent of an amount, cut to an amount's 4 decimals on both engines."""

    type = Amount()
    inherit_cache = True


@compiles(Percentage, "sqlite")
def _percentage_on_sqlite(element: Percentage, compiler: Any, **options: Any) -> str:
    amount, percent = (compiler.process(part, **options) for part in element.clauses)
    # Parted, because a large amount times 100 is more than SQLite's integer holds.
    return f"(({amount}) / 100 * ({percent}) + ({amount}) % 100 * ({percent}) / 100)"


@compiles(Percentage, "postgresql")
def _percentage_on_postgresql(element: Percentage, compiler: Any, **options: Any) -> str:
    amount, percent = (compiler.process(part, **options) for part in element.clauses)
    return f"trunc(({amount}) * ({percent}) / 100, 4)"
