"""The folder on a real disk."""

import asyncio
import os
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from callbridge.files.folder import FolderFiles
from callbridge.kernel.errors import FilesUnavailable
from callbridge.kernel.text import Phrase
from tests.files.conftest import pieces, read
from tests.support.stores import NOW


@pytest.fixture
def files(tmp_path: Path) -> FolderFiles:
    return FolderFiles(tmp_path / "files", timeout_s=60)


async def kept(files: FolderFiles, body: bytes) -> str:
    received = await files.receive(pieces(body), len(body))
    await files.keep(received)
    return received.storage_key


def kept_at(path: Path, at: datetime) -> None:
    os.utime(path, (at.timestamp(), at.timestamp()))


async def test_a_file_lies_under_the_hash_of_what_it_holds_and_is_read_in_parts(
    files: FolderFiles, tmp_path: Path
) -> None:
    """R26."""
    body = os.urandom(200_000)
    key = await kept(files, body)
    path = tmp_path / "files" / key
    assert (key[:2], len(key)) == (path.name[:2], 67)
    assert path.read_bytes() == body
    assert path.stat().st_mode & 0o777 == 0o600
    assert await read(files, key, 0, len(body) - 1) == body
    assert await read(files, key, 70_000, 70_009) == body[70_000:70_010]
    assert list((tmp_path / "files" / "incoming").iterdir()) == []


async def test_the_same_contents_are_kept_once_and_become_young(files: FolderFiles, tmp_path: Path) -> None:
    key = await kept(files, b"same")
    kept_at(tmp_path / "files" / key, NOW - timedelta(days=9))
    assert await kept(files, b"same") == key
    assert (tmp_path / "files" / key).stat().st_mtime > (NOW - timedelta(days=9)).timestamp()
    assert len(list((tmp_path / "files").rglob("*/*"))) == 1


async def test_contents_cut_short_by_a_bad_disk_are_replaced_by_the_whole(files: FolderFiles, tmp_path: Path) -> None:
    key = await kept(files, b"whole")
    (tmp_path / "files" / key).write_bytes(b"who")
    assert await kept(files, b"whole") == key
    assert await read(files, key, 0, 4) == b"whole"


async def test_contents_that_are_gone_or_cut_are_told(files: FolderFiles, tmp_path: Path) -> None:
    key = await kept(files, b"whole")
    (tmp_path / "files" / key).write_bytes(b"who")
    with pytest.raises(FilesUnavailable, match=r"files\.missing"):
        await read(files, key, 0, 4)
    (tmp_path / "files" / key).unlink()
    with pytest.raises(FilesUnavailable, match=r"files\.missing"):
        await files.open(key, 0, 4)


@pytest.mark.parametrize("key", ["../../etc/passwd", "ab/../x", "/etc/passwd", "ab/" + "c" * 64, "incoming/x"])
async def test_no_key_leads_out_of_the_folder(files: FolderFiles, key: str) -> None:
    with pytest.raises(FilesUnavailable, match=r"files\.missing"):
        await files.open(key, 0, 1)
    with pytest.raises(FilesUnavailable, match=r"files\.missing"):
        await files.delete(key)


async def test_neither_a_link_nor_a_folder_is_opened(files: FolderFiles, tmp_path: Path) -> None:
    key = await kept(files, b"mine")
    path = tmp_path / "files" / key
    secret = tmp_path / "secret"
    secret.write_bytes(b"secret")
    path.unlink()
    path.symlink_to(secret)
    with pytest.raises(FilesUnavailable):
        await files.open(key, 0, 1)
    path.unlink()
    path.mkdir()
    with pytest.raises(FilesUnavailable, match=r"files\.missing"):
        await files.open(key, 0, 1)


async def test_old_keys_are_listed_and_foreign_files_are_none_of_ours(files: FolderFiles, tmp_path: Path) -> None:
    old, young = await kept(files, b"old"), await kept(files, b"young")
    kept_at(tmp_path / "files" / old, NOW - timedelta(days=2))
    kept_at(tmp_path / "files" / young, NOW)
    for name in ("notes.txt", f"{old[:2]}/notes.txt"):
        (tmp_path / "files" / name).write_bytes(b"x")
        kept_at(tmp_path / "files" / name, NOW - timedelta(days=2))
    listed = [key async for keys in files.older_than(NOW - timedelta(days=1)) for key in keys]
    assert listed == [old]
    await files.delete(old)
    await files.delete(old)
    assert not (tmp_path / "files" / old).exists()


async def test_a_folder_that_is_not_there_yet_holds_nothing_and_can_be_made(files: FolderFiles, tmp_path: Path) -> None:
    assert [keys async for keys in files.older_than(NOW)] == []
    await files.check()
    assert list(tmp_path.iterdir()) == []
    await kept(files, b"x")
    await files.check()


async def test_a_folder_that_cannot_be_made_is_told_in_words(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(FilesUnavailable) as refused:
        await FolderFiles(tmp_path / "file" / "x", timeout_s=60).check()
    assert refused.value.params == {"reason": Phrase("system.no_folder")}


async def test_two_uploads_of_the_same_contents_at_once_make_one_file(files: FolderFiles, tmp_path: Path) -> None:
    both = [await files.receive(pieces(b"same"), 4) for _ in range(2)]
    await asyncio.gather(*(files.keep(received) for received in both))
    assert [path.read_bytes() for path in (tmp_path / "files").rglob("*/*")] == [b"same"]
