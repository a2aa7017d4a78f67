"""The machine's clock."""

from datetime import UTC

from callbridge.clock import SystemClock


def test_instants_are_aware_and_in_utc() -> None:
    assert SystemClock().now().tzinfo is UTC


def test_monotonic_time_never_goes_back() -> None:
    clock = SystemClock()
    assert clock.monotonic() <= clock.monotonic()
