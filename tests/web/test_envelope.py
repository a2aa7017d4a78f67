import asyncio
from typing import Any

import pytest
from starlette.types import Receive, Scope, Send

from callbridge.kernel.masking import mask_text
from callbridge.web.envelope import Envelope
from callbridge.web.metrics import Metrics
from tests.support.clock import FakeClock
from tests.support.web_people import NINE
from tests.support.web_server import Browser, Site


async def test_every_answer_has_an_id_and_the_security_headers(site: Site, anna: Browser) -> None:
    ids = set()
    for path in ("/", "/api/me", "/api/nothing", "/health", "/metrics", "/missing.js"):
        headers = (await anna.get(path)).headers
        ids.add(headers["x-request-id"])
        assert headers["x-content-type-options"] == "nosniff"
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
        assert "server" not in headers
    assert len(ids) == 6
    assert {mask_text(request_id) for request_id in ids} == ids, "the log must show the id that the client was told"
    assert "".join(ids).isalpha()


async def test_what_is_said_of_operators_is_never_stored_by_browsers(anna: Browser) -> None:
    assert (await anna.get("/api/me")).headers["cache-control"] == "no-store"


async def test_a_bug_is_500_without_its_text_logged_and_counted(
    site: Site, anna: Browser, logged: list[dict[str, Any]]
) -> None:
    site.world.desk.is_broken = True
    answer = await anna.get("/api/dictionaries")
    assert (answer.status_code, answer.json()["error"]["code"]) == (500, "internal")
    assert "secret detail" not in answer.text
    (line,) = [line for line in logged if line["log_level"] == "error"]
    assert (line["request_id"], line["path"]) == (answer.headers["x-request-id"], "/api/dictionaries")
    counted = 'callbridge_http_requests_total{method="GET",route="/api/dictionaries",status="500"} 1.0'
    assert counted in site.metrics.render().decode()


async def test_requests_are_counted_by_route_and_never_by_path(site: Site, anna: Browser) -> None:
    for number in range(3):
        await anna.get(f"/api/persons/{number + 1}")
        await anna.get(f"/made-up-{number}")
    text = site.metrics.render().decode()
    assert 'callbridge_http_requests_total{method="GET",route="/api/persons/{person_id}",status="404"} 3.0' in text
    assert 'callbridge_http_requests_total{method="GET",route="other",status="200"} 3.0' in text
    assert "made-up" not in text


async def test_a_client_that_leaves_in_the_middle_of_its_request_is_no_bug_of_ours(
    site: Site, logged: list[dict[str, Any]]
) -> None:
    _, writer = await asyncio.open_connection("127.0.0.1", site.listening.port)
    head = f"POST /api/login HTTP/1.1\r\nHost: {site.listening.url[7:]}\r\nOrigin: {site.listening.url}\r\n"
    writer.write(f"{head}Content-Type: application/json\r\nContent-Length: 9\r\n\r\n{{".encode())
    await writer.drain()
    writer.close()
    counted = 'callbridge_http_requests_total{method="POST",route="/api/login",status="400"}'
    async with asyncio.timeout(30):
        while counted not in site.metrics.render().decode():
            await asyncio.sleep(0.01)
    assert [line for line in logged if line["log_level"] == "error"] == []


async def test_a_bug_after_the_answer_began_is_not_answered_twice() -> None:
    async def half(scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        raise ZeroDivisionError

    async def ignore(message: object) -> None:
        sent.append(message)

    async def nothing() -> dict[str, object]:
        return {}

    sent: list[object] = []
    envelope = Envelope(half, clock=FakeClock(NINE), metrics=Metrics(), is_secure=False)
    scope: Scope = {"type": "http", "method": "BREW", "path": "/", "headers": []}
    with pytest.raises(ZeroDivisionError):
        await envelope(scope, nothing, ignore)
    assert len(sent) == 1
