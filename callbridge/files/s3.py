"""Files in an S3-compatible storage: path-style addresses, one PUT for a file, signed by `sigv4`.

A file is received on a disk of ours first: its hash is its name and signs the PUT, which either makes the object whole
or makes none. No redirect is followed and no proxy of the environment asked.
"""

import html
import re
import ssl
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

import httpx

from callbridge.app.file_port import Received
from callbridge.files.disk import FilesDisk
from callbridge.files.sigv4 import EMPTY_SHA256, Credentials, Unsigned, amz_date, authorization
from callbridge.files.spool import Spool
from callbridge.kernel.clock import Clock
from callbridge.kernel.errors import FilesUnavailable
from callbridge.kernel.system_words import system_words
from callbridge.kernel.text import Phrase

PIECE_BYTES = 64 * 1024
MAX_LIST_BYTES = 4 * 1024 * 1024
"""A page of a list holds 1,000 keys: some 400 KiB."""
_MAX_PAGES = 10_000
_CONNECTIONS = 16
_CONTENT = re.compile(r"<Contents>(.*?)</Contents>", re.DOTALL)
_KEY = re.compile(r"<Key>([^<]{1,1200})</Key>")
_WRITTEN = re.compile(r"<LastModified>([^<]{1,40})</LastModified>")
_NEXT = re.compile(r"<NextContinuationToken>([^<]{1,2000})</NextContinuationToken>")
_OURS = re.compile(r"([0-9a-f]{2})/\1[0-9a-f]{62}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Bucket:
    """Where the objects are."""

    url: str
    """Of the server, without the bucket."""
    name: str
    prefix: str
    credentials: Credentials
    page_keys: int = 1000
    """Keys of one page of a list."""


class S3Files:
    """`FileStorage` in a bucket."""

    def __init__(
        self, bucket: Bucket, spool: Path, clock: Clock, *, timeout_s: float, tls: ssl.SSLContext | bool = True
    ) -> None:
        self._bucket = bucket
        self._clock = clock
        self._disk = FilesDisk(timeout_s)
        self._spool = Spool(spool, self._disk)
        parts = urlsplit(bucket.url)
        self._host = parts.netloc
        self._origin = f"{parts.scheme}://{parts.netloc}"
        self._root = f"{parts.path.rstrip('/')}/{bucket.name}"
        self._http = httpx.AsyncClient(
            timeout=httpx.Timeout(timeout_s),
            limits=httpx.Limits(max_connections=_CONNECTIONS, max_keepalive_connections=4),
            follow_redirects=False,
            trust_env=False,
            verify=tls,
        )

    async def receive(self, pieces: AsyncIterator[bytes], limit: int) -> Received:
        """Write what comes to the disk."""
        return await self._spool.receive(pieces, limit)

    async def keep(self, received: Received) -> None:
        """Put it into the bucket; contents that are there already become young again."""
        path = self._path(received.storage_key)
        headers = {"content-length": str(received.size), "content-type": "application/octet-stream"}
        async with self._asked("PUT", path, headers=headers, body=received) as answer:
            _expect(answer, 200)
        await self._spool.discard(received)

    async def discard(self, received: Received) -> None:
        """Delete it from the disk."""
        await self._spool.discard(received)

    async def open(self, storage_key: str, first: int, last: int) -> "S3Stream":
        """Return a part of an object."""
        request = self._request("GET", self._path(storage_key), headers={"range": f"bytes={first}-{last}"})
        try:
            answer = await self._http.send(request, stream=True)
        except httpx.HTTPError as error:
            raise _unavailable(error) from error
        stream = S3Stream(answer, last - first + 1)
        try:
            _expect(answer, 206)
        except FilesUnavailable:
            await stream.aclose()
            raise
        return stream

    async def older_than(self, instant: datetime) -> AsyncIterator[Sequence[str]]:
        """Yield old keys page by page, and delete what never became an object."""
        await self._spool.forget_older_than(instant)
        token = ""
        for _ in range(_MAX_PAGES):
            page = await self._page(token)
            if keys := [key for key, written_at in self._listed(page) if written_at < instant]:
                yield keys
            following = _NEXT.search(page)
            if following is None:
                return
            token = html.unescape(following[1])

    async def delete(self, storage_key: str) -> None:
        """Delete an object."""
        async with self._asked("DELETE", self._path(storage_key)) as answer:
            _expect(answer, 200, 204, 404)

    async def check(self) -> None:
        """Raise FilesUnavailable when the bucket does not answer."""
        async with self._asked("HEAD", self._root) as answer:
            _expect(answer, 200)

    def _path(self, storage_key: str) -> str:
        return f"{self._root}/{self._bucket.prefix}{storage_key}"

    async def _page(self, token: str) -> str:
        query = [("list-type", "2"), ("max-keys", str(self._bucket.page_keys)), ("prefix", self._bucket.prefix)]
        if token:
            query.append(("continuation-token", token))
        async with self._asked("GET", self._root, query=query) as answer:
            _expect(answer, 200)
            page = bytearray()
            async for piece in answer.aiter_bytes(PIECE_BYTES):
                page += piece
                if len(page) > MAX_LIST_BYTES:
                    raise FilesUnavailable("files.refused", status="list")
        return page.decode("utf-8", errors="replace")

    def _listed(self, page: str) -> list[tuple[str, datetime]]:
        found = []
        for content in _CONTENT.findall(page):
            key, written = _KEY.search(content), _WRITTEN.search(content)
            if key is None or written is None or not html.unescape(key[1]).startswith(self._bucket.prefix):
                continue
            ours = html.unescape(key[1])[len(self._bucket.prefix) :]
            if _OURS.fullmatch(ours):
                found.append((ours, _instant(written[1])))
        return found

    def _request(
        self,
        method: str,
        path: str,
        *,
        query: Sequence[tuple[str, str]] = (),
        headers: Mapping[str, str] | None = None,
        body: Received | None = None,
    ) -> httpx.Request:
        at = self._clock.now()
        payload = body.sha256 if body else EMPTY_SHA256
        signed = {"host": self._host, "x-amz-date": amz_date(at), "x-amz-content-sha256": payload, **(headers or {})}
        unsigned = Unsigned(method=method, path=path, query=query, headers=signed, payload_sha256=payload)
        sent = {**signed, "authorization": authorization(unsigned, self._bucket.credentials, at)}
        content = self._pieces(Path(body.place)) if body else None
        return self._http.build_request(method, self._origin + unsigned.target, headers=sent, content=content)

    @asynccontextmanager
    async def _asked(
        self,
        method: str,
        path: str,
        *,
        query: Sequence[tuple[str, str]] = (),
        headers: Mapping[str, str] | None = None,
        body: Received | None = None,
    ) -> AsyncIterator[httpx.Response]:
        try:
            answer = await self._http.send(
                self._request(method, path, query=query, headers=headers, body=body), stream=True
            )
            try:
                yield answer
            finally:
                await answer.aclose()
        except httpx.HTTPError as error:
            raise _unavailable(error) from error

    async def _pieces(self, path: Path) -> AsyncIterator[bytes]:
        file = await self._disk.run(lambda: path.open("rb", buffering=0))
        try:
            while piece := await self._disk.run(lambda: file.read(PIECE_BYTES)):
                yield piece
        finally:
            self._disk.later(file.close)


class S3Stream:
    """`AudioStream` of an object's part."""

    def __init__(self, answer: httpx.Response, length: int) -> None:
        self._answer = answer
        self._left = length
        self._pieces = answer.aiter_bytes(PIECE_BYTES)

    def __aiter__(self) -> "S3Stream":
        return self

    async def __anext__(self) -> bytes:
        if self._left <= 0:
            raise StopAsyncIteration
        try:
            piece = await anext(self._pieces, b"")
        except httpx.HTTPError as error:
            raise _unavailable(error) from error
        if not piece or len(piece) > self._left:
            raise FilesUnavailable("files.missing")
        self._left -= len(piece)
        return piece

    async def aclose(self) -> None:
        """Give the connection back."""
        await self._answer.aclose()


def _expect(answer: httpx.Response, *good: int) -> None:
    if answer.status_code in good:
        return
    if answer.status_code == httpx.codes.NOT_FOUND and answer.request.method == "GET":
        raise FilesUnavailable("files.missing")
    if answer.status_code >= httpx.codes.INTERNAL_SERVER_ERROR:
        raise FilesUnavailable(reason=f"HTTP {answer.status_code}")
    raise FilesUnavailable("files.refused", status=f"HTTP {answer.status_code}")


def _unavailable(error: httpx.HTTPError) -> FilesUnavailable:
    if isinstance(error, httpx.TimeoutException):
        return FilesUnavailable(reason=Phrase("system.timeout"))
    cause: Exception = error
    while isinstance(inner := cause.__cause__ or cause.__context__, Exception):  # "all attempts failed" says nothing
        cause = inner
    return FilesUnavailable(reason=system_words(cause))


def _instant(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        raise FilesUnavailable("files.refused", status="list") from None
