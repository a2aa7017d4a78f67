"""What a mail server says became of a letter of ours: a delivery status (RFC 3464), or a text that quotes the letter.

Only who got a letter, and the servers on its way, know its Message-ID: 128 random bits. So a report that quotes one is
believed, and one that names nothing but an address is not.
"""

import re
from collections.abc import Iterator

from callbridge.crm.incoming_letter import BounceReport, Fate
from callbridge.crm.letter_parts import Part, Parts, header
from callbridge.crm.letter_text import header_text
from callbridge.crm.typed_text import clean_line

MAX_WORDS = 500
MAX_QUOTED = 10
_SENDERS = ("mailer-daemon", "postmaster")
_MESSAGE_ID = re.compile(r"<[^<>\s]{3,250}>")
_QUOTED_ID = re.compile(r"message-id:\s{0,4}(<[^<>\s]{3,250}>)", re.IGNORECASE)
_ENHANCED = re.compile(r"(?<![\d.])([245])\.\d{1,3}\.\d{1,3}(?![\d.])")
"""RFC 3463, 2."""
_REPLY = re.compile(r"(?<![\d.])([45])\d\d(?=[ -])")
"""RFC 5321, 4.2."""
_ACTIONS = {"delayed": Fate.DELAYED, "delivered": Fate.DELIVERED}
_ORDER = (Fate.HARD, Fate.SOFT, Fate.DELAYED, Fate.DELIVERED)


def is_bounce(letter: Part, parts: Parts, sender: str) -> bool:
    """Say whether a letter is a mail server's about another letter."""
    if parts.statuses or header(letter, "x-failed-recipients"):
        return True
    is_answer = header(letter, "auto-submitted").strip().lower().startswith("auto-replied")
    return sender.partition("@")[0].lower() in _SENDERS and not is_answer


def report_of(letter: Part, parts: Parts, text: str) -> BounceReport | None:
    """Return what a bounce reports; None when it quotes no letter, or says nothing of its fate."""
    quoted = tuple(dict.fromkeys(_quoted(letter, parts, text)))[:MAX_QUOTED]
    if not quoted:
        return None
    told = [one for one in map(_of_recipient, parts.statuses) if one is not None]
    if told:
        fate, words = min(told, key=lambda one: _ORDER.index(one[0]))
    elif parts.statuses:
        return None
    else:
        fate, words = _of_text(text)
    return BounceReport(message_ids=quoted, fate=fate, words=clean_line(words)[:MAX_WORDS])


def _quoted(letter: Part, parts: Parts, text: str) -> Iterator[str]:
    yield from filter(_MESSAGE_ID.fullmatch, parts.enclosed)
    yield from _QUOTED_ID.findall(text)
    for name in ("in-reply-to", "references"):
        yield from _MESSAGE_ID.findall(header(letter, name)[:4_000])


def _of_recipient(block: Part) -> tuple[Fate, str] | None:
    """Return what one block of a delivery status says; None of the block about the whole, and of a relay."""
    action = header(block, "action").strip().lower()
    status = header_text(header(block, "status"))
    kind, _, told = header_text(header(block, "diagnostic-code")).partition(";")
    words = told.strip() or kind.strip() or status
    if action in _ACTIONS:
        return _ACTIONS[action], words
    return (_fate(status, words), words) if action == "failed" else None


def _of_text(text: str) -> tuple[Fate, str]:
    """Return the fate by the first line that has a server's code in it."""
    for line in text.split("\n"):
        if _ENHANCED.search(line) or _REPLY.search(line):
            return _fate("", line), line
    return Fate.SOFT, next((line for line in text.split("\n") if line.strip()), "")


def _fate(*texts: str) -> Fate:
    for text in texts:
        found = _ENHANCED.search(text) or _REPLY.search(text)
        if found:
            return Fate.HARD if found[1] == "5" else Fate.SOFT
    return Fate.SOFT
