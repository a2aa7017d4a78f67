"""A running site for the tests of this room."""

from collections.abc import AsyncIterator

import pytest

from tests.support.web_server import Browser, Site, running


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    async with running() as site:
        yield site


@pytest.fixture
async def anna(site: Site) -> Browser:
    return await site.logged_in()
