"""How often something may be asked: so many a minute, a burst of as many, in bounded memory."""

from collections import OrderedDict

from callbridge.kernel.clock import Clock
from callbridge.kernel.errors import TooManyAttempts

MAX_REMEMBERED = 10_000
CODE = "api.too_many_requests"


class RateLimit:
    """A bucket of tokens for each key, filled evenly."""

    def __init__(self, clock: Clock, per_minute: int) -> None:
        self._clock = clock
        self._per_minute = per_minute
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()
        """What was left, and when."""

    def take(self, key: str) -> None:
        """Count one; raises TooManyAttempts with the seconds to wait."""
        left = self._left(key)
        self._keep(key, left - 1.0 if left >= 1.0 else left)
        self._refuse_below_one(left)

    def check(self, key: str) -> None:
        """Raise as `take`, and count nothing."""
        self._refuse_below_one(self._left(key))

    def _refuse_below_one(self, left: float) -> None:
        if left < 1.0:
            raise TooManyAttempts(CODE, retry_after_s=int((1.0 - left) * 60 / self._per_minute) + 1)

    def _left(self, key: str) -> float:
        left, at = self._buckets.get(key, (float(self._per_minute), self._clock.monotonic()))
        return min(float(self._per_minute), left + (self._clock.monotonic() - at) * self._per_minute / 60)

    def _keep(self, key: str, left: float) -> None:
        self._buckets[key] = (left, self._clock.monotonic())
        self._buckets.move_to_end(key)
        while len(self._buckets) > MAX_REMEMBERED:
            self._buckets.popitem(last=False)
