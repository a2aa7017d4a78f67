"""Real CDR rows: every recording holds the Cdr events of its calls, which Asterisk makes of the same records."""

from datetime import UTC, datetime

from callbridge.telephony.cdr_row import CdrRow
from tests.support.recordings import load


def recorded_rows(name: str, *, with_links: bool = True) -> list[CdrRow]:
    """Return the rows of a recording's calls, in the order Asterisk wrote them.

    The event lacks the Linkedid, which is then that of the channel's birth (`main/cdr.c`: taken once, never changed).
    """
    links: dict[str, str] = {}
    rows: list[CdrRow] = []
    for _, event in load(name).events:
        headers = event.headers
        if "Uniqueid" in headers and "Linkedid" in headers:
            links.setdefault(headers["Uniqueid"], headers["Linkedid"])
        if event.name == "Cdr":
            rows.append(_row(headers, links if with_links else {}, len(rows)))
    return rows


def _row(headers: dict[str, str], links: dict[str, str], number: int) -> CdrRow:
    return CdrRow(
        unique_id=headers["UniqueID"],
        linked_id=links.get(headers["UniqueID"], ""),
        sequence=number,
        started_at=_instant(headers["StartTime"]),
        answered_at=_instant(headers["AnswerTime"]) if headers["AnswerTime"] else None,
        ended_at=_instant(headers["EndTime"]),
        source=headers["Source"],
        destination=headers["Destination"],
        caller_id=headers["CallerID"],
        channel=headers["Channel"],
        other_channel=headers["DestinationChannel"],
        application=headers["LastApplication"],
        data=headers["LastData"],
        disposition=headers["Disposition"],
    )


def _instant(text: str) -> datetime:
    return datetime.strptime(text, "%Y-%m-%d %H:%M:%S").replace(tzinfo=UTC)
