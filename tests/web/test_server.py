import asyncio
import signal
import socket
import ssl
from pathlib import Path

import httpx
import pytest

from callbridge.config import ServerConfig
from callbridge.kernel.errors import ConfigError
from callbridge.web import server
from callbridge.web.metrics import Metrics
from callbridge.web.server import Listening, serve
from tests.support.web_people import ANNA
from tests.support.web_server import Site, hear, running, say_auth
from tests.support.web_services import World

TLS = Path(__file__).parents[1] / "support" / "tls"


async def start(config: ServerConfig) -> None:
    world = World()
    async with (
        asyncio.TaskGroup() as tasks,
        serve(tasks, world.services(), config, clock=world.clock, metrics=Metrics()),
    ):
        pass


def mistakes(failure: pytest.ExceptionInfo[ExceptionGroup[ConfigError]]) -> str:
    (error,) = failure.value.exceptions
    assert isinstance(error, ConfigError)
    return str(error.params["mistakes"])


async def test_the_system_chooses_the_port_and_it_is_told(site: Site) -> None:
    assert site.listening.port > 0
    assert site.listening.url == f"http://127.0.0.1:{site.listening.port}"


def test_an_ipv6_address_is_bracketed() -> None:
    assert Listening("::1", 8080, is_secure=True).url == "https://[::1]:8080"


async def test_a_port_in_use_is_a_mistake_in_the_configuration() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(ExceptionGroup) as failure:
        await start(ServerConfig(port=taken.getsockname()[1]))
    assert "cannot listen on 127.0.0.1" in mistakes(failure)


def test_the_second_piece_of_an_answer_waits_for_no_acknowledgement_of_the_first() -> None:
    with server._listen(ServerConfig(port=0)) as listener, socket.create_connection(listener.getsockname()):
        accepted, _ = listener.accept()
        with accepted:
            assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


async def test_a_missing_certificate_is_a_mistake_in_the_configuration() -> None:
    with pytest.raises(ExceptionGroup) as failure:
        await start(ServerConfig(port=0, tls_certificate="absent.pem", tls_key="absent.key"))
    assert "tls_certificate" in mistakes(failure)


async def test_pages_come_over_tls_when_a_certificate_is_given() -> None:
    both = str(TLS / "localhost.pem")
    async with running(tls_certificate=both, tls_key=both) as site:
        trusting = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
        async with httpx.AsyncClient(verify=trusting, trust_env=False, timeout=30) as http:
            assert (await http.get(f"{site.listening.url}/health")).status_code == 200


async def test_the_signals_stay_the_daemons() -> None:
    before = signal.getsignal(signal.SIGTERM)
    async with running() as site:
        await site.browser().get("/health")
        assert signal.getsignal(signal.SIGTERM) is before


async def test_nothing_answers_after_the_block_ends() -> None:
    async with running() as site:
        url = site.listening.url
    async with httpx.AsyncClient(trust_env=False) as http:
        with pytest.raises(httpx.ConnectError):
            await http.get(f"{url}/health")


async def test_a_connection_that_never_asks_anything_does_not_delay_the_end() -> None:
    async with asyncio.timeout(None) as limit, running() as site:
        _, writer = await asyncio.open_connection(site.listening.host, site.listening.port)
        writer.write(b"GET /api/me HT")
        await writer.drain()
        await site.browser().get("/health")
        limit.reschedule(asyncio.get_running_loop().time() + 30)
    writer.close()


async def test_cancelling_the_daemon_leaves_no_open_port() -> None:
    async def daemon() -> None:
        async with running() as site:
            ready.set_result(site.listening.port)
            await asyncio.Event().wait()

    ready: asyncio.Future[int] = asyncio.get_running_loop().create_future()
    async with asyncio.TaskGroup() as tasks:
        task = tasks.create_task(daemon())
        port = await ready
        task.cancel()
    with socket.create_server(("127.0.0.1", port)):
        pass


async def test_a_session_that_ended_elsewhere_is_noticed_by_its_socket(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "RECHECK_SESSIONS_S", 0.01)
    async with running() as site:
        anna = await site.logged_in()
        async with anna.open_socket() as browser_socket:
            await hear(browser_socket)
            await say_auth(browser_socket, anna)
            await hear(browser_socket)
            await site.world.operators.close_sessions_of(ANNA.id)
            await browser_socket.wait_closed()
            assert browser_socket.close_code == 4410
