"""The bucket, against a real S3-compatible server that checks signatures; a small one for what servers do wrong."""

import asyncio
import hashlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from callbridge.app.file_port import storage_key
from callbridge.clock import SystemClock
from callbridge.files.s3 import Bucket, S3Files
from callbridge.files.sigv4 import Credentials
from callbridge.kernel.errors import FilesUnavailable
from tests.files.conftest import pieces, read
from tests.support.s3_server import BUCKET, S3Server


def files_in(url: str, spool: Path, *, key: str = "k", secret: str = "s", prefix: str = "калл/") -> S3Files:
    bucket = Bucket(
        url=url,
        name=BUCKET,
        prefix=prefix,
        credentials=Credentials(access_key=key, secret=secret, region="us-east-1"),
        page_keys=2,
    )
    return S3Files(bucket, spool, SystemClock(), timeout_s=60.0)


@pytest.fixture
async def files(s3_server: S3Server, tmp_path: Path) -> S3Files:
    made = files_in(s3_server.url, tmp_path / "spool", key=s3_server.access_key, secret=s3_server.secret)
    async with made._asked("PUT", made._root) as answer:
        assert answer.status_code == 200
    return made


async def test_a_file_is_kept_read_in_parts_and_deleted(files: S3Files, tmp_path: Path) -> None:
    """R26."""
    body = bytes(range(256)) * 1_000
    received = await files.receive(pieces(body[:100], body[100:]), len(body))
    await files.keep(received)
    assert list((tmp_path / "spool").iterdir()) == []
    assert await read(files, received.storage_key, 0, len(body) - 1) == body
    assert await read(files, received.storage_key, 1_000, 1_009) == body[1_000:1_010]
    await files.check()
    await files.delete(received.storage_key)
    with pytest.raises(FilesUnavailable, match=r"files\.missing"):
        await files.open(received.storage_key, 0, 0)
    await files.delete(received.storage_key)


async def test_old_keys_are_listed_page_by_page_and_foreign_objects_are_none_of_ours(files: S3Files) -> None:
    for number in range(3):
        await files.keep(await files.receive(pieces(b"%d" % number), 1))
    async with files._asked("PUT", f"{files._root}/калл/notes.txt") as answer:
        assert answer.status_code == 200
    soon = datetime.now(UTC) + timedelta(hours=1)
    listed = [key async for keys in files.older_than(soon) for key in keys]
    assert sorted(listed) == sorted(storage_key(hashlib.sha256(b"%d" % number).hexdigest()) for number in range(3))
    assert [key async for keys in files.older_than(soon - timedelta(days=1)) for key in keys] == []


async def test_a_wrong_key_is_refused_in_words(s3_server: S3Server, files: S3Files, tmp_path: Path) -> None:
    wrong = files_in(s3_server.url, tmp_path, key=s3_server.access_key, secret="wrong")
    with pytest.raises(FilesUnavailable) as refused:
        await wrong.check()
    assert (refused.value.code, refused.value.params) == ("files.refused", {"status": "HTTP 403"})


async def test_a_bucket_that_is_not_there_is_told(s3_server: S3Server, tmp_path: Path) -> None:
    bucket = Bucket(
        url=s3_server.url,
        name="nowhere",
        prefix="",
        credentials=Credentials(access_key=s3_server.access_key, secret=s3_server.secret, region="us-east-1"),
    )
    other = S3Files(bucket, tmp_path, SystemClock(), timeout_s=60.0)
    received = await other.receive(pieces(b"x"), 1)
    with pytest.raises(FilesUnavailable, match=r"files\.refused"):
        await other.keep(received)
    assert Path(received.place).exists()
    await other.discard(received)
    assert list(tmp_path.iterdir()) == []


async def test_a_server_that_is_away_is_told(tmp_path: Path) -> None:
    gone = files_in("http://127.0.0.1:9", tmp_path)
    with pytest.raises(FilesUnavailable, match="Connection refused"):
        await gone.check()
    with pytest.raises(FilesUnavailable, match="Connection refused"):
        await gone.open("ab/abc", 0, 0)


@asynccontextmanager
async def wrong_server(body: bytes) -> AsyncIterator[str]:
    """Serve one canned answer to everybody."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(body)
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    async with server:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (b"HTTP/1.1 500 Oops\r\nContent-Length: 0\r\n\r\n", "files.unavailable"),
        (b"HTTP/1.1 301 Away\r\nLocation: http://example.com/\r\nContent-Length: 0\r\n\r\n", "files.refused"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n0123456789", "files.refused"),
        (b"HTTP/1.1 206 Part\r\nContent-Length: 10\r\n\r\n01234", "files.unavailable"),
        (b"HTTP/1.1 206 Part\r\nContent-Length: 5\r\n\r\n01234", "files.missing"),
        (b"HTTP/1.1 206 Part\r\nContent-Length: 11\r\n\r\n0123456789x", "files.missing"),
        (b"no HTTP at all\r\n\r\n", "files.unavailable"),
    ],
    ids=["broken", "redirects", "ignores the range", "cut", "too short", "too long", "not HTTP"],
)
async def test_nothing_is_believed_that_a_server_does_wrong(answer: bytes, code: str, tmp_path: Path) -> None:
    async with wrong_server(answer) as url:
        with pytest.raises(FilesUnavailable) as refused:
            await read(files_in(url, tmp_path), "ab/abc", 0, 9)
    assert refused.value.code == code


async def test_a_list_without_end_is_refused(tmp_path: Path) -> None:
    body = b"<Contents>" * 500_000
    head = b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(body)
    async with wrong_server(head + body) as url:
        with pytest.raises(FilesUnavailable, match=r"files\.refused"):
            await anext(files_in(url, tmp_path).older_than(datetime.now(UTC)))
