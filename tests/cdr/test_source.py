"""Which source a configuration means."""

import pytest

from callbridge.cdr.csv_file import CsvSource
from callbridge.cdr.mysql import MysqlSource
from callbridge.cdr.postgres import PostgresSource
from callbridge.cdr.source import source_of
from callbridge.cdr.sqlite_file import SqliteSource
from callbridge.config import PbxConfig, parse


def pbx(url: str) -> PbxConfig:
    return parse({"pbx": [{"name": "main", "cdr": {"url": url, "time_zone": "UTC"}}]}).pbx[0]


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("csv:///var/log/asterisk/cdr-csv/Master.csv", CsvSource),
        ("sqlite:///var/log/asterisk/master.db", SqliteSource),
        ("mysql://reader@localhost/asteriskcdrdb", MysqlSource),
        ("postgresql://reader@localhost/asterisk", PostgresSource),
    ],
)
def test_each_address_has_its_source_and_nothing_is_opened_yet(url: str, kind: type) -> None:
    assert type(source_of(pbx(url))) is kind


def test_a_pbx_without_an_address_has_none() -> None:
    assert source_of(pbx("")) is None
