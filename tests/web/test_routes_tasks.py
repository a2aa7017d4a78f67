"""Tasks over HTTP: seen, answered, done, each by whom it concerns (R29)."""

from tests.support.web_people import BORIS, VERA
from tests.support.web_server import Browser, Site

KEY = {"Idempotency-Key": "k"}


async def test_a_task_is_seen_answered_once_and_done(site: Site, anna: Browser) -> None:
    assert (await anna.get("/api/tasks/1")).json()["is_seen"] is False
    assert (await anna.send("POST", "/api/tasks/1/seen")).status_code == 204
    for _ in range(2):
        answered = await anna.send("POST", "/api/tasks/1/thread", {"body": "Звоню"}, **KEY)
        assert (answered.status_code, answered.json()["body"]) == (201, "Звоню")
    done = await anna.send("PUT", "/api/tasks/1/part", {"is_done": True})
    assert done.headers["etag"] == '"1"'
    view = (await anna.get("/api/tasks/1")).json()
    assert (view["is_seen"], len(view["thread"]), view["may_edit"]) == (True, 1, False)
    assert view["parts"][0]["done_at"] == "2026-03-02T09:00:00Z"
    assert site.world.task_changes.count == 4


async def test_a_task_is_closed_for_everybody_by_its_author_with_its_version(site: Site, anna: Browser) -> None:
    boris = await site.logged_in(BORIS)
    unsaid = await boris.send("PUT", "/api/tasks/1/done", {"is_done": True})
    assert unsaid.json()["error"]["code"] == "record.version_missing"
    refused = await anna.send("PUT", "/api/tasks/1/done", {"is_done": True}, **{"If-Match": '"1"'})
    assert (refused.status_code, refused.json()["error"]["code"]) == (403, "task.not_yours")
    closed = await boris.send("PUT", "/api/tasks/1/done", {"is_done": True}, **{"If-Match": '"1"'})
    assert (closed.status_code, closed.headers["etag"]) == (200, '"2"')
    stale = await boris.send("PUT", "/api/tasks/1/done", {"is_done": False}, **{"If-Match": '"1"'})
    assert (stale.status_code, stale.json()["error"]["params"]["current"]["version"]) == (409, 2)


async def test_others_find_no_task_and_nobody_without_login_or_key_writes(site: Site, anna: Browser) -> None:
    vera = await site.logged_in(VERA)
    assert (await vera.get("/api/tasks/1")).status_code == 404
    assert (await site.browser().get("/api/tasks/1")).status_code == 401
    assert (await anna.send("POST", "/api/tasks/1/thread", {"body": "Звоню"})).status_code == 422
    assert (await anna.send("POST", "/api/tasks/1/thread", {"body": " "}, **KEY)).status_code == 422
    assert (await anna.send("PUT", "/api/tasks/1/part", {"is_done": "yes"})).status_code == 422


async def test_a_record_of_a_personal_kind_is_hidden_from_others(site: Site, anna: Browser) -> None:
    body = {"kind": "task", "name": "Позвонить", "assignees": [1]}
    made = await anna.send("POST", "/api/records/task", body, **KEY)
    assert (made.status_code, made.json()["record"]["assignees"]) == (201, [1])
    assert site.world.task_changes.count == 1
    task_id = made.json()["id"]
    site.world.records.hidden.add(("task", task_id, 2))
    boris = await site.logged_in(BORIS)
    for path in ("", "/history"):
        assert (await boris.get(f"/api/records/task/{task_id}{path}")).status_code == 404
        assert (await anna.get(f"/api/records/task/{task_id}{path}")).status_code == 200
