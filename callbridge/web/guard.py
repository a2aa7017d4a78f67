"""Who may call a route: declared on each, and an application with an undeclared route does not start."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from fastapi import Depends, FastAPI, Request
from fastapi.routing import APIRoute

from callbridge.crm.api_token import Scope
from callbridge.crm.operator import Role
from callbridge.kernel.errors import Forbidden
from callbridge.web.context import Web, address_of
from callbridge.web.logins import COOKIE, Login
from callbridge.web.origin import is_own_origin, origin_of
from callbridge.web.program_logins import bearer_of

CSRF_HEADER = "x-csrf-token"
_READING = {"GET", "HEAD"}


@dataclass(frozen=True, slots=True)
class Guard:
    """Lets a request pass when its origin is ours, its session lives, its CSRF token fits and its role covers `role`.

    `role` None is for routes open to anybody: they look after themselves. A program shows a token instead of a session,
    where the route names the scope that it needs; no browser sends one by itself, so it needs no CSRF token.
    """

    role: Role | None
    reading: Scope | None = None
    """What a token needs to read; None: the route is closed to tokens."""
    writing: Scope | None = None
    is_for_programs: bool = False
    """Open to tokens alone."""

    async def __call__(self, request: Request, web: Web) -> None:
        """Raise NotAuthenticated or Forbidden; leave the login in ``request.state``."""
        if self.role is None:
            return
        token = bearer_of(request.headers.get("authorization", ""))
        login = await (self._person(request, web) if token is None else self._program(request, web, token))
        if not login.operator.role.covers(self.role):
            raise Forbidden
        if self.is_for_programs and login.program is None:
            raise Forbidden("token.needed")

    async def _person(self, request: Request, web: Web) -> Login:
        refuse_foreign_origin(request, web)
        login = await web.logins.require(request.cookies.get(COOKIE, ""))
        request.state.login = login
        if request.method not in _READING and not login.has_csrf(request.headers.get(CSRF_HEADER, "")):
            raise Forbidden("auth.csrf")
        return login

    async def _program(self, request: Request, web: Web, token: str) -> Login:
        use = await web.programs.require(token, address_of(request))
        login = Login(operator=use.operator, csrf="", token_hash=b"", program=use)
        request.state.login = login
        scope = self.reading if request.method in _READING else self.writing
        if scope is None:
            raise Forbidden("token.closed")
        if scope not in use.scopes:
            raise Forbidden("token.scope", scope=scope.value)
        return login


def needs(role: Role, *, reading: Scope | None = None) -> Any:
    """Declare the least role a route asks for: ``dependencies=[needs(Role.ADMIN)]``; with `reading` tokens read it."""
    return Depends(Guard(role, reading=reading))


def needs_token(scope: Scope) -> Any:
    """Declare a route that programs alone write to."""
    return Depends(Guard(Role.OPERATOR, writing=scope, is_for_programs=True))


anybody: Any = Depends(Guard(None))
"""Declares a route open to the world."""


def refuse_foreign_origin(request: Request, web: Web, *, is_required: bool = False) -> None:
    """Raise Forbidden when the request comes from another site's page, or (`is_required`) does not say from where."""
    origin = origin_of(request.headers)
    if not origin and not is_required:
        return
    if not is_own_origin(origin, request.headers.get("host", ""), web.config.origins):
        raise Forbidden("auth.origin")


def guards(app: FastAPI) -> Iterator[tuple[APIRoute, Guard]]:
    """Yield every route with its guard; raises TypeError when one has none or two."""
    for route in app.routes:
        if not isinstance(route, APIRoute):
            raise TypeError(f"{route} cannot be guarded")
        found = [part.call for part in route.dependant.dependencies if isinstance(part.call, Guard)]
        if len(found) != 1:
            raise TypeError(f"{route.path} must declare one role, not {len(found)}")
        yield route, found[0]
