"""What was said in a call: which files there are, their bytes, and who has heard them."""

from typing import Annotated, Literal

from fastapi import APIRouter, Path, Query, Request, Response

from callbridge.app.call_audio import AudioListening
from callbridge.crm.call_audio import AudioFile
from callbridge.crm.operator import Role
from callbridge.kernel.errors import NotFound
from callbridge.kernel.ids import CallId
from callbridge.web.audio_response import AudioResponse
from callbridge.web.byte_range import part_answer
from callbridge.web.context import Web, Who, address_of
from callbridge.web.cursors import CallKey, Limit
from callbridge.web.errors import json
from callbridge.web.guard import needs

AudioKey = Annotated[str, Path(pattern=r"^[0-9a-f]{32}$")]
Download = Annotated[Literal["", "0", "1"], Query()]

router = APIRouter(dependencies=[needs(Role.OPERATOR)])
supervisors = APIRouter(dependencies=[needs(Role.SUPERVISOR)])


@router.get("/api/calls/{call_id}/audio")
async def files(web: Web, who: Who, call_id: CallKey) -> Response:
    """List the audio of a call, for those who may hear it."""
    return json(await web.services.audio.files(who.operator, CallId(call_id)))


@supervisors.get("/api/calls/{call_id}/audio/heard")
async def heard(web: Web, who: Who, call_id: CallKey, *, limit: Limit = 50) -> Response:
    """Tell who heard the call or took its audio."""
    if await web.services.desk.call(CallId(call_id), reader_id=who.operator.id) is None:
        raise NotFound
    return json(await web.services.audio.heard(CallId(call_id), limit))


@router.api_route("/api/calls/{call_id}/audio/{audio_id}", methods=["GET", "HEAD"])
async def sound(
    request: Request, web: Web, who: Who, call_id: CallKey, audio_id: AudioKey, *, download: Download = ""
) -> Response:
    """Send one file, or the range that the player asks for; each listening is audited, a question (HEAD) is not."""
    is_taken = download == "1"
    file = await web.services.audio.file(who.operator, CallId(call_id), audio_id, is_taken=is_taken)
    headers = _headers(file, is_taken=is_taken)
    if request.headers.get("if-none-match") == file.etag:
        return Response(status_code=304, headers=headers)
    part = part_answer(request.headers, size=file.size, etag=file.etag)
    headers |= part.headers
    if part.span is None:
        return Response(status_code=part.status, headers=headers)
    if request.method == "HEAD":
        return Response(status_code=part.status, headers=headers, media_type=file.media_type)
    listening = AudioListening(
        operator_id=who.operator.id,
        call_id=CallId(call_id),
        file=file,
        is_taken=is_taken,
        address=address_of(request),
    )
    stream = await web.services.audio.open(listening, part.span.first, part.span.last)
    return AudioResponse(stream, part.status, headers, file.media_type)


def _headers(file: AudioFile, *, is_taken: bool) -> dict[str, str]:
    """Return what every answer about a file says; its name is the file's own, made harmless."""
    return {
        "Accept-Ranges": "bytes",
        "ETag": file.etag,
        "Cache-Control": "private, no-store",
        "Content-Disposition": f'{"attachment" if is_taken else "inline"}; filename="{_safe(file.name)}"',
    }


def _safe(name: str) -> str:
    """Return a name that no header, shell or disk takes for something else."""
    stem, dot, suffix = name.rpartition(".")
    kept = "".join(letter if letter.isascii() and (letter.isalnum() or letter in "-_.") else "_" for letter in stem)
    return f"{kept.strip('.')[:120] or 'call'}{dot}{suffix if suffix.isascii() and suffix.isalnum() else 'bin'}"
