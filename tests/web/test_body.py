import asyncio

import pytest

from callbridge.web import body
from tests.support.web_server import Browser, Site

PATH = "/api/me"


async def send(browser: Browser, content: bytes, kind: str = "application/json") -> int:
    headers = {"X-CSRF-Token": browser.csrf, "Origin": browser.origin, "Content-Type": kind}
    return (await browser.http.patch(PATH, content=content, headers=headers)).status_code


async def test_a_body_of_256_kib_is_read_and_a_larger_one_refused(anna: Browser) -> None:
    assert await send(anna, b"{}" + b" " * (body.MAX_BODY_BYTES - 2)) == 200
    assert await send(anna, b"{}" + b" " * (body.MAX_BODY_BYTES - 1)) == 413


async def test_only_json_is_read_so_that_no_foreign_form_can_post(anna: Browser) -> None:
    assert await send(anna, b"{}", "application/json; charset=utf-8") == 200
    for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""):
        assert await send(anna, b"{}", kind) == 415


async def test_what_is_no_json_is_refused(anna: Browser) -> None:
    assert await send(anna, b"{") == 400


async def test_a_body_that_never_ends_is_given_up(site: Site, anna: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(body, "MAX_BODY_S", 0.05)
    reader, writer = await asyncio.open_connection(site.listening.host, site.listening.port)
    head = f"PATCH {PATH} HTTP/1.1\r\nHost: x\r\nCookie: {anna.cookie}\r\nX-CSRF-Token: {anna.csrf}\r\n"
    writer.write(f"{head}Content-Type: application/json\r\nContent-Length: 100\r\n\r\n{{".encode())
    assert (await reader.readline()).startswith(b"HTTP/1.1 408 ")
    writer.close()
    await writer.wait_closed()
