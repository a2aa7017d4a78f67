"""Deals by their stages: the board, a deal's way, moves of many, and the pipelines that there are."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response

from callbridge.app.deal_moves import NotMoved, move_deals
from callbridge.crm.deal import DealMove
from callbridge.crm.deal_contact import DealContactForm
from callbridge.crm.list_query import ListQuery
from callbridge.crm.operator import Language, Role
from callbridge.kernel.errors import InvalidInput
from callbridge.kernel.text import say
from callbridge.web.body import read_body
from callbridge.web.codec import MAX_INTEGER
from callbridge.web.context import Web, Who
from callbridge.web.cursors import Id, OptionalId
from callbridge.web.deal_shapes import DealNotMoved, MovedDeals, StageMoves
from callbridge.web.errors import json
from callbridge.web.guard import needs
from callbridge.web.list_meta import entity_of
from callbridge.web.list_query import ListAddress, query_of
from callbridge.web.write_headers import idempotency_key

router = APIRouter(dependencies=[needs(Role.OPERATOR)])


def _asked(web: Web, who: Who, address: Annotated[ListAddress, Depends()]) -> ListQuery:
    return query_of(entity_of("deal", who.operator.role), web, who, address)


@router.get("/api/deals/board")
async def board(
    web: Web,
    query: Annotated[ListQuery, Depends(_asked)],
    *,
    pipeline_id: Annotated[int, Query(ge=1, le=MAX_INTEGER)],
    revision: OptionalId = None,
) -> Response:
    """Return a pipeline's stages with the figures of the deals on each; the cards are the list's rows."""
    return json(await web.services.deals.board(query, pipeline_id, revision))


@router.get("/api/deals/{deal_id}/path")
async def path(web: Web, who: Who, deal_id: Id) -> Response:
    """Return the stages of a deal and how long it stayed on each (R123)."""
    return json(await web.services.deals.path(deal_id, web.clock.now(), reader_id=who.operator.id))


@router.post("/api/deals/{deal_id}/contacts")
async def save_contact(request: Request, web: Web, who: Who, deal_id: Id) -> Response:
    """Write a deal's contact, the stage it passes and the next contact, once per Idempotency-Key (R77)."""
    key = idempotency_key(request)
    form = await read_body(request, DealContactForm)
    saved = await web.services.deal_contacts.save(who.operator, deal_id, key, form)
    return json(saved, 200 if saved.is_repeat else 201)


@router.post("/api/deals/move")
async def move_many(request: Request, web: Web, who: Who) -> Response:
    """Move deals to a stage, each on its own; those refused are told."""
    wanted = await read_body(request, StageMoves)
    if any(not 0 < number <= MAX_INTEGER for deal in wanted.deals for number in (deal.id, deal.version)):
        raise InvalidInput({"deals": "out_of_range"})
    move = DealMove(
        to_stage_id=wanted.stage_id, at=web.clock.now(), refusal_reason_id=wanted.refusal_reason_id
    )  # fmt: skip
    deals = [(deal.id, deal.version) for deal in wanted.deals]
    refused = await move_deals(web.services.records, who.operator, deals, move)
    return json(
        MovedDeals(
            moved=len(deals) - len(refused), refused=[_told(one, who.operator.language) for one in refused]
        )
    )  # fmt: skip


def _told(refused: NotMoved, language: Language) -> DealNotMoved:
    error = refused.error
    code = next(iter(error.fields.values())) if isinstance(error, InvalidInput) and error.fields else error.code
    return DealNotMoved(id=refused.deal_id, code=code, message=say(code, language))


@router.get("/api/pipelines")
async def pipelines(web: Web) -> Response:
    """Return every pipeline with its stages, its topics, and the deals that older revisions still hold."""
    return json(await web.services.deals.pipelines())
