"""Opens the source that a PBX's configuration names."""

from typing import TYPE_CHECKING

from callbridge.cdr.csv_file import CsvSource
from callbridge.cdr.sqlite_file import SqliteSource
from callbridge.config import PbxConfig

if TYPE_CHECKING:
    from callbridge.cdr.mysql import MysqlSource
    from callbridge.cdr.postgres import PostgresSource

    AnySource = CsvSource | SqliteSource | PostgresSource | MysqlSource
    """Each is a `CdrSource` of app/ports.py, and tells its columns."""


def source_of(pbx: PbxConfig) -> "AnySource | None":
    """Return the CDR source of a PBX, None when it has none; nothing is opened before rows are asked for."""
    address = pbx.cdr.address(pbx.name)
    kind = address.partition("://")[0]
    return _kind(kind)(address, pbx.cdr.table, pbx.cdr.zone()) if address else None


def _kind(name: str) -> "type[AnySource]":
    match name:
        case "mysql":
            from callbridge.cdr.mysql import MysqlSource  # noqa: PLC0415 - a driver only where it is used

            return MysqlSource
        case "postgresql":
            from callbridge.cdr.postgres import PostgresSource  # noqa: PLC0415 - a driver only where it is used

            return PostgresSource
        case "sqlite":
            return SqliteSource
        case _:
            return CsvSource
