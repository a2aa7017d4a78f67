"""Numbers and e-mail addresses in logs: enough to tell people apart, not enough to call or write to anybody."""

import re
from collections.abc import Callable

_HIDDEN = "•••"
_SHOWN_FIRST = 4
_SHOWN_LAST = 4
_MIN_DIGITS = 7
_OCTET = r"(?:25[0-5]|2[0-4]\d|1?\d?\d)"
_KEPT = "|".join(
    (
        r"(?:19|20)\d\d-(?:0\d|1[0-2])-[0-3]\d(?:[T ][\d:.]+)?",  # ISO dates
        r"1\d{9}\.\d{1,9}(?!\d)",  # Asterisk's Uniqueids: seconds since 1970, a dot, a count
        r"(?<=/)\d{1,6}-[0-9a-f]{8}(?![0-9a-f])",  # its channels: PJSIP/101-0000002a
        rf"(?:{_OCTET}\.){{3}}{_OCTET}(?![\d.])",  # IPv4 addresses
    )
)
"""What looks like a number and is none: a log is useless without it."""
_WRITTEN = r"\+?\d(?:[ ().\-\u00a0\u2010-\u2015]{0,2}\d){6,}"
_ADDRESS = re.compile(r"(?<![\w.+%-])([\w.+%-])[\w.+%-]*@(?=[\w-]+\.[\w.-]*\w)")
"""Begins where a word begins: from each letter of a long one anew, it would stop the program for half a minute."""
_DIGIT = re.compile(r"\d")
_RUN = re.compile(rf"(?P<kept>(?<![\d+.])(?:{_KEPT}))|{_WRITTEN}")


def mask_number(number: str) -> str:
    """Return ``+7916•••4567`` for ``+79161234567``; a number of fewer than seven digits (an extension) stays.

    Short numbers lose more: at least three digits are hidden whatever the length.
    """
    digits = "".join(char for char in number if char.isdecimal())
    if len(digits) < _MIN_DIGITS:
        return number
    last = min(_SHOWN_LAST, (len(digits) - 3) // 2)
    first = min(_SHOWN_FIRST, len(digits) - 3 - last)
    plus = "+" if number.lstrip().startswith("+") else ""
    return f"{plus}{digits[:first]}{_HIDDEN}{digits[-last:]}"


def mask_addresses(text: str) -> str:
    """Return `text` with ``i•••@example.ru`` for each ``ivanov@example.ru``; the domain helps who mends the mail."""
    return _ADDRESS.sub(rf"\1{_HIDDEN}@", text) if "@" in text else text


def mask_text(text: str) -> str:
    """Return `text` with every run of at least seven digits masked, also one written with spaces and dashes.

    Dates, IPv4 addresses, Asterisk's Uniqueids and the channels of extensions stay; anything else that looks like a
    number goes: a log must err on this side.
    """
    return hidden_runs(text, mask_number)


def hidden_runs(text: str, hide: Callable[[str], str]) -> str:
    """Return `text` with what `hide` makes of every run of at least seven digits, but for those that are no number."""
    if _DIGIT.search(text) is None:  # most texts of a log, and the search for runs is slow
        return text
    return _RUN.sub(lambda found: found.group() if found["kept"] else hide(found.group()), text)
