from typing import Any

import pytest

from tests.support.web_people import ANNA, BORIS, CALL
from tests.support.web_server import Browser, Site, hear, say_auth

PATH = f"/api/drafts/{CALL}"


def body(base: int = 0, **values: Any) -> dict[str, Any]:
    return {"schema": 1, "base_version": base, "values": values, "dirty_fields": list(values)}


async def test_a_draft_is_kept_read_and_dropped(anna: Browser) -> None:
    made = await anna.send("PUT", PATH, body(content="набрано"))
    assert (made.status_code, made.json()["version"]) == (200, 1)
    assert (await anna.get(PATH)).json()["values"] == {"content": "набрано"}
    assert [row["key"] for row in (await anna.get("/api/drafts")).json()] == [CALL]
    assert (await anna.send("DELETE", PATH)).status_code == 204
    assert (await anna.send("DELETE", PATH)).status_code == 204
    assert (await anna.get(PATH)).status_code == 404


async def test_a_conflict_brings_the_draft_of_the_other_tab(anna: Browser) -> None:
    await anna.send("PUT", PATH, body(content="один"))
    answer = await anna.send("PUT", PATH, body(content="два"))
    refused = answer.json()["error"]
    assert (answer.status_code, refused["code"]) == (409, "draft.conflict")
    assert refused["params"]["current"]["values"] == {"content": "один"}


async def test_nobody_sees_the_drafts_of_another(site: Site, anna: Browser) -> None:
    await anna.send("PUT", PATH, body(content="моё"))
    boris = await site.logged_in(BORIS)
    assert (await boris.get("/api/drafts")).json() == []
    assert (await boris.get(PATH)).status_code == 404
    await boris.send("DELETE", PATH)
    assert (ANNA.id, CALL) in site.world.desk.kept


async def test_who_has_one_tab_hears_that_a_draft_came_and_went_but_not_of_each_letter(anna: Browser) -> None:
    async with anna.open_socket() as socket:
        await hear(socket)
        await say_auth(socket, anna)
        await hear(socket)
        await anna.send("PUT", PATH, body(content="н"))
        await anna.send("PUT", PATH, body(1, content="на"))
        await anna.send("DELETE", PATH)
        assert [(await hear(socket))["revision"] for _ in range(2)] == [1, 2]


async def test_several_tabs_hear_of_everything_that_is_typed_in_one(anna: Browser) -> None:
    async with anna.open_socket() as one, anna.open_socket() as other:
        for socket in (one, other):
            await hear(socket)
            await say_auth(socket, anna)
            await hear(socket)
        await anna.send("PUT", PATH, body(content="н"))
        await anna.send("PUT", PATH, body(1, content="на"))
        for socket in (one, other):
            assert [(await hear(socket))["lists"] for _ in range(2)] == [["drafts"], ["drafts"]]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        (body(content="x" * 65_536), "values"),
        (body() | {"dirty_fields": [str(number) for number in range(201)]}, "dirty_fields"),
        (body() | {"base_version": "1"}, "base_version"),
    ],
)
async def test_an_unreasonable_draft_is_refused(anna: Browser, wrong: dict[str, Any], field: str) -> None:
    answer = await anna.send("PUT", PATH, wrong)
    assert answer.status_code == 422
    assert list(answer.json()["error"]["fields"]) == [field]


@pytest.mark.parametrize("key", ["%00", "a%20b", "x" * 201, "%D1%8B"])
async def test_a_key_of_strange_letters_is_no_draft(anna: Browser, key: str) -> None:
    assert (await anna.send("PUT", f"/api/drafts/{key}", body())).status_code == 404


async def test_a_written_draft_may_follow_a_call_that_was_handed_over(anna: Browser, site: Site) -> None:
    await anna.send("PUT", PATH, body(content="набрано"))
    assert site.world.handover.written == [(ANNA.id, CALL)]
