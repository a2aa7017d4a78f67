"""The commonest numbers by their shape alone: what ``phonenumbers`` says of them, without its 0.2 ms.

Only shapes of which every number has the same answer are here; tests/kernel/test_russian_number.py holds that over the
numbering plan. Which of the other area codes exist is for ``phonenumbers`` to know.
"""

import re

_FULL = re.compile(r"\+7[3489][0-9]{9}")
"""With its country code: of a possible length, so it is taken as it is (ITU-T E.164; Kazakhstan has +76 and +77)."""
_MOBILE = re.compile(r"[78]?(9(?!30)[0-9]{9})")
"""Without: all of 9xx but parts of 930 is given to mobile networks, so that the number is valid whatever follows."""
_SHOWN = re.compile(r"\+7([349][0-9]{2})([0-9]{3})([0-9]{2})([0-9]{2})")


def full_e164(raw: str) -> str:
    """Return `raw` when it is a Russian number in E.164 and nothing else, else ``""``."""
    return raw if _FULL.fullmatch(raw) else ""


def mobile_e164(raw: str) -> str:
    """Return the E.164 of a mobile number of ten digits, alone or after 7 or 8; ``""`` when `raw` is anything else."""
    found = _MOBILE.fullmatch(raw)
    return f"+7{found[1]}" if found else ""


def shown(e164: str) -> str:
    """Return the international format of a Russian number, ``""`` when its shape does not tell it."""
    found = _SHOWN.fullmatch(e164)
    return f"+7 {found[1]} {found[2]}-{found[3]}-{found[4]}" if found else ""
