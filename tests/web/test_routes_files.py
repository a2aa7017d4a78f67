"""Files of records over HTTP, kept in a real folder."""

from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from callbridge.app.file_keeper import FilePlace
from callbridge.crm.record import Stored
from callbridge.files.folder import FolderFiles
from tests.support.web_people import BORIS
from tests.support.web_server import Browser, Site, running
from tests.support.web_services import World

MIB = 1 << 20
FILES = "/api/records/campaign/5/files"
PDF = b"%PDF-1.7 " + bytes(range(256)) * 10


@pytest.fixture
async def site(tmp_path: Path) -> AsyncIterator[Site]:
    world = World(
        file_place=FilePlace(storage=FolderFiles(tmp_path / "files", timeout_s=60), max_bytes=MIB, total_bytes=10 * MIB)
    )
    world.records.rows[("campaign", 5)] = Stored(id=5, version=1, values={})
    async with running(world) as site:
        yield site


@pytest.fixture
async def boris(site: Site) -> Browser:
    return await site.logged_in(BORIS)


async def upload(
    browser: Browser, body: bytes = PDF, name: str = "План работ.pdf", key: str = "k", path: str = FILES
) -> httpx.Response:
    headers = {"X-CSRF-Token": browser.csrf, "Origin": browser.origin, "Idempotency-Key": key}
    return await browser.http.post(path, params={"name": name}, content=body, headers=headers)


async def test_a_file_is_uploaded_once_per_key_and_listed(boris: Browser, anna: Browser) -> None:
    """R26, R50."""
    made, again = await upload(boris), await upload(boris)
    assert (made.status_code, again.status_code) == (201, 200)
    assert made.json() == again.json()
    listed = (await anna.get(FILES)).json()
    assert [(file["name"], file["size"], file["preview"]) for file in listed["files"]] == [
        ("План работ.pdf", len(PDF), "pdf")
    ]
    assert (listed["may_write"], listed["is_kept"], listed["max_bytes"]) == (False, True, MIB)


async def test_a_file_comes_back_whole_or_in_ranges(boris: Browser, site: Site) -> None:
    """R26."""
    await upload(boris)
    whole = await boris.get("/api/files/1/content")
    assert (whole.status_code, whole.content) == (200, PDF)
    assert whole.headers["content-type"] == "application/pdf"
    assert whole.headers["content-disposition"].startswith("inline; ")
    assert whole.headers["x-frame-options"] == "SAMEORIGIN"
    assert whole.headers["x-content-type-options"] == "nosniff"
    assert whole.headers.get_list("content-security-policy") == [whole.headers["content-security-policy"]]
    part = await boris.get("/api/files/1/content", Range="bytes=10-19")
    assert (part.status_code, part.content) == (206, PDF[10:20])
    assert part.headers["content-range"] == f"bytes 10-19/{len(PDF)}"
    beyond = await boris.get("/api/files/1/content", Range="bytes=999999-")
    assert (beyond.status_code, beyond.headers["content-range"]) == (416, f"bytes */{len(PDF)}")
    head = await boris.http.head("/api/files/1/content")
    assert (head.status_code, head.headers["content-length"], head.content) == (200, str(len(PDF)), b"")
    taken = await boris.get("/api/files/1/content?download=1")
    assert taken.headers["content-disposition"].startswith("attachment; ")
    assert [note.action for note in site.world.audit.notes] == ["file.opened", "file.taken"]


async def test_what_the_sender_says_of_the_type_is_not_believed(boris: Browser) -> None:
    headers = {"X-CSRF-Token": boris.csrf, "Origin": boris.origin, "Idempotency-Key": "k"}
    body = b"<script>alert(1)</script>"
    sent = await boris.http.post(
        FILES, params={"name": "a.html"}, content=body, headers={**headers, "Content-Type": "text/html"}
    )
    assert sent.status_code == 201
    answer = await boris.get("/api/files/1/content")
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-disposition"].startswith("attachment; ")


async def test_a_file_that_is_too_large_is_refused_in_words_and_leaves_nothing(boris: Browser, tmp_path: Path) -> None:
    refused = await upload(boris, bytes(MIB + 1))
    assert (refused.status_code, refused.json()["error"]["code"]) == (413, "files.too_large")
    assert refused.json()["error"]["message"] == "Файл больше 1 МБ: такой принять нельзя."

    async def without_a_length() -> AsyncIterator[bytes]:
        for _ in range(40):
            yield bytes(32 * 1024)

    headers = {"X-CSRF-Token": boris.csrf, "Origin": boris.origin, "Idempotency-Key": "k2"}
    unsaid = await boris.http.post(FILES, params={"name": "a"}, content=without_a_length(), headers=headers)
    assert unsaid.status_code == 413
    assert (await boris.get(FILES)).json()["files"] == []


async def test_roles_keys_and_csrf_are_asked_for(boris: Browser, anna: Browser) -> None:
    assert (await upload(anna)).status_code == 403
    assert (await upload(boris, key="")).json()["error"]["fields"].keys() == {"Idempotency-Key"}
    assert (await boris.http.post(f"{FILES}?name=a", content=b"x")).json()["error"]["code"] == "auth.csrf"
    assert (await upload(boris, path="/api/records/operator/5/files")).json()["error"]["code"] == "files.not_attachable"
    assert (await upload(boris, path="/api/records/campaign/6/files")).status_code == 404
    assert (await upload(boris, b"")).json()["error"]["code"] == "files.empty"


async def test_a_file_is_renamed_removed_and_brought_back(boris: Browser, anna: Browser) -> None:
    """R26."""
    await upload(boris)
    renamed = await boris.send("PATCH", "/api/files/1", {"name": "Смета.pdf"}, **{"If-Match": '"1"'})
    assert renamed.json()["name"] == "Смета.pdf"
    removed = await boris.send("DELETE", "/api/files/1", **{"If-Match": '"2"'})
    assert removed.json()["is_removed"] is True
    assert (await anna.get("/api/files/1/content")).status_code == 404
    stale = await boris.send("POST", "/api/files/1/restore", **{"If-Match": '"2"'})
    assert (stale.status_code, stale.json()["error"]["code"]) == (409, "files.changed")
    back = await boris.send("POST", "/api/files/1/restore", **{"If-Match": '"3"'})
    assert back.json()["is_removed"] is False
    assert (await anna.get("/api/files/1/content")).content == PDF
    assert (await anna.send("DELETE", "/api/files/1", **{"If-Match": '"4"'})).status_code == 403


async def test_contents_that_the_storage_lost_are_told_in_words(boris: Browser, tmp_path: Path) -> None:
    await upload(boris)
    for path in (tmp_path / "files").rglob("*/*"):
        path.unlink()
    answer = await boris.get("/api/files/1/content")
    assert (answer.status_code, answer.json()["error"]["code"]) == (503, "files.missing")
