"""Removing a lead and bringing it back, over HTTP."""

from tests.support.web_people import VERA
from tests.support.web_server import Browser, Site

PATH, SEEN = "/api/leads/5/removal", {"If-Match": '"3"'}


async def test_an_administrator_removes_a_lead_with_a_reason_and_brings_it_back(site: Site) -> None:
    """R54."""
    vera = await site.logged_in(VERA)
    gone = await vera.send("POST", PATH, {"reason": "Дубль"}, **SEEN)
    assert (gone.status_code, gone.json()["version"], gone.json()["removal_reason"]) == (200, 4, "Дубль")
    assert site.world.interests.removed == {5: (3, "Дубль")}
    back = await vera.send("DELETE", PATH, **SEEN)
    assert (back.status_code, back.json()["removed_at"]) == (200, None)
    assert site.world.interests.removed == {}


async def test_it_is_said_which_version_was_seen_and_why(site: Site, anna: Browser) -> None:
    vera = await site.logged_in(VERA)
    assert (await vera.send("POST", PATH, {"reason": "Дубль"})).status_code == 422
    assert (await vera.send("POST", PATH, {}, **SEEN)).status_code == 422
    assert (await vera.send("DELETE", PATH)).status_code == 422
    assert (await anna.send("POST", PATH, {"reason": "Дубль"}, **SEEN)).status_code == 403
    assert site.world.interests.removed == {}
