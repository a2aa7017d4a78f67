import pytest

from callbridge.kernel.errors import TooManyAttempts
from callbridge.web.rate_limit import MAX_REMEMBERED, RateLimit
from tests.support.clock import FakeClock
from tests.support.web_people import NINE


def refused(limit: RateLimit, key: str = "a") -> int | None:
    """Return the seconds to wait, None when it was taken."""
    try:
        limit.take(key)
    except TooManyAttempts as error:
        wait = error.params["retry_after_s"]
        assert isinstance(wait, int)
        return wait
    return None


def test_as_many_as_a_minute_has_at_once_and_then_evenly() -> None:
    clock = FakeClock(NINE)
    limit = RateLimit(clock, 6)
    assert [refused(limit) for _ in range(7)] == [None] * 6 + [11]
    assert refused(limit, "b") is None
    clock.pass_seconds(10.0)
    assert [refused(limit), refused(limit) is None] == [None, False]


def test_looking_counts_nothing() -> None:
    limit = RateLimit(FakeClock(NINE), 1)
    for _ in range(3):
        limit.check("a")
    limit.take("a")
    with pytest.raises(TooManyAttempts):
        limit.check("a")


def test_memory_is_bounded() -> None:
    limit = RateLimit(FakeClock(NINE), 1)
    for number in range(MAX_REMEMBERED + 5):
        limit.take(str(number))
    assert len(limit._buckets) == MAX_REMEMBERED
