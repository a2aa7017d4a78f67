import gzip
from pathlib import Path

import httpx
import pytest

from callbridge.web.static import ClientFiles

SCRIPT = "console.log('desk')" * 100


@pytest.fixture
def built(tmp_path: Path) -> Path:
    (tmp_path / "assets").mkdir()
    (tmp_path / "index.html").write_text("<title>desk</title>")
    (tmp_path / "ring.mp3").write_bytes(b"ring")
    (tmp_path / "assets" / "index-Dk3jZ9aQ.js").write_text(SCRIPT)
    (tmp_path / "assets" / "index-Dk3jZ9aQ.js.gz").write_bytes(gzip.compress(SCRIPT.encode()))
    (tmp_path.parent / "secret.txt").write_text("secret")
    return tmp_path


async def ask(folder: Path, path: str, method: str = "GET", **headers: str) -> httpx.Response:
    transport = httpx.ASGITransport(ClientFiles(folder))
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as http:
        return await http.request(method, path, headers=headers)


@pytest.mark.parametrize("path", ["/", "/desk", "/calls/main:1/", "/index.html"])
async def test_a_page_of_the_client_is_its_one_page_never_stored_unasked(built: Path, path: str) -> None:
    answer = await ask(built, path)
    assert answer.text == "<title>desk</title>"
    assert answer.headers["cache-control"] == "no-cache"
    assert answer.headers["content-type"] == "text/html; charset=utf-8"


async def test_a_hashed_file_is_kept_for_ever_and_comes_compressed(built: Path) -> None:
    answer = await ask(built, "/assets/index-Dk3jZ9aQ.js", **{"Accept-Encoding": "br, gzip"})
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert answer.headers["content-encoding"] == "gzip"
    assert answer.headers["content-type"] == "text/javascript; charset=utf-8"
    assert answer.text == SCRIPT


async def test_who_takes_no_compression_gets_none(built: Path) -> None:
    answer = await ask(built, "/assets/index-Dk3jZ9aQ.js", **{"Accept-Encoding": "identity"})
    assert "content-encoding" not in answer.headers
    assert answer.text == SCRIPT


async def test_an_unchanged_file_is_not_sent_again(built: Path) -> None:
    first = await ask(built, "/ring.mp3")
    assert first.headers["cache-control"] == "no-cache"
    again = await ask(built, "/ring.mp3", **{"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize(
    "path", ["/missing.js", "/../secret.txt", "/%2e%2e/secret.txt", "/assets/..%2f..%2fsecret.txt"]
)
async def test_only_files_found_at_start_are_served(built: Path, path: str) -> None:
    answer = await ask(built, path)
    assert answer.status_code == 404
    assert answer.json()["error"]["code"] == "not_found"


async def test_nothing_can_be_written_there(built: Path) -> None:
    assert (await ask(built, "/", "POST")).status_code == 405


async def test_without_a_build_the_page_says_how_to_make_one(tmp_path: Path) -> None:
    answer = await ask(tmp_path / "absent", "/")
    assert "make demo" in answer.text
