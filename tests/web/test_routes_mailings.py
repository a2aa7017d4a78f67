"""Mailings over HTTP."""

import pytest

from tests.support.web_people import BORIS, VERA
from tests.support.web_server import Browser, Site


async def test_a_mailing_is_looked_at_tried_begun_and_followed(site: Site) -> None:
    """R27."""
    vera = await site.logged_in(VERA)
    counted = await vera.get("/api/mailings/1/audience")
    assert counted.json()["addresses"] == 2
    shown = await vera.send("POST", "/api/mailings/1/preview", {"subject": "Тема", "body": "Текст", "person_id": 7})
    assert (shown.json()["subject"], shown.json()["html"]) == ("Тема", "<p>Текст</p>")
    tried = await vera.send("POST", "/api/mailings/1/test", {})
    assert tried.json() == {"to": "own@example.ru"}
    begun = await vera.send("POST", "/api/mailings/1/move", {"action": "start", "version": 1})
    assert begun.json()["state"] == "sending"
    again = await vera.send("POST", "/api/mailings/1/recipients/3/again", {})
    assert again.status_code == 200
    assert site.world.mailings.asked == [("preview", 7), ("test", ""), ("start", None), ("again", 3)]


async def test_what_cannot_be_done_is_told_in_words(site: Site) -> None:
    vera = await site.logged_in(VERA)
    refused = await vera.send("POST", "/api/mailings/1/move", {"action": "pause", "version": 1})
    assert (refused.status_code, refused.json()["error"]["code"]) == (409, "mailing.illegal_move")
    wrong = await vera.send("POST", "/api/mailings/1/move", {"action": "explode", "version": 1})
    assert wrong.json()["error"]["fields"]["action"]["code"] == "unknown_value"
    long = await vera.send("POST", "/api/mailings/1/preview", {"subject": "а" * 301, "body": "Текст"})
    assert long.json()["error"]["fields"]["subject"]["code"] == "too_long"
    assert (await vera.get("/api/mailings/2/progress")).status_code == 404


async def test_an_operator_sees_how_far_a_mailing_is_and_moves_none(anna: Browser) -> None:
    assert (await anna.get("/api/mailings/1/progress")).json()["counts"] == {"waiting": 2}
    assert (await anna.get("/api/mailings/1/audience")).status_code == 403


@pytest.mark.parametrize("what", ["preview", "test", "move", "recipients/1/again"])
async def test_a_supervisor_moves_none_either(site: Site, what: str) -> None:
    boris = await site.logged_in(BORIS)
    assert (await boris.send("POST", f"/api/mailings/1/{what}", {})).status_code == 403
