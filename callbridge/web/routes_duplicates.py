"""Duplicates, merges, and the erasure of people."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from callbridge.crm.duplicate import DuplicateKey, MergeWish
from callbridge.crm.operator import Role
from callbridge.web.body import read_body
from callbridge.web.context import Web, Who
from callbridge.web.cursors import Id, KindKey
from callbridge.web.errors import json
from callbridge.web.guard import needs
from callbridge.web.shapes import Merged, RecordPair

router = APIRouter(dependencies=[needs(Role.MANAGER)])
admins = APIRouter(dependencies=[needs(Role.ADMIN)])


@router.get("/api/duplicates/{entity}")
async def pairs(
    web: Web,
    who: Who,
    entity: KindKey,
    by: DuplicateKey = DuplicateKey.NUMBER,
    after: Annotated[str, Query(max_length=600)] = "",
) -> Response:
    """Return pairs that are likely one (R142)."""
    return json(await web.services.duplicates.pairs(who.operator, entity, by, after))


@router.get("/api/duplicates/{entity}/{keep_id}/{give_up_id}")
async def preview(web: Web, who: Who, entity: KindKey, keep_id: Id, give_up_id: Id) -> Response:
    """Return both records, and how much would come over."""
    return json(await web.services.duplicates.preview(who.operator, entity, keep_id, give_up_id))


@router.post("/api/duplicates/{entity}/merge")
async def merge(request: Request, web: Web, who: Who, entity: KindKey) -> Response:
    """Make two records one."""
    wish = await read_body(request, MergeWish)
    return json(Merged(id=await web.services.duplicates.merge(who.operator, entity, wish)), 201)


@router.post("/api/duplicates/{entity}/dismiss")
async def dismiss(request: Request, web: Web, who: Who, entity: KindKey) -> Response:
    """Remember that two records are different."""
    pair = await read_body(request, RecordPair)
    await web.services.duplicates.dismiss(who.operator, entity, pair.first_id, pair.second_id)
    return Response(status_code=204)


@router.get("/api/merges")
async def merges(web: Web, who: Who) -> Response:
    """Return the newest merges."""
    return json(await web.services.duplicates.merges(who.operator))


@router.post("/api/merges/{merge_id}/undo")
async def undo_merge(web: Web, who: Who, merge_id: Id) -> Response:
    """Part what was merged."""
    await web.services.duplicates.undo_merge(who.operator, merge_id)
    return Response(status_code=204)


@admins.get("/api/persons/{person_id}/erasure")
async def erasure(web: Web, who: Who, person_id: Id) -> Response:
    """Tell what an erasure would touch."""
    return json(await web.services.duplicates.erasure(who.operator, person_id))


@admins.post("/api/persons/{person_id}/erasure")
async def erase(web: Web, who: Who, person_id: Id) -> Response:
    """Erase what names a person, for ever."""
    await web.services.duplicates.erase(who.operator, person_id)
    return Response(status_code=204)
