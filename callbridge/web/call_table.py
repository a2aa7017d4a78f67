"""Calls as a table for other programs: the columns chosen, in the reader's language and time zone."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from callbridge.crm.call_list import CALL_COLUMNS, CALL_WORDS, CallColumn, ColumnKind
from callbridge.crm.call_log import CallRow
from callbridge.crm.operator import Language
from callbridge.kernel.errors import InvalidInput
from callbridge.web.table_file import Cell

_CODED = {"direction", "outcome"}
"""Fields whose values have words of their own."""


def columns_of(text: str) -> Sequence[CallColumn]:
    """Return the columns that ``at,number,…`` names, in that order; the default ones of ``""``. Raises InvalidInput."""
    known = {column.id: column for column in CALL_COLUMNS}
    if not text:
        return [column for column in CALL_COLUMNS if column.is_default]
    names = list(dict.fromkeys(text.split(",")))
    if not known.keys() >= set(names):
        raise InvalidInput({"columns": "unknown_value"})
    return [known[name] for name in names]


class CallTable:
    """Turns calls into rows of cells."""

    def __init__(self, columns: Sequence[CallColumn], language: Language, time_zone: str) -> None:
        self._columns = columns
        self.language = language
        self._zone = ZoneInfo(time_zone)

    @property
    def head(self) -> list[str]:
        """The columns' titles; a duration says its unit."""
        return [self._title(column) for column in self._columns]

    def _title(self, column: CallColumn) -> str:
        title, unit = (column.ru, "с") if self.language is Language.RU else (column.en, "s")
        return f"{title}, {unit}" if column.kind is ColumnKind.SECONDS else title

    def cells(self, row: CallRow) -> list[Cell]:
        """Return the cells of one call; instants as naive wall-clock time."""
        return [self._cell(row, column) for column in self._columns]

    def _cell(self, row: CallRow, column: CallColumn) -> Cell:
        value: str | float | datetime | None = getattr(row, column.field)
        if value is None or value == "":
            return ""
        if isinstance(value, datetime):
            return value.astimezone(self._zone).replace(tzinfo=None, microsecond=0)
        if column.kind is ColumnKind.SECONDS:
            return round(float(value))
        if column.field in _CODED and value in CALL_WORDS:
            return CALL_WORDS[str(value)].said_in(self.language)
        return value if isinstance(value, int) else str(value)
