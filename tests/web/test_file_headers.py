"""What an answer with somebody's file says of it."""

from datetime import UTC, datetime
from urllib.parse import unquote

import pytest

from callbridge.crm.attachment import Attachment
from callbridge.web.file_headers import disposition, file_headers, served_type


def a_file(media_type: str, name: str = "План.pdf") -> Attachment:
    return Attachment(
        id=1, version=1, owner_entity="deal", owner_id=1, name=name, sha256="a" * 64, size=1, media_type=media_type,
        storage_key="", note="", author="", created_at=datetime(2026, 3, 2, tzinfo=UTC), archived_at=None,
    )  # fmt: skip


@pytest.mark.parametrize("media_type", ["text/html", "image/svg+xml", "application/octet-stream", ""])
def test_what_is_not_to_be_shown_is_downloaded_as_bytes(media_type: str) -> None:
    file = a_file(media_type)
    assert served_type(file) == "application/octet-stream"
    headers = file_headers(file, is_taken=False)
    assert headers["Content-Disposition"].startswith("attachment; ")
    assert headers["Content-Security-Policy"].endswith("; sandbox")


def test_what_is_shown_runs_nothing_and_is_framed_by_us_alone() -> None:
    for media_type in ("image/png", "text/plain; charset=utf-8", "application/pdf"):
        headers = file_headers(a_file(media_type), is_taken=False)
        assert headers["Content-Disposition"].startswith("inline; ")
        assert headers["X-Frame-Options"] == "SAMEORIGIN"
        policy = headers["Content-Security-Policy"]
        assert policy.startswith("default-src 'none'; ")
        assert "script-src" not in policy
        assert "frame-ancestors 'self'" in policy
        assert policy.endswith("; sandbox")
        assert file_headers(a_file(media_type), is_taken=True)["Content-Disposition"].startswith("attachment; ")


@pytest.mark.parametrize("name", ["План работ №1.pdf", 'a"b;\r\nX: y.pdf', "файл\\.txt", "😀.png", "%22.pdf"])
def test_a_name_of_any_letters_comes_whole_and_adds_no_header(name: str) -> None:
    """RFC 6266, RFC 8187."""
    value = disposition(name, is_taken=True)
    assert value.isascii()
    assert not set(value) & set("\r\n\\")
    assert value.count('"') == 2
    assert unquote(value.partition("filename*=UTF-8''")[2]) == name
