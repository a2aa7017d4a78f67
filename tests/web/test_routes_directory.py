import pytest

from callbridge.crm.directory import PersonView
from callbridge.kernel.ids import PersonId
from tests.support.fake_desk import call_row
from tests.support.web_server import Browser, Site


async def test_people_are_found_by_text_and_organization(site: Site, anna: Browser) -> None:
    person = PersonView(id=PersonId(4), full_name="Соколова Мария")
    site.world.desk.people = {person.id: person}
    found = (await anna.get("/api/persons?q=сок&organization_id=7&limit=5")).json()
    assert [row["full_name"] for row in found] == ["Соколова Мария"]
    assert site.world.desk.asked[-1] == ("find_persons", {"text": "сок", "organization_id": 7, "limit": 5})
    assert (await anna.get("/api/persons/4")).json()["id"] == 4
    assert (await anna.get("/api/persons/5")).status_code == 404


async def test_organizations_are_found_or_not(site: Site, anna: Browser) -> None:
    assert (await anna.get("/api/organizations?q=ром")).json() == []
    assert site.world.desk.asked[-1] == ("find_organizations", {"text": "ром", "limit": 20})
    assert (await anna.get("/api/organizations/7")).json()["name"] == "ООО «Ромашка»"
    assert (await anna.get("/api/organizations/8")).status_code == 404


async def test_a_search_text_of_any_length_is_refused_before_the_store(site: Site, anna: Browser) -> None:
    answer = await anna.get(f"/api/persons?q={'x' * 201}")
    assert answer.json()["error"]["fields"]["q"]["code"] == "too_long"
    assert site.world.desk.asked == []


async def test_previous_contacts_are_asked_by_number_as_typed(site: Site, anna: Browser) -> None:
    """R76: the earlier contacts of a number."""
    assert (await anna.get("/api/contacts?number=8916")).json() == {"rows": [], "total": 0}
    asked = site.world.desk.asked[-1][1]
    assert (asked["number"].raw, asked["person_id"], asked["limit"]) == ("8916", None, 20)


async def test_previous_contacts_are_asked_by_a_call_whose_number_nobody_sees(site: Site, anna: Browser) -> None:
    site.world.desk.calls_kept = [call_row(0)]
    assert (await anna.get("/api/contacts?call_id=main:0.1")).status_code == 200
    assert site.world.desk.asked[-1][1]["number"].raw == "+79161234567"
    assert (await anna.get("/api/contacts?call_id=main:9.9")).json() == {"rows": [], "total": 0}
    assert site.world.desk.asked[-1][1]["number"] is None


async def test_a_number_or_that_of_a_call_tells_its_time_zone(site: Site, anna: Browser) -> None:
    """R98: also to who may not read the number itself; of a mobile one nothing is told."""
    site.world.desk.calls_kept = [call_row(0)]
    for asked, zone in {"number=%2B73432123456": "Asia/Yekaterinburg", "call_id=main:0.1": "", "number=": ""}.items():
        assert (await anna.get(f"/api/number-zone?{asked}")).json() == {"zone": zone}


async def test_previous_contacts_of_nobody_are_not_asked(anna: Browser) -> None:
    assert (await anna.get("/api/contacts")).json()["error"]["fields"]["number"]["code"] == "required"


@pytest.mark.parametrize("name", ["methods", "outcomes", "refusal_reasons"])
async def test_the_dictionaries_come_whole(anna: Browser, name: str) -> None:
    assert (await anna.get("/api/dictionaries")).json()[name] == []
