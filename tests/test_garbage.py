"""What the collector walks, and how often."""

import gc
from collections.abc import Iterator

import pytest

from callbridge import garbage


@pytest.fixture(autouse=True)
def _restored() -> Iterator[None]:
    before = gc.get_threshold()
    yield
    gc.unfreeze()
    gc.set_threshold(*before)


def test_what_lived_at_the_start_is_not_walked_again() -> None:
    kept = [object() for _ in range(3)]
    assert any(each is kept for each in gc.get_objects())
    garbage.settle()
    assert not any(each is kept for each in gc.get_objects())


def test_what_comes_later_is_still_collected() -> None:
    garbage.settle()
    cycle: list[object] = []
    cycle.append(cycle)
    del cycle
    assert gc.collect() >= 1


def test_the_young_are_walked_more_seldom_than_python_would() -> None:
    garbage.settle()
    assert gc.get_threshold() > (700, 10, 10)
