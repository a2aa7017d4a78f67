"""Names of records as lists show them, and finding them by word or telephone."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import ColumnElement, Select, Table, and_, case, false, or_, select

from callbridge.crm.operator import Language
from callbridge.store.directory import number_ranges
from callbridge.store.folding import fold, words
from callbridge.store.lists.binding import Bound, Join, Where
from callbridge.store.types import after

MIN_LAST_DIGITS = 4
"""Fewer last digits of a number fit too many."""


def named(table: Any, name: str = "name", name_en: str = "name_en") -> Callable[[Language], ColumnElement[Any]]:
    """Return the name of a record of `table`; in English its English name where it has one."""

    def of(language: Language) -> ColumnElement[Any]:
        own = table.c[name]
        if language is Language.RU or name_en not in table.c:
            return own  # type: ignore[no-any-return]
        return case((table.c[name_en] != "", table.c[name_en]), else_=own)

    return of


def reference(column: ColumnElement[Any], join: str, table: Any, name: str = "name") -> Bound:
    """Return the place of a field that holds the id of a record of `table`, which `join` brings."""
    return Bound(value=column, name=named(table, name), name_joins=(join,))


def joined(table: Any, column: ColumnElement[Any]) -> Join:
    """Return the join of the record that `column` names."""
    return Join(target=table, on=table.c.id == column)


def begins_word(index: Any, owner: str, row_id: ColumnElement[Any]) -> Callable[[str], Where]:
    """Return the condition that a word of the row's, in an index of folded words, begins with a text.

    One row is asked for instead of EXISTS: that PostgreSQL may turn into a hash of every word that begins so.
    """

    def of(word: str) -> Where:
        found = select(index.c[owner]).where(index.c[owner] == row_id, index.c.word >= word, index.c.word < after(word))
        return found.limit(1).scalar_subquery().is_not(None)

    return of


def begins_folded(column: ColumnElement[Any]) -> Callable[[str], Where]:
    """Return the condition that a column of folded text begins with a text: a range of its index."""

    def of(text: str) -> Where:
        return and_(column >= fold(text), column < after(fold(text)))

    return of


def all_words(
    index: Table, owner: str, row_id: ColumnElement[Any], text: str
) -> tuple[list[Where], Select[Any]] | None:
    """Return the conditions that every word of `text` begins a word of the row's, and the select of all such owners.

    None when there is no word in it. The longest word leads the select: it is likely the rarest.
    """
    asked = sorted(words(text), key=len, reverse=True)
    if not asked:
        return None
    of_row = [begins_word(index, owner, row_id)(word) for word in asked]
    first, *others = asked
    found = select(index.c[owner]).where(index.c.word >= first, index.c.word < after(first))
    for word in others:
        found = found.where(begins_word(index.alias(), owner, index.c[owner])(word))
    return of_row, found


def by_number(table: Table, owner: str, text: str) -> Select[Any] | None:
    """Return the owners of numbers that begin, or end, with the digits of `text`; None when it is no number."""
    ranges = [(table.c.number_key >= low) & (table.c.number_key < high) for low, high in number_ranges(text)]
    if not ranges:
        return None
    backwards = "".join(letter for letter in text if letter.isdecimal())[::-1]
    if len(backwards) >= MIN_LAST_DIGITS:
        ends = table.c.reversed_digits
        ranges.append((ends >= backwards) & (ends < after(backwards)))
    return select(table.c[owner]).where(or_(*ranges), table.c[owner].is_not(None))


def begins_number(table: Table, owner: str, row_id: ColumnElement[Any]) -> Callable[[str], Where]:
    """Return the condition that a number of the row's begins with a text; one without digits fits none."""

    def of(text: str) -> Where:
        found = by_number(table, owner, text)
        return false() if found is None else row_id.in_(found)

    return of
