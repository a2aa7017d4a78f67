"""The editor of pipelines over HTTP."""

from tests.support.web_people import VERA
from tests.support.web_server import Browser, Site

STAGES = [
    {"id": None, "name": "Звонок", "kind": "open", "probability": 10},
    {"id": None, "name": "Договор", "kind": "won", "probability": 100},
    {"id": None, "name": "Отказ", "kind": "lost", "probability": 0},
]


async def test_a_pipeline_is_made_edited_and_its_deals_brought_over(site: Site) -> None:
    """R137."""
    vera = await site.logged_in(VERA)
    made = await vera.send("POST", "/api/pipelines", {"name": "Квартиры", "stages": STAGES})
    assert (made.status_code, made.json()["record"]) == (201, {"name": "Квартиры"})
    edited = await vera.send("PUT", "/api/pipelines/1/stages", {"stages": STAGES}, **{"If-Match": '"1"'})
    assert (edited.headers["etag"], edited.json()["record"]["revision"]) == ('"2"', 2)
    over = await vera.send("POST", "/api/pipelines/1/bring-over", {"mapping": [{"from_id": 1, "to_id": 7}]})
    assert over.json() == {"deals": 1}


async def test_stages_that_make_no_pipeline_are_refused(site: Site) -> None:
    vera = await site.logged_in(VERA)
    answer = await vera.send("POST", "/api/pipelines", {"name": "Квартиры", "stages": STAGES[:2]})
    assert answer.json()["error"]["fields"]["stages"]["code"] == "stages_incomplete"
    stale = await vera.send("PUT", "/api/pipelines/1/stages", {"stages": STAGES})
    assert stale.json()["error"]["code"] == "record.version_missing"


async def test_an_operator_edits_no_pipeline(anna: Browser) -> None:
    answer = await anna.send("POST", "/api/pipelines", {"name": "Квартиры", "stages": STAGES})
    assert answer.status_code == 403
