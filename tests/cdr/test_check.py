"""What `callbridge check` says of a PBX's CDR."""

from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from callbridge.cdr.check import CdrFinding, check_cdr
from callbridge.config import PbxConfig, parse
from tests.support.cdr_rows import recorded_rows
from tests.support.cdr_sources import csv_line, write_csv, write_sqlite

ROWS = recorded_rows("s06_queue_second_agent")
NOW = ROWS[-1].ended_at + timedelta(hours=1)


def pbx(url: str, zone: str = "UTC", **more: str) -> PbxConfig:
    return parse({"pbx": [{"name": "main", "cdr": {"url": url, "time_zone": zone, **more}}]}).pbx[0]


async def codes(config: PbxConfig) -> list[tuple[str, bool]]:
    return [(found.code, found.is_ok) for found in await check_cdr(config, NOW)]


async def test_a_good_source_tells_its_newest_record(tmp_path: Path) -> None:
    url = write_csv(tmp_path / "Master.csv", ROWS)
    newest = f"{max(row.started_at for row in ROWS):%Y-%m-%d %H:%M:%S} UTC"
    assert await check_cdr(pbx(url), NOW) == (CdrFinding(code="check.cdr_ok", params={"newest": newest}, is_ok=True),)


@pytest.mark.parametrize(
    ("zone", "hours"), [("Europe/Moscow", "-3"), ("Asia/Kolkata", "-5.5"), ("America/Chicago", "+6")]
)
async def test_a_wrong_time_zone_is_found_by_the_unique_ids(tmp_path: Path, zone: str, hours: str) -> None:
    url = write_sqlite(tmp_path / "master.db", ROWS)
    findings = await check_cdr(pbx(url, zone), NOW)
    assert findings[0] == CdrFinding(code="check.cdr_zone", params={"hours": hours})
    right = write_sqlite(tmp_path / "right.db", ROWS, ZoneInfo(zone))
    assert await codes(pbx(right, zone)) == [("check.cdr_ok", True)]


async def test_a_source_without_linkedids_still_works_and_is_said_to_be_poor(tmp_path: Path) -> None:
    path = tmp_path / "Master.csv"
    path.write_text("".join(csv_line(row, width=18) for row in ROWS))
    assert await codes(pbx(f"csv://{path}")) == [("check.cdr_no_links", False), ("check.cdr_ok", False)]


async def test_an_empty_source_is_said_to_be_empty(tmp_path: Path) -> None:
    assert await codes(pbx(write_sqlite(tmp_path / "master.db", []))) == [("check.cdr_empty", False)]


async def test_what_is_wrong_is_said_and_not_raised(tmp_path: Path) -> None:
    secret = str(tmp_path / "absent")
    assert await codes(pbx(f"csv://{tmp_path}/absent.csv")) == [("cdr.unreadable", False)]
    assert await codes(pbx("mysql://reader@127.0.0.1:1/cdr")) == [("cdr.unavailable", False)]
    assert await codes(pbx("mysql://reader@127.0.0.1:1/cdr", password_file=secret)) == [("config.invalid", False)]
    assert await codes(pbx("")) == []
