"""Call control over HTTP."""

from tests.support.web_people import ANNA, BORIS, CALL
from tests.support.web_server import Browser, Site


async def test_a_call_is_handed_over_parked_and_fetched_by_its_card(site: Site, anna: Browser) -> None:
    [colleague] = (await anna.get("/api/colleagues")).json()
    assert (colleague["full_name"], colleague["state"]) == (BORIS.full_name, "free")
    assert (await anna.get("/api/live-calls")).json() == []
    wish = {"to": colleague["id"], "way": "attended"}
    assert (await anna.send("POST", f"/api/calls/{CALL}/transfer", wish)).status_code == 204
    for what in ("park", "fetch"):
        assert (await anna.send("POST", f"/api/calls/{CALL}/{what}")).status_code == 204
    asked = [what for what, who, _ in site.world.control_desk.asked if who == ANNA.id]
    assert asked == [f"attended to {BORIS.id}", "park", "fetch"]
    assert (await anna.send("POST", "/api/calls/main:9.9/park")).status_code == 404
    assert (await anna.send("POST", f"/api/calls/{CALL}/transfer", {"to": 2, "way": "away"})).status_code == 422


async def test_the_tape_of_a_talk_is_ordered_by_its_card(site: Site, anna: Browser) -> None:
    for do in ("start", "pause", "resume", "stop"):
        assert (await anna.send("POST", f"/api/calls/{CALL}/tape", {"do": do})).status_code == 204
    assert [what for what, _, _ in site.world.control_desk.asked] == [
        "tape start", "tape pause", "tape resume", "tape stop",
    ]  # fmt: skip
    assert (await anna.send("POST", f"/api/calls/{CALL}/tape", {"do": "burn"})).status_code == 422
    assert (await anna.send("POST", "/api/calls/main:9.9/tape", {"do": "start"})).status_code == 404


async def test_only_a_supervisor_listens(site: Site, anna: Browser) -> None:
    boris = await site.logged_in(BORIS)
    path = f"/api/calls/{CALL}/listen"
    assert (await anna.send("POST", path, {"way": "listen"})).status_code == 403
    assert (await boris.send("POST", path, {"way": "whisper"})).status_code == 204
    assert site.world.control_desk.asked == [("whisper", BORIS.id, CALL)]
