"""The one question that is put to a CDR table, in each engine's SQL."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from callbridge.cdr.columns import Columns
from callbridge.cdr.limits import MAX_ROWS

_DOUBLE_HOUR = timedelta(hours=1)
"""Local time runs back in autumn: the window is widened, and rows are held against it again in UTC."""


def select_rows(columns: Columns, table: str, *, quote: str, mark: str) -> str:
    """Return the SELECT of a window's rows, newest first; names are quoted, and come from the table itself."""
    listed = ", ".join(quoted(name, quote) for name in columns.names.values())
    began = quoted(columns.names["started_at"], quote)
    return (
        f"SELECT {listed} FROM {quoted_table(table, quote)}"  # noqa: S608 - quoted names, see config.cdr.CdrConfig.table
        f" WHERE {began} >= {mark} AND {began} <= {mark} ORDER BY {began} DESC LIMIT {MAX_ROWS}"
    )


def select_nothing(table: str, *, quote: str) -> str:
    """Return a SELECT that tells the columns."""
    return f"SELECT * FROM {quoted_table(table, quote)} LIMIT 0"  # noqa: S608 - as above


def quoted(name: str, quote: str) -> str:
    """Return a name as the engine's SQL writes it."""
    return quote + name.replace(quote, quote * 2) + quote


def quoted_table(table: str, quote: str) -> str:
    """Return ``database.table`` with each part quoted."""
    return ".".join(quoted(part, quote) for part in table.split("."))


def window(since: datetime, until: datetime, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """Return the window in the PBX's local time, without offset, as its tables have it."""
    first = since.astimezone(zone).replace(tzinfo=None) - _DOUBLE_HOUR
    return first, until.astimezone(zone).replace(tzinfo=None) + _DOUBLE_HOUR
