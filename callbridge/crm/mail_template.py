"""The texts of mailings: a small strict language of fields in double braces, written as call scripts write theirs.

``{{имя}}`` or ``{{name}}`` stands for a field, ``{{имя|коллега}}`` for it or, where it is empty, for what follows the
bar. Single braces around a field mean the same, for texts written before; ``{{`` and ``}}`` around anything that cannot
be a field's name are braces. Nothing else means anything: a field that is not known, or a brace that is left open, is a
mistake, and what a field holds is never read as a template, nor as HTML.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from html import escape

from callbridge.crm.operator import Language
from callbridge.crm.typed_text import clean_line
from callbridge.kernel.errors import InvalidInput
from callbridge.kernel.template import Template
from callbridge.kernel.text import say

MAX_SUBJECT = 300
MAX_BODY = 20_000


class MailField(StrEnum):
    """What a text may name."""

    NAME = "name"
    NAMES = "names"
    FULL_NAME = "full_name"
    ORGANIZATION = "organization"
    JOB_TITLE = "job_title"
    EVENT = "event"
    UNSUBSCRIBE = "unsubscribe"


WORDS: Mapping[MailField, Template] = {
    MailField.NAME: Template("имя", "name"),
    MailField.NAMES: Template("имя_отчество", "names"),
    MailField.FULL_NAME: Template("фио", "full_name"),
    MailField.ORGANIZATION: Template("организация", "organization"),
    MailField.JOB_TITLE: Template("должность", "job_title"),
    MailField.EVENT: Template("мероприятие", "event"),
    MailField.UNSUBSCRIBE: Template("отписаться", "unsubscribe"),
}
"""How each field is written, in either language."""
_FIELDS = {word: field for field, words in WORDS.items() for word in words}
_TOKEN = re.compile(
    r"\{\{\s*(?P<name>[^\W\d]\w*)\s*(?:\|(?P<fallback>[^{}\n]*))?\}\}"
    r"|\{\{|\}\}"
    r"|\{(?P<old>[^{}|\n]*)(?:\|(?P<old_fallback>[^{}\n]*))?\}"
    r"|[{}]"
)
_LINK = re.compile(r"https?://[^\s<>\"'{}]*[^\s<>\"'{}.,;:!?)\]]")
_CYRILLIC = re.compile(r"[а-яё]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Slot:
    """A place for a field."""

    field: MailField
    fallback: str = ""


Part = str | Slot


@dataclass(frozen=True, slots=True, kw_only=True)
class MailText:
    """A letter's words for one addressee."""

    subject: str
    text: str
    html: str


def read_template(text: str, place: str, *, is_sent: bool = False) -> tuple[Part, ...]:
    """Return the parts of a text; InvalidInput names `place`, and in `params["word"]` what is wrong there.

    What `is_sent` already was checked when it began, maybe before double braces meant a field: there an unknown name in
    them stays the word in braces that it was.
    """
    parts: list[Part] = []
    end = 0
    for token in _TOKEN.finditer(text):
        parts.append(text[end : token.start()])
        parts.append(_part(token, place, is_sent=is_sent))
        end = token.end()
    parts.append(text[end:])
    return tuple(part for part in parts if part != "")


def _part(token: re.Match[str], place: str, *, is_sent: bool) -> Part:
    written = token.group()
    if written in ("{{", "}}"):
        return written[0]
    named = token["name"] if token["name"] is not None else token["old"]
    if named is None:
        raise InvalidInput({place: "mailing.lone_brace"}, "mailing.wrong_brace")
    field = _FIELDS.get(named.strip().lower())
    if field is None and is_sent and token["name"] is not None:
        return written[1:-1]
    if field is None:
        raise InvalidInput({place: "mailing.unknown_field"}, "mailing.wrong_field", word=written)
    return Slot(field, token["fallback"] or token["old_fallback"] or "")


@dataclass(frozen=True, slots=True)
class MailTemplate:
    """A subject and a body, read."""

    subject: tuple[Part, ...]
    body: tuple[Part, ...]
    language: Language


def read_mail(subject: str, body: str, *, is_sent: bool = False) -> MailTemplate:
    """Return the template of a letter, with a line by which its reader can leave; raises InvalidInput.

    See `read_template` for what a text that `is_sent` already may have.
    """
    given = {"subject": subject, "body": body}
    empty = {name: "required" for name, text in given.items() if not text.strip()}
    if empty:
        raise InvalidInput(empty)
    language = Language.RU if _CYRILLIC.search(body) else Language.EN
    parts = read_template(body, "body", is_sent=is_sent)
    if not any(isinstance(part, Slot) and part.field is MailField.UNSUBSCRIBE for part in parts):
        parts = (*parts, f"\n\n-- \n{say('mailing.footer', language)} ", Slot(MailField.UNSUBSCRIBE))
    return MailTemplate(read_template(subject, "subject", is_sent=is_sent), parts, language)


def render(template: MailTemplate, values: Mapping[MailField, str]) -> MailText:
    """Return the letter for one addressee; `values` may be anything that people typed."""
    clean = {field: clean_line(value) for field, value in values.items()}
    return MailText(
        subject=clean_line("".join(_filled(part, clean) for part in template.subject)),
        text="".join(_filled(part, clean) for part in template.body),
        html=_document(template, clean),
    )


def _filled(part: Part, values: Mapping[MailField, str]) -> str:
    return part if isinstance(part, str) else values.get(part.field) or part.fallback


def _document(template: MailTemplate, values: Mapping[MailField, str]) -> str:
    """Return the same text as HTML: paragraphs, lines and links, and nothing that came from outside as markup."""
    body = "".join(_markup(part, values) for part in template.body)
    paragraphs = [part.strip("\n").replace("\n", "<br>\n") for part in re.split(r"\n{2,}", body)]
    inner = "\n".join(f"<p>{part}</p>" for part in paragraphs if part.strip())
    head = f'<!doctype html>\n<html lang="{template.language.value}"><meta charset="utf-8">'
    return f"{head}\n<body>\n{inner}\n</body></html>\n"


def _markup(part: Part, values: Mapping[MailField, str]) -> str:
    if isinstance(part, str):
        return "".join(_linked(part))
    filled = _filled(part, values)
    return _link(filled) if part.field is MailField.UNSUBSCRIBE else escape(filled)


def _linked(text: str) -> Iterator[str]:
    """Yield the template's own text, its addresses as links; what fields hold is never made one."""
    end = 0
    for found in _LINK.finditer(text):
        yield escape(text[end : found.start()])
        yield _link(found.group())
        end = found.end()
    yield escape(text[end:])


def _link(address: str) -> str:
    safe = escape(address)
    return f'<a href="{safe}">{safe}</a>' if address.startswith(("https://", "http://")) else safe
