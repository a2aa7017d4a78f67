import pytest
from fastapi import APIRouter

from callbridge.web import app, routes_health
from callbridge.web.app import Application, http_application
from tests.support.web_server import Browser
from tests.support.web_services import World, context


async def test_pages_the_interface_and_what_watches_are_on_one_port(anna: Browser) -> None:
    assert (await anna.get("/api/me")).headers["content-type"] == "application/json"
    assert (await anna.get("/health")).headers["content-type"] == "application/json"
    assert (await anna.get("/desk")).headers["content-type"].startswith("text/html")


async def test_the_description_of_the_interface_is_not_offered_to_the_world(anna: Browser) -> None:
    for path in ("/docs", "/redoc", "/openapi.json"):
        assert "swagger" not in (await anna.get(path)).text.lower()


def test_an_application_with_an_unguarded_route_does_not_start(monkeypatch: pytest.MonkeyPatch) -> None:
    open_router = APIRouter()
    open_router.add_api_route("/api/open", lambda: None)
    monkeypatch.setattr(app, "_ROUTERS", (routes_health.router, open_router))
    with pytest.raises(TypeError, match="/api/open"):
        Application(context(World()))


def test_no_two_routes_are_the_same() -> None:
    routes = [(route.path, method) for route in http_application(context(World())).routes for method in route.methods]  # type: ignore[attr-defined]
    assert len(routes) == len(set(routes))
