"""Questionnaires over HTTP, each by its role (R28)."""

from tests.support.web_people import BORIS
from tests.support.web_server import Browser, Site

KEY = {"Idempotency-Key": "k"}
FIRST = {"If-Match": '"1"'}


async def test_an_operator_fills_a_form_for_a_person_once(site: Site, anna: Browser) -> None:
    asked = (await anna.get("/api/interviews/1")).json()
    assert [one["kind"] for one in asked["questions"]] == ["choice", "text", "several", "scale", "number"]
    body = {"answers": {"1": 0, "3": [1]}, "person_id": 7}
    answers = [await anna.send("POST", "/api/interviews/1/responses", body, **KEY) for _ in range(2)]
    assert [(each.status_code, each.json()["score"]) for each in answers] == [(201, 2), (200, 2)]
    boris = await site.logged_in(BORIS)
    page = (await boris.get("/api/interviews/1/responses?limit=1")).json()
    assert (page["rows"][0]["answers"], page["next"]) == ({"1": 0, "3": [1]}, 1)
    counted = (await boris.get("/api/interviews/1/results")).json()
    assert counted["questions"][0]["bars"] == [{"label": "Да", "count": 1}, {"label": "Нет", "count": 0}]


async def test_wrong_answers_are_named_each(anna: Browser) -> None:
    for body, fields in (
        ({"answers": {"9": 1}}, {"answers.9": "unknown_field", "answers.1": "required"}),
        (
            {"answers": [], "person_id": "7", "x": 1},
            {"x": "unknown_field", "answers": "wrong_type", "person_id": "wrong_type"},
        ),
        ({}, {"answers": "required"}),
    ):
        refused = await anna.send("POST", "/api/interviews/1/responses", body, **KEY)
        assert refused.status_code == 422
        assert {name: one["code"] for name, one in refused.json()["error"]["fields"].items()} == fields


async def test_only_a_supervisor_words_a_form_and_sees_its_answers(site: Site, anna: Browser) -> None:
    wanted = {"questions": [{"kind": "text", "wording": "Почему?"}]}
    path = "/api/interviews/1/questions"
    assert (await anna.send("PUT", path, wanted, **FIRST)).status_code == 403
    for part in ("responses", "results", "export"):
        assert (await anna.get(f"/api/interviews/1/{part}")).status_code == 403
    boris = await site.logged_in(BORIS)
    changed = await boris.send("PUT", path, wanted, **FIRST)
    assert (changed.headers["etag"], changed.json()["questions"][0]["wording"]) == ('"2"', "Почему?")
    assert (await boris.send("PUT", path, wanted, **FIRST)).status_code == 409
    assert (await boris.send("PUT", path, {"questions": [{"kind": "x", "wording": ""}]}, **FIRST)).status_code == 422
    assert (await boris.get("/api/interviews/2")).status_code == 404


async def test_the_answers_are_taken_as_a_file(site: Site, anna: Browser) -> None:
    await anna.send("POST", "/api/interviews/1/responses", {"answers": {"1": 1, "2": "=1+1"}}, **KEY)
    boris = await site.logged_in(BORIS)
    csv = await boris.get("/api/interviews/1/export?format=csv")
    assert csv.text.splitlines()[1].endswith(";0;5;Нет;'=1+1;;;")
    xlsx = await boris.get("/api/interviews/1/export?format=xlsx")
    assert xlsx.content.startswith(b"PK")
    assert ".xlsx" in xlsx.headers["content-disposition"]
