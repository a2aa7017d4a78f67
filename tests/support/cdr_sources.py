"""Real CDR rows written the way each of Asterisk's drivers writes them."""

import csv
import io
import sqlite3
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from callbridge.telephony.cdr_row import CdrRow

COLUMNS = (
    *("calldate", "clid", "src", "dst", "dcontext", "channel", "dstchannel", "lastapp", "lastdata"),
    *("duration", "billsec", "disposition", "uniqueid", "linkedid", "sequence"),
)
UTC = ZoneInfo("UTC")


def local(at: datetime, zone: ZoneInfo) -> str:
    """Return an instant as Asterisk writes it: local time without an offset."""
    return at.astimezone(zone).strftime("%Y-%m-%d %H:%M:%S")


def values_of(row: CdrRow, zone: ZoneInfo = UTC) -> tuple[object, ...]:
    """Return a row's values in the order of `COLUMNS`."""
    duration = int((row.ended_at - row.started_at).total_seconds())
    billed = int((row.ended_at - row.answered_at).total_seconds()) if row.answered_at else 0
    return (
        local(row.started_at, zone),
        row.caller_id,
        row.source,
        row.destination,
        "from-trunk",
        row.channel,
        row.other_channel,
        row.application,
        row.data,
        duration,
        billed,
        row.disposition,
        row.unique_id,
        row.linked_id,
        row.sequence,
    )


def csv_line(row: CdrRow, zone: ZoneInfo = UTC, *, width: int = 21) -> str:
    """Return a line of ``Master.csv`` with its first `width` columns."""
    value = dict(zip(COLUMNS, values_of(row, zone), strict=True))
    text: list[object] = [
        *("", value["src"], value["dst"], value["dcontext"], value["clid"], value["channel"], value["dstchannel"]),
        *(value["lastapp"], value["lastdata"], value["calldate"]),
        local(row.answered_at, zone) if row.answered_at else "",
        *(local(row.ended_at, zone), value["duration"], value["billsec"], value["disposition"], "DOCUMENTATION"),
        *(value["uniqueid"], "", "", value["linkedid"], value["sequence"]),
    ]
    written = io.StringIO()
    csv.writer(written, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\n").writerow(text[:width])
    return written.getvalue()


def write_csv(path: Path, rows: Iterable[CdrRow], zone: ZoneInfo = UTC) -> str:
    """Write a file and return its URL."""
    path.write_text("".join(csv_line(row, zone) for row in rows), encoding="utf-8")
    return f"csv://{path}"


def write_sqlite(path: Path, rows: Iterable[CdrRow], zone: ZoneInfo = UTC) -> str:
    """Write a table ``cdr`` and return its URL."""
    with sqlite3.connect(path) as database:
        database.execute(f"CREATE TABLE cdr (AcctId INTEGER PRIMARY KEY, {', '.join(COLUMNS)})")
        marks = ", ".join("?" * len(COLUMNS))
        database.executemany(
            f"INSERT INTO cdr ({', '.join(COLUMNS)}) VALUES ({marks})", [values_of(row, zone) for row in rows]
        )
    database.close()
    return f"sqlite:///{path}"
