"""Records of every kind: read, made, changed with the version they were read at, put away; and deals moved."""

from fastapi import APIRouter, Request, Response

from callbridge.crm.api_token import Scope
from callbridge.crm.deal import DealMove
from callbridge.crm.operator import Role
from callbridge.web.body import read_body, read_object
from callbridge.web.context import Web, Who
from callbridge.web.cursors import Id, KindKey
from callbridge.web.deal_shapes import StageMove
from callbridge.web.errors import json
from callbridge.web.guard import needs
from callbridge.web.shapes import RecordHistory
from callbridge.web.write_headers import answer_with, edited_version, idempotency_key

router = APIRouter(dependencies=[needs(Role.OPERATOR, reading=Scope.RECORDS_READ)])
"""The kind of record says which role reads and writes it."""


@router.get("/api/records/{entity}/{record_id}")
async def record(web: Web, who: Who, entity: KindKey, record_id: Id) -> Response:
    """Return one record."""
    return answer_with(await web.services.records.read(who.operator, entity, record_id))


@router.post("/api/records/{entity}")
async def create_record(request: Request, web: Web, who: Who, entity: KindKey) -> Response:
    """Make a record once per Idempotency-Key."""
    key = idempotency_key(request)
    made, is_repeat = await web.services.records.create(who.operator, entity, await read_object(request), key)
    return answer_with(made, 200 if is_repeat else 201)


@router.patch("/api/records/{entity}/{record_id}")
async def change_record(request: Request, web: Web, who: Who, entity: KindKey, record_id: Id) -> Response:
    """Set the fields in the body; 409 tells what somebody else made of it meanwhile."""
    version = edited_version(request)
    changed = await web.services.records.change(who.operator, entity, record_id, version, await read_object(request))
    return answer_with(changed)


@router.delete("/api/records/{entity}/{record_id}")
async def remove_record(request: Request, web: Web, who: Who, entity: KindKey, record_id: Id) -> Response:
    """Put a record away: archived, made inactive or deleted, as its kind is."""
    await web.services.records.remove(who.operator, entity, record_id, edited_version(request))
    return Response(status_code=204, headers={"Cache-Control": "no-store"})


@router.post("/api/records/{entity}/{record_id}/restore")
async def restore_record(request: Request, web: Web, who: Who, entity: KindKey, record_id: Id) -> Response:
    """Bring back a record that was archived or made inactive; one that is in use stays as it is."""
    return answer_with(await web.services.records.restore(who.operator, entity, record_id, edited_version(request)))


@router.get("/api/records/{entity}/{record_id}/history")
async def history(web: Web, who: Who, entity: KindKey, record_id: Id) -> Response:
    """Return who changed what, from what to what."""
    return json(RecordHistory(entries=await web.services.records.history(who.operator, entity, record_id)))


@router.post("/api/deals/{deal_id}/move")
async def move_deal(request: Request, web: Web, who: Who, deal_id: Id) -> Response:
    """Move a deal to a stage: the one way for drag, key, bulk and API."""
    wanted = await read_body(request, StageMove)
    move = DealMove(
        to_stage_id=wanted.stage_id,
        at=web.clock.now(),
        version=wanted.version,
        refusal_reason_id=wanted.refusal_reason_id,
        topic_id=wanted.topic_id,
    )
    return answer_with(await web.services.records.move_deal(who.operator, deal_id, move))
