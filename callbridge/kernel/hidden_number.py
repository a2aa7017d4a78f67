"""Numbers for roles that may not read them whole: enough to know a customer again, not enough to call them at home.

What is shown keeps the country and its next three digits, and the last two: ``+7 921 •••‑••‑67``. Logs have a mask of
their own (masking.py).
"""

import re
from collections.abc import Mapping
from typing import Any

from callbridge.kernel.masking import hidden_runs

DOT = "•"
"""What stands for a hidden digit; no number that somebody types has one."""
_DASH = "\u2011"
"""One that no line breaks at."""
_MIN_DIGITS = 7
_LAST = 2
_RUSSIAN = 11
_OWN = frozenset(
    {
        "call_id", "card_id", "csrf", "cursor", "did", "endpoint", "epoch", "etag", "extension", "filter", "id", "key",
        "leg_id", "message_id", "next", "public_token", "secret", "server_version", "sha256", "token", "url",
    }
)  # fmt: skip
"""Names whose values are no customer's number, however many digits they have: ids, places in lists, our own lines."""
_NUMBERS = frozenset({"display", "e164", "number", "number_e164", "number_raw", "phone", "phones", "raw"})
"""Names whose values are numbers and nothing else."""
_TEXTS = frozenset(
    {"after", "before", "body", "caller_name", "content", "extra", "message", "note", "text", "value", "verdict"}
)
"""Names of texts in which anything that looks like a number is one."""
_GAP = r"[\s().\-\u2010-\u2015]{0,3}"
_SURELY = re.compile(
    rf"(?<![\w.+])(?:\+\d(?:{_GAP}\d){{7,14}}|[78]{_GAP}\d{{3}}{_GAP}\d{{3}}{_GAP}\d{{2}}{_GAP}\d{{2}})(?![\w]|[.,]\d)"
)
"""A number in a name or a title: with a plus, or of eleven digits after 7 or 8."""
_DAY = re.compile(r"\d{4}-\d\d-\d\d(?:T[\d:.]+(?:Z|[+-]\d\d:\d\d)?)?")
_AMOUNT = re.compile(r"-?\d+(?:\.\d+)?")


def hidden_number(number: str) -> str:
    """Return a number as it may be shown; one of fewer than seven digits (an extension) stays."""
    digits = "".join(char for char in number if char.isdecimal())
    if len(digits) < _MIN_DIGITS:
        return number
    last = digits[-_LAST:]
    if len(digits) == _RUSSIAN and digits[0] in "78":
        first = f"+7 {digits[1:4]}" if digits[0] == "7" else f"8 {digits[1:4]}"
        return f"{first} {DOT * 3}{_DASH}{DOT * 2}{_DASH}{last}"
    shown = min(4, len(digits) - _LAST - 3)
    plus = "+" if number.lstrip().startswith("+") else ""
    return f"{plus}{digits[:shown]} {DOT * (len(digits) - shown - _LAST)}{_DASH}{last}"


def hidden_text(text: str) -> str:
    """Return a text with everything in it hidden that looks like a number of seven digits or more."""
    return hidden_runs(text, hidden_number)


def hidden(name: str, value: Any) -> Any:
    """Return a value of that name, and all that is in it, as a reader may have it who reads no numbers."""
    if isinstance(value, str):
        return _hidden(name, value)
    if isinstance(value, Mapping):
        named = value.get("field")
        return {
            key: hidden(named if key in ("before", "after") and named in _NUMBERS else key, held)
            for key, held in value.items()
        }
    if isinstance(value, list | tuple):
        return [hidden(name, held) for held in value]
    return value


def _hidden(name: str, text: str) -> str:
    if name in _OWN or name.endswith(("_id", "_at")):
        return text
    if name in _NUMBERS:
        return hidden_number(text)
    if name in _TEXTS and not (_DAY.fullmatch(text) or _AMOUNT.fullmatch(text)):
        return hidden_text(text)
    return _SURELY.sub(lambda found: hidden_number(found.group()), text)


def is_hidden(text: object) -> bool:
    """Say whether a text that comes back holds what was hidden."""
    return isinstance(text, str) and DOT * 2 in text
