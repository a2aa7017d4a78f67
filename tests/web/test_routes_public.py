"""A public link over HTTP: no login, one answer per key, closed when closed, slowed when in a hurry (R28)."""

import re

import httpx

from callbridge.web.server import ANSWERS_PER_MINUTE
from tests.support.kept_interviews import TOKEN
from tests.support.web_server import Site, running

PATH = f"/f/{TOKEN}"


async def post(site: Site, body: dict[str, str], **headers: str) -> httpx.Response:
    return await site.browser().http.post(PATH, data=body, headers=headers)


async def test_a_form_is_opened_filled_and_kept_once(site: Site) -> None:
    page = await site.browser().get(PATH)
    assert (page.status_code, page.headers["content-type"]) == (200, "text/html; charset=utf-8")
    key = re.search('name="key" value="([^"]+)"', page.text)
    assert key is not None
    body = {"key": key[1], "q1": "0", "q2": "Тепло"}
    for _ in range(2):
        thanks = await post(site, body, Origin=site.listening.url)
        assert (thanks.status_code, "Спасибо" in thanks.text) == (200, True)
    (row,) = site.world.interviews.rows.values()
    assert (row.answers, row.by) == ({"1": 0, "2": "Тепло"}, "")


async def test_a_mistake_is_shown_and_nothing_typed_is_lost(site: Site) -> None:
    answer = await site.browser().http.post(f"{PATH}?lang=en", data={"key": "x" * 20, "q2": "Тепло"})
    assert (answer.status_code, "Тепло" in answer.text, "x" * 20 in answer.text) == (422, True, True)
    assert "Please look" in answer.text
    assert site.world.interviews.rows == {}


async def test_what_is_closed_unknown_or_from_elsewhere_is_refused(site: Site) -> None:
    assert (await site.browser().get("/f/unknown-but-well-formed")).status_code == 404
    assert (await site.browser().get("/f/%00%27")).status_code == 404
    assert (await post(site, {"q1": "0"}, Origin="https://elsewhere.example")).status_code == 403
    site.world.interviews.is_open = False
    assert (await site.browser().get(PATH)).status_code == 404
    assert (await post(site, {"q1": "0"})).status_code == 404
    site.world.interviews.is_down = True
    assert (await site.browser().get(PATH)).status_code == 503
    assert (await post(site, {"q1": "0"})).status_code == 503


async def test_what_is_too_large_or_no_form_is_refused(site: Site) -> None:
    large = await post(site, {"q1": "0", "q2": "x" * 300_000})
    assert large.status_code == 413
    http = site.browser().http
    assert (await http.post(PATH, json={"q1": 0})).status_code == 415
    broken = await http.post(PATH, content=b"q1=%ff", headers={"Content-Type": "application/x-www-form-urlencoded"})
    assert broken.status_code == 400


async def test_who_is_in_a_hurry_is_told_to_wait(site: Site) -> None:
    browser = site.browser()
    for _ in range(ANSWERS_PER_MINUTE):
        await browser.get(PATH)
    for answer in (await browser.get(PATH), await post(site, {"q1": "0"})):
        assert (answer.status_code, int(answer.headers["retry-after"]) > 0) == (429, True)


async def test_one_machine_with_many_addresses_is_one() -> None:
    """RFC 4291, 2.5.4: whoever has an IPv6 address has all of its /64."""
    async with running(trusted_proxies=("127.0.0.1",)) as trusting:
        browser = trusting.browser()
        for number in range(ANSWERS_PER_MINUTE + 1):
            answer = await browser.get(PATH, **{"X-Forwarded-For": f"2001:db8::{number:x}"})
        assert answer.status_code == 429
