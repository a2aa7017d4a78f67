"""What every test may ask for, and which real part each test needs."""

import pytest

pytest.register_assert_rewrite("tests.support", "tests.asterisk")  # what they hold, too, tells its values

pytest_plugins = ["tests.asterisk.fixtures", "tests.support.stores", "tests.support.mariadb"]

PART_OF_FIXTURE = {"asterisk_root": "asterisk", "browser": "browser", "mariadb": "mariadb", "postgres": "postgres"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark each test by the real parts that its fixtures need, so that ``-m 'not asterisk'`` is always right."""
    for item in items:
        for name in getattr(item, "fixturenames", ()):
            if name in PART_OF_FIXTURE:
                item.add_marker(PART_OF_FIXTURE[name])
