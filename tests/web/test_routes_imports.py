"""Imports over HTTP."""

from dataclasses import replace

import httpx
import pytest

from callbridge.crm.importing import ImportState
from callbridge.crm.operator import Role
from callbridge.web import routes_imports
from tests.support.web_people import VERA
from tests.support.web_server import Browser, Site

FILE = "ФИО;Телефон;Примеч.\nИванов Иван;+79161234567;\nПетров;плохой;=1+1\n"


async def sent(browser: Browser, body: bytes, path: str = "/api/imports?entity=person&name=a.csv") -> httpx.Response:
    headers = {"X-CSRF-Token": browser.csrf, "Origin": browser.origin, "Content-Type": "application/octet-stream"}
    return await browser.http.post(path, content=body, headers=headers)


@pytest.fixture
async def vera(site: Site) -> Browser:
    return await site.logged_in(VERA)


async def test_a_file_is_uploaded_mapped_previewed_run_and_undone(site: Site, vera: Browser) -> None:
    """R142."""
    made = await sent(vera, FILE.encode("cp1251"))
    assert made.status_code == 201
    job = made.json()["job"]
    assert (job["state"], job["columns"], job["plan"]["mapping"]) == (
        "ready", ["ФИО", "Телефон", "Примеч."], ["full_name", "phone", "note"],
    )  # fmt: skip
    targets = {target["id"]: target for target in made.json()["targets"]}
    assert (targets["full_name"]["is_required"], targets["phone"]["is_many"]) == (True, True)
    plan = {"mapping": job["plan"]["mapping"], "on_match": "fill"}
    shown = (await vera.send("POST", "/api/imports/1/preview", plan)).json()["rows"]
    assert [row["state"] for row in shown] == ["created", "failed"]
    assert shown[1]["problems"] == [{"field": "Телефон", "code": "not_a_number", "message": "Это не номер телефона."}]
    begun = await vera.send("POST", "/api/imports/1/start", plan)
    assert begun.json()["job"]["state"] == "running"
    assert (await vera.send("POST", "/api/imports/1/start", plan)).status_code == 409
    assert (await vera.send("DELETE", "/api/imports/1")).status_code == 409
    cancelled = await vera.send("POST", "/api/imports/1/cancel")
    assert cancelled.json()["job"]["state"] == "cancelled"
    site.world.imports.jobs[1] = replace(site.world.imports.jobs[1], state=ImportState.DONE)
    assert (await vera.send("POST", "/api/imports/1/undo")).json()["job"]["state"] == "undoing"
    listed = (await vera.get("/api/imports")).json()
    assert [one["id"] for one in listed["jobs"]] == [1]
    assert listed["kinds"][0] == {
        "id": "person", "label": {"ru": "Контактные лица", "en": "People"}, "is_many": False, "is_required": False,
    }  # fmt: skip
    assert (await vera.send("DELETE", "/api/imports/1")).status_code == 204


async def test_bad_rows_come_as_a_file_that_can_be_mended_and_does_not_compute(site: Site, vera: Browser) -> None:
    await sent(vera, FILE.encode())
    importer = site.world.importer()
    job = await site.world.imports.job(1)
    await importer.begin(VERA, 1, job.plan)
    await importer._work(await site.world.imports.job(1))
    answer = await vera.get("/api/imports/1/bad-rows")
    assert answer.headers["content-disposition"] == 'attachment; filename="import-1-errors.csv"'
    assert answer.content.decode("utf-8-sig").splitlines() == [
        "ФИО;Телефон;Примеч.;Ошибка;Строка",
        "Петров;плохой;'=1+1;Телефон: Это не номер телефона.;3",
    ]


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"", "import.no_rows"),
        ("ФИО\n".encode(), "import.no_rows"),
        (b"%PDF-1.7", "import.unknown_file"),
        (b"PK\x03\x04broken", "import.broken_book"),
        (b"a;" * 300, "import.too_many_columns"),
    ],
)
async def test_a_file_that_cannot_be_is_refused_in_words_and_leaves_nothing(
    site: Site, vera: Browser, body: bytes, code: str
) -> None:
    answer = await sent(vera, body)
    assert (answer.status_code, answer.json()["error"]["code"]) == (400, code)
    assert site.world.imports.jobs == {}


async def test_an_upload_is_held_to_its_size_and_kind(
    site: Site, vera: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(routes_imports, "MAX_FILE_BYTES", 1024 * 1024)
    answer = await sent(vera, b"x" * (1024 * 1024 + 1))
    assert answer.json()["error"]["message"] == "Файл больше 1 МБ. Разделите его на части."
    json = await vera.send("POST", "/api/imports?entity=person", {"a": 1})
    assert json.status_code == 415
    assert (await sent(vera, FILE.encode(), "/api/imports?entity=stage")).status_code == 404


async def test_a_mapping_that_cannot_be_is_refused_by_field(vera: Browser) -> None:
    await sent(vera, FILE.encode())
    answer = await vera.send("POST", "/api/imports/1/start", {"mapping": ["phone", "", ""], "on_match": "skip"})
    assert answer.json()["error"]["fields"]["mapping"]["code"] == "required_unmapped"
    wrong = await vera.send("POST", "/api/imports/1/start", {"mapping": [], "on_match": "overwrite"})
    assert wrong.json()["error"]["fields"]["on_match"]["code"] == "unknown_value"


async def test_a_supervisor_imports_nothing(site: Site) -> None:
    boris = await site.logged_in(replace(VERA, id=site.world.operators.rows[VERA.id].id, login="boris"))
    assert (await boris.get("/api/imports")).status_code == 403
    assert Role.MANAGER.covers(Role.SUPERVISOR)
