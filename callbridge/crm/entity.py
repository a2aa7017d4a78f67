"""What a kind of record is made of, declared once: for its list, its card, its export, its import and the API.

The store binds each field to a column, the client draws lists and cards from what is said here (docs/decisions/0012).
"""

from dataclasses import dataclass
from enum import StrEnum

from callbridge.crm.operator import Role
from callbridge.kernel.errors import Forbidden
from callbridge.kernel.template import Template


class FieldKind(StrEnum):
    """What a field's values are, and so how they are written, filtered, sorted and summed."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    INTEGER = "integer"
    NUMBER = "number"
    """An exact decimal without a currency, such as man-hours."""
    MONEY = "money"
    """An exact decimal; in lists and totals in the base currency."""
    PERCENT = "percent"
    DATE = "date"
    INSTANT = "instant"
    SECONDS = "seconds"
    FLAG = "flag"
    CHOICE = "choice"
    """One of `Field.choices`."""
    RECORD = "record"
    """The id of a record of `Field.record`; a list carries its name beside it."""
    RECORDS = "records"
    """The ids of several records of `Field.record`; a list's row has their names instead, one after another."""
    PHONE = "phone"
    EMAIL = "email"


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One value of a CHOICE field."""

    value: str
    label: Template


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field of a kind of record; `id` is its name in rows, filters, forms and the API."""

    id: str
    label: Template
    kind: FieldKind = FieldKind.TEXT
    choices: tuple[Choice, ...] = ()
    record: str = ""
    """Which kind of record a RECORD or RECORDS field names, an `Entity.id`: a RECORD's cell opens that one (R5)."""
    group: Template | None = None
    """The heading over several columns, such as «Затраты» over План and Факт (R22)."""
    least_role: Role = Role.OPERATOR
    """Others see neither the column nor the field."""
    # In the list.
    is_listed: bool = True
    is_default: bool = True
    """Shown until the user chooses columns (R64)."""
    is_sortable: bool = False
    is_filterable: bool = True
    has_total: bool = False
    """Summed over the whole filtered list."""
    base: str = ""
    """Of an amount in the record's own currency: the field of the same amount in the base currency, which is summed."""
    # In the card.
    is_editable: bool = False
    is_required: bool = False
    max_characters: int = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Tab:
    """A tab over a list (R6): the rows whose `field` has one of `values`; no values are all rows."""

    id: str
    label: Template
    field: str = ""
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """One kind of record."""

    id: str
    one: Template
    """«Мероприятие»."""
    many: Template
    """«Мероприятия»: the list's title."""
    fields: tuple[Field, ...]
    tabs: tuple[Tab, ...] = ()
    opening_tab: str = ""
    """The tab that a list opens with whose address says nothing; ``""``: all rows."""
    sort: tuple[str, ...] = ("-id",)
    """The list's order until the user chooses, a minus for descending."""
    name_field: str = "name"
    """The field by which others call the record."""
    may_read: Role = Role.OPERATOR
    may_write: Role = Role.SUPERVISOR

    def field(self, field_id: str) -> Field | None:
        """Return the field of that id, None when there is none."""
        return next((field for field in self.fields if field.id == field_id), None)

    def fields_for(self, role: Role) -> tuple[Field, ...]:
        """Return the fields that the role may see."""
        return tuple(field for field in self.fields if role.covers(field.least_role))

    def is_read_by(self, role: Role) -> bool:
        """Say whether the role may read such records."""
        return role.covers(self.may_read)

    def is_written_by(self, role: Role) -> bool:
        """Say whether the role may write such records."""
        return self.is_read_by(role) and role.covers(self.may_write)

    def for_reader(self, role: Role) -> "Entity":
        """Return this kind to a role that may read it; raises Forbidden."""
        if not self.is_read_by(role):
            raise Forbidden
        return self

    def for_writer(self, role: Role) -> "Entity":
        """Return this kind to a role that may write it; raises Forbidden."""
        if not self.is_written_by(role):
            raise Forbidden
        return self
