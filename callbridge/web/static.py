"""The client's files: read once at start, served from memory; an unknown page is the client's own business."""

import mimetypes
import re
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from callbridge.web.errors import http_refusal

CLIENT_FOLDER = Path(__file__).parent / "client"
_HASHED = re.compile(r"[-.][A-Za-z0-9_-]{8,}\.\w+$")
_ENCODINGS = {".br": "br", ".gz": "gzip"}
_TYPES = {".js": "text/javascript", ".woff2": "font/woff2", ".webmanifest": "application/manifest+json"}

NOT_BUILT = """<!doctype html>
<html lang="en"><meta charset="utf-8"><title>callbridge</title>
<h1>callbridge</h1>
<p>The server runs, but the operator's client was not built.</p>
<p>In the source folder run <code>make demo</code>, or <code>npm ci &amp;&amp; npm run build</code> in
<code>screenpop_client</code>, then restart.</p>
</html>
"""


@dataclass(frozen=True, slots=True)
class _File:
    body: bytes
    kind: str
    tag: str
    cache: str
    encoded: dict[str, bytes] = field(default_factory=dict)


class ClientFiles:
    """The ASGI application for all that is not the interface; only files found at start can ever be served.

    A path without extension is a page the client itself draws.
    """

    def __init__(self, folder: Path = CLIENT_FOLDER) -> None:
        self._files = {f"/{path.relative_to(folder).as_posix()}": _read(path, folder) for path in _paths(folder)}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        await self._answer(Request(scope))(scope, receive, send)

    def _answer(self, request: Request) -> Response:
        if request.method not in ("GET", "HEAD"):
            return http_refusal(405, request)
        path = request.url.path
        found = self._files.get(path)
        if found is None and "." not in path.rpartition("/")[2]:
            found = self._files.get("/index.html")
            if found is None:
                return Response(NOT_BUILT, 200, media_type="text/html")
        return _respond(found, request) if found else http_refusal(404, request)


def _paths(folder: Path) -> list[Path]:
    return [path for path in sorted(folder.rglob("*")) if path.is_file() and path.suffix not in _ENCODINGS]


def _read(path: Path, folder: Path) -> _File:
    body = path.read_bytes()
    kind = _TYPES.get(path.suffix) or mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    is_hashed = path.parent != folder and _HASHED.search(path.name) is not None
    beside = {name: path.with_name(path.name + suffix) for suffix, name in _ENCODINGS.items()}
    return _File(
        body=body,
        kind=f"{kind}; charset=utf-8" if kind.startswith("text/") else kind,
        tag=f'"{sha256(body).hexdigest()[:32]}"',
        cache="public, max-age=31536000, immutable" if is_hashed else "no-cache",
        encoded={name: other.read_bytes() for name, other in beside.items() if other.is_file()},
    )


def _respond(file: _File, request: Request) -> Response:
    headers = {"Cache-Control": file.cache, "ETag": file.tag, "Vary": "Accept-Encoding"}
    if request.headers.get("if-none-match") == file.tag:
        return Response(status_code=304, headers=headers)
    accepted = {part.partition(";")[0].strip() for part in request.headers.get("accept-encoding", "").split(",")}
    for name, body in file.encoded.items():
        if name in accepted:
            return Response(body, headers={**headers, "Content-Encoding": name}, media_type=file.kind)
    return Response(file.body, headers=headers, media_type=file.kind)
