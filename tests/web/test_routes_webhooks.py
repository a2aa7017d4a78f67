from tests.support.web_people import VERA
from tests.support.web_server import Site

HOOK = {"name": "Склад", "url": "https://example.ru/hook", "topics": ["lead.created", "call.missed"]}


async def test_a_webhook_is_made_tried_and_forgotten_and_its_secret_shown_once(site: Site) -> None:
    vera = await site.logged_in(VERA)
    made = await vera.send("POST", "/api/webhooks", HOOK)
    assert (made.status_code, made.json()["kept"]["topics"]) == (201, HOOK["topics"])
    listed = await vera.get("/api/webhooks")
    assert [row["name"] for row in listed.json()] == ["Склад"]
    assert made.json()["secret"] not in listed.text
    changed = await vera.send("PUT", "/api/webhooks/1", HOOK | {"is_active": False})
    assert changed.json()["is_active"] is False
    asked = await vera.send("POST", "/api/webhooks/1/ping")
    assert (asked.status_code, asked.json()["topic"]) == (201, "ping")
    assert len((await vera.get("/api/webhooks/1/deliveries?state=waiting&limit=5")).json()) == 1
    assert (await vera.get("/api/webhooks/1/deliveries?state=lost")).status_code == 422
    for path in ("/api/webhooks/1/replay", "/api/webhooks/1/deliveries/1/replay"):
        assert (await vera.send("POST", path)).json() == {"deliveries": 1}
    assert (await vera.send("DELETE", "/api/webhooks/1")).status_code == 204
    assert (await vera.get("/api/webhooks/1/deliveries")).status_code == 404


async def test_a_wrong_webhook_is_refused_by_field(site: Site) -> None:
    vera = await site.logged_in(VERA)
    answer = await vera.send("POST", "/api/webhooks", HOOK | {"url": "http://example.ru", "topics": []})
    told = {name: found["code"] for name, found in answer.json()["error"]["fields"].items()}
    assert (answer.status_code, told) == (422, {"url": "https_only", "topics": "required"})
