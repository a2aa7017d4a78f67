"""From TCP to Logoff, with and without TLS."""

import ssl
from pathlib import Path
from typing import Any

import pytest

from callbridge.ami.connection import AmiConnection
from callbridge.kernel.errors import AmiRefused, AmiUnavailable, ConfigError
from tests.support.ami_link import pbx
from tests.support.ami_server import FakeAmi, error, unknown

TLS = Path(__file__).parents[1] / "support" / "tls"


def tls_server() -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(TLS / "localhost.pem")
    return context


async def log_in(server: FakeAmi, **changes: Any) -> str:
    """Connect, log in and out; return AMI's version."""
    connection = AmiConnection(pbx(server.port, **changes), frozenset(), lambda _: None)
    try:
        await connection.open()
        await connection.login()
        await connection.log_off(1)
        return connection.version
    finally:
        connection.abort()
        await connection.lost.wait()


async def test_the_secret_never_crosses_the_wire_in_clear() -> None:
    async with FakeAmi() as server:
        assert await log_in(server) == "11.0.0"
        [login] = server.named("Login")
        assert login["AuthType"] == "MD5"
        assert not any("s3cret" in value for fields in server.actions for value in fields.values())


async def test_a_peer_without_challenges_gets_the_secret() -> None:
    async with FakeAmi() as server:
        server.handlers["Challenge"] = unknown
        await log_in(server)
        assert server.named("Login")[0]["Secret"] == "s3cret"


async def test_a_wrong_secret_is_refused_with_asterisks_words() -> None:
    async with FakeAmi() as server:
        with pytest.raises(AmiRefused) as caught:
            await log_in(server, secret="wrong")
        assert caught.value.code == "ami.login_refused"
        assert caught.value.params == {"pbx": "main", "message": "Authentication failed"}


async def test_a_pbx_that_is_being_stopped_is_away_and_no_secret_is_blamed() -> None:
    async with FakeAmi() as server:
        server.handlers["Login"] = lambda fields: error(fields, "Asterisk is shutting down")
        with pytest.raises(AmiUnavailable):
            await log_in(server)


async def test_tls_is_spoken_with_an_authority_of_ones_own() -> None:
    async with FakeAmi(tls=tls_server()) as server:
        await log_in(server, tls=True, tls_ca=str(TLS / "ca.pem"), host="localhost")
        assert len(server.named("Logoff")) == 1


async def test_a_certificate_for_another_name_is_refused_unless_told_otherwise() -> None:
    """Fault 12 (TLS): there was no way to say which name the certificate must carry, or that any will do."""
    async with FakeAmi(tls=tls_server()) as server:
        with pytest.raises(AmiUnavailable):
            await log_in(server, tls=True, tls_ca=str(TLS / "ca.pem"))
        await log_in(server, tls=True, tls_ca=str(TLS / "ca.pem"), tls_check_hostname=False)


async def test_a_certificate_of_an_unknown_authority_is_refused() -> None:
    async with FakeAmi(tls=tls_server()) as server:
        with pytest.raises(AmiUnavailable):
            await log_in(server, tls=True, host="localhost", tls_check_hostname=False)


async def test_a_secret_file_that_went_away_is_a_refused_login() -> None:
    async with FakeAmi() as server:
        with pytest.raises(AmiRefused) as caught:
            await log_in(server, secret="", secret_file="/nowhere/secret")
        assert caught.value.code == "ami.login_refused"


def test_an_authority_that_cannot_be_read_is_a_mistake_of_the_configuration() -> None:
    with pytest.raises(ConfigError):
        AmiConnection(pbx(1, tls=True, tls_ca="/nowhere/ca.pem"), frozenset(), lambda _: None)
