"""The waits between attempts."""

import random

from callbridge.ami.backoff import PACE


def test_the_wait_doubles_from_half_a_second_to_five_seconds_with_jitter() -> None:
    rng = random.Random(7)
    waits = [PACE.retry_s(failures, rng) for failures in range(1, 12)]
    longest = [0.5, 1, 2, 4, 5, 5, 5, 5, 5, 5, 5]
    assert all(limit / 2 <= wait <= limit for wait, limit in zip(waits, longest, strict=True))
    assert len({round(wait, 3) for wait in waits}) == len(waits)


def test_an_hour_without_a_pbx_overflows_nothing() -> None:
    assert PACE.retry_s(100_000, random.Random(7)) <= 5
