"""Call rounds (R55): how far they are, whom they would call, and working on them one by one."""

from fastapi import APIRouter, Request, Response

from callbridge.crm.call_round import EntryResult
from callbridge.crm.operator import Role
from callbridge.web.body import read_body
from callbridge.web.context import Web, Who
from callbridge.web.cursors import Id
from callbridge.web.errors import json
from callbridge.web.guard import needs
from callbridge.web.round_shapes import EntrySettled, RoundMove

router = APIRouter(dependencies=[needs(Role.OPERATOR)])
supervisors = APIRouter(dependencies=[needs(Role.SUPERVISOR)])


@router.get("/api/rounds/{round_id}/progress")
async def progress(web: Web, who: Who, round_id: Id) -> Response:
    """Return how far a round is."""
    return json(await web.services.rounds.progress(who.operator, round_id))


@supervisors.get("/api/rounds/{round_id}/audience")
async def audience(web: Web, who: Who, round_id: Id) -> Response:
    """Count whom a round would call if it began now."""
    return json(await web.services.rounds.audience(who.operator, round_id))


@supervisors.post("/api/rounds/{round_id}/move")
async def move(request: Request, web: Web, who: Who, round_id: Id) -> Response:
    """Begin, pause, go on, close."""
    wanted = await read_body(request, RoundMove)
    return json(await web.services.rounds.move(who.operator, round_id, wanted.version, wanted.action))


@router.post("/api/rounds/{round_id}/next")
async def take_next(web: Web, who: Who, round_id: Id) -> Response:
    """Take the next entry, or go on with the one that the operator has: asking twice takes one."""
    return json(await web.services.rounds.work(who.operator, round_id))


@router.post("/api/rounds/entries/{entry_id}/keep")
async def keep(web: Web, who: Who, entry_id: Id) -> Response:
    """Keep an entry for a while more: something is done about it."""
    await web.services.rounds.keep(who.operator, entry_id)
    return Response(status_code=204)


@router.post("/api/rounds/entries/{entry_id}/settle")
async def settle(request: Request, web: Web, who: Who, entry_id: Id) -> Response:
    """Say what became of a call."""
    said = await read_body(request, EntrySettled)
    result = EntryResult(
        outcome=said.outcome,
        again_at=said.again_at,
        refusal_reason_id=said.refusal_reason_id,
        note=said.note,
    )
    await web.services.rounds.settle(who.operator, entry_id, result)
    return Response(status_code=204)


@router.post("/api/rounds/leave")
async def leave(web: Web, who: Who) -> Response:
    """Give back what the operator has and has not settled."""
    await web.services.rounds.leave(who.operator)
    return Response(status_code=204)
