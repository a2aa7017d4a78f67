"""IMAP as servers, and what stands in their place, speak it."""

import asyncio
import contextlib
import ssl
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from callbridge.mail.imap import ImapConnection, ImapFault, ImapRefusal, folder_name, quoted, words_of
from tests.support.imap_server import LOGIN, PASSWORD, imap_server

TLS = Path(__file__).parents[1] / "support" / "tls"


@asynccontextmanager
async def scripted(*answers: bytes, timeout_s: float = 60.0) -> AsyncIterator[ImapConnection]:
    """Connect to a server that greets with the first answer, and gives the others to one command each."""

    is_over = asyncio.Event()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError):
            writer.write(answers[0])
            for answer in answers[1:]:
                await reader.readline()
                writer.write(answer)
            await reader.read()
        writer.close()
        is_over.set()

    async with await asyncio.start_server(serve, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        try:
            connection = await ImapConnection.open("127.0.0.1", port, None, timeout_s)
            try:
                yield connection
            finally:
                connection.abort()
        finally:
            await is_over.wait()


async def answers_of(said: bytes, most: int = 0) -> Sequence[tuple[bytes, tuple[bytes, ...]]]:
    async with scripted(b"* OK hello\r\n", said) as connection:
        return [(answer.line, answer.literals) for answer in await connection.command("NOOP", most=most)]


async def test_literals_are_taken_out_of_their_line() -> None:
    said = b"* 1 FETCH (BODY[] {5}\r\na\r\nb) UID 3)\r\n* 2 EXISTS\r\nc1 OK done\r\n"
    assert await answers_of(said, most=5) == [
        (b"* 1 FETCH (BODY[] {} UID 3)", (b"a\r\nb)",)),
        (b"* 2 EXISTS", ()),
    ]


async def test_a_literal_larger_than_was_asked_for_ends_the_connection() -> None:
    """R152"""
    with pytest.raises(ImapFault):
        await answers_of(b"* 1 FETCH (BODY[] {999999999999}\r\n", most=100)


@pytest.mark.parametrize("said", [b"HTTP/1.1 400 Bad\r\n", b"* BYE shutting down\r\n", b"\r\n", b"c2 OK other\r\n"])
async def test_what_is_no_answer_of_imap_ends_the_connection(said: bytes) -> None:
    with pytest.raises(ImapFault):
        await answers_of(said)


@pytest.mark.parametrize("said", [b"c1 NO not for you\r\n", b"c1 BAD what\r\n"])
async def test_a_refusal_is_told_in_the_servers_words(said: bytes) -> None:
    with pytest.raises(ImapRefusal, match=r"NO not for you|BAD what"):
        await answers_of(said)


async def test_silence_ends_in_time() -> None:
    with pytest.raises(TimeoutError):
        async with scripted(b"* OK hello\r\n", b"* 1 EXISTS\r\n", timeout_s=0.2) as connection:
            await connection.command("NOOP")


async def test_a_server_that_does_not_let_one_in_is_no_server() -> None:
    with pytest.raises(ImapRefusal, match="full"):
        async with scripted(b"* BYE full\r\n"):
            pass


async def test_an_older_server_is_logged_in_to_with_login_and_never_where_it_forbids_it() -> None:
    async with scripted(b"* OK\r\n", b"* CAPABILITY IMAP4rev1\r\nc1 OK\r\n", b"c2 OK in\r\n") as connection:
        await connection.log_in("a", 'p"w')
    async with scripted(b"* OK\r\n", b"* CAPABILITY IMAP4rev1 LOGINDISABLED\r\nc1 OK\r\n") as connection:
        with pytest.raises(ImapRefusal, match="LOGINDISABLED"):
            await connection.log_in("a", "b")


async def test_a_real_server_is_reached_over_tls_and_starttls() -> None:
    served = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    served.load_cert_chain(TLS / "localhost.pem")
    trusted = ssl.create_default_context(cafile=TLS / "ca.pem")
    async with imap_server(tls=served) as server:
        connection = await ImapConnection.open("localhost", server.port, trusted, 60.0)
        await connection.log_in(LOGIN, PASSWORD)
        await connection.close()
    async with imap_server(starttls=served) as server:
        connection = await ImapConnection.open("localhost", server.port, None, 60.0)
        await connection.start_tls(trusted, "localhost")
        await connection.log_in(LOGIN, PASSWORD)
        await connection.close()


def test_words_and_names_are_written_as_imap_wants_them() -> None:
    assert quoted('a"\\b') == '"a\\"\\\\b"'
    with pytest.raises(ImapRefusal):
        quoted("a\r\nb")
    assert folder_name("Заявки & Co") == "&BBcEMARPBDIEOgQ4- &- Co"
    assert words_of(b"  NO\x00 \xff way ") == "NO \ufffd way"
