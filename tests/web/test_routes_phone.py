"""The browser's own login to the PBX, over HTTP."""

from callbridge.crm.operator import DeviceMode, OperatorChanges
from callbridge.kernel.ids import CallId, LegId
from tests.support.web_headsets import SITE
from tests.support.web_people import ANNA
from tests.support.web_server import Browser, Site


async def with_headset(site: Site) -> None:
    site.world.phone_sites["main"] = SITE
    await site.world.operators.change_operator(
        ANNA.id, OperatorChanges(device_mode=DeviceMode.HEADSET, extension="121")
    )


async def test_an_operator_gets_their_own_login_and_no_page_holds_it(site: Site) -> None:
    """R73: POST with the CSRF token alone; never kept by a cache."""
    await with_headset(site)
    anna = await site.logged_in()
    refused = await anna.http.post("/api/phone/credentials", headers={"X-CSRF-Token": "wrong", "Origin": anna.origin})
    assert refused.status_code == 403
    answer = await anna.send("POST", "/api/phone/credentials")
    assert answer.json()["password"] == "made-up"
    assert answer.headers["cache-control"] == "no-store"
    assert "made-up" not in (await anna.get("/api/me")).text


async def test_a_handset_gets_none(site: Site, anna: Browser) -> None:
    answer = await anna.send("POST", "/api/phone/credentials")
    assert (answer.status_code, answer.json()["error"]["code"]) == (409, "phone.off")


async def test_a_card_names_its_sip_calls(site: Site, anna: Browser) -> None:
    site.world.phone_legs.legs[ANNA.id, CallId("main:1.1")] = ("main", (LegId("main:1.2"),))
    site.world.registrar.sip_calls[LegId("main:1.2")] = "abc@pbx"
    assert (await anna.get("/api/calls/main:1.1/phone")).json() == {"sip_call_ids": ["abc@pbx"]}
    assert (await anna.get("/api/calls/main:2.2/phone")).status_code == 404
