"""Phone numbers: as received → E.164 (+ extension), by the trunk's own rules first, then ``phonenumbers``."""

from dataclasses import dataclass
from enum import StrEnum


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
    e164: str = ""
    """``+79161234567``; ``""`` unless form is E164 or OWN."""
    extension: str = ""
    digits: str = ""
    """Digits of `raw`, for UNREADABLE and INTERNAL."""

    @property
    def reversed_digits(self) -> str:
        """The E.164 digits from the last to the first: a suffix of the number is a prefix of this."""
        return self.e164.lstrip("+")[::-1]
