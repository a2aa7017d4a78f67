"""The text of a number, whoever wrote it: URIs, labels, extensions, foreign digits and dashes taken apart."""

import re
import unicodedata
from dataclasses import dataclass
from urllib.parse import unquote

MAX_NUMBER_CHARS = 128
"""Longer texts are cut here: no network sends them, only an attacker."""

_MIN_DIGITS_BEFORE_EXTENSION = 5
_BRACKETED = re.compile(r"<([^<>]+)>?\s*$")
_URI = re.compile(r"^\s*(?:sips?|tel):", re.IGNORECASE)
_LABEL = re.compile(r"^\s*(?:тел(?:ефон)?|моб|т|tel|phone|mobile|mob)\b[.:\s]*", re.IGNORECASE)
_EXTENSION = re.compile(
    r"(?P<number>.*?)(?:;ext=|доб(?:авочный)?\b|вн(?:утр)?\b|ext(?:ension)?\b|ext(?=\d)|[xх#]|,+)[.:\s]*(?P<extension>\d{1,8})",
    re.IGNORECASE | re.DOTALL,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenNumber:
    """What a text holds: `dialled` is digits, ``*``, ``#``, letters and at most one ``+``, which leads."""

    dialled: str
    extension: str
    word: str
    """The whole text without brackets and quotes, in lower case: ``anonymous``; ``""`` when nothing is there."""

    @property
    def digits(self) -> str:
        """The digits alone."""
        return "".join(char for char in self.dialled if char.isdecimal())

    @property
    def has_letters(self) -> bool:
        """Say whether something other than digits remained, such as a trunk's tag or a SIP user's name."""
        return not self.dialled.lstrip("+").isdecimal()

    def without_prefix(self, prefix: str) -> str:
        """Return what follows `prefix`, ``""`` when it does not lead."""
        folded = _compact(_plain(prefix))
        return self.dialled[len(folded) :] if folded and self.dialled.startswith(folded) else ""


def clean_raw(raw: str) -> str:
    """Return `raw` cut and without what cannot be stored or would turn a line of text around.

    Control characters, direction marks (Unicode Cc, Cf) and lone surrogates (Cs) go.
    """
    return "".join(char for char in raw[:MAX_NUMBER_CHARS] if unicodedata.category(char) not in {"Cc", "Cf", "Cs"})


def take_apart(raw: str) -> WrittenNumber:
    """Split a text into the number, its extension and the word it may be instead; never raises."""
    text = _plain(raw)
    bracketed = _BRACKETED.search(text)
    if bracketed:
        text = bracketed.group(1)
    text, extension = _without_uri(text) if _URI.match(text) else (text, "")
    word = text.strip(" \t<>\"'()[]").casefold()
    text = _LABEL.sub("", text, count=1)
    if not extension:
        text, extension = _split_extension(text)
    return WrittenNumber(dialled=_compact(text), extension=extension, word=word)


def _plain(raw: str) -> str:
    """Return the text with every script's digits as ASCII and compatibility forms folded."""
    folded = unicodedata.normalize("NFKC", clean_raw(raw))
    return "".join(_ascii_digit(char) for char in folded)


def _ascii_digit(char: str) -> str:
    value = unicodedata.decimal(char, None)
    return char if value is None else str(value)


def _without_uri(text: str) -> tuple[str, str]:
    """Return the number of a ``sip:`` (RFC 3261 §19.1) or ``tel:`` URI (RFC 3966) and its ``ext``."""
    user = text.split(":", 1)[1].split("@", 1)[0]
    number, *parameters = unquote(user).split(";")
    named = dict(parameter.lower().partition("=")[::2] for parameter in parameters)
    context = named.get("phone-context", "")
    number = number.split(":", 1)[0]
    if context.startswith("+") and not number.strip().startswith("+"):
        number = context + number
    return number, "".join(char for char in named.get("ext", "") if char.isdecimal())[:8]


def _split_extension(text: str) -> tuple[str, str]:
    found = _EXTENSION.fullmatch(text.strip())
    if found and sum(char.isdecimal() for char in found["number"]) >= _MIN_DIGITS_BEFORE_EXTENSION:
        return found["number"], found["extension"]
    return text, ""


def _compact(text: str) -> str:
    """Keep digits, letters, ``*`` and ``#``; a ``+`` only where it leads."""
    kept = "".join(char for char in text if char.isalnum() or char in "*#+").rstrip("#").casefold()
    body = kept.replace("+", "")
    return f"+{body}" if kept.startswith("+") and body else body
