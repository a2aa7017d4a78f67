"""What may be dialled for an operator: a guard against toll fraud and against calling an ambulance by a stray click."""

import re
from dataclasses import dataclass

from callbridge.kernel.errors import IllegalMove
from callbridge.kernel.numbers import NumberForm, PhoneNumber

EMERGENCY = frozenset(
    {"01", "02", "03", "04", "101", "102", "103", "104", "112", "000", "110", "118", "119", "911", "999"}
)
"""Never dialled by a click, unless it is a colleague's extension."""
MIN_DIGITS = 7
"""What has fewer and is nobody's extension is no number of a customer's."""

_DIALLED = frozenset("0123456789*#")
_DIGITS = re.compile(r"\D")


@dataclass(frozen=True, slots=True, kw_only=True)
class DialRules:
    """What an administrator lets be dialled; both fit anywhere in the number as it goes out."""

    allowed: re.Pattern[str]
    forbidden: re.Pattern[str]


def dialled(number: str) -> str:
    """Return what of a number can be dialled, ``""`` of one that was withheld or is a name."""
    text = "".join(char for char in number if char not in " ().-\u00a0")
    digits = text.removeprefix("+")
    return text if digits and set(digits) <= _DIALLED else ""


def number_to_dial(number: PhoneNumber, rules: DialRules, *, is_colleague: bool) -> str:
    """Return what goes out for a number; IllegalMove says why nothing does. A colleague's extension needs no rule."""
    text = number.e164 or dialled(number.raw)
    if not text or number.form is NumberForm.WITHHELD:
        raise IllegalMove("dial.no_number")
    if is_colleague:
        return text
    digits = _DIGITS.sub("", text)
    if digits in EMERGENCY:
        raise IllegalMove("dial.emergency", number=digits)
    if len(digits) < MIN_DIGITS:
        raise IllegalMove("dial.too_short")
    if rules.forbidden.search(text) or not rules.allowed.search(text):
        raise IllegalMove("dial.forbidden")
    return text
