"""The calendar that a telephone reads (RFC 5545): lines folded, text escaped, whatever people wrote (R98, R117)."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from callbridge.crm.icalendar import LINE_OCTETS, calendar_of, escaped, folded
from callbridge.crm.operator import Language
from tests.support.kept_follow_ups import a_follow_up

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def unfolded(calendar: str) -> list[str]:
    assert calendar.endswith("\r\n")
    return calendar.replace("\r\n ", "").removesuffix("\r\n").split("\r\n")


def unescaped(value: str) -> str:
    out, rest = "", iter(value)
    for char in rest:
        out += {"n": "\n"}.get(following := next(rest), following) if char == "\\" else char
    return out


def test_an_event_says_who_when_and_what_was_said() -> None:
    """R98, R100."""
    lines = unfolded(calendar_of([a_follow_up(organization="ООО «Ромашка»; филиал")], NOW, Language.RU))
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-1] == "END:VCALENDAR"
    assert "DTSTART:20261123T100000Z" in lines
    assert "DTEND:20261123T101500Z" in lines
    assert "SUMMARY:Телефонный звонок: Пётр Сидоров" in lines
    assert "DESCRIPTION:Телефон: +79161234567\\nООО «Ромашка»\\; филиал\\nХочет дом" in lines
    assert "UID:follow-up-1@callbridge" in lines
    assert lines.count("BEGIN:VALARM") == 1
    assert "TRIGGER;VALUE=DATE-TIME:20261123T100000Z" in lines


def test_nobody_who_wants_no_reminder_is_alarmed_and_nameless_callers_are_told_by_number() -> None:
    follow_up = a_follow_up(remind_at=None, person="", method="")
    lines = unfolded(calendar_of([follow_up, replace(follow_up, id=2, phone="")], NOW, Language.EN))
    assert "BEGIN:VALARM" not in lines
    assert [line for line in lines if line.startswith("SUMMARY")] == ["SUMMARY:+79161234567", "SUMMARY:no name"]


def test_who_reads_no_number_whole_has_none_in_their_calendar_either() -> None:
    """R98: neither as the number, nor as a name, nor in what was said."""
    rows = [a_follow_up(content="и +7 916 123-45-67", organization="", person=""), a_follow_up(id=2)]
    calendar = calendar_of(rows, NOW, Language.RU, hides_numbers=True).replace("\r\n ", "")
    assert "SUMMARY:Телефонный звонок: +7 916 •••‑••‑67" in calendar
    assert "45-67" not in calendar
    assert "4567" not in calendar
    assert "DTSTART:20261123T100000Z" in calendar


@given(st.text())
def test_no_text_breaks_a_line_or_is_lost_but_for_control_characters(text: str) -> None:
    """Other people's input: a name may hold line ends, commas, semicolons, backslashes and worse."""
    value = escaped(text)
    assert "\r" not in value
    assert "\n" not in value
    kept = "".join(char if char == "\n" or char.isprintable() else " " * char.isspace() for char in text)
    assert unescaped(value) == kept


@given(st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp"))))
def test_folded_lines_are_short_and_come_back_whole(line: str) -> None:
    parts = folded(line).split("\r\n")
    assert all(len(part.encode()) <= LINE_OCTETS for part in parts)
    assert "".join(part if number == 0 else part[1:] for number, part in enumerate(parts)) == line


@given(st.lists(st.tuples(st.text(), st.text(), st.integers(0, 10**6)), max_size=3))
def test_every_calendar_has_as_many_events_as_follow_ups(what: list[tuple[str, str, int]]) -> None:
    rows = [
        a_follow_up(id=number, person=person, content=content, at=NOW + timedelta(minutes=minutes))
        for number, (person, content, minutes) in enumerate(what)
    ]
    lines = unfolded(calendar_of(rows, NOW, Language.RU))
    assert lines.count("BEGIN:VEVENT") == lines.count("END:VEVENT") == len(rows)
    assert all(line.split(":")[0].split(";")[0].replace("-", "").isalpha() for line in lines)
