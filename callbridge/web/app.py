"""The whole web application: routes, guards, refusals, the socket's door, the client's files."""

from fastapi import FastAPI
from starlette.types import Receive, Scope, Send

from callbridge.web import (
    calendar_token,
    errors,
    routes_audio,
    routes_calendar,
    routes_calls,
    routes_control,
    routes_deals,
    routes_dial,
    routes_directory,
    routes_dossier,
    routes_drafts,
    routes_duplicates,
    routes_files,
    routes_follow_ups,
    routes_health,
    routes_imports,
    routes_interviews,
    routes_leads,
    routes_lists,
    routes_login,
    routes_mailings,
    routes_not_callers,
    routes_openapi,
    routes_operators,
    routes_phone,
    routes_pipelines,
    routes_programs,
    routes_public,
    routes_records,
    routes_removed_leads,
    routes_rounds,
    routes_scripts,
    routes_settings,
    routes_tasks,
    routes_tokens,
    routes_unsubscribe,
    routes_webhooks,
)
from callbridge.web.context import WebContext
from callbridge.web.envelope import Envelope
from callbridge.web.guard import guards
from callbridge.web.socket_door import PATH, SocketDoor
from callbridge.web.static import ClientFiles

_ROUTERS = (
    routes_login.router,
    routes_calls.supervisors,  # before /api/calls/{call_id}, which would take "export" for a call
    routes_calls.router,
    routes_audio.supervisors,  # before /api/calls/{call_id}/audio/{audio_id}, as above
    routes_audio.router,
    routes_phone.router,
    routes_dial.router,
    routes_not_callers.router,
    routes_control.router,
    routes_control.supervisors,
    routes_leads.router,
    routes_removed_leads.router,
    routes_lists.router,
    routes_lists.supervisors,
    routes_directory.router,
    routes_drafts.router,
    routes_operators.router,
    routes_records.router,
    routes_deals.router,
    routes_files.router,
    routes_dossier.router,
    routes_pipelines.router,
    routes_tasks.router,
    routes_follow_ups.router,
    routes_calendar.router,
    routes_settings.router,
    routes_interviews.router,
    routes_interviews.supervisors,
    routes_scripts.router,  # before /api/call-scripts/{script_id}, which would take "chosen" for a number
    routes_scripts.managers,
    routes_public.router,
    routes_imports.router,
    routes_duplicates.router,
    routes_duplicates.admins,
    routes_mailings.router,
    routes_mailings.managers,
    routes_rounds.router,
    routes_rounds.supervisors,
    routes_unsubscribe.router,
    routes_health.router,
    routes_openapi.router,
    routes_tokens.router,
    routes_programs.router,
    routes_webhooks.router,
)


_INTERFACE = ("/health", "/metrics")


def http_application(web: WebContext) -> FastAPI:
    """Return the HTTP interface; raises TypeError when a route declares no role."""
    app = FastAPI(openapi_url=None, redirect_slashes=False)
    app.state.web = web
    errors.install(app)
    for router in _ROUTERS:
        app.router.routes.extend(router.routes)
    tuple(guards(app))
    return app


class Application:
    """The ASGI application: sockets go to their door, requests to the interface or to the client's files."""

    def __init__(self, web: WebContext) -> None:
        self._door = SocketDoor(web)
        self._interface = http_application(web)
        self._files = ClientFiles()
        self._envelope = Envelope(
            self._http,
            clock=web.clock,
            metrics=web.metrics,
            is_secure=web.config.secure_cookies,
            origins=web.services.phone.origins,
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request or socket."""
        if scope["type"] == "websocket":
            await self._door(scope, receive, send)
        else:
            await self._envelope(scope, receive, send)

    async def _http(self, scope: Scope, receive: Receive, send: Send) -> None:
        path: str = scope["path"]
        public = (routes_public.PREFIX, routes_unsubscribe.PREFIX, calendar_token.PREFIX)
        is_interface = path.startswith(("/api/", *public)) or path in ("/api", PATH, *_INTERFACE)
        await (self._interface if is_interface else self._files)(scope, receive, send)
