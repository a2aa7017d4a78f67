"""The parts of a letter (RFC 2045-2049): its text, the files on it, and what a mail server enclosed.

Letters are parsed by Python's email package, which recurses as deep as a letter is nested; one that names more
boundaries than people's letters do is taken as a single text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import Message
from email.policy import compat32
from typing import TypeAlias

from callbridge.crm.incoming_letter import LetterFile
from callbridge.crm.letter_text import decoded, header_text, html_text, tidy, unfailing

MAX_PARTS = 200
MAX_FILES = 50
MAX_BOUNDARIES = 40
_ENCLOSED_HEADERS = ("text/rfc822-headers", "message/rfc822-headers")
_STATUS = ("message/delivery-status", "message/global-delivery-status")
_BOUNDARY = re.compile(rb"boundary\s{0,9}=", re.IGNORECASE)
_END_OF_HEAD = re.compile(rb"\r?\n\r?\n")
Part: TypeAlias = "Message[str, str]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What a letter is made of."""

    text: str = ""
    files: tuple[LetterFile, ...] = ()
    statuses: tuple[Part, ...] = ()
    """The blocks of a delivery status: of the whole, then of each recipient (RFC 3464, 2.1)."""
    enclosed: tuple[str, ...] = ()
    """Message-IDs of letters that are enclosed."""


@dataclass(slots=True)
class _Found:
    plain: list[str] = field(default_factory=list)
    html: list[str] = field(default_factory=list)
    files: list[LetterFile] = field(default_factory=list)
    statuses: list[Part] = field(default_factory=list)
    enclosed: list[str] = field(default_factory=list)


def parsed(raw: bytes) -> Part:
    """Return a letter parsed; one that is too deep has its head and one text."""
    if len(_BOUNDARY.findall(raw)) <= MAX_BOUNDARIES:
        whole = unfailing(lambda: message_from_bytes(raw, policy=compat32), None)
        if whole is not None:
            return whole
    head = _END_OF_HEAD.split(raw, maxsplit=1)[0]
    flat: Part = Message(policy=compat32)
    for name in ("message-id", "from", "reply-to", "subject", "date", "auto-submitted", "return-path"):
        found = re.search(rb"^%s:[ \t]*([^\r\n]*)" % name.encode(), head, re.IGNORECASE | re.MULTILINE)
        if found:
            flat[name] = decoded(found[1])
    flat.set_payload(raw[len(head) :].decode("ascii", "surrogateescape"))
    return flat


def header(part: Part, name: str) -> str:
    """Return the first header of that name as it came, ``""`` when there is none."""
    wanted = name.lower()
    return next((str(value) for key, value in part.raw_items() if key.lower() == wanted), "")


def parts_of(letter: Part) -> Parts:
    """Return what a letter is made of."""
    found = _Found()
    for part in _walk(letter):
        _take(part, found)
    text = tidy("\n\n".join(found.plain)) or "\n\n".join(filter(None, map(html_text, found.html)))
    return Parts(
        text=text,
        files=tuple(found.files[:MAX_FILES]),
        statuses=tuple(found.statuses),
        enclosed=tuple(found.enclosed),
    )


def _walk(letter: Part) -> Iterator[Part]:
    """Yield all parts in their order; those of enclosed letters too."""
    waiting, seen = [letter], 0
    while waiting and seen < MAX_PARTS:
        part = waiting.pop()
        seen += 1
        yield part
        inner = part.get_payload()
        if isinstance(inner, list):
            waiting += [one for one in reversed(inner) if isinstance(one, Message)]


def _take(part: Part, found: _Found) -> None:
    kind = unfailing(part.get_content_type, "text/plain")
    inner = part.get_payload()
    if kind in _STATUS and isinstance(inner, list):
        found.statuses += [one for one in inner if isinstance(one, Message)]
    elif kind.startswith("message/") and isinstance(inner, list):
        found.enclosed += [header(one, "message-id").strip() for one in inner if isinstance(one, Message)]
    elif kind in _ENCLOSED_HEADERS:
        found.enclosed += re.findall(r"^message-id:\s*(<[^<>\s]+>)", _text(part), re.IGNORECASE | re.MULTILINE)
    elif not isinstance(inner, list):
        _take_leaf(part, kind, found)


def _take_leaf(part: Part, kind: str, found: _Found) -> None:
    name = _file_name(part)
    is_attached = unfailing(part.get_content_disposition, None) == "attachment"
    if kind in ("text/plain", "text/html") and not name and not is_attached:
        (found.plain if kind == "text/plain" else found.html).append(_text(part))
    elif content := _content(part):
        suffix = kind.rpartition("/")[2]
        found.files.append(LetterFile(name=name or f"attachment.{suffix}", content=content))


def _file_name(part: Part) -> str:
    return header_text(str(unfailing(part.get_filename, None) or ""))


def _content(part: Part) -> bytes:
    content = unfailing(lambda: part.get_payload(decode=True), None)
    return content if isinstance(content, bytes) else b""


def _text(part: Part) -> str:
    return decoded(_content(part), str(unfailing(part.get_content_charset, None) or ""))
