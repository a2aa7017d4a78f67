"""Green only when everything works."""

import pytest

from callbridge.app.health import StoreAndLinks
from callbridge.screenpop.wire import PbxLink
from tests.support.calls import NINE


class Store:
    def __init__(self, *, is_ok: bool) -> None:
        self.is_ok = is_ok

    async def health(self, timeout_s: float = 1.0) -> bool:
        return self.is_ok


def link(*, is_up: bool) -> PbxLink:
    return PbxLink(pbx="main", is_up=is_up, since=NINE)


@pytest.mark.parametrize(
    ("store_ok", "is_up", "is_ok"), [(True, True, True), (True, False, False), (False, True, False)]
)
async def test_health_needs_the_store_and_every_link(store_ok: bool, is_up: bool, is_ok: bool) -> None:
    source = StoreAndLinks(store=Store(is_ok=store_ok), links=lambda: [link(is_up=is_up)], version="1")
    told = await source.health()
    assert (told.is_ok, told.store_ok, told.version) == (is_ok, store_ok, "1")
