"""The editor of pipelines: stages come whole, and deals keep those they began with (rule 1 of the model)."""

from fastapi import APIRouter, Request, Response

from callbridge.crm.operator import Role
from callbridge.web.body import read_body
from callbridge.web.context import Web, Who
from callbridge.web.cursors import Id
from callbridge.web.deal_shapes import BringOver, BroughtOver, NewPipeline, PipelineStages
from callbridge.web.errors import json
from callbridge.web.guard import needs
from callbridge.web.write_headers import answer_with, edited_version

router = APIRouter(dependencies=[needs(Role.MANAGER)])


@router.post("/api/pipelines")
async def add_pipeline(request: Request, web: Web, who: Who) -> Response:
    """Make a pipeline with its stages."""
    wanted = await read_body(request, NewPipeline)
    return answer_with(await web.services.pipelines.add_pipeline(who.operator, wanted.name, wanted.stages), 201)


@router.put("/api/pipelines/{pipeline_id}/stages")
async def edit_stages(request: Request, web: Web, who: Who, pipeline_id: Id) -> Response:
    """Give a pipeline these stages, in place or as a new revision."""
    version = edited_version(request)
    wanted = await read_body(request, PipelineStages)
    return answer_with(await web.services.pipelines.edit_stages(who.operator, pipeline_id, version, wanted.stages))


@router.post("/api/pipelines/{pipeline_id}/bring-over")
async def bring_over(request: Request, web: Web, who: Who, pipeline_id: Id) -> Response:
    """Bring open deals of older revisions to the present stages."""
    wanted = await read_body(request, BringOver)
    mapping = {pair.from_id: pair.to_id for pair in wanted.mapping}
    return json(BroughtOver(deals=await web.services.pipelines.bring_over(who.operator, pipeline_id, mapping)))
