"""My day over HTTP: read, put off, acknowledged, moved, closed, brought back, each by whom it concerns (R98-R100)."""

import pytest

from tests.support.web_people import BORIS
from tests.support.web_server import Browser, Site


async def test_ones_day_is_read_and_what_is_in_it_changed(site: Site, anna: Browser) -> None:
    """R98, R99, R117."""
    day = (await anna.get("/api/my-day")).json()
    assert ([row["person"] for row in day["open"]], day["open_count"], day["closed"]) == (["Пётр Сидоров"], 1, [])
    assert day["letters"] == {"is_wanted": False, "address": "", "problem": None, "words": ""}
    path = "/api/follow-ups/1"
    for action, body in (
        ("snooze", {"choice": "quarter"}),
        ("snooze", {"choice": "custom", "until": "2026-12-01T09:00:00Z"}),
        ("move", {"at": "2026-12-02T09:00:00Z"}),
        ("acknowledge", None),
        ("close", {}),
        ("reopen", None),
        ("close", {"call_id": "main:1.1"}),
    ):
        answered = await anna.send("POST", f"{path}/{action}", body)
        assert (action, answered.status_code) == (action, 204)
    found = (await anna.get(path)).json()
    assert (found["at"], found["closed_by_call"], found["reminder"]) == ("2026-12-02T09:00:00Z", "main:1.1", "acked")
    assert site.world.follow_up_changes.count == 7


@pytest.mark.parametrize(
    ("action", "body", "field"),
    [
        ("snooze", {"choice": "custom"}, "until"),
        ("snooze", {"choice": "custom", "until": "2020-01-01T00:00:00Z"}, "until"),
        ("snooze", {"choice": "never"}, "choice"),
        ("snooze", {}, "choice"),
        ("move", {"at": "2020-01-01T00:00:00Z"}, "at"),
        ("move", {"at": "2999-01-01T00:00:00Z"}, "at"),
        ("move", {"at": "soon"}, "at"),
    ],
)
async def test_a_time_that_cannot_be_is_refused_in_words(
    anna: Browser, action: str, body: dict[str, str], field: str
) -> None:
    """R98."""
    refused = await anna.send("POST", f"/api/follow-ups/1/{action}", body)
    assert (refused.status_code, list(refused.json()["error"]["fields"])) == (422, [field])


async def test_a_supervisor_looks_after_everybodys_and_nobody_without_a_login_reads(site: Site, anna: Browser) -> None:
    """A17."""
    boris = await site.logged_in(BORIS)
    assert (await boris.get("/api/my-day")).json()["open"] == []
    assert (await boris.get("/api/follow-ups/1")).status_code == 200
    assert (await boris.send("POST", "/api/follow-ups/1/acknowledge")).status_code == 204
    assert (await anna.get("/api/follow-ups/2")).status_code == 404
    assert (await anna.send("POST", "/api/follow-ups/2/acknowledge")).status_code == 404
    assert (await site.browser().get("/api/my-day")).status_code == 401
