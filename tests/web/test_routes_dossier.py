"""The dossier over HTTP."""

import threading
from urllib.parse import unquote

import pytest

from callbridge.crm.dossier import Dossier
from callbridge.web import routes_dossier
from tests.support.web_people import BORIS
from tests.support.web_server import Browser, Site
from tests.web.test_dossier_text import CAMPAIGN

PATH = "/api/campaigns/5/dossier.pdf"


@pytest.fixture
async def boris(site: Site) -> Browser:
    site.world.lists.rows = []
    return await site.logged_in(BORIS)


def with_an_event(site: Site, monkeypatch: pytest.MonkeyPatch, **values: object) -> None:
    """Let there be an event whose belongings are none."""
    site.world.lists.rows = [{**CAMPAIGN, **values}]
    monkeypatch.setattr("callbridge.app.dossier.SECTIONS", ())


async def test_a_supervisor_takes_the_dossier_as_a_file(
    site: Site, boris: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    """R9, R51."""
    with_an_event(site, monkeypatch, name='Выставка "Весна"\r\nX: y/..')
    answer = await boris.get(PATH)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/pdf")
    assert answer.content.startswith(b"%PDF-")
    name = unquote(answer.headers["content-disposition"].partition("filename*=UTF-8''")[2])
    assert name == ".. 2026-03-02.pdf".strip(". ") or name.endswith("2026-03-02.pdf")
    assert [note.action for note in site.world.audit.notes] == ["dossier.taken"]


async def test_an_operator_takes_none_and_no_event_has_none(site: Site, anna: Browser, boris: Browser) -> None:
    assert (await anna.get(PATH)).status_code == 403
    assert (await boris.get(PATH)).json()["error"]["code"] == "record.not_found"


async def test_one_is_drawn_at_a_time_and_who_waits_too_long_is_told(
    site: Site, boris: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_an_event(site, monkeypatch)
    go = threading.Event()

    def slowly(_: Dossier) -> bytes:
        go.wait(30)
        return b"%PDF-"

    monkeypatch.setattr(routes_dossier, "_pdf", slowly)
    monkeypatch.setattr(routes_dossier, "WAIT_S", 0.05)
    try:
        answers = [await boris.get(PATH) for _ in range(2)]
    finally:
        go.set()
    assert [answer.json()["error"]["code"] for answer in answers] == ["dossier.busy", "dossier.busy"]


async def test_more_than_may_wait_are_refused_at_once(
    site: Site, boris: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_an_event(site, monkeypatch)
    monkeypatch.setattr(routes_dossier, "_places", threading.BoundedSemaphore(1))
    assert routes_dossier._places.acquire(blocking=False)
    assert (await boris.get(PATH)).json()["error"]["code"] == "dossier.busy"
