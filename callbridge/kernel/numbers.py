"""Phone numbers: as received → E.164 (+ extension), by the trunk's own rules first, then ``phonenumbers``.

The order matters: with region RU ``phonenumbers`` alone turns ``0049 30…`` into a plausible, wrong +749…
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberFormat, ValidationResult

from callbridge.kernel import russian_number
from callbridge.kernel.number_text import MAX_NUMBER_CHARS, WrittenNumber, clean_raw, take_apart

MAX_DIGITS = 20
"""E.164 allows 15 digits; an international prefix and a trunk's own prefix may stand before them."""

MAX_LOCAL_DIGITS = 8
"""A number dialled inside one town, to which the plan's area code belongs."""

CACHED_NUMBERS = 8192

WITHHELD_WORDS = ("anonymous", "restricted", "unavailable", "unknown", "private", "withheld", "asterisk")
"""What networks and Asterisk itself put in place of a hidden number."""


class NumberForm(StrEnum):
    """What a received number turned out to be."""

    E164 = "e164"
    INTERNAL = "internal"
    """A short extension of ours."""
    OWN = "own"
    """One of our own DIDs: never matched."""
    WITHHELD = "withheld"
    UNREADABLE = "unreadable"
    """Digits that fit no plan: kept raw, matched only by equality of digits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PhoneNumber:
    """A number as received and as understood."""

    form: NumberForm
    raw: str
    """At most 128 characters, without control and direction marks."""
    e164: str = ""
    """``+79161234567``; ``""`` unless form is E164 or OWN."""
    extension: str = ""
    digits: str = ""
    """Digits of `raw`, for UNREADABLE and INTERNAL."""

    @property
    def reversed_digits(self) -> str:
        """The E.164 digits from the last to the first: a suffix of the number is a prefix of this."""
        return self.e164.lstrip("+")[::-1]


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberPlan:
    """How one PBX's trunks write numbers."""

    region: str = "RU"
    """ISO 3166 code of the country whose national numbers come without a country code."""
    area_code: str = ""
    """Put before numbers of at most eight digits."""
    international_prefixes: tuple[str, ...] = ("00", "810")
    national_prefix: str = "8"
    strip_prefixes: tuple[str, ...] = ()
    """What the PBX itself puts before a number; tried longest first, and only where a number is left."""
    own: frozenset[str] = frozenset()
    """E.164 (or bare digits) of our own lines; fill it with :func:`with_own`."""
    withheld: frozenset[str] = frozenset(WITHHELD_WORDS)
    """Words, in lower case, that stand in for a hidden number."""
    internal: str = r"^\d{2,5}$"
    """Regular expression that the whole of an internal extension fits."""


def with_own(plan: NumberPlan, raws: Iterable[str]) -> NumberPlan:
    """Return `plan` with our own lines, each read by the plan itself."""
    bare = replace(plan, own=frozenset())
    read = (read_number(raw, bare) for raw in raws)
    return replace(plan, own=frozenset(number.e164 or number.digits for number in read) - {""})


def read_number(raw: str, plan: NumberPlan) -> PhoneNumber:
    """Understand a number as a trunk sent it or a person typed it; never raises, whatever the text.

    Reading the E.164 of a number again, by the same plan, gives the same E.164.
    """
    return _read(raw[:MAX_NUMBER_CHARS], plan)


def unless_withheld(text: str) -> str:
    """Return a number or a name as it came, ``""`` for a network's word for none."""
    return "" if text.casefold() in WITHHELD_WORDS else text


def display(number: PhoneNumber) -> str:
    """Return the number for people: international format, ``#`` before an extension, ``""`` when withheld."""
    if number.form is NumberForm.WITHHELD:
        return ""
    if not number.e164:
        return number.digits if number.form is NumberForm.INTERNAL else number.raw
    shown = russian_number.shown(number.e164) or _international(number.e164)
    return f"{shown} #{number.extension}" if number.extension else shown


def _international(e164: str) -> str:
    parsed = _parse(e164, None)
    return phonenumbers.format_number(parsed, PhoneNumberFormat.INTERNATIONAL) if parsed else e164


@lru_cache(maxsize=CACHED_NUMBERS)
def _read(raw: str, plan: NumberPlan) -> PhoneNumber:
    e164 = russian_number.full_e164(raw) or _plain_mobile(raw, plan)
    if e164 and raw not in plan.withheld:
        return PhoneNumber(form=NumberForm.OWN if e164 in plan.own else NumberForm.E164, raw=raw, e164=e164)
    return _read_carefully(raw, plan)


def _plain_mobile(raw: str, plan: NumberPlan) -> str:
    """Return the E.164 of a Russian mobile number that no rule of the plan reads otherwise."""
    if plan.region != "RU" or plan.national_prefix != "8" or plan.strip_prefixes:
        return ""
    e164 = russian_number.mobile_e164(raw)
    if not e164 or raw.startswith(plan.international_prefixes) or re.fullmatch(plan.internal, raw):
        return ""
    return e164


def _read_carefully(raw: str, plan: NumberPlan) -> PhoneNumber:
    kept = clean_raw(raw)
    written = take_apart(raw)
    if written.word in plan.withheld or not (written.word or written.dialled):
        return PhoneNumber(form=NumberForm.WITHHELD, raw=kept)
    dialled = written.dialled
    if not dialled.startswith("+") and re.fullmatch(plan.internal, dialled):
        return PhoneNumber(form=NumberForm.INTERNAL, raw=kept, digits=written.digits)
    e164 = _to_e164(written, plan)
    if e164:
        form = NumberForm.OWN if e164 in plan.own else NumberForm.E164
        return PhoneNumber(form=form, raw=kept, e164=e164, extension=written.extension)
    form = NumberForm.OWN if written.digits in plan.own else NumberForm.UNREADABLE
    return PhoneNumber(form=form, raw=kept, extension=written.extension, digits=written.digits)


def _to_e164(written: WrittenNumber, plan: NumberPlan) -> str:
    """Return the first reading that is a valid number, else the first that has a possible length."""
    if written.dialled.startswith("+"):
        explicit = _format(written.dialled, None, valid=False)
        if explicit:
            return explicit
    readings = list(_readings(written, plan))
    for valid in (True, False):
        for text, region in readings:
            e164 = _format(text, region, valid=valid)
            if e164:
                return e164
    bare = written.digits
    return _format(f"+{bare}", None, valid=True) if bare == written.dialled else ""


def _readings(written: WrittenNumber, plan: NumberPlan) -> Iterator[tuple[str, str | None]]:
    for prefix in _longest_first(plan.strip_prefixes):
        rest = written.without_prefix(prefix)
        if rest:
            yield from _by_trunk_rules(rest, plan)
    if not written.has_letters:
        yield from _by_trunk_rules(written.dialled, plan)


def _by_trunk_rules(dialled: str, plan: NumberPlan) -> Iterator[tuple[str, str | None]]:
    """Yield what the text may mean, likeliest first, each with the region that its national part belongs to."""
    if dialled.startswith("+"):
        yield dialled, None
    digits = dialled.lstrip("+")
    if not digits.isdecimal():
        return
    for prefix in _longest_first(plan.international_prefixes):
        if digits.startswith(prefix):
            yield f"+{digits[len(prefix) :]}", None
    if plan.national_prefix and digits.startswith(plan.national_prefix):
        yield digits[len(plan.national_prefix) :], plan.region
    if plan.area_code and len(digits) <= MAX_LOCAL_DIGITS:
        yield plan.area_code + digits, plan.region
    yield digits, plan.region


def _longest_first(prefixes: Iterable[str]) -> list[str]:
    return sorted((prefix for prefix in prefixes if prefix), key=len, reverse=True)


def _format(text: str, region: str | None, *, valid: bool) -> str:
    parsed = _parse(text, region)
    if parsed is None:
        return ""
    if phonenumbers.is_possible_number_with_reason(parsed) != ValidationResult.IS_POSSIBLE:
        return ""
    if valid and not phonenumbers.is_valid_number(parsed):
        return ""
    e164 = phonenumbers.format_number(parsed, PhoneNumberFormat.E164)
    return e164 if _parse(e164, None) == parsed else ""


def _parse(text: str, region: str | None) -> phonenumbers.PhoneNumber | None:
    if len(text) > MAX_DIGITS:
        return None
    try:
        return phonenumbers.parse(text, region)
    except NumberParseException:
        return None
