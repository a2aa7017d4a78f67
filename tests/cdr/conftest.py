"""Patience with real databases."""

from collections.abc import Iterator

import pytest

from callbridge.cdr import mysql, postgres


@pytest.fixture(autouse=True)
def _patience() -> Iterator[None]:
    """Let a server on a busy machine take its time to let us in; a test of a deadline names its own."""
    with pytest.MonkeyPatch.context() as patch:
        for source in (mysql, postgres):
            patch.setattr(source, "CONNECT_TIMEOUT_S", 60.0)
        yield
