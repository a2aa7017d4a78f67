"""Letters about reminders (R117): whom it is time to call, told to the employee who promised it.

A letter leaves the house, so that it holds no number and nothing that was said: those are behind the login.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from html import escape
from zoneinfo import ZoneInfo

from callbridge.crm.follow_up import SHOWN, ReminderBrief, zone_of
from callbridge.crm.mail_template import MailText
from callbridge.crm.operator import Language
from callbridge.crm.typed_text import clean_line
from callbridge.crm.written_day import DAY_FORMS
from callbridge.kernel.text import say

TOO_LATE = timedelta(hours=12)
"""A letter that could not go for so long is not sent: what it would say is on the page since long."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """To whom a letter goes, and how they read."""

    address: str
    full_name: str
    language: Language
    time_zone: str


def letter_text(briefs: Sequence[ReminderBrief], count: int, reader: Reader, day_url: str) -> MailText:
    """Return the letter of `count` reminders, `briefs` the first of them."""
    language = reader.language
    first = _who(briefs[0], language)
    subject = (
        say("letter.subject", language, who=first)
        if count == 1
        else say("letter.subject_more", language, who=first, more=count - 1)
    )
    told = [_line(brief, language, zone_of(reader.time_zone)) for brief in briefs[:SHOWN]]
    if count > len(told):
        told.append(say("letter.more", language, more=count - len(told)))
    way_out = say("letter.way_out", language)
    address = escape(day_url)
    items = "\n".join(f"<li>{escape(line)}</li>" for line in told)
    return MailText(
        subject=subject,
        text="\n".join([*told, "", day_url, "", "-- ", way_out, ""]),
        html=(
            f'<!doctype html>\n<html lang="{language.value}"><meta charset="utf-8">\n<body>\n<ul>\n{items}\n</ul>\n'
            f'<p><a href="{address}">{address}</a></p>\n<p>{escape(way_out)}</p>\n</body></html>\n'
        ),
    )


def _line(brief: ReminderBrief, language: Language, zone: ZoneInfo) -> str:
    what = (
        _moment(brief.at, language, zone),
        clean_line(brief.method),
        _who(brief, language),
        clean_line(brief.organization),
    )
    return " · ".join(dict.fromkeys(part for part in what if part))


def _moment(at: datetime, language: Language, zone: ZoneInfo) -> str:
    return at.astimezone(zone).strftime(f"{DAY_FORMS[language]} %H:%M")


def _who(brief: ReminderBrief, language: Language) -> str:
    return clean_line(brief.person) or clean_line(brief.organization) or say("letter.nobody", language)
