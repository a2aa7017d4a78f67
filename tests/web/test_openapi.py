"""The document says what the interface does: every route, every shape, every code."""

import json
import re
from typing import Any

import pytest

from callbridge.crm.call_log import CallRow
from callbridge.kernel.messages import MESSAGES
from callbridge.web.app import http_application
from callbridge.web.guard import guards
from callbridge.web.openapi import document
from callbridge.web.openapi_routes import OPERATIONS
from tests.support.web_services import World, context

APP = http_application(context(World()))


@pytest.fixture(scope="module")
def told() -> dict[str, Any]:
    return document(APP)


def test_every_route_is_in_it_and_no_other(told: dict[str, Any]) -> None:
    routes = {(method, route.path) for route, _ in guards(APP) for method in route.methods or ()}
    assert set(OPERATIONS) == routes
    assert {(method.upper(), path) for path, ways in told["paths"].items() for method in ways} == routes
    assert told["openapi"] == "3.1.0"


def test_every_reference_leads_somewhere(told: dict[str, Any]) -> None:
    for reference in set(re.findall(r'"\$ref": ?"#/([^"]+)"', json.dumps(told))):
        place: Any = told
        for step in reference.split("/"):
            place = place[step]
        assert place


def test_every_code_of_error_is_listed(told: dict[str, Any]) -> None:
    assert told["components"]["schemas"]["ErrorCode"]["enum"] == sorted(MESSAGES)
    assert told["components"]["schemas"]["FieldError"]["properties"]["code"]["$ref"].endswith("/ErrorCode")


def test_shapes_are_those_of_the_dataclasses(told: dict[str, Any]) -> None:
    schema = told["components"]["schemas"]["CallRow"]
    assert set(schema["properties"]) == set(CallRow.__dataclass_fields__)


def test_who_may_and_how_is_told(told: dict[str, Any]) -> None:
    leads = told["paths"]["/api/leads"]
    assert (leads["get"]["x-role"], leads["get"]["security"]) == (
        "operator",
        [{"session": []}, {"token": ["records:read"]}],
    )
    assert leads["post"]["security"] == [{"session": [], "csrf": []}]
    assert told["paths"]["/api/v1/leads"]["post"]["security"] == [{"token": ["leads:write"]}]
    assert told["paths"]["/health"]["get"]["security"] == []
    headers = [each["name"] for each in leads["post"]["parameters"] if each["in"] == "header"]
    assert headers == ["Idempotency-Key"]
