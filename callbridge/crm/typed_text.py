"""What people type, made fit to keep and to show."""

import unicodedata

_DIRECTION_OVERRIDES = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""They can make a text read otherwise than it is; joiners, which emoji and Persian need, stay."""


def clean_line(text: str) -> str:
    """Return one line: white space of any kind as single spaces, no control characters."""
    return " ".join(_printable(" ".join(text.split())).split())


def clean_lines(text: str) -> str:
    """Return lines ended by ``\\n``, without control characters but tabs, without blank ends."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(_printable(line).rstrip() for line in lines).strip("\n").rstrip()


def _printable(text: str) -> str:
    if text.isprintable():  # most texts, told at once: neither controls nor overrides are printable
        return text
    return "".join(char for char in text if char == "\t" or _is_kept(char))


def _is_kept(char: str) -> bool:
    return unicodedata.category(char) not in {"Cc", "Cs"} and char not in _DIRECTION_OVERRIDES
