"""What stands in a source's columns."""

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from callbridge.cdr.columns import find_columns, instant, read_rows
from callbridge.kernel.errors import CdrRefused

MOSCOW, BERLIN = ZoneInfo("Europe/Moscow"), ZoneInfo("Europe/Berlin")
PLAIN = (
    *("calldate", "src", "dst", "channel", "dstchannel", "lastapp", "lastdata", "duration", "billsec"),
    *("disposition", "uniqueid"),
)


def value(**changes: Any) -> dict[str, Any]:
    good = {
        "started_at": "2026-11-23 12:00:00",
        "channel": "PJSIP/trunk-00000001",
        "duration": 10,
        "billsec": "4",
        "disposition": "ANSWERED",
        "unique_id": "1795424400.1",
    }
    return good | changes


def test_tables_and_files_name_the_same_columns_differently() -> None:
    assert find_columns(PLAIN, MOSCOW).names["started_at"] == "calldate"
    custom = find_columns(["START", *PLAIN[1:], "linkedid", "end", "answer"], MOSCOW)
    assert (custom.names["started_at"], custom.has_links) == ("START", True)
    assert not find_columns(PLAIN, MOSCOW).has_links


def test_every_missing_column_is_named() -> None:
    with pytest.raises(CdrRefused) as refused:
        find_columns(["calldate", "src", "clid"], MOSCOW)
    assert refused.value.params["columns"] == (
        "duration, billsec, dst, channel, dstchannel, lastapp, lastdata, disposition, uniqueid"
    )


def test_local_times_become_instants_and_the_answer_is_reckoned_from_the_end() -> None:
    (row,) = read_rows(find_columns(PLAIN, MOSCOW), [value()])
    assert row.started_at == datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
    assert row.answered_at == datetime(2026, 11, 23, 9, 0, 6, tzinfo=UTC)
    assert row.ended_at == datetime(2026, 11, 23, 9, 0, 10, tzinfo=UTC)


def test_in_the_hour_that_comes_twice_the_unique_id_decides() -> None:
    text = "2026-10-25 02:30:00"
    summer, winter = datetime(2026, 10, 25, 0, 30, tzinfo=UTC), datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    assert instant(text, BERLIN, f"{int(summer.timestamp())}.7") == summer
    assert instant(text, BERLIN, f"{int(winter.timestamp())}.7") == winter
    assert instant(text, BERLIN, f"pbx-1-{int(winter.timestamp())}.7") == winter
    assert instant(text, BERLIN, "free") == summer


@pytest.mark.parametrize(
    "changes",
    [
        {"started_at": None},
        {"started_at": "0000-00-00 00:00:00"},
        {"started_at": "yesterday"},
        {"started_at": datetime(9999, 12, 31)},  # noqa: DTZ001 - as a driver gives it
        {"started_at": 12},
        {"duration": "-1"},
        {"duration": "many"},
        {"duration": "9" * 400},
        {"duration": "²"},
        {"unique_id": ""},
        {"channel": None},
    ],
)
def test_a_row_that_makes_no_sense_costs_itself_only(changes: dict[str, Any]) -> None:
    assert len(read_rows(find_columns(PLAIN, MOSCOW), [value(**changes), value()])) == 1


def test_hostile_values_are_cut_and_cleaned() -> None:
    (row,) = read_rows(
        find_columns(PLAIN, MOSCOW),
        [value(source="\0" * 9999, sequence="9" * 99, billsec="9999", answered_at="1999-01-01 00:00:00")],
    )
    assert row.source == "\ufffd" * 512
    assert row.sequence == 0
    assert row.answered_at == row.started_at


def test_an_instant_with_an_offset_is_taken_at_its_word() -> None:
    assert instant(datetime(2026, 1, 1, tzinfo=BERLIN), MOSCOW) == datetime(2025, 12, 31, 23, 0, tzinfo=UTC)
