"""Call scripts over HTTP (R102)."""

from tests.support.web_people import VERA
from tests.support.web_server import Browser, Site

STEP = {"key": "a", "title": "Что нужно", "words": "Чем помочь?", "ask": "choice",
        "answers": [{"text": "Дом", "next": "", "fills": [{"field": "topic_id", "value": 7}]}]}  # fmt: skip
ENDLESS = {"key": "a", "title": "Круг", "next": "a"}


async def test_an_operator_reads_the_script_of_a_talk_and_what_was_answered(anna: Browser) -> None:
    found = await anna.get("/api/call-scripts/chosen?topic_id=7&queue=sales&did=%2B78001234567&direction=inbound")
    assert found.json()["script"]["steps"][0]["words"] == "Здравствуйте, {{имя}}!"
    assert (await anna.get("/api/call-scripts/chosen")).json() == {"script": None}
    assert (await anna.get("/api/call-scripts/revisions/1")).json()["revision"] == 1
    assert (await anna.get("/api/call-scripts/revisions/9")).status_code == 404
    answered = await anna.get("/api/leads/1/script")
    assert [(one["title"], one["answer"]) for one in answered.json()["answers"]] == [("Что нужно", "Дом")]


async def test_a_manager_writes_and_publishes_with_the_version_seen(site: Site) -> None:
    vera = await site.logged_in(VERA)
    edit = await vera.get("/api/call-scripts/1")
    assert (edit.headers["etag"], edit.json()["is_published"]) == ('"1"', True)
    path = "/api/call-scripts/1/steps"
    kept = await vera.send("PUT", path, {"steps": [STEP]}, **{"If-Match": '"1"'})
    assert (kept.json()["is_published"], len(kept.json()["revisions"])) == (False, 1)
    published = await vera.send("PUT", path, {"steps": [STEP], "publish": True}, **{"If-Match": '"2"'})
    assert (published.json()["is_published"], published.json()["revisions"][0]["revision"]) == (True, 2)
    stale = await vera.send("PUT", path, {"steps": [STEP]}, **{"If-Match": '"1"'})
    assert stale.status_code == 409


async def test_a_script_that_never_ends_is_refused_in_words(site: Site) -> None:
    vera = await site.logged_in(VERA)
    refused = await vera.send(
        "PUT", "/api/call-scripts/1/steps", {"steps": [ENDLESS], "publish": True}, **{"If-Match": '"1"'}
    )
    assert refused.status_code == 422
    assert "никогда не кончается" in refused.json()["error"]["fields"]["steps.0"]["message"]


async def test_an_operator_writes_no_script(anna: Browser) -> None:
    assert (await anna.get("/api/call-scripts/1")).status_code == 403
    assert (await anna.send("PUT", "/api/call-scripts/1/steps", {"steps": []})).status_code == 403
