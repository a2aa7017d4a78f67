"""Call scripts (R102): the one for a talk, its revisions, what was answered; and their editor."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from callbridge.crm.operator import Role
from callbridge.crm.script_choice import TalkFacts
from callbridge.crm.script_views import ScriptEdit
from callbridge.kernel.ids import LeadId
from callbridge.web.body import read_body
from callbridge.web.context import Web, Who
from callbridge.web.cursors import Id, OptionalId
from callbridge.web.errors import json
from callbridge.web.guard import needs
from callbridge.web.script_shapes import ScriptWrite
from callbridge.web.write_headers import edited_version

router = APIRouter(dependencies=[needs(Role.OPERATOR)])
managers = APIRouter(dependencies=[needs(Role.MANAGER)])
Words = Annotated[str, Query(max_length=200)]


@router.get("/api/call-scripts/chosen")
async def chosen(
    web: Web,
    *,
    campaign_id: OptionalId = None,
    topic_id: OptionalId = None,
    did: Words = "",
    queue: Words = "",
    direction: Words = "",
) -> Response:
    """Return the script for a talk: the one that names most of it."""
    facts = TalkFacts(campaign_id=campaign_id, topic_id=topic_id, did=did, queue=queue, direction=direction)
    return json(await web.services.scripts.chosen(facts))


@router.get("/api/call-scripts/revisions/{revision_id}")
async def revision(web: Web, revision_id: Id) -> Response:
    """Return a revision that a talk began with."""
    return json(await web.services.scripts.revision(revision_id))


@router.get("/api/leads/{lead_id}/script")
async def of_lead(web: Web, who: Who, lead_id: Id) -> Response:
    """Return what was answered in the talk of an interest."""
    return json(await web.services.scripts.of_lead(who.operator, LeadId(lead_id)))


@managers.get("/api/call-scripts/{script_id}")
async def script(web: Web, script_id: Id) -> Response:
    """Return a script with what is written of it and what was published."""
    return _answer(await web.services.scripts.view(script_id))


@managers.put("/api/call-scripts/{script_id}/steps")
async def write(request: Request, web: Web, who: Who, script_id: Id) -> Response:
    """Keep the steps of a script, with If-Match, and publish them when asked."""
    version = edited_version(request)
    wanted = await read_body(request, ScriptWrite)
    written = await web.services.scripts.write(who.operator, script_id, version, wanted.steps, publish=wanted.publish)
    return _answer(written)


def _answer(edit: ScriptEdit) -> Response:
    return json(edit, 200, {"ETag": f'"{edit.version}"'})
