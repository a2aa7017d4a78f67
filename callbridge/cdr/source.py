"""Opens the source that a PBX's configuration names."""

from callbridge.cdr.csv_file import CsvSource
from callbridge.cdr.mysql import MysqlSource
from callbridge.cdr.postgres import PostgresSource
from callbridge.cdr.sqlite_file import SqliteSource
from callbridge.config import PbxConfig

AnySource = CsvSource | SqliteSource | PostgresSource | MysqlSource
"""Each is a `CdrSource` of app/ports.py, and tells its columns."""

_KINDS: dict[str, type[CsvSource] | type[SqliteSource] | type[PostgresSource] | type[MysqlSource]] = {
    "csv": CsvSource,
    "sqlite": SqliteSource,
    "postgresql": PostgresSource,
    "mysql": MysqlSource,
}


def source_of(pbx: PbxConfig) -> AnySource | None:
    """Return the CDR source of a PBX, None when it has none; nothing is opened before rows are asked for."""
    address = pbx.cdr.address(pbx.name)
    kind = address.partition("://")[0]
    return _KINDS[kind](address, pbx.cdr.table, pbx.cdr.zone()) if address else None
