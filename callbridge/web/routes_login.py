"""Logging in and out, and what operators may set about themselves."""

from contextlib import suppress
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from fastapi import APIRouter, Request, Response

from callbridge import __version__
from callbridge.crm.key_binding import check_keys
from callbridge.crm.operator import MAX_LOGIN_CHARACTERS, Operator, OperatorChanges, Role
from callbridge.kernel.errors import InvalidInput, StoreUnavailable
from callbridge.web.body import read_body
from callbridge.web.context import Web, WebContext, Who, address_of
from callbridge.web.errors import json
from callbridge.web.guard import anybody, needs, refuse_foreign_origin
from callbridge.web.logins import COOKIE, Login
from callbridge.web.shapes import LoginForm, Me, OwnChanges, PresenceChange

router = APIRouter()


@router.post("/api/login", dependencies=[anybody])
async def log_in(request: Request, web: Web) -> Response:
    """Begin a session in a new cookie; whatever session the browser had ends."""
    refuse_foreign_origin(request, web, is_required=True)
    form = await read_body(request, LoginForm)
    if not 0 < len(form.login) <= MAX_LOGIN_CHARACTERS:
        raise InvalidInput({"login": "too_long" if form.login else "required"})
    address = address_of(request)
    token, login = await web.logins.open(form.login, form.password, address)
    request.state.login = login
    earlier = await web.logins.find(request.cookies.get(COOKIE, ""))
    if earlier is not None:
        await _end(web, earlier)
    answer = json(_me(web, login))
    answer.set_cookie(
        COOKIE,
        token,
        max_age=web.logins.lifetime_s,
        path="/",
        secure=web.config.secure_cookies,
        httponly=True,
        samesite="strict",
    )
    return answer


@router.post("/api/logout", dependencies=[needs(Role.OPERATOR)])
async def log_out(web: Web, who: Who) -> Response:
    """End this browser's session and its sockets, and give back the entry of a call round."""
    await _end(web, who)
    web.services.logged_out(who.operator.id)
    with suppress(StoreUnavailable):
        await web.services.rounds.leave(who.operator)
    answer = Response(status_code=204)
    answer.delete_cookie(COOKIE, path="/", secure=web.config.secure_cookies, httponly=True, samesite="strict")
    return answer


async def _end(web: WebContext, login: Login) -> None:
    await web.logins.close(login)
    web.sockets.close_login(login)


@router.get("/api/me", dependencies=[needs(Role.OPERATOR)])
async def me(web: Web, who: Who) -> Response:
    """Tell who is logged in."""
    return json(_me(web, who))


def _me(web: WebContext, login: Login) -> Me:
    return Me(
        operator=login.operator,
        csrf=login.csrf,
        private_sales=web.services.private_sales(),
        has_softphone=web.services.phone.serves(login.operator),
        can_dial=web.services.dialling.can_dial(login.operator),
        absence=web.services.absence,
        version=__version__,
    )


@router.patch("/api/me", dependencies=[needs(Role.OPERATOR)])
async def change_me(request: Request, web: Web, who: Who) -> Response:
    """Change language, device mode, time zone or keys."""
    wanted = await read_body(request, OwnChanges)
    check_time_zone(wanted.time_zone)
    check_keys(wanted.keys)
    changes = OperatorChanges(
        language=wanted.language, device_mode=wanted.device_mode, time_zone=wanted.time_zone, keys=wanted.keys
    )
    return json(await apply_changes(web, who.operator, changes))


async def apply_changes(web: WebContext, operator: Operator, changes: OperatorChanges) -> Operator:
    """Keep the changes and let everybody who remembers the operator read them anew."""
    changed = await web.services.operators.change_operator(operator.id, changes)
    web.logins.forget(operator.id)
    web.sockets.know(changed)
    await web.services.roster.reload()
    return changed


def check_time_zone(name: str | None) -> None:
    """Raise InvalidInput when the system knows no such time zone."""
    if name is None:
        return
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise InvalidInput({"time_zone": "unknown_value"}) from None


@router.put("/api/me/presence", dependencies=[needs(Role.OPERATOR)])
async def set_presence(request: Request, web: Web, who: Who) -> Response:
    """Get ready or pause."""
    wanted = await read_body(request, PresenceChange)
    own = await web.services.presence.set_presence(who.operator, wanted.presence, wanted.reason)
    web.logins.forget(who.operator.id)
    return json(own)
