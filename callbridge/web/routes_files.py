"""Files attached to records (R26): listing, uploading, opening, renaming, removing and bringing back."""

from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request, Response

from callbridge.app.files import Opening, Upload
from callbridge.crm.operator import Role
from callbridge.web.audio_response import AudioResponse
from callbridge.web.body import read_object
from callbridge.web.byte_range import part_answer
from callbridge.web.context import Web, Who, address_of
from callbridge.web.cursors import Id, KindKey
from callbridge.web.errors import json
from callbridge.web.file_headers import etag_of, file_headers, served_type
from callbridge.web.guard import needs
from callbridge.web.upload import declared_length, pieces
from callbridge.web.write_headers import edited_version, idempotency_key

Name = Annotated[str, Query(min_length=1, max_length=1_000)]
Download = Annotated[Literal["", "0", "1"], Query()]

router = APIRouter(dependencies=[needs(Role.OPERATOR)])
"""The kind of record that a file hangs on says which role reads and writes it."""


@router.get("/api/records/{entity}/{record_id}/files")
async def files(web: Web, who: Who, entity: KindKey, record_id: Id) -> Response:
    """List the files of a record."""
    return json(await web.services.files.files(who.operator, entity, record_id))


@router.post("/api/records/{entity}/{record_id}/files")
async def upload(request: Request, web: Web, who: Who, entity: KindKey, record_id: Id, *, name: Name) -> Response:
    """Attach the body, whatever type it says that it has, once per Idempotency-Key."""
    coming = Upload(
        entity=entity,
        record_id=record_id,
        name=name,
        key=idempotency_key(request),
        declared=declared_length(request),
    )
    made, is_repeat = await web.services.files.upload(who.operator, coming, pieces(request))
    return json(made, 200 if is_repeat else 201)


@router.patch("/api/files/{file_id}")
async def change(request: Request, web: Web, who: Who, file_id: Id) -> Response:
    """Set the name or the note."""
    version = edited_version(request)
    return json(await web.services.files.change(who.operator, file_id, version, await read_object(request)))


@router.delete("/api/files/{file_id}")
async def remove(request: Request, web: Web, who: Who, file_id: Id) -> Response:
    """Remove a file; it can be brought back."""
    version = edited_version(request)
    return json(await web.services.files.set_removed(who.operator, file_id, version, is_removed=True))


@router.post("/api/files/{file_id}/restore")
async def restore(request: Request, web: Web, who: Who, file_id: Id) -> Response:
    """Bring a removed file back."""
    version = edited_version(request)
    return json(await web.services.files.set_removed(who.operator, file_id, version, is_removed=False))


@router.api_route("/api/files/{file_id}/content", methods=["GET", "HEAD"])
async def content(request: Request, web: Web, who: Who, file_id: Id, *, download: Download = "") -> Response:
    """Send a file, or the range asked for; each opening is audited, a question (HEAD) and a later range are not."""
    is_taken = download == "1"
    file = await web.services.files.find(who.operator, file_id)
    headers, media_type = file_headers(file, is_taken=is_taken), served_type(file)
    part = part_answer(request.headers, size=file.size, etag=etag_of(file))
    headers |= part.headers
    if part.span is None:
        return Response(status_code=part.status, headers=headers)
    if request.method == "HEAD":
        return Response(status_code=part.status, headers=headers, media_type=media_type)
    opening = Opening(
        operator=who.operator,
        file=file,
        is_taken=is_taken,
        address=address_of(request),
    )
    stream = await web.services.files.open(opening, part.span.first, part.span.last)
    return AudioResponse(stream, part.status, headers, media_type)
