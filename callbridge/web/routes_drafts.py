"""Drafts: what was typed and not saved yet. Each operator sees only their own."""

from typing import Annotated

from fastapi import APIRouter, Path, Request, Response

from callbridge.crm.draft import MAX_DRAFT_BYTES
from callbridge.crm.operator import Role
from callbridge.kernel.errors import InvalidInput, NotFound
from callbridge.kernel.ids import OperatorId
from callbridge.screenpop.wire import ListsChanged
from callbridge.web.body import read_body
from callbridge.web.codec import encode
from callbridge.web.context import Web, WebContext, Who
from callbridge.web.errors import json
from callbridge.web.guard import needs
from callbridge.web.shapes import DraftWrite

MAX_DIRTY_FIELDS = 200

DraftKey = Annotated[str, Path(min_length=1, max_length=200, pattern=r"^[\x21-\x7e]+$")]

router = APIRouter(dependencies=[needs(Role.OPERATOR)])


@router.get("/api/drafts")
async def drafts(web: Web, who: Who) -> Response:
    """Return the operator's drafts."""
    return json(await web.services.desk.drafts(who.operator.id))


@router.get("/api/drafts/{key}")
async def draft(web: Web, who: Who, key: DraftKey) -> Response:
    """Return one draft."""
    found = await web.services.desk.draft(who.operator.id, key)
    if found is None:
        raise NotFound
    return json(found)


@router.put("/api/drafts/{key}")
async def write_draft(request: Request, web: Web, who: Who, key: DraftKey) -> Response:
    """Merge the changed fields; 409 ``draft.conflict`` with the stored draft when another tab was first."""
    wanted = await read_body(request, DraftWrite)
    if len(encode(wanted.values)) > MAX_DRAFT_BYTES:
        raise InvalidInput({"values": "too_long"})
    if len(wanted.dirty_fields) > MAX_DIRTY_FIELDS:
        raise InvalidInput({"dirty_fields": "too_many"})
    stored = await web.services.desk.put_draft(
        who.operator.id,
        key,
        schema=wanted.schema,
        base_version=wanted.base_version,
        values=wanted.values,
        dirty_fields=wanted.dirty_fields,
        at=web.clock.now(),
    )
    web.services.handover.typed(who.operator.id, key)
    if stored.version == 1 or web.services.sessions.sockets_of(who.operator.id) > 1:
        _tell(web, who.operator.id)
    return json(stored)


@router.delete("/api/drafts/{key}")
async def drop_draft(web: Web, who: Who, key: DraftKey) -> Response:
    """Forget a draft; one that is not there is forgotten already."""
    await web.services.desk.delete_draft(who.operator.id, key)
    _tell(web, who.operator.id)
    return Response(status_code=204)


def _tell(web: WebContext, operator_id: OperatorId) -> None:
    """Let the operator's other tabs know that a draft came, grew or went."""
    web.services.sessions.push(operator_id, lambda revision: ListsChanged(revision=revision, lists=("drafts",)))
