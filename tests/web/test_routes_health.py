import pytest

from tests.support.web_people import ANNA, VERA
from tests.support.web_server import Site, running


async def test_health_is_200_when_all_is_well_and_503_when_not(site: Site) -> None:
    browser = site.browser()
    well = await browser.get("/health")
    assert (well.status_code, well.json()["is_ok"], well.headers["cache-control"]) == (200, True, "no-store")
    site.world.health.is_ok = False
    ill = await browser.get("/health")
    assert (ill.status_code, ill.json()["links"][0]["error"]) == (503, "ami.unavailable")


async def test_metrics_are_read_from_this_machine(site: Site) -> None:
    site.metrics.ami_event("main")
    answer = await site.browser().get("/metrics")
    assert answer.status_code == 200
    assert 'callbridge_ami_events_total{pbx="main"} 1.0' in answer.text
    assert answer.headers["content-type"].startswith("text/plain; version=0.0.4")


@pytest.mark.parametrize(
    "host", ["calls.example.ru", "calls.example.ru:8080", "203.0.113.9", "", "[", "127.0.0.1.evil.ru"]
)
async def test_metrics_asked_for_under_another_name_need_an_admin(site: Site, host: str) -> None:
    """A proxy that says nothing about itself, or a page whose name was pointed at this machine."""
    assert (await site.browser().get("/metrics", Host=host)).status_code in {400, 401}


@pytest.mark.parametrize("host", ["localhost", "localhost:8080", "127.0.0.1", "127.0.1.1:9", "[::1]:8080"])
async def test_metrics_are_read_under_any_name_of_this_machine(site: Site, host: str) -> None:
    assert (await site.browser().get("/metrics", Host=host)).status_code == 200


async def test_no_client_talks_itself_onto_this_machine() -> None:
    """Not even through a trusted proxy that passes on what the client claimed."""
    async with running(trusted_proxies=("127.0.0.1",)) as trusting:
        for claimed in ("127.0.0.1", "127.0.0.1, 203.0.113.9", "::1"):
            answer = await trusting.browser().get("/metrics", **{"X-Forwarded-For": claimed})
            assert answer.status_code == 401
        assert (await trusting.browser().get("/metrics")).status_code == 200


@pytest.mark.parametrize("header", ["X-Forwarded-For", "X-Forwarded-Host", "Forwarded", "X-Real-IP", "Via"])
async def test_metrics_through_a_proxy_need_an_admin(site: Site, header: str) -> None:
    through_a_proxy = {header: "203.0.113.9"}
    assert (await site.browser().get("/metrics", **through_a_proxy)).status_code == 401
    assert (await (await site.logged_in(ANNA)).get("/metrics", **through_a_proxy)).status_code == 403
    assert (await (await site.logged_in(VERA)).get("/metrics", **through_a_proxy)).status_code == 200
