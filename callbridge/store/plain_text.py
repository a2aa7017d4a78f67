"""Text as filters compare it, the same on both engines: letters without case, ё as е, words between single spaces.

SQLite folds only ASCII and PostgreSQL what its locale happens to know, so both are given one table of letters; it
covers Latin and Cyrillic. SQLite calls `plain_text` itself (store/sqlite.py gives it to each connection).
"""

from typing import Any

from sqlalchemy import Text, func, literal
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

_LETTERS = [chr(code) for code in (*range(0x20, 0x250), *range(0x400, 0x530))]


def _plain_letter(letter: str) -> str:
    if not letter.isalnum():
        return " "
    lower = letter.lower()
    return "е" if lower == "ё" else lower if len(lower) == 1 else letter


_CHANGED = {letter: plain for letter in _LETTERS if (plain := _plain_letter(letter)) != letter}
_TABLE = str.maketrans(_CHANGED)


def plain_text(text: str | None) -> str | None:
    """Return `text` as it is compared."""
    return None if text is None else text.translate(_TABLE)


class PlainText(FunctionElement[str]):
    """`plain_text` of a column, in SQL."""

    type = Text()
    inherit_cache = True


@compiles(PlainText, "sqlite")
def _on_sqlite(element: PlainText, compiler: Any, **options: Any) -> str:
    return f"plain_text({compiler.process(element.clauses, **options)})"


@compiles(PlainText, "postgresql")
def _on_postgresql(element: PlainText, compiler: Any, **options: Any) -> str:
    (column,) = element.clauses
    changed = func.translate(column, literal("".join(_CHANGED)), literal("".join(_CHANGED.values())))
    return str(compiler.process(changed, **options))


class Bytewise(FunctionElement[str]):
    """A text compared byte by byte, as SQLite compares every text."""

    type = Text()
    inherit_cache = True


@compiles(Bytewise, "sqlite")
def _bytewise_on_sqlite(element: Bytewise, compiler: Any, **options: Any) -> str:
    return str(compiler.process(element.clauses, **options))


@compiles(Bytewise, "postgresql")
def _bytewise_on_postgresql(element: Bytewise, compiler: Any, **options: Any) -> str:
    return f'({compiler.process(element.clauses, **options)} COLLATE "C")'
