"""Records over HTTP: keys, versions, conflicts, refusals."""

import pytest

from tests.support.web_people import BORIS
from tests.support.web_server import Browser, Site

KEY = {"Idempotency-Key": "k"}


async def test_a_record_is_made_once_per_key_and_read_back(anna: Browser) -> None:
    made = await anna.send("POST", "/api/records/person", {"full_name": " Пётр  Сидоров "}, **KEY)
    again = await anna.send("POST", "/api/records/person", {"full_name": "Пётр Сидоров"}, **KEY)
    assert [made.status_code, again.status_code] == [201, 200]
    assert made.json() == again.json()
    assert made.json() == {
        "id": 1, "version": 1, "record": {"full_name": "Пётр Сидоров"}, "names": {}, "put_away": None,
    }  # fmt: skip
    read = await anna.get("/api/records/person/1")
    assert (read.json(), read.headers["etag"]) == (made.json(), '"1"')


async def test_two_managers_editing_one_record_see_each_others_values(site: Site) -> None:
    """Both versions, field by field."""
    boris = await site.logged_in(BORIS)
    await boris.send("POST", "/api/records/campaign", {"name": "Выставка"}, **KEY)
    first = await boris.send("PATCH", "/api/records/campaign/1", {"name": "Ярмарка"}, **{"If-Match": '"1"'})
    assert first.headers["etag"] == '"2"'
    second = await boris.send("PATCH", "/api/records/campaign/1", {"name": "Форум"}, **{"If-Match": '"1"'})
    error = second.json()["error"]
    assert (second.status_code, error["code"]) == (409, "record.changed")
    assert error["params"]["current"] == first.json()


@pytest.mark.parametrize(("version", "code"), [("", "record.version_missing"), ("x", "input.invalid")])
async def test_a_change_says_which_version_it_was_made_from(anna: Browser, version: str, code: str) -> None:
    await anna.send("POST", "/api/records/person", {"full_name": "Пётр"}, **KEY)
    for method in ("PATCH", "DELETE"):
        answer = await anna.send(method, "/api/records/person/1", {}, **{"If-Match": version})
        assert (answer.status_code, answer.json()["error"]["code"]) == (422, code)


async def test_a_record_is_put_away(anna: Browser) -> None:
    await anna.send("POST", "/api/records/person", {"full_name": "Пётр"}, **KEY)
    gone = await anna.send("DELETE", "/api/records/person/1", {}, **{"If-Match": '"1"'})
    assert gone.status_code == 204
    assert (await anna.get("/api/records/person/1")).json()["error"]["code"] == "record.not_found"


async def test_a_record_that_was_put_away_is_brought_back(anna: Browser) -> None:
    await anna.send("POST", "/api/records/person", {"full_name": "Пётр"}, **KEY)
    await anna.send("DELETE", "/api/records/person/1", {}, **{"If-Match": '"1"'})
    stale = await anna.send("POST", "/api/records/person/1/restore", None, **{"If-Match": '"1"'})
    assert (stale.status_code, stale.json()["error"]["code"]) == (409, "record.changed")
    back = await anna.send("POST", "/api/records/person/1/restore", None, **{"If-Match": '"2"'})
    assert (back.status_code, back.json()["version"], back.headers["etag"]) == (200, 3, '"3"')
    assert (await anna.get("/api/records/person/1")).json() == back.json()


async def test_wrong_fields_are_named_in_the_readers_language(anna: Browser) -> None:
    answer = await anna.send("POST", "/api/records/deal", {"name": 5, "stage": 1, "x": 1}, **KEY)
    fields = answer.json()["error"]["fields"]
    assert {name: field["code"] for name, field in fields.items()} == {
        "name": "wrong_type", "stage": "read_only", "x": "unknown_field", "topic": "required",
    }  # fmt: skip
    assert fields["topic"]["message"] == "Заполните это поле."


@pytest.mark.parametrize("kind", ["campaign", "campaign_type"])
async def test_what_the_kind_keeps_from_the_role_is_forbidden(anna: Browser, kind: str) -> None:
    answer = await anna.send("POST", f"/api/records/{kind}", {"name": "x"}, **KEY)
    assert (answer.status_code, answer.json()["error"]["code"]) == (403, "auth.forbidden")


async def test_a_kind_that_there_is_not_is_404(anna: Browser) -> None:
    assert (await anna.get("/api/records/operator/1")).status_code == 404


async def test_the_history_tells_from_what_to_what(anna: Browser) -> None:
    await anna.send("POST", "/api/records/person", {"full_name": "Пётр"}, **KEY)
    (entry,) = (await anna.get("/api/records/person/1/history")).json()["entries"]
    assert (entry["action"], entry["operator"]) == ("record.created", "Anna")
    assert entry["changes"] == [{"field": "full_name", "before": None, "after": "Пётр"}]


async def test_a_deal_is_moved_with_its_version_and_reason(site: Site, anna: Browser) -> None:
    """R118, R124: drag, key, bulk and API come here."""
    await anna.send("POST", "/api/records/deal", {"name": "Дом", "topic": 1}, **KEY)
    moved = await anna.send("POST", "/api/deals/1/move", {"stage_id": 6, "version": 1, "refusal_reason_id": 2})
    assert moved.json()["version"] == 2
    (move,) = site.world.records.moves
    assert (move.to_stage_id, move.refusal_reason_id, move.topic_id) == (6, 2, None)
    stale = await anna.send("POST", "/api/deals/1/move", {"stage_id": 2, "version": 1})
    assert (stale.status_code, stale.json()["error"]["code"]) == (409, "record.changed")
