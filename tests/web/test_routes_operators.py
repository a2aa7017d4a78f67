from typing import Any

import pytest

from tests.support.web_people import ANNA, BORIS, VERA
from tests.support.web_server import Browser, Site
from tests.support.web_services import PASSWORD

NEW = {"login": "gleb", "password": "long enough", "full_name": " Глеб ", "role": "operator", "extension": "103"}


@pytest.fixture
async def vera(site: Site) -> Browser:
    return await site.logged_in(VERA)


async def test_a_supervisor_sees_everybody_and_no_password(site: Site) -> None:
    boris = await site.logged_in(BORIS)
    answer = await boris.get("/api/operators")
    assert [row["login"] for row in answer.json()] == ["anna", "boris", "vera"]
    assert "argon2" not in answer.text


async def test_an_admin_adds_a_login_that_works(site: Site, vera: Browser) -> None:
    made = await vera.send("POST", "/api/operators", NEW)
    assert (made.status_code, made.json()["full_name"], made.json()["extension"]) == (201, "Глеб", "103")
    assert site.world.roster.reloads == 1
    gleb = site.world.operators.rows[made.json()["id"]]
    assert (await site.browser().log_in(gleb, "long enough")).status_code == 200


async def test_a_taken_login_is_a_conflict(vera: Browser) -> None:
    answer = await vera.send("POST", "/api/operators", NEW | {"login": "ANNA"})
    assert (answer.status_code, answer.json()["error"]["code"]) == (409, "operator.login_taken")


@pytest.mark.parametrize(
    ("wrong", "field", "code"),
    [
        ({"login": "a b"}, "login", "wrong_type"),
        ({"password": "short"}, "password", "too_short"),
        ({"full_name": " "}, "full_name", "required"),
        ({"full_name": "x" * 201}, "full_name", "too_long"),
        ({"extension": "101; rm"}, "extension", "wrong_type"),
        ({"pbx": "Main!"}, "pbx", "wrong_type"),
        ({"role": "god"}, "role", "unknown_value"),
        ({"time_zone": "Mars/Base"}, "time_zone", "unknown_value"),
    ],
)
async def test_a_wrong_new_login_is_refused_by_field(
    vera: Browser, wrong: dict[str, Any], field: str, code: str
) -> None:
    answer = await vera.send("POST", "/api/operators", NEW | wrong)
    assert {name: told["code"] for name, told in answer.json()["error"]["fields"].items()} == {field: code}


async def test_a_new_password_ends_the_sessions_of_the_old(site: Site, vera: Browser, anna: Browser) -> None:
    answer = await vera.send("PATCH", f"/api/operators/{ANNA.id}", {"password": "another secret"})
    assert answer.status_code == 200
    assert (await anna.get("/api/me")).status_code == 401
    assert (await site.browser().log_in(password=PASSWORD)).status_code == 401
    assert (await site.browser().log_in(password="another secret")).status_code == 200


async def test_a_new_role_counts_at_the_next_request(vera: Browser, anna: Browser) -> None:
    assert (await anna.get("/api/operators")).status_code == 403
    await vera.send("PATCH", f"/api/operators/{ANNA.id}", {"role": "supervisor"})
    assert (await anna.get("/api/operators")).status_code == 200


@pytest.mark.parametrize("change", [{"is_active": False}, {"role": "operator"}])
async def test_admins_cannot_lock_themselves_out(vera: Browser, change: dict[str, Any]) -> None:
    assert (await vera.send("PATCH", f"/api/operators/{VERA.id}", change)).status_code == 403


async def test_changing_nobody_is_not_found(vera: Browser) -> None:
    assert (await vera.send("PATCH", "/api/operators/99", {"full_name": "X"})).status_code == 404
