"""The listening server: one port for pages, interface and sockets. It starts, tells its port, and stops in time."""

import asyncio
import contextlib
import socket
import ssl
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import structlog
import uvicorn

from callbridge.app.services import Services
from callbridge.config import ServerConfig
from callbridge.kernel.clock import Clock
from callbridge.kernel.errors import ConfigError
from callbridge.kernel.system_words import system_words
from callbridge.kernel.text import Phrase
from callbridge.web.app import Application
from callbridge.web.attempts import LoginAttempts
from callbridge.web.codec import MAX_CLIENT_MESSAGE_BYTES
from callbridge.web.context import WebContext
from callbridge.web.logins import Logins
from callbridge.web.metrics import Metrics
from callbridge.web.passwords import Passwords
from callbridge.web.patience import ImpatientHttp
from callbridge.web.program_logins import ProgramLogins
from callbridge.web.rate_limit import RateLimit
from callbridge.web.sockets import Sockets
from callbridge.web.transport import UnwaitingWebSocket

BACKLOG = 2048
PING_INTERVAL_S = 15.0
STOP_WITHIN_S = 2
"""What requests in flight are given to end; the whole stop, store and links included, takes less than five."""
RECHECK_SESSIONS_S = 30.0
ANSWERS_PER_MINUTE = 30
"""From one address: a whole office, or a stand's visitors, may be behind it."""

_LOGGER = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Listening:
    """Where the server answers."""

    host: str
    port: int
    is_secure: bool

    @property
    def url(self) -> str:
        """Return the address to give a browser on this machine."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{'https' if self.is_secure else 'http'}://{host}:{self.port}"


class _Server(uvicorn.Server):
    """uvicorn's server without its signal handlers: signals are the daemon's."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave the process's signals alone."""
        yield

    def abort_all(self) -> None:
        """Drop whatever is still open, unsent bytes and all, also when the serving task was cancelled."""
        for listener in getattr(self, "servers", ()):
            listener.close()
        for connection in tuple(self.server_state.connections):
            connection.transport.abort()


@asynccontextmanager
async def serve(
    tasks: asyncio.TaskGroup,
    services: Services,
    config: ServerConfig,
    *,
    clock: Clock,
    metrics: Metrics,
    passwords: Passwords | None = None,
) -> AsyncIterator[Listening]:
    """Listen until the block ends, then stop within five seconds whatever the clients do; `tasks` owns the work.

    Port 0 lets the system choose; what is yielded tells. Raises ConfigError when the address or certificate is no good.
    """
    web = web_context(services, config, clock=clock, metrics=metrics, passwords=passwords)
    application = Application(web)
    server = _Server(_uvicorn_config(application, config))
    listener = _listen(config)
    serving = tasks.create_task(server.serve(sockets=[listener]), name="web server")
    rechecking = tasks.create_task(_recheck(web.sockets), name="web session recheck")
    host, port = listener.getsockname()[:2]
    listening = Listening(host, port, is_secure=bool(config.tls_certificate))
    _LOGGER.info("listening", url=listening.url)
    try:
        yield listening
    finally:
        rechecking.cancel()
        web.sockets.stop()
        server.should_exit = True
        await asyncio.wait([serving])
        server.abort_all()
        listener.close()


def _listen(config: ServerConfig) -> socket.socket:
    family = socket.AF_INET6 if ":" in config.host else socket.AF_INET
    try:
        listener = socket.create_server((config.host, config.port), family=family, backlog=BACKLOG)
    except OSError as error:
        what = {"address": f"{config.host}:{config.port}", "reason": system_words(error)}
        raise ConfigError(mistakes=[Phrase("config.listen", what, "server.host, server.port")]) from error
    # Connections inherit it. asyncio sets it only where the socket names its protocol, which an accepted one does not:
    # an answer, written in two pieces, would wait 40 ms for the reader's acknowledgement of the first.
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listener


def web_context(
    services: Services,
    config: ServerConfig,
    *,
    clock: Clock,
    metrics: Metrics,
    passwords: Passwords | None = None,
) -> WebContext:
    """Return what the routes and the socket need."""
    logins = Logins(services.operators, clock, session_hours=config.session_hours, passwords=passwords)
    metrics.watch_sockets(lambda: services.sessions.socket_count)
    return WebContext(
        services=services,
        config=config,
        clock=clock,
        logins=logins,
        sockets=Sockets(logins, max_per_operator=config.max_sockets_per_operator),
        metrics=metrics,
        programs=ProgramLogins(services.programs, clock, per_minute=config.token_requests_per_minute),
        form_rate=RateLimit(clock, config.form_requests_per_minute),
        answer_rate=RateLimit(clock, ANSWERS_PER_MINUTE),
        strangers=LoginAttempts(clock),
    )


def _uvicorn_config(application: Application, config: ServerConfig) -> uvicorn.Config:
    made = uvicorn.Config(
        application,
        http=ImpatientHttp,
        ws=UnwaitingWebSocket,
        ws_max_size=MAX_CLIENT_MESSAGE_BYTES,
        ws_ping_interval=PING_INTERVAL_S,
        ws_ping_timeout=PING_INTERVAL_S,
        ws_per_message_deflate=False,
        lifespan="off",
        log_config=None,
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=bool(config.trusted_proxies),  # uvicorn's own default believes whoever comes from loopback
        forwarded_allow_ips=list(config.trusted_proxies),
        timeout_graceful_shutdown=STOP_WITHIN_S,
        ssl_certfile=config.tls_certificate or None,
        ssl_keyfile=config.tls_key or None,
        interface="asgi3",
    )
    try:
        made.load()
    except (OSError, ssl.SSLError) as error:
        place = "server.tls_certificate, server.tls_key"
        raise ConfigError(mistakes=[Phrase("config.bad_pem", {"reason": system_words(error)}, place)]) from error
    return made


async def _recheck(sockets: Sockets) -> None:
    while True:
        await asyncio.sleep(RECHECK_SESSIONS_S)
        await sockets.close_ended()
