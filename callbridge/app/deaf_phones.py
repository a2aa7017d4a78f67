"""Which phones cannot be lifted from the card, so that ✓ is not offered in vain (R74)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from callbridge.kernel.clock import Clock
from callbridge.screenpop.card import CannotAnswer

FIRST = timedelta(minutes=15)
LONGEST = timedelta(hours=8)
MAX_PHONES = 10_000
"""Phones remembered; the oldest is forgotten, and then only ✓ is offered once more in vain."""


@dataclass(frozen=True, slots=True)
class _Deafness:
    why: CannotAnswer
    lasting: timedelta
    until: datetime


class DeafPhones:
    """Phones that were asked to answer and did not.

    Nobody tells that a phone was replaced, and one may have been slow once: it is asked again after a while, a longer
    one each time.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._deaf: dict[tuple[str, str], _Deafness] = {}

    def why(self, pbx: str, endpoint: str) -> CannotAnswer | None:
        """Say why a phone such as ``PJSIP/101`` cannot be lifted; None: as far as we know it can."""
        if not endpoint.startswith("PJSIP/"):
            return CannotAnswer.NOT_PJSIP
        found = self._deaf.get((pbx, endpoint))
        return found.why if found and self._clock.now() < found.until else None

    def failed(self, pbx: str, endpoint: str, why: CannotAnswer) -> None:
        """Remember that a phone could not be lifted."""
        before = self._deaf.pop((pbx, endpoint), None)
        lasting = min(before.lasting * 2, LONGEST) if before else FIRST
        self._deaf[pbx, endpoint] = _Deafness(why, lasting, self._clock.now() + lasting)
        if len(self._deaf) > MAX_PHONES:
            del self._deaf[next(iter(self._deaf))]

    def answered(self, pbx: str, endpoint: str) -> None:
        """Forget what was held against a phone: it obeyed."""
        self._deaf.pop((pbx, endpoint), None)
