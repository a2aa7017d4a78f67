"""A running site for the tests of this room."""

from collections.abc import AsyncIterator, Iterator
from typing import Any

import pytest
from structlog.testing import capture_logs

from tests.support.web_server import Browser, Site, running


@pytest.fixture(autouse=True)
def logged() -> Iterator[list[Any]]:
    """What the room logs during a test, instead of lines on the screen."""
    with capture_logs() as lines:
        yield lines


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    async with running() as site:
        yield site


@pytest.fixture
async def anna(site: Site) -> Browser:
    return await site.logged_in()
