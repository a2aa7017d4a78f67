"""``Master.csv``, whole, half-written, rotated, and full of rubbish."""

import random
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest

from callbridge.cdr import csv_file
from callbridge.cdr.csv_file import CsvSource
from callbridge.kernel.errors import CdrRefused, CdrUnavailable
from callbridge.telephony.cdr_row import CdrRow
from tests.asterisk.call import Call
from tests.asterisk.dialplan import DIRECT_DID
from tests.asterisk.fixtures import OutsideMaker, PhoneMaker
from tests.asterisk.server import Asterisk
from tests.support.cdr_rows import recorded_rows
from tests.support.cdr_sources import UTC, csv_line, write_csv

ROWS = recorded_rows("t06_attended_feature_code")
BEGAN = min(row.started_at for row in ROWS)
DAY = timedelta(days=1)


async def read(path: Path, began: timedelta = -DAY, until: timedelta = DAY) -> list[CdrRow]:
    return list(await CsvSource(f"csv://{path}", "cdr", UTC).rows(BEGAN + began, BEGAN + until))


def in_order(rows: list[CdrRow]) -> list[CdrRow]:
    return sorted(rows, key=lambda row: row.order)


async def test_every_row_of_the_window_comes_back_as_it_was(tmp_path: Path) -> None:
    write_csv(tmp_path / "Master.csv", ROWS)
    assert await read(tmp_path / "Master.csv") == in_order(ROWS)
    assert await read(tmp_path / "Master.csv", began=timedelta(seconds=1)) != in_order(ROWS)
    assert await read(tmp_path / "Master.csv", began=DAY, until=2 * DAY) == []


async def test_a_line_that_is_still_being_written_waits_for_the_next_time(tmp_path: Path) -> None:
    path = tmp_path / "Master.csv"
    text = "".join(csv_line(row) for row in ROWS)
    path.write_text(text[:-5])
    assert len(await read(path)) == len(ROWS) - 1
    path.write_text(text)
    assert len(await read(path)) == len(ROWS)


async def test_rotated_parts_are_read_too_and_old_or_packed_ones_are_not(tmp_path: Path) -> None:
    write_csv(tmp_path / "Master.csv", ROWS[:2])
    write_csv(tmp_path / "Master.csv.1", ROWS[2:4])
    write_csv(tmp_path / "Master.csv-20261123", ROWS[4:])
    (tmp_path / "Master.csv.2.gz").write_bytes(b"\x1f\x8b rubbish")
    assert await read(tmp_path / "Master.csv") == in_order(ROWS)


async def test_a_file_is_read_from_its_end_and_no_further_than_needed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(csv_file, "BLOCK_BYTES", 300)
    old = "".join(csv_line(ROWS[0]).replace("2026", "2020") for _ in range(1000))
    path = tmp_path / "Master.csv"
    path.write_text("\0unreadable\n" + old + "".join(csv_line(row) for row in ROWS))
    assert await read(path) == in_order(ROWS)


RUBBISH = [
    b"",
    b"\n\n\r\n",
    b"\0\0\0,\0\n",
    b"\xff\xfe\xfa\n",
    b'"never closed,"",\n',
    b",".join([b'"x"'] * 3) + b"\n",
    b",".join([b'"x"'] * 40) + b"\n",
    b'"' + b"x" * 200_000 + b'"\n',
    b"x" * 700_000 + b"\n",
    csv_line(ROWS[0]).replace("2026-11-23", "9999-99-99").encode(),
    csv_line(ROWS[0]).replace('"ANSWERED"', '"AN""SW\nER\r\nED"').encode().replace(b'"Dial"', b'"Di\0al"', 0),
]


@pytest.mark.parametrize("number", range(len(RUBBISH)))
async def test_rubbish_between_rows_costs_no_row(tmp_path: Path, number: int) -> None:
    """R152: hostile rows: garbage, NULs, huge lines, wrong column counts, line ends inside quotes."""
    lines = [csv_line(row).encode() for row in ROWS]
    path = tmp_path / "Master.csv"
    path.write_bytes(RUBBISH[number] + RUBBISH[number].join(lines) + RUBBISH[number])
    found = await read(path)
    assert [row for row in found if row.disposition == "ANSWERED"] == in_order(ROWS)


async def test_random_bytes_never_make_it_raise(tmp_path: Path) -> None:
    chance = random.Random(3)
    good = "".join(csv_line(row) for row in ROWS).encode()
    path = tmp_path / "Master.csv"
    for _ in range(200):
        spoilt = bytearray(good)
        for _ in range(chance.randint(1, 40)):
            spoilt[chance.randrange(len(spoilt))] = chance.choice(b'\0\n\r",\xffz9')
        path.write_bytes(bytes(spoilt))
        with suppress(CdrRefused):  # of a file whose every record has lost its Uniqueid
            await read(path)


async def test_a_file_without_unique_ids_is_refused_in_words(tmp_path: Path) -> None:
    path = tmp_path / "Master.csv"
    path.write_text("".join(csv_line(row, width=16) for row in ROWS))
    for asked in (CsvSource(f"csv://{path}", "", UTC).columns(), read(path)):
        with pytest.raises(CdrRefused) as refused:
            await asked
        assert (refused.value.code, refused.value.params) == ("cdr.columns_missing", {"columns": "uniqueid"})


async def test_the_newest_record_tells_which_columns_there_are(tmp_path: Path) -> None:
    path = tmp_path / "Master.csv"
    path.write_text(csv_line(ROWS[0], width=18))
    assert not (await CsvSource(f"csv://{path}", "", UTC).columns()).has_links
    path.write_text(csv_line(ROWS[0], width=18) + csv_line(ROWS[1]))
    assert (await CsvSource(f"csv://{path}", "", UTC).columns()).has_links


async def test_a_file_that_is_not_there_is_said_to_be_so(tmp_path: Path) -> None:
    with pytest.raises(CdrRefused) as refused:
        await read(tmp_path / "nowhere.csv")
    assert refused.value.code == "cdr.unreadable"
    assert "nowhere.csv" in str(refused.value.params["path"])


async def test_a_disk_that_hangs_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(self: Path) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(Path, "stat", fail)
    with pytest.raises(CdrUnavailable) as failed:
        await read(tmp_path / "Master.csv")
    assert str(failed.value.params["reason"]) == "error: Input/output error"


async def test_a_real_asterisk_writes_what_we_read(
    asterisk: Asterisk, phone: PhoneMaker, outside_at: OutsideMaker
) -> None:
    """R152: `cdr_csv` of Asterisk 22 with the switches that the administrator's guide asks for."""
    call = await _answered_call(phone, outside_at)
    path = Path(asterisk.cdr_csv_url.removeprefix("csv://"))
    found: list[CdrRow] = []
    while not any(row.source == call for row in found):
        with suppress(CdrRefused):  # the first call of all makes the file
            found = list(await CsvSource(f"csv://{path}", "", UTC).rows(BEGAN, BEGAN + 10_000 * DAY))
    (row,) = [row for row in found if row.source == call]
    assert (row.destination, row.disposition, row.linked_id) == (DIRECT_DID, "ANSWERED", row.unique_id)
    assert abs(row.started_at.timestamp() - row.birth[0]) < 2


async def _answered_call(phone: PhoneMaker, outside_at: OutsideMaker) -> str:
    number = "+79169990001"
    device = await phone("101")
    call: Call = outside_at().call(DIRECT_DID, number=number)
    ring = await device.rings()
    ring.answer()
    await ring.until_heard(3)
    await call.hang_up()
    await ring.until_ended()
    return number
