"""Rows of any list as a table for other programs: the fields chosen, in the reader's language and time zone."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal

from callbridge.crm.entities.fields import CURRENCY
from callbridge.crm.entity import Entity, Field, FieldKind
from callbridge.crm.list_query import ListRow, Reader
from callbridge.crm.operator import Role
from callbridge.crm.saved_view import listed_fields
from callbridge.kernel.errors import InvalidInput
from callbridge.kernel.template import Template
from callbridge.web.table_file import Cell

_YES, _NO = Template("да", "yes"), Template("нет", "no")


def fields_of(text: str, entity: Entity, role: Role) -> Sequence[Field]:
    """Return the fields that ``at,phone,…`` names, in that order; the default ones of ``""``. Raises InvalidInput.

    Behind sums in currencies of their own stands the currency, asked for or not: a number alone would be taken for
    roubles.
    """
    known = {field.id: field for field in listed_fields(entity, role)}
    if not text:
        return _with_currency([field for field in known.values() if field.is_default], known)
    names = list(dict.fromkeys(text.split(",")))
    if not known.keys() >= set(names):
        raise InvalidInput({"columns": "unknown_value"})
    return _with_currency([known[name] for name in names], known)


def _with_currency(fields: list[Field], known: Mapping[str, Field]) -> list[Field]:
    sums = [place for place, field in enumerate(fields) if field.base]
    currency = known.get(CURRENCY)
    if sums and currency is not None and currency not in fields:
        fields.insert(sums[-1] + 1, currency)
    return fields


class ListTable:
    """Turns rows of one list into cells."""

    def __init__(self, fields: Sequence[Field], reader: Reader) -> None:
        self._fields = fields
        self._zone = reader.zone
        self.language = reader.language

    @property
    def head(self) -> list[str]:
        """The fields' labels, with the heading over them where there is one; a duration says its unit."""
        return [self._title(field) for field in self._fields]

    def cells(self, row: ListRow) -> list[Cell]:
        """Return the cells of one row; instants as naive wall-clock time."""
        return [self._cell(row, field) for field in self._fields]

    def _title(self, field: Field) -> str:
        parts = [*([field.group] if field.group else []), field.label]
        title = " ".join(part.said_in(self.language) for part in parts)
        return f"{title}, {Template('с', 's').said_in(self.language)}" if field.kind is FieldKind.SECONDS else title

    def _cell(self, row: ListRow, field: Field) -> Cell:
        value = row[f"{field.id}_name" if field.kind is FieldKind.RECORD else field.id]
        match field.kind, value:
            case _, None:
                return ""
            case FieldKind.FLAG, bool():
                return (_YES if value else _NO).said_in(self.language)
            case FieldKind.CHOICE, str():
                label = next((choice.label for choice in field.choices if choice.value == value), None)
                return value if label is None else label.said_in(self.language)
            case kind, datetime():
                local = value.astimezone(self._zone)
                return local.date() if kind is FieldKind.DATE else local.replace(tzinfo=None, microsecond=0)
            case _, int() | float() | Decimal() | date():
                return value
        return str(value)
