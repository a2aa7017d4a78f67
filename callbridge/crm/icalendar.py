"""Follow-ups as an iCalendar (RFC 5545), so that they stand in the calendar of a telephone too."""

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta

from callbridge.crm.follow_up import FollowUp
from callbridge.crm.operator import Language
from callbridge.kernel.hidden_number import hidden_text
from callbridge.kernel.template import Template

LINE_OCTETS = 75
"""RFC 5545 §3.1: longer lines are folded."""
LENGTH = timedelta(minutes=15)
"""How long a contact takes in the calendar."""
_NAME = Template("Следующие контакты", "Next contacts")
_NOBODY = Template("без имени", "no name")
_PHONE = Template("Телефон: {phone}", "Phone: {phone}")
_ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": ""})


def calendar_of(
    follow_ups: Sequence[FollowUp], now: datetime, language: Language, *, hides_numbers: bool = False
) -> str:
    """Return the whole calendar, its lines ended by CR LF; `hides_numbers` for who reads no number whole."""
    shown = hidden_text if hides_numbers else str
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//callbridge//follow-ups//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{escaped(_NAME.said_in(language))}",
        "REFRESH-INTERVAL;VALUE=DURATION:PT15M",
        *(line for each in follow_ups for line in _event(each, now, language, shown)),
        "END:VCALENDAR",
    ]
    return "".join(f"{folded(line)}\r\n" for line in lines)


def _event(follow_up: FollowUp, now: datetime, language: Language, shown: Callable[[str], str]) -> Iterator[str]:
    summary = escaped(shown(_summary(follow_up, language)))
    yield "BEGIN:VEVENT"
    yield f"UID:follow-up-{follow_up.id}@callbridge"
    yield f"DTSTAMP:{_instant(now)}"
    yield f"SEQUENCE:{follow_up.version}"
    yield f"DTSTART:{_instant(follow_up.at)}"
    yield f"DTEND:{_instant(follow_up.at + LENGTH)}"
    yield f"SUMMARY:{summary}"
    yield f"DESCRIPTION:{escaped(shown(_description(follow_up, language)))}"
    yield "STATUS:CONFIRMED"
    if follow_up.remind_at is not None:
        yield from (
            "BEGIN:VALARM",
            "ACTION:DISPLAY",
            f"DESCRIPTION:{summary}",
            f"TRIGGER;VALUE=DATE-TIME:{_instant(follow_up.remind_at)}",
            "END:VALARM",
        )
    yield "END:VEVENT"


def _summary(follow_up: FollowUp, language: Language) -> str:
    who = follow_up.person or follow_up.organization or follow_up.phone or _NOBODY.said_in(language)
    return f"{follow_up.method}: {who}" if follow_up.method else who


def _description(follow_up: FollowUp, language: Language) -> str:
    phone = _PHONE.said_in(language).format(phone=follow_up.phone) if follow_up.phone else ""
    told = (phone, follow_up.organization, follow_up.campaign, follow_up.deal, follow_up.content)
    return "\n".join(part for part in told if part)


def escaped(text: str) -> str:
    """Return text as a value (RFC 5545 §3.3.11), without control characters, which a calendar may not have."""
    kept = "".join(char if char == "\n" or char.isprintable() else " " * char.isspace() for char in text)
    return kept.translate(_ESCAPED)


def folded(line: str) -> str:
    """Return a line folded so that no part is longer than 75 octets and no character is cut (RFC 5545 §3.1)."""
    parts, size = [""], 0
    for char in line:
        octets = len(char.encode("utf-8", "replace"))
        if size + octets > LINE_OCTETS:
            parts.append("")
            size = 1  # the blank that begins a continued line
        parts[-1] += char
        size += octets
    return "\r\n ".join(parts)


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
