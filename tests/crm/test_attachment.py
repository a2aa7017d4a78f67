"""What a file may be called, and what it is by its bytes."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callbridge.crm.attachment import (
    HEAD_BYTES,
    MAX_NAME_BYTES,
    UNKNOWN,
    Attachment,
    Preview,
    clean_name,
    media_type_of,
    new_name,
    owner_kind,
    preview_of,
    view,
)
from callbridge.kernel.errors import InvalidInput, NotFound

UTF8, CP1251 = "text/plain; charset=utf-8", "text/plain; charset=windows-1251"


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        ("Смета.xlsx", "Смета.xlsx"),
        ("C:\\Документы\\Смета.xlsx", "Смета.xlsx"),
        ("../../etc/passwd", "passwd"),
        ("..", "file"),
        ("", "file"),
        ("   . . ", "file"),
        ("a\x00b\r\nc\t.pdf", "ab c .pdf"),
        ("фото\u202egpj.exe", "фотоgpj.exe"),
        ("й.txt", "й.txt"),
        (".htaccess", "htaccess"),
    ],
)
def test_a_name_is_made_harmless(raw: str, name: str) -> None:
    assert clean_name(raw) == name


def test_a_long_name_keeps_its_ending() -> None:
    name = clean_name("я" * 500 + ".pdf")
    assert (name.endswith(".pdf"), len(name.encode())) == (True, MAX_NAME_BYTES)
    assert len(clean_name("я." + "ж" * 500).encode()) <= MAX_NAME_BYTES


@given(st.text())
def test_any_name_becomes_one_that_every_disk_takes(raw: str) -> None:
    name = clean_name(raw)
    assert 0 < len(name.encode()) <= MAX_NAME_BYTES
    assert not set(name) & set("/\\\0\r\n\u202e")
    assert clean_name(name) == name


def test_a_typed_name_must_leave_something() -> None:
    assert new_name(" План.docx ") == "План.docx"
    with pytest.raises(InvalidInput):
        new_name(" ../ ")


@pytest.mark.parametrize(
    ("head", "name", "media_type", "preview"),
    [
        (b"\x89PNG\r\n\x1a\n...", "x.exe", "image/png", Preview.IMAGE),
        (b"\xff\xd8\xff\xe0", "photo", "image/jpeg", Preview.IMAGE),
        (b"GIF89a", "a.gif", "image/gif", Preview.IMAGE),
        (b"RIFF\x00\x00\x00\x00WEBPVP8", "a", "image/webp", Preview.IMAGE),
        (b"RIFF\x00\x00\x00\x00WAVE", "a.webp", UNKNOWN, Preview.NONE),
        (b"%PDF-1.7", "договор", "application/pdf", Preview.PDF),
        ("Привет".encode(), "заметки.txt", UTF8, Preview.TEXT),
        ("Привет".encode("cp1251"), "заметки.CSV", CP1251, Preview.TEXT),
        (b"MZ\x00\x01", "notes.txt", UNKNOWN, Preview.NONE),
        (b"<svg onload=alert(1)>", "a.svg", UNKNOWN, Preview.NONE),
        (b"<script>alert(1)</script>", "a.html", UNKNOWN, Preview.NONE),
        (b"<script>alert(1)</script>", "a.txt", UTF8, Preview.TEXT),
        (b"PK\x03\x04", "Смета.xlsx", UNKNOWN, Preview.NONE),
    ],
)
def test_a_file_is_what_its_bytes_say(head: bytes, name: str, media_type: str, preview: Preview) -> None:
    """R26: nothing that could run a script is ever shown."""
    assert media_type_of(head, name) == media_type
    assert preview_of(media_type) is preview


def test_a_letter_cut_at_the_end_of_the_head_is_no_mistake() -> None:
    head = ("я" * HEAD_BYTES).encode()[1 : HEAD_BYTES + 1]
    assert media_type_of(b"." + head[1:], "a.txt") == UTF8
    assert media_type_of("я".encode()[:1], "a.txt") == CP1251


def test_files_hang_on_the_kinds_that_were_meant() -> None:
    assert owner_kind("lead").id == "lead"
    for name in ("operator", "campaign_type", ""):
        with pytest.raises(NotFound):
            owner_kind(name)


def test_a_reader_is_told_no_hash_and_no_place() -> None:
    at = datetime(2026, 3, 2, tzinfo=UTC)
    kept = Attachment(
        id=1, version=2, owner_entity="deal", owner_id=3, name="a.pdf", sha256="f" * 64, size=5,
        media_type="application/pdf", storage_key="ff/f", note="", author="Анна", created_at=at, archived_at=at,
    )  # fmt: skip
    seen = view(kept)
    assert (seen.preview, seen.is_removed) == (Preview.PDF, True)
    assert "ff" not in repr(seen)
