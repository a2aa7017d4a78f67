"""A real IMAP server on loopback, with a wire before it that can be cut; letters are put in by another client."""

import asyncio
import imaplib
import ssl
from argparse import Namespace
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from proxyprotocol.result import ProxyResultLocal
from proxyprotocol.sock import SocketInfo
from pymap.backend.dict import DictBackend
from pymap.imap import IMAPServer
from pysasl.hashing import BuiltinHash

from callbridge.config import LeadsMailboxConfig

LOGIN, PASSWORD = "sales@example.ru", 's3cret "quoted" \\пароль'


@dataclass
class ImapServer:
    """The server, and the wire to it."""

    port: int = 0
    """Where clients come: the wire's end."""
    behind: int = 0
    """Where the server itself listens."""
    cut_after: int | None = None
    """The wire breaks once it has carried so many bytes from the server."""
    connections: int = 0
    said: bytearray = field(default_factory=bytearray)
    """What clients said."""
    wires: set[asyncio.StreamWriter] = field(default_factory=set)
    talks: int = 0
    """Connections that the server itself has."""

    def config(self, **more: Any) -> LeadsMailboxConfig:
        """Return the configuration of a program that reads this mailbox."""
        given = {
            "host": "127.0.0.1", "port": self.port, "security": "none", "login": LOGIN, "password": PASSWORD,
            "timeout_s": 60.0, "acts_as": "ivanova",
        }  # fmt: skip
        return LeadsMailboxConfig.model_validate(given | more)

    async def put(self, *letters: bytes, at: datetime | None = None, folder: str = "INBOX") -> None:
        """Let letters come, at an instant of one's own if need be."""

        def put(client: imaplib.IMAP4) -> None:
            for one in letters:
                _checked(client.append(folder, "", imaplib.Time2Internaldate(at) if at else "", one))

        await self._by_hand(put)

    async def renumber(self) -> None:
        """Give the folder another UIDVALIDITY, and its letters other numbers: it is restored from somewhere else."""

        def restore(client: imaplib.IMAP4) -> None:
            client.select("INBOX")
            letters = [_raw(client, number) for number in client.search(None, "ALL")[1][0].split()]
            client.close()
            _checked(client.rename("INBOX", "old"))
            for content, at in reversed(letters):
                _checked(client.append("INBOX", "", at, content))

        await self._by_hand(restore)

    async def flags(self) -> list[bytes]:
        """Return the flags of all letters, as another client sees them."""

        def told(client: imaplib.IMAP4) -> list[bytes]:
            client.select("INBOX", readonly=True)
            return [line for line in client.fetch("1:*", "(FLAGS)")[1] if isinstance(line, bytes)]

        found: list[bytes] = await self._by_hand(told)
        return found

    def hang_up(self) -> None:
        """Break all wires now."""
        for wire in list(self.wires):
            wire.transport.abort()

    async def _by_hand(self, do: Any) -> Any:
        def client() -> Any:
            with imaplib.IMAP4("127.0.0.1", self.behind, timeout=60) as made:
                made.authenticate("PLAIN", lambda _: f"\0{LOGIN}\0{PASSWORD}".encode())
                return do(made)

        return await asyncio.to_thread(client)

    async def carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Be the wire of one connection."""
        self.connections += 1
        far_reader, far_writer = await asyncio.open_connection("127.0.0.1", self.behind)
        self.wires |= {writer, far_writer}
        carried = 0
        try:
            async with asyncio.TaskGroup() as ways:
                ways.create_task(self._listen(reader, far_writer), name="to the server")
                while piece := await far_reader.read(512):
                    carried += len(piece)
                    if self.cut_after is not None and carried > self.cut_after:
                        break
                    writer.write(piece)
                    await writer.drain()
                writer.transport.abort()
        except* (ConnectionError, OSError):
            pass
        finally:
            far_writer.transport.abort()
            self.wires -= {writer, far_writer}

    async def _listen(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while piece := await reader.read(4096):
            self.said += piece
            writer.write(piece)
            await writer.drain()
        writer.transport.abort()


@asynccontextmanager
async def imap_server(
    *, tls: ssl.SSLContext | None = None, starttls: ssl.SSLContext | None = None, port: int = 0
) -> AsyncIterator[ImapServer]:
    """Run a server with an empty INBOX until the block ends."""
    server = ImapServer()
    args = Namespace(
        demo_data=False, demo_user=LOGIN, demo_password=PASSWORD, host="127.0.0.1", port="0", debug=False, cert=None,
        key=None, tls=starttls is not None, proxy_protocol=None, passlib_cfg=None, set_uid=None, set_gid=None,
    )  # fmt: skip
    quick = BuiltinHash(rounds=1)  # a real one would take seconds of every test
    backend, config = await DictBackend.init(
        args, ssl_context=starttls, secure_auth=False, reject_dnsbl=False, hash_context=quick
    )
    serve = IMAPServer(backend.login, config)

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        server.talks += 1
        try:
            await serve(reader, writer, SocketInfo.get(writer, ProxyResultLocal(), unique_id=b"%016d" % server.talks))
        finally:
            writer.close()
            server.talks -= 1

    async with AsyncExitStack() as stack:
        await backend.start(stack)
        behind = await stack.enter_async_context(await asyncio.start_server(talk, "127.0.0.1", 0, ssl=None))
        wire = await stack.enter_async_context(await asyncio.start_server(server.carry, "127.0.0.1", port, ssl=tls))
        server.behind = behind.sockets[0].getsockname()[1]
        server.port = wire.sockets[0].getsockname()[1]
        try:
            yield server
        finally:
            while server.wires or server.talks:
                server.hang_up()
                await asyncio.sleep(0.01)


def _raw(client: imaplib.IMAP4, number: bytes) -> tuple[bytes, str]:
    """Return a letter, and when it came as it is written when one is put in."""
    answer: Any = client.fetch(number.decode(), "(INTERNALDATE BODY.PEEK[])")[1]
    told, content = answer[0]
    date = told.decode().partition('INTERNALDATE "')[2].partition('"')[0]
    return content, f'"{date}"'


def _checked(answer: tuple[str, Any]) -> None:
    assert answer[0] == "OK", answer
