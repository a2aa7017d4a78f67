"""Which tables name the people, and the organizations: read off the schema, so that a new one is not forgotten."""

from functools import cache

from sqlalchemy import Column, ColumnElement, Table, and_, bindparam, exists, or_

from callbridge.store import tables as t

_OWN = {"person_word", "organization_word", "contact_point"}
"""What belongs to the record itself."""


@cache
def references_to(target: str) -> tuple[tuple[Table, Column[int]], ...]:
    """Return the columns that name a record of `target`, but for its own parts and what was merged into it."""
    found = [
        (table, column)
        for table in t.metadata.sorted_tables
        if table.name not in _OWN
        for column in table.c
        for key in column.foreign_keys
        if key.column.table.name == target and column.name != "merged_into_id"
    ]
    return tuple(found)


def is_used(target: str, parameter: str) -> ColumnElement[bool]:
    """Return whether anything that is not put away names the record of the bound id."""
    used = []
    for table, column in references_to(target):
        named: ColumnElement[bool] = column == bindparam(parameter)
        if "archived_at" in table.c:
            named = and_(named, table.c.archived_at.is_(None))
        used.append(exists().where(named))
    return or_(*used)
