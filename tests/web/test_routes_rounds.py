"""Call rounds over HTTP."""

from tests.support.web_people import BORIS
from tests.support.web_server import Browser, Site


async def test_a_supervisor_counts_begins_and_closes_a_round(site: Site) -> None:
    """R55."""
    boris = await site.logged_in(BORIS)
    counted = (await boris.get("/api/rounds/1/audience")).json()
    assert counted == {"entries": 2, "without_number": 1, "wanting_no_calls": 1, "repeated": 3}
    begun = await boris.send("POST", "/api/rounds/1/move", {"action": "start", "version": 1})
    assert (begun.json()["state"], begun.json()["counts"]) == ("open", {"waiting": 2})
    closed = await boris.send("POST", "/api/rounds/1/move", {"action": "close", "version": 1})
    assert closed.json()["state"] == "closed"
    refused = await boris.send("POST", "/api/rounds/1/move", {"action": "resume", "version": 1})
    assert (refused.status_code, refused.json()["error"]["code"]) == (409, "round.illegal_move")


async def test_an_operator_works_on_a_round_entry_by_entry(site: Site, anna: Browser) -> None:
    """R55."""
    shown = (await anna.send("POST", "/api/rounds/1/next", {})).json()
    assert (shown["entry"]["name"], shown["entry"]["phone"], shown["left"]) == ("Пётр Сидоров", "+79161234567", 2)
    assert (await anna.send("POST", "/api/rounds/entries/3/keep", {})).status_code == 204
    said = {"outcome": "refused", "refusal_reason_id": 1, "note": "дорого"}
    assert (await anna.send("POST", "/api/rounds/entries/3/settle", said)).status_code == 204
    assert (await anna.send("POST", "/api/rounds/leave", {})).status_code == 204
    assert site.world.rounds.asked == [("next", "anna"), ("keep", 3), ("refused", "дорого")]
    assert site.world.rounds.left_by == ["anna"]


async def test_what_cannot_be_done_is_told_in_words(site: Site, anna: Browser) -> None:
    assert (await anna.get("/api/rounds/2/progress")).status_code == 404
    taken = await anna.send("POST", "/api/rounds/entries/4/keep", {})
    assert (taken.status_code, taken.json()["error"]["code"]) == (409, "round.taken")
    wrong = await anna.send("POST", "/api/rounds/entries/3/settle", {"outcome": "bored"})
    assert wrong.json()["error"]["fields"]["outcome"]["code"] == "unknown_value"


async def test_an_operator_begins_none_and_sees_how_far_one_is(anna: Browser) -> None:
    assert (await anna.get("/api/rounds/1/progress")).json()["counts"] == {"waiting": 2}
    assert (await anna.get("/api/rounds/1/audience")).status_code == 403
    assert (await anna.send("POST", "/api/rounds/1/move", {"action": "start", "version": 1})).status_code == 403


async def test_logging_out_gives_back_the_entry(site: Site, anna: Browser) -> None:
    assert (await anna.send("POST", "/api/logout", {})).status_code == 204
    assert site.world.rounds.left_by == ["anna"]
