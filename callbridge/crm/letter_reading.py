"""A letter's bytes → what it is to us. Letters are hostile: whatever comes, this returns, and soon."""

import hashlib
import re

from callbridge.crm.incoming_letter import MAX_SUBJECT, MAX_TEXT, IncomingLetter, LetterKind, OwnMail
from callbridge.crm.letter_bounce import is_bounce, report_of
from callbridge.crm.letter_parts import Part, header, parsed, parts_of
from callbridge.crm.letter_text import header_text, unfailing
from callbridge.crm.mail_address import read_address

MAX_NAME = 200
MAX_ADDRESS_HEADER = 2_000
_ANGLED = re.compile(r"<([^<>\s]{1,300})>")
_BARE = re.compile(r"[^\s<>()\"',;:]{1,64}@[^\s<>()\"',;:]{1,255}")
_OURS = re.compile(r"<[0-9a-f]{32}@([^<>\s]+)>")
"""The Message-IDs of mailings (daemon.py)."""
_BULK = frozenset({"bulk", "junk", "list", "auto_reply"})
_PROGRAMS = ("list-id", "list-unsubscribe", "x-autoreply", "x-autorespond", "x-auto-reply", "x-autoresponse")
_ANSWERS = (
    "автоответ",
    "автоматический ответ",
    "automatic reply",
    "auto reply",
    "auto-reply",
    "autoreply",
    "out of off",
)
"""How programs that know no Auto-Submitted begin a subject."""


def letter_key(head: bytes) -> str:
    """Return by what a letter is known again, whatever number its mailbox gives it.

    Some programs give all their letters one Message-ID, so sender, date and subject count too; a letter without one is
    known by its whole head.
    """
    letter = parsed(head)
    message_id = header(letter, "message-id").strip()
    named = (message_id, header(letter, "from"), header(letter, "date"), header(letter, "subject"))
    told = "\0".join(named).encode("utf-8", "surrogateescape") if message_id else head
    return hashlib.sha256(told).hexdigest()


def read_letter(raw: bytes, own: OwnMail, *, is_cut: bool = False) -> IncomingLetter:
    """Return a letter as it is to us; of a cut one the last file is left out, for nobody knows its end."""
    letter = parsed(raw)
    parts = parts_of(letter)
    sender, sender_name = _mailbox(header(letter, "from"))
    text = parts.text
    if is_bounce(letter, parts, sender):
        return IncomingLetter(kind=LetterKind.BOUNCE, address=sender, report=report_of(letter, parts, text))
    address, name = _answered(letter, sender, sender_name, own)
    files = parts.files[:-1] if is_cut and parts.files else parts.files
    return IncomingLetter(
        kind=_kind(letter, sender, address, own),
        address=address,
        name=name[:MAX_NAME],
        subject=header_text(header(letter, "subject"))[:MAX_SUBJECT],
        text=text[:MAX_TEXT],
        files=files,
        is_cut=is_cut or len(text) > MAX_TEXT,
    )


def _kind(letter: Part, sender: str, address: str, own: OwnMail) -> LetterKind:
    told = _OURS.fullmatch(header(letter, "message-id").strip())
    is_ours = told is not None and own.domain != "" and told[1].lower() == own.domain.lower()
    if is_ours or (own.writes_from(sender) and own.writes_from(address)):
        return LetterKind.OURS
    return LetterKind.AUTOMATIC if _is_automatic(letter) or not address else LetterKind.LEAD


def _is_automatic(letter: Part) -> bool:
    """Say whether a program wrote it (RFC 3834, 2 and 5)."""
    submitted = header(letter, "auto-submitted").strip().lower()
    if submitted not in ("", "no"):
        return True
    if header(letter, "return-path").strip() == "<>":
        return True
    if header(letter, "precedence").strip().lower() in _BULK or any(header(letter, name) for name in _PROGRAMS):
        return True
    if unfailing(letter.get_content_type, "") == "multipart/report":
        return True
    return header_text(header(letter, "subject")).casefold().startswith(_ANSWERS)


def _answered(letter: Part, sender: str, sender_name: str, own: OwnMail) -> tuple[str, str]:
    """Return whom an answer goes to: a form of a web site writes from our own address and names its reader there."""
    address, name = _mailbox(header(letter, "reply-to"))
    if not address or own.writes_from(address):
        return sender, sender_name
    return address, name or ("" if own.writes_from(sender) else sender_name)


def _mailbox(raw: str) -> tuple[str, str]:
    """Return the address of a header, ``""`` when it is none, and the name beside it (RFC 5322, 3.4)."""
    text = raw[:MAX_ADDRESS_HEADER]
    angled = list(_ANGLED.finditer(text))
    if angled:
        last = angled[-1]
        address = read_address(last[1])
        if address:
            return address, header_text(text[: last.start()]).strip(" \"'")
    bare = _BARE.search(text)
    return (read_address(bare[0]) or "" if bare else ""), ""
