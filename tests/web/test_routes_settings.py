"""The system's parameters over HTTP."""

from tests.support.web_people import VERA
from tests.support.web_server import Browser, Site


async def test_an_admin_reads_and_sets_parameters(site: Site) -> None:
    """R145: the currency that lists sum in, and what makes a prospect a customer (A14)."""
    vera = await site.logged_in(VERA)
    currency, promote, *others = (await vera.get("/api/settings")).json()
    assert (currency["value"], currency["version"], currency["may_set"]) == ("RUB", 0, True)
    assert [choice["value"] for choice in promote["choices"]] == ["deal", "contract"]
    of_roles = {f"{what}.{role}" for what in ("reach", "mask") for role in ("operator", "supervisor", "manager")}
    assert of_roles <= {one["key"] for one in others}
    path = "/api/settings/base_currency"
    answer = await vera.send("PUT", path, {"value": "eur"}, **{"If-Match": '"0"'})
    assert (answer.json()["value"], answer.json()["version"]) == ("EUR", 1)
    again = await vera.send("PUT", path, {"value": "USD"}, **{"If-Match": '"0"'})
    assert (again.status_code, again.json()["error"]["code"]) == (409, "setting.changed_meanwhile")
    wrong = await vera.send("PUT", path, {"value": "рубль"}, **{"If-Match": '"1"'})
    assert wrong.json()["error"]["fields"]["value"]["code"] == "wrong_type"


async def test_an_operator_reads_no_parameters(anna: Browser) -> None:
    assert (await anna.get("/api/settings")).status_code == 403


async def test_an_operator_sets_their_own_and_resets_it(anna: Browser) -> None:
    """R145: each value says whence it comes."""
    path = "/api/settings/interest.new_deal?level=user"
    before, *_ = (await anna.get("/api/settings?level=user")).json()
    assert (before["value"], before["source"], before["is_default"]) == ("outcome", "system", True)
    own = (await anna.send("PUT", path, {"value": "hand"}, **{"If-Match": '"0"'})).json()
    assert (own["value"], own["source"], own["inherited"], own["may_set"]) == ("hand", "user", "outcome", True)
    reset = (await anna.send("DELETE", path, **{"If-Match": '"1"'})).json()
    assert (reset["value"], reset["source"], reset["version"]) == ("outcome", "system", 0)
    team = await anna.get("/api/settings?level=team")
    assert team.status_code == 403
