"""My day: what one promised, its reminders, and the address of one's calendar (R98-R100, R117)."""

from fastapi import APIRouter, Request, Response

from callbridge.crm.operator import Role
from callbridge.web.body import read_body
from callbridge.web.calendar_token import hash_of, new_token, path_of
from callbridge.web.context import Web, Who
from callbridge.web.cursors import Id
from callbridge.web.errors import json
from callbridge.web.follow_up_shapes import CalendarState, FollowUpClose, FollowUpMove, MadeCalendar, SnoozeForm
from callbridge.web.guard import needs

router = APIRouter(dependencies=[needs(Role.OPERATOR)])
"""One's own, and a supervisor's everybody's; others do not find what they would change."""


@router.get("/api/my-day")
async def my_day(web: Web, who: Who) -> Response:
    """Return what one promised, and what closed today without one."""
    return json(await web.services.follow_ups.day(who.operator))


@router.get("/api/follow-ups/{follow_up_id}")
async def follow_up(web: Web, follow_up_id: Id) -> Response:
    """Return one: whoever has the caller is told what was promised to them."""
    return json(await web.services.follow_ups.one(follow_up_id))


@router.post("/api/follow-ups/{follow_up_id}/acknowledge")
async def acknowledge(web: Web, who: Who, follow_up_id: Id) -> Response:
    """Let its reminder stand no longer; the promise stays."""
    await web.services.follow_ups.acknowledge(who.operator, follow_up_id)
    return _done()


@router.post("/api/follow-ups/{follow_up_id}/snooze")
async def snooze(request: Request, web: Web, who: Who, follow_up_id: Id) -> Response:
    """Put its reminder off."""
    wanted = await read_body(request, SnoozeForm)
    await web.services.follow_ups.snooze(who.operator, follow_up_id, wanted.choice, wanted.until)
    return _done()


@router.post("/api/follow-ups/{follow_up_id}/move")
async def move(request: Request, web: Web, who: Who, follow_up_id: Id) -> Response:
    """Plan it for another time."""
    wanted = await read_body(request, FollowUpMove)
    await web.services.follow_ups.move(who.operator, follow_up_id, wanted.at)
    return _done()


@router.post("/api/follow-ups/{follow_up_id}/close")
async def close(request: Request, web: Web, who: Who, follow_up_id: Id) -> Response:
    """Close it: needless now, perhaps by a conversation."""
    wanted = await read_body(request, FollowUpClose)
    await web.services.follow_ups.close(who.operator, follow_up_id, wanted.call_id)
    return _done()


@router.post("/api/follow-ups/{follow_up_id}/reopen")
async def reopen(web: Web, who: Who, follow_up_id: Id) -> Response:
    """Take back a closing."""
    await web.services.follow_ups.reopen(who.operator, follow_up_id)
    return _done()


@router.get("/api/me/calendar")
async def calendar(web: Web, who: Who) -> Response:
    """Say whether one's calendar has an address; the address itself is told once, when it is made."""
    return json(CalendarState(since=await web.services.follow_ups.feed_since(who.operator)))


@router.post("/api/me/calendar")
async def make_calendar(web: Web, who: Who) -> Response:
    """Make an address; the one there was opens nothing any more."""
    token = new_token()
    await web.services.follow_ups.make_feed(who.operator, hash_of(token))
    return json(MadeCalendar(path=path_of(token)), 201)


@router.delete("/api/me/calendar")
async def end_calendar(web: Web, who: Who) -> Response:
    """Take the address away."""
    await web.services.follow_ups.end_feed(who.operator)
    return _done()


def _done() -> Response:
    return Response(status_code=204, headers={"Cache-Control": "no-store"})
