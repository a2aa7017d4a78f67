"""Real parts a test may need: an Asterisk, a browser, a database.

A part that cannot be had is a failure where ``CI=true`` and a told skip elsewhere.
"""

import functools
import os
from collections.abc import Callable
from pathlib import Path

import pytest


class PartMissing(Exception):
    """A real part is not on this machine and cannot be got; the text says what to do."""


@functools.cache
def _attempt(ensure: Callable[[], Path]) -> Path | PartMissing:
    try:
        return ensure()
    except PartMissing as missing:
        return missing


def require(ensure: Callable[[], Path]) -> Path:
    """Return the part's path, or end the test: failed in CI, skipped elsewhere.

    One attempt a session: what could not be fetched once is not tried again for every test.
    """
    found = _attempt(ensure)
    if isinstance(found, Path):
        return found
    if os.environ.get("CI", "").lower() == "true":
        pytest.fail(f"missing part: {found}", pytrace=False)
    pytest.skip(f"missing part: {found}")
