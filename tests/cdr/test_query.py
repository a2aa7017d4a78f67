"""The question to a CDR table."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from callbridge.cdr.columns import Columns
from callbridge.cdr.query import quoted, select_nothing, select_rows, window

ZONE = ZoneInfo("Europe/Moscow")


def test_names_are_quoted_as_each_engine_does() -> None:
    columns = Columns({"started_at": "calldate", "source": "src"}, ZONE)
    assert select_rows(columns, "asteriskcdrdb.cdr", quote="`", mark="%s") == (
        "SELECT `calldate`, `src` FROM `asteriskcdrdb`.`cdr`"
        " WHERE `calldate` >= %s AND `calldate` <= %s ORDER BY `calldate` DESC LIMIT 20000"
    )
    assert select_nothing("cdr", quote='"') == 'SELECT * FROM "cdr" LIMIT 0'
    assert quoted('a"b', '"') == '"a""b"'


def test_the_window_is_local_and_an_hour_wider_for_the_hour_that_comes_twice() -> None:
    at = datetime(2026, 11, 23, 9, tzinfo=UTC)
    assert window(at, at, ZONE) == (datetime(2026, 11, 23, 11), datetime(2026, 11, 23, 13))  # noqa: DTZ001 - as tables have it
