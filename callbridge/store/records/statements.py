"""The statements of each kind of record, made once."""

from functools import cache
from typing import Any

from sqlalchemy import Select, Text, bindparam, cast, literal, select

from callbridge.crm.entity import FieldKind
from callbridge.store import tables as t
from callbridge.store.records.binding import RecordBinding
from callbridge.store.records.bindings import BINDINGS, binding_of
from callbridge.store.statement import Prepared


def named_records(binding: RecordBinding) -> list[str]:
    """Return the fields that hold a record of their own column."""
    return [
        field.id for field in binding.entity.fields if field.kind is FieldKind.RECORD and field.id in binding.fields
    ]


@cache
def select_row(entity: str) -> Prepared:
    """Return the statement of a record's row, put away or not."""
    table = binding_of(entity).table
    return Prepared(select(table).where(table.c.id == bindparam("id")))


@cache
def select_whole(entity: str, *, is_any: bool = False) -> Prepared:
    """Return the statement of a record with the names of what it names: of one that is not put away, or of any.

    What a merge gave up is none of its own any more.
    """
    binding = binding_of(entity)
    table = binding.table
    values = {column: binding.shown.get(name, table.c[column]).label(column) for name, column in binding.fields.items()}
    columns: list[Any] = [table.c.version, *values.values()]
    for name in named_records(binding):
        field = binding.entity.field(name)
        column = binding.shown.get(name, binding.column(name))
        if field is not None and column is not None:
            columns.append(_name_of(field.record, column).label(f"{name}__name"))
            columns.append(_name_of(field.record, column, "name_en").label(f"{name}__en"))
    found: Select[Any] = select(*columns).where(table.c.id == bindparam("id"))
    if "archived_at" in table.c and not is_any:
        found = found.where(table.c.archived_at.is_(None))
    if "merged_into_id" in table.c:
        found = found.where(table.c.merged_into_id.is_(None))
    return Prepared(found)


def _name_of(entity: str, column: Any, field: str = "") -> Any:
    """Return what the record that `column` names is called, by its name or another field that it may have."""
    target = BINDINGS.get(entity)
    called = None if target is None else target.column(field or target.entity.name_field)
    if (entity, field) == ("lead", ""):  # one that was removed is not led to
        lead = t.lead.alias()
        number = literal("№").concat(cast(lead.c.id, Text))
        return select(number).where(lead.c.id == column, lead.c.deleted_at.is_(None)).scalar_subquery()
    if target is None or called is None or called.name.endswith("_id"):
        return literal("")
    other = target.table.alias()
    return select(other.c[called.name]).where(other.c.id == column).scalar_subquery()


@cache
def select_in_use(entity: str) -> Prepared:
    """Return the statement that says whether a record, if there is one, is in use."""
    table = t.lead if entity == "lead" else binding_of(entity).table
    used: Any = literal(True)
    for name in ("archived_at", "deleted_at"):
        if name in table.c:
            used = table.c[name].is_(None)
    if "is_active" in table.c:
        used = table.c.is_active
    return Prepared(select(used.label("is_used")).where(table.c.id == bindparam("id")))
