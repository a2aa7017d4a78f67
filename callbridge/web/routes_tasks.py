"""Tasks and messages to employees: seen, answered, done; they are made and edited as any record."""

from fastapi import APIRouter, Request, Response

from callbridge.crm.operator import Role
from callbridge.crm.task import TaskView
from callbridge.web.body import read_body
from callbridge.web.context import Web, Who
from callbridge.web.cursors import Id
from callbridge.web.errors import json
from callbridge.web.guard import needs
from callbridge.web.shapes import TaskDone, TaskWords
from callbridge.web.write_headers import edited_version, idempotency_key

router = APIRouter(dependencies=[needs(Role.OPERATOR)])
"""A task is its author's, its assignees' and the supervisors'; others do not find it."""


@router.get("/api/tasks/{task_id}")
async def task(web: Web, who: Who, task_id: Id) -> Response:
    """Return a task with who has which part of it, and the thread under it."""
    return _answer(await web.services.tasks.view(who.operator, task_id))


@router.post("/api/tasks/{task_id}/seen")
async def see(web: Web, who: Who, task_id: Id) -> Response:
    """Note that the reader has seen what is new."""
    await web.services.tasks.see(who.operator, task_id)
    return Response(status_code=204, headers={"Cache-Control": "no-store"})


@router.post("/api/tasks/{task_id}/thread")
async def answer(request: Request, web: Web, who: Who, task_id: Id) -> Response:
    """Add a message to the thread once per Idempotency-Key."""
    key = idempotency_key(request)
    written = await read_body(request, TaskWords)
    return json(await web.services.tasks.answer(who.operator, task_id, written.body, key), 201)


@router.put("/api/tasks/{task_id}/part")
async def do_part(request: Request, web: Web, who: Who, task_id: Id) -> Response:
    """Mark one's own part as done, or not done after all."""
    wanted = await read_body(request, TaskDone)
    return _answer(await web.services.tasks.do_part(who.operator, task_id, is_done=wanted.is_done))


@router.put("/api/tasks/{task_id}/done")
async def do_whole(request: Request, web: Web, who: Who, task_id: Id) -> Response:
    """Close the task for everybody, or give it back to everybody: its author and supervisors, with If-Match."""
    version = edited_version(request)
    wanted = await read_body(request, TaskDone)
    return _answer(await web.services.tasks.do_whole(who.operator, task_id, version, is_done=wanted.is_done))


def _answer(view: TaskView) -> Response:
    return json(view, 200, {"ETag": f'"{view.task.version}"'})
