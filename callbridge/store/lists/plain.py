"""Bindings that a kind of record and its table say by themselves: a column of the field's name, or a record's id."""

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import ColumnElement, Table, Text, case, cast, literal

from callbridge.crm.entity import Entity, Field, FieldKind
from callbridge.crm.operator import Language
from callbridge.store import tables as t
from callbridge.store.lists.binding import Bound, Join
from callbridge.store.lists.naming import named

_CALLED = {"person": "full_name", "employee": "full_name", "operator": "full_name", "contract": "number"}
"""The column by which a record is called, where that is not ``name``."""
_TABLES = {"number": t.campaign_number}
"""Of kinds whose table is called otherwise."""


class Plain:
    """The places of one kind's fields; `own` are those that are particular, with joins of their own."""

    def __init__(
        self,
        entity: Entity,
        table: Table,
        *,
        own: Mapping[str, Bound] | None = None,
        joins: Mapping[str, Join] | None = None,
    ) -> None:
        self.joins: dict[str, Join] = dict(joins or {})
        self.fields: dict[str, Bound] = {}
        self._table = table
        for field in entity.fields:
            particular = (own or {}).get(field.id)
            self.fields[field.id] = self._bound(field) if particular is None else particular

    def _bound(self, field: Field) -> Bound:
        if field.kind is not FieldKind.RECORD:
            column = self._table.c[field.id]
            return Bound(value=column, is_nullable=bool(column.nullable))
        column = self._table.c[f"{field.id}_id"]
        return self.record(field.id, field.record, column, is_nullable=bool(column.nullable))

    def record(
        self, name: str, kind: str, column: ColumnElement[Any], *, needs: tuple[str, ...] = (), is_nullable: bool = True
    ) -> Bound:
        """Return the place of a field that holds the id of a record of that kind, and join it under `name`."""
        table = _TABLES.get(kind, t.metadata.tables.get(kind)).alias(f"{name}_of")  # type: ignore[union-attr]
        self.joins[name] = Join(target=table, on=table.c.id == column, needs=needs)
        called, behind = self._called(name, kind, table)
        return Bound(value=column, joins=needs, name=called, name_joins=(behind,), is_nullable=is_nullable)

    def _called(self, name: str, kind: str, table: Any) -> tuple[Callable[[Language], ColumnElement[Any]], str]:
        if kind == "supplier":  # called by its organization
            company = t.organization.alias(f"{name}_company")
            self.joins[f"{name}_company"] = Join(
                target=company, on=company.c.id == table.c.organization_id, needs=(name,)
            )
            return named(company), f"{name}_company"
        if kind == "lead":
            number = literal("№").concat(cast(table.c.id, Text))  # one that was removed is not led to
            return lambda _: case((table.c.deleted_at.is_(None), number), else_=literal("")), name
        return named(table, _CALLED.get(kind, "name")), name
