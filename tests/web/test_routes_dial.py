"""Click-to-call over HTTP."""

from callbridge.app.control_port import DialPlace
from callbridge.kernel.hidden_number import hidden_number
from tests.support.fake_desk import call_row
from tests.support.web_people import ANNA
from tests.support.web_server import Browser, Site


async def test_a_number_is_dialled_once_a_key_also_hidden_and_what_is_missing_is_told(
    site: Site, anna: Browser
) -> None:
    """R152: by the record, whoever reads the number."""
    site.world.desk.calls_kept = [call_row(0)]
    wish = {"kind": "call", "id": "main:0.1", "number": hidden_number("+79161234567")}
    refused = await anna.send("POST", "/api/dial", wish, **{"Idempotency-Key": "a"})
    assert (refused.status_code, refused.json()["error"]["code"]) == (409, "dial.off")
    site.world.dial_places["main"] = DialPlace(technology="PJSIP", context="from-internal")
    for _ in range(2):
        sent = await anna.send("POST", "/api/dial", wish, **{"Idempotency-Key": "b"})
        assert sent.status_code == 204
    gone = ("main", f"PJSIP/{ANNA.extension}", "+79161234567", "from-internal", "b")
    assert site.world.control.dialled == [gone]
    assert (await anna.send("POST", "/api/dial", wish)).status_code == 422
    other = {"kind": "call", "id": "main:9.9"}
    missing = await anna.send("POST", "/api/dial", other, **{"Idempotency-Key": "c"})
    assert missing.status_code == 404
    assert (await anna.get("/api/me")).json()["can_dial"] is True
