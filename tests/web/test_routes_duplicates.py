"""Duplicates and erasure over HTTP."""

import pytest

from tests.support.web_people import VERA
from tests.support.web_server import Browser, Site

WISH = {"keep_id": 1, "keep_version": 1, "give_up_id": 2, "give_up_version": 1, "take": ["job_title"]}


@pytest.fixture
async def vera(site: Site) -> Browser:
    return await site.logged_in(VERA)


async def test_a_pair_is_found_looked_at_merged_and_parted(vera: Browser) -> None:
    """R142."""
    page = (await vera.get("/api/duplicates/person?by=number")).json()
    assert (page["pairs"][0]["score"], page["pairs"][0]["signs"], page["next"]) == (85, ["number", "name"], None)
    preview = (await vera.get("/api/duplicates/person/1/2")).json()
    assert (preview["keep"]["id"], preview["give_up"]["version"], preview["moved"]) == (1, 1, {"lead": 2})
    made = await vera.send("POST", "/api/duplicates/person/merge", WISH)
    assert (made.status_code, made.json()) == (201, {"id": 1})
    stale = await vera.send("POST", "/api/duplicates/person/merge", {**WISH, "keep_version": 7})
    assert (stale.status_code, stale.json()["error"]["code"]) == (409, "record.changed")
    assert (await vera.send("POST", "/api/merges/1/undo")).status_code == 204
    assert (await vera.send("POST", "/api/merges/1/undo")).json()["error"]["code"] == "merge.undone_already"
    assert (await vera.get("/api/merges")).json()[0]["undone_at"] is not None


async def test_a_pair_that_is_none_is_dismissed(site: Site, vera: Browser) -> None:
    body = {"first_id": 1, "second_id": 2}
    assert (await vera.send("POST", "/api/duplicates/person/dismiss", body)).status_code == 204
    assert site.world.duplicates.dismissed == [(1, 2)]
    assert (await vera.get("/api/duplicates/person")).json()["pairs"] == []
    assert (await vera.get("/api/duplicates/deal")).status_code == 404
    assert (await vera.get("/api/duplicates/person?by=smell")).status_code == 422


async def test_an_admin_erases_a_person_after_seeing_what_goes(site: Site, vera: Browser) -> None:
    foretold = (await vera.get("/api/persons/5/erasure")).json()
    assert foretold == {"person_id": 5, "name": "Иванов", "touched": {"lead": 2, "call": 3}}
    assert (await vera.send("POST", "/api/persons/5/erasure")).status_code == 204
    assert site.world.duplicates.erased == [5]
    assert (await vera.get("/api/persons/5/erasure")).status_code == 409
