"""The one key by which a number is found again, and its digits reversed so that a suffix is a prefix.

A readable number is found by E.164; one that fits no plan only by equal digits, written ``#`` + digits, so that the two
never meet. Extensions and own numbers have no key, for they are never matched: everybody calls our own DID.
"""

from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, case, or_, type_coerce

from callbridge.kernel.numbers import NumberForm, PhoneNumber

SUFFIX_DIGITS = 9
"""Fewer agree with strangers too often: 8 digits with 2 % of them, 7 with 15 % (docs/decisions/0004-store.md)."""


def number_key(number: PhoneNumber) -> str:
    """Return the key of `number`, ``""`` when it may not be matched."""
    if number.form is NumberForm.E164:
        return number.e164
    if number.form is NumberForm.UNREADABLE and number.digits:
        return f"#{number.digits}"
    return ""


def e164_of(key: str) -> str:
    """Return the E.164 number behind a key, ``""`` when it was unreadable."""
    return key if key.startswith("+") else ""


def shown_number(point: Any) -> ColumnElement[str]:
    """Return how a number of the directory is shown, from its table or an alias: in full, else as it was written.

    Programs and files write one number in many ways; one with an extension is left as it is.
    """
    is_whole = and_(point.c.number_key.like("+%"), point.c.extension == "")
    found: ColumnElement[str] = case((is_whole, type_coerce(point.c.number_key, point.c.raw.type)), else_=point.c.raw)
    return found


def is_valid(point: Any) -> ColumnElement[bool]:
    """Return the condition that a contact point, of its table or an alias, is its owner's `today`, its last day too."""
    since, until = point.c.valid_from, point.c.valid_to
    today = bindparam("today", type_=since.type)
    return and_(or_(since.is_(None), since <= today), or_(until.is_(None), until >= today))


def reversed_of(key: str) -> str:
    """Return the digits of `key` from the last to the first."""
    return key[:0:-1]


def suffix_range(key: str) -> tuple[str, str] | None:
    """Return the half-open range of reversed digits that share the last nine; None when there are fewer."""
    backwards = reversed_of(key)
    if len(backwards) < SUFFIX_DIGITS:
        return None
    prefix = backwards[:SUFFIX_DIGITS]
    return prefix, prefix + ":"
