"""Which tables name the people, and the organizations: read off the schema, so that a new one is not forgotten."""

from functools import cache
from typing import Any

from sqlalchemy import Column, CompoundSelect, Table, select, union

from callbridge.store import tables as t
from callbridge.store.key_list import one_of_ids

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


def used_among(target: str, parameter: str) -> CompoundSelect[Any]:
    """Return the ids, of those bound, of records that anything names which is not put away."""
    found = []
    for table, column in references_to(target):
        named = select(column.label("id")).where(one_of_ids(column, parameter))
        found.append(named.where(table.c.archived_at.is_(None)) if "archived_at" in table.c else named)
    return union(*found)
