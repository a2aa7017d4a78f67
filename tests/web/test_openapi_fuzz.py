"""Every operation of the document against the real daemon on SQLite: no fault of ours, answers as described.

Bounded: a few examples an operation, the same ones each time; a whole run takes less than a minute.
"""

import asyncio
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from callbridge.commands.user import add
from tests.support.daemon_process import PASSWORD, Daemon
from tests.support.loopback import NO_TLS
from tests.support.ports import leased_port

CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
EXAMPLES = 5
UNWELL = ("/health", "/api/mailings/")
"""Answer 503 without a PBX, or a mail server, as they should."""


@pytest.fixture(scope="module")
def daemon(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Daemon]:
    """A daemon with an admin and one who is fuzzed away."""
    started = Daemon(tmp_path_factory.mktemp("fuzz"), leased_port())
    runner = asyncio.Runner()
    try:
        for login in ("vera", "admin"):
            runner.run(add(started.config, login=login, password=PASSWORD, full_name=login, role="admin"))
        runner.run(started.start())
        yield started
    finally:
        runner.run(started.kill())
        runner.close()


def as_admin(url: str) -> dict[str, str]:
    """Return the headers of a new session."""
    with httpx.Client(base_url=url, headers={"Origin": url}, trust_env=False, verify=NO_TLS, timeout=30) as http:
        for login in ("vera", "admin"):
            answer = http.post("/api/login", json={"login": login, "password": PASSWORD})
            if answer.status_code == 200:
                cookie = f"callbridge_session={answer.cookies['callbridge_session']}"
                return {"Cookie": cookie, "X-CSRF-Token": answer.json()["csrf"], "Origin": url}
    raise AssertionError("nobody can log in any more")


def program(url: str) -> dict[str, str]:
    """Return the headers of a program."""
    body = {"name": "fuzz", "scopes": ["leads:write"]}
    made = httpx.post(f"{url}/api/tokens", json=body, headers=as_admin(url), trust_env=False, verify=NO_TLS, timeout=30)
    return {"Authorization": f"Bearer {made.json()['token']}"}


def operations(url: str) -> list[Any]:
    told = httpx.get(f"{url}/api/openapi.json", trust_env=False, verify=NO_TLS, timeout=30).json()
    told["paths"] = dict(sorted(told["paths"].items(), key=lambda item: "operators" in item[0]))
    found = list(schemathesis.openapi.from_dict(told).get_all_operations())
    assert all(isinstance(one, Ok) for one in found)
    return [one.ok() for one in found if isinstance(one, Ok)]


def no_fault(_: Any, response: Any, __: Any) -> None:
    """Let a part that is missing be told, and nothing worse."""
    assert response.status_code < httpx.codes.INTERNAL_SERVER_ERROR or response.status_code == 503, response.content


def mistakes(operation: Any, url: str, headers: dict[str, str]) -> list[str]:
    """Return what the answers to some made-up requests are wrong in."""
    checks = [no_fault, *CHECKS[1:]] if operation.path.startswith(UNWELL) else CHECKS

    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy())
    def fuzz(case: Any) -> None:
        case.validate_response(case.call(base_url=url, headers=headers, timeout=30), checks=checks)

    try:
        fuzz()
    except Exception as found:  # noqa: BLE001 - told with its operation
        return [f"{operation.label}: {part!r}" for part in getattr(found, "exceptions", (found,))]
    return []


def test_no_request_brings_down_or_surprises(daemon: Daemon) -> None:
    all_operations = operations(daemon.url)
    bearer = program(daemon.url)
    found, session = [], as_admin(daemon.url)
    for operation in all_operations:
        me = httpx.get(f"{daemon.url}/api/me", headers=session, trust_env=False, verify=NO_TLS, timeout=30)
        if me.status_code != httpx.codes.OK:
            session = as_admin(daemon.url)
        headers = bearer if operation.path == "/api/v1/leads" else session
        found += mistakes(operation, daemon.url, headers)
    assert found == []
    assert len(all_operations) > 70
