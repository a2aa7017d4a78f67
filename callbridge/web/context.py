"""What every route and the socket need, built once with the application."""

from dataclasses import dataclass
from typing import Annotated, TypeVar, cast

from fastapi import Depends, Request

from callbridge.app.services import Services
from callbridge.config import ServerConfig
from callbridge.kernel.clock import Clock
from callbridge.web.attempts import LoginAttempts
from callbridge.web.logins import Login, Logins
from callbridge.web.metrics import Metrics
from callbridge.web.number_hiding import HiddenTable
from callbridge.web.program_logins import ProgramLogins
from callbridge.web.rate_limit import RateLimit
from callbridge.web.sockets import Sockets
from callbridge.web.table_file import Table

R = TypeVar("R")


@dataclass(frozen=True, slots=True, kw_only=True)
class WebContext:
    """The web shell's own parts beside the services it calls."""

    services: Services
    config: ServerConfig
    clock: Clock
    logins: Logins
    sockets: Sockets
    metrics: Metrics
    programs: ProgramLogins
    form_rate: RateLimit
    """Of leads that forms on web sites bring."""
    answer_rate: RateLimit
    """Of a questionnaire's public page."""
    strangers: LoginAttempts
    """Counts the wrong guesses of those who need no login."""

    def table_for(self, who: Login, table: Table[R]) -> Table[R]:
        """Return a table as the reader may have it."""
        return HiddenTable(table) if self.services.masks.hides(who.operator.role) else table


def address_of(request: Request) -> str:
    """Return the address that a request comes from, ``""`` when the server does not know it."""
    return request.client.host if request.client else ""


def _web_of(request: Request) -> WebContext:
    return cast("WebContext", request.app.state.web)


def _login_of(request: Request) -> Login:
    """Return what the route's guard found; a public route has no login and must not ask."""
    return cast("Login", request.state.login)


Web = Annotated[WebContext, Depends(_web_of)]
Who = Annotated[Login, Depends(_login_of)]
