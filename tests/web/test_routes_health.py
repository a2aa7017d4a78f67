import pytest

from tests.support.web_server import Site
from tests.support.web_services import ANNA, VERA


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


@pytest.mark.parametrize("header", ["X-Forwarded-For", "Forwarded", "X-Real-IP"])
async def test_metrics_through_a_proxy_need_an_admin(site: Site, header: str) -> None:
    through_a_proxy = {header: "203.0.113.9"}
    assert (await site.browser().get("/metrics", **through_a_proxy)).status_code == 401
    assert (await (await site.logged_in(ANNA)).get("/metrics", **through_a_proxy)).status_code == 403
    assert (await (await site.logged_in(VERA)).get("/metrics", **through_a_proxy)).status_code == 200
