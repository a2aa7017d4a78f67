"""What every test may ask for, which real part each test needs, and how tests are shared out among processes."""

from itertools import groupby

import pytest

pytest.register_assert_rewrite("tests.support", "tests.asterisk")  # what they hold, too, tells its values

pytest_plugins = [
    "tests.asterisk.fixtures",
    "tests.support.mariadb",
    "tests.support.stores",
    "tests.support.unhurried",
]

PART_OF_FIXTURE = {"asterisk_root": "asterisk", "browser": "browser", "mariadb": "mariadb", "postgres": "postgres"}
STORIES = {"asterisk", "browser"}
"""The parts whose tests wait for people, rings and pages more than they compute."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark each test by the real parts that its fixtures need, so that ``-m 'not asterisk'`` is always right."""
    for item in items:
        for name in getattr(item, "fixturenames", ()):
            if name in PART_OF_FIXTURE:
                item.add_marker(PART_OF_FIXTURE[name])
    items[:] = dealt(items)


def dealt(items: list[pytest.Item]) -> list[pytest.Item]:
    """Return the tests with the files of stories spread evenly among the others, a file staying together.

    Each process is given one piece of the row: so all are at stories about as often, and seldom at the same time.
    """
    files = [list(tests) for _, tests in groupby(items, key=lambda item: item.path)]
    stories, others = [each for each in files if _is_story(each)], [each for each in files if not _is_story(each)]
    row, done = list[list[pytest.Item]](), 0
    for place, story in enumerate(stories, 1):
        row += [*others[done : (done := place * len(others) // len(stories))], story]
    return [test for tests in row or others for test in tests]


def _is_story(tests: list[pytest.Item]) -> bool:
    return any(test.get_closest_marker(part) for test in tests for part in STORIES)
