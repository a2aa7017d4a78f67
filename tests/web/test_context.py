from callbridge.crm.operator import Operator
from tests.support.web_people import ANNA, VERA
from tests.support.web_server import Site


async def test_a_handler_gets_the_login_that_the_guard_found(site: Site) -> None:
    """Two browsers at once: what belongs to a request stays with it."""
    browsers: list[tuple[Operator, str]] = []
    for operator in (ANNA, VERA):
        browser = await site.logged_in(operator)
        browsers.append((operator, (await browser.get("/api/me")).json()["operator"]["login"]))
    assert browsers == [(ANNA, "anna"), (VERA, "vera")]
