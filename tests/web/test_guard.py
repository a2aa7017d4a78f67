"""Nobody does what the role does not allow: every route there is, walked."""

import re
from dataclasses import replace
from itertools import cycle
from pathlib import Path

import httpx
import pytest
from fastapi import APIRouter, Depends, FastAPI
from fastapi.routing import APIRoute

from callbridge.crm.operator import Operator, Role
from callbridge.kernel.ids import OperatorId
from callbridge.web.app import http_application
from callbridge.web.guard import Guard, anybody, guards
from tests.support.web_people import ANNA, BORIS, VERA
from tests.support.web_server import Browser, Site, running
from tests.support.web_services import World, context

DOCUMENT = Path(__file__).parents[2] / "docs" / "api.md"
PUBLIC = {
    ("POST", "/api/login"),
    ("POST", "/api/v1/forms/{key}"),
    ("GET", "/health"),
    ("GET", "/metrics"),
    ("GET", "/f/{token}"),
    ("GET", "/calendar/{name}"),
    ("GET", "/api/openapi.json"),
    ("POST", "/f/{token}"),
    ("GET", "/unsubscribe/{token}"),
    ("POST", "/unsubscribe/{token}"),
}
GLEB = replace(BORIS, id=OperatorId(4), login="gleb", role=Role.MANAGER)
LOGINS = {Role.OPERATOR: ANNA, Role.SUPERVISOR: BORIS, Role.MANAGER: GLEB, Role.ADMIN: VERA}


def walk() -> list[tuple[str, str, Role]]:
    """Return method, path and least role of every route that is not public."""
    found = []
    for route, guard in guards(http_application(context(World()))):
        for method in sorted(route.methods or ()):
            if guard.role is None:
                assert (method, route.path) in PUBLIC
            else:
                found.append((method, filled(route), guard.role))
    return found


def filled(route: APIRoute) -> str:
    path = route.path.replace("{call_id}", "main:1.1").replace("{key}", "main:1.1")
    path = path.replace("{audio_id}", "a" * 32).replace("{entity}", "person")
    for name in (
        "record_id",
        "deal_id",
        "pipeline_id",
        "person_id",
        "organization_id",
        "lead_id",
        "operator_id",
        "view_id",
        "token_id",
        "form_id",
        "file_id",
        "task_id",
        "follow_up_id",
        "interview_id",
        "webhook_id",
        "delivery_id",
        "import_id",
        "merge_id",
        "keep_id",
        "give_up_id",
        "mailing_id",
        "recipient_id",
        "round_id",
        "entry_id",
        "revision_id",
        "script_id",
        "said_id",
    ):
        path = path.replace(f"{{{name}}}", "1")
    assert "{" not in path
    return path


ROUTES = walk()
WRITING = [route for route in ROUTES if route[0] not in ("GET", "HEAD")]


def refusal(answer: httpx.Response) -> tuple[int, str]:
    """Return status and code; an answer to HEAD has no body to tell a code."""
    code = answer.json()["error"]["code"] if answer.request.method != "HEAD" else ""
    return answer.status_code, code


def expected(method: str, status: int, code: str) -> tuple[int, str]:
    return status, code if method != "HEAD" else ""


def test_the_interface_is_what_its_documentation_says() -> None:
    """docs/api.md names every route with its role, and no other."""
    documented = set()
    for row in re.findall(r"^\| (`(?:GET|POST|PUT|PATCH|DELETE) .*?) \| (.*?) \|", DOCUMENT.read_text(), re.MULTILINE):
        first, *others = re.findall(r"`(.*?)`", row[0].replace(" + `Idempotency-Key`", "").replace(" + `If-Match`", ""))
        method, path = first.split()
        role = row[1].replace("anybody", "").replace("loopback, or admin", "")
        for one in (method, *others):
            documented.add((one, re.sub(r"\{\w+\}", "{}", path.partition("?")[0]), role))
    offered = {
        (method, re.sub(r"\{\w+\}", "{}", route.path), guard.role.value if guard.role else "")
        for route, guard in guards(http_application(context(World())))
        for method in route.methods or ()
    }
    assert offered == documented


async def test_without_a_login_every_route_is_401(site: Site) -> None:
    browser = site.browser()
    for method, path, _ in ROUTES:
        answer = await browser.send(method, path, {})
        assert refusal(answer) == expected(method, 401, "auth.required"), path


async def test_a_lower_role_is_403_on_every_route(site: Site) -> None:
    site.world.operators.rows[GLEB.id] = GLEB
    site.world.operators.hashes[GLEB.id] = site.world.operators.hashes[VERA.id]
    for role, operator in LOGINS.items():
        browser = await site.logged_in(operator)
        for method, path, least in ROUTES:
            if not role.covers(least):
                answer = await browser.send(method, path, {})
                assert refusal(answer) == expected(method, 403, "auth.forbidden"), path


@pytest.mark.parametrize("operator", [ANNA, VERA])
async def test_a_missing_or_wrong_csrf_token_is_403_on_every_writing_route(site: Site, operator: Operator) -> None:
    browser = await site.logged_in(operator)
    for token in ("", "wrong", browser.csrf[:-1]):
        for method, path, _ in WRITING:
            answer = await browser.send(method, path, {}, **{"X-CSRF-Token": token})
            assert (answer.status_code, answer.json()["error"]["code"]) == (403, "auth.csrf"), path


async def test_another_origin_is_403_on_every_route(site: Site) -> None:
    vera = await site.logged_in(VERA)
    foreign = cycle(("https://evil.example", "null", f"{vera.url}.evil.example"))
    for (method, path, _), origin in zip(ROUTES, foreign, strict=False):
        answer = await vera.send(method, path, {}, Origin=origin)
        assert refusal(answer) == expected(method, 403, "auth.origin"), (path, origin)


async def test_a_foreign_referer_counts_as_an_origin(anna: Browser) -> None:
    answer = await anna.http.get("/api/me", headers={"Referer": "https://evil.example/page"})
    assert answer.status_code == 403


async def test_a_configured_origin_passes_on_every_reading_route() -> None:
    async with running(origins=("https://calls.example.ru",)) as site:
        vera = await site.logged_in(VERA)
        answer = await vera.get("/api/me", Origin="https://calls.example.ru")
        assert answer.status_code == 200


def test_a_route_without_a_declared_role_is_refused_at_start() -> None:
    app, router = FastAPI(openapi_url=None), APIRouter()
    router.add_api_route("/open", lambda: None)
    app.router.routes.extend(router.routes)
    with pytest.raises(TypeError, match="/open must declare one role"):
        tuple(guards(app))


def test_a_route_with_two_roles_is_refused_at_start() -> None:
    app = FastAPI(openapi_url=None)
    app.add_api_route("/two", lambda: None, dependencies=[anybody, Depends(Guard(Role.ADMIN))])
    with pytest.raises(TypeError, match="not 2"):
        tuple(guards(app))


def test_what_cannot_be_guarded_is_refused_at_start() -> None:
    app = FastAPI(openapi_url=None)
    app.mount("/sub", FastAPI())
    with pytest.raises(TypeError, match="cannot be guarded"):
        tuple(guards(app))
