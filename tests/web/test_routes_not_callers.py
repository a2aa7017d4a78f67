"""«Не он» over HTTP."""

from tests.support.web_people import ANNA, CALL
from tests.support.web_server import Browser, Site


async def test_who_does_not_call_is_told_from_the_card_and_taken_back_by_anybody(site: Site, anna: Browser) -> None:
    path, record = f"/api/calls/{CALL}/not-caller", {"kind": "person", "id": 5}
    assert (await anna.send("POST", path, record)).status_code == 204
    assert (await anna.send("POST", path, {"kind": "person", "id": 6})).status_code == 404
    assert (await anna.send("POST", path, {"kind": "deal", "id": 5})).status_code == 422
    [said] = (await anna.get("/api/persons/5/not-callers")).json()
    assert (said["person_id"], said["operator"], said["number"]) == (5, ANNA.full_name, "+79161234567")
    assert (await anna.get("/api/organizations/5/not-callers")).json() == []
    assert (await anna.send("DELETE", "/api/not-callers/1")).status_code == 204
    assert (await anna.send("DELETE", "/api/not-callers/1")).status_code == 404
    assert site.world.not_callers.said == {}


async def test_earlier_contacts_of_the_caller_come_folded(anna: Browser) -> None:
    """R76."""
    [group] = (await anna.get(f"/api/calls/{CALL}/contacts")).json()
    assert (group["scope"], group["total"], len(group["contacts"])) == ("number", 1, 1)
    assert (await anna.get("/api/calls/main:9.9/contacts")).json() == []  # the card went while its page asked
