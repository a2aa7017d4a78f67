"""A real SMTP server on loopback that keeps what it took, and refuses, drops and falls silent as it is told."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP as SMTP_POLICY
from typing import Any, cast

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session

from callbridge.config import MailConfig

DROP = "drop"
"""Cut the connection instead of answering."""
SILENCE = "silence"
"""Never answer."""
Trick = Callable[[str, str, int], str]
"""Asked at each step ("connect", "MAIL", "RCPT", "DATA", "END"), with the address and how often it came to this step:
an answer to give, a trick above, or ``""`` to go on."""


def obliging(step: str, address: str, times: int) -> str:
    """Take everything."""
    return ""


@dataclass
class MailServer:
    """What the server took, and what it was asked."""

    trick: Trick = obliging
    taken: list[tuple[str, bytes]] = field(default_factory=list)
    """The address and the bytes of each letter that was answered with 250, or would have been."""
    connections: int = 0
    port: int = 0
    steps: Counter[tuple[str, str]] = field(default_factory=Counter)
    silenced: list[asyncio.Event] = field(default_factory=list)
    login: tuple[bytes, bytes] | None = None
    open: set[SMTP] = field(default_factory=set)

    @property
    def addresses(self) -> list[str]:
        return [address for address, _ in self.taken]

    def messages(self) -> list[EmailMessage]:
        """Return what was taken, read; no property, because aiosmtpd looks at each of its handler's."""
        return [message_from_bytes(content, policy=SMTP_POLICY) for _, content in self.taken]

    def config(self, **more: Any) -> MailConfig:
        """Return the configuration of a program that sends by this server."""
        given = {
            "host": "127.0.0.1",
            "port": self.port,
            "security": "none",
            "from_address": "news@example.ru",
            "from_name": "Ромашка",
            "public_url": "https://crm.example.ru",
            "timeout_s": 60.0,
            "per_minute": 60_000,
        }
        return MailConfig.model_validate(given | more)

    async def played(self, step: str, address: str, server: SMTP) -> str:
        """Return the answer of a step, after playing its trick."""
        self.steps[step, address] += 1
        answer = self.trick(step, address, self.steps[step, address])
        if answer == DROP:
            cast("asyncio.Transport", server.transport).abort()
            return "421 gone"
        if answer == SILENCE:
            self.silenced.append(asyncio.Event())
            await self.silenced[-1].wait()
        return answer

    # What aiosmtpd calls; the names are its own.

    async def handle_MAIL(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        answer = await self.played("MAIL", address, server)
        if not answer:
            envelope.mail_from = address
        return answer or "250 OK"

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        answer = await self.played("RCPT", address, server)
        if not answer:
            envelope.rcpt_tos.append(address)
        return answer or "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        (address,) = envelope.rcpt_tos
        answer = await self.played("END", address, server)
        if not answer or answer == "421 gone":
            self.taken.append((address, cast("bytes", envelope.content)))
        return answer or "250 taken"


class _Connection(SMTP):
    """One connection: what aiosmtpd has no hook for."""

    keeper: MailServer

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.keeper.connections += 1
        self.keeper.open.add(self)
        super().connection_made(transport)
        if self.keeper.trick("connect", "", self.keeper.connections) == DROP:
            cast("asyncio.Transport", transport).abort()

    def connection_lost(self, error: Exception | None) -> None:
        super().connection_lost(error)
        self.keeper.open.discard(self)


@asynccontextmanager
async def mail_server(trick: Trick = obliging, *, login: tuple[str, str] | None = None) -> AsyncIterator[MailServer]:
    """Run a server until the block ends."""
    keeper = MailServer(trick=trick)

    def authenticate(*given: Any) -> AuthResult:
        wanted = given[-1]
        is_good = login is not None and (wanted.login, wanted.password) == tuple(one.encode() for one in login)
        return AuthResult(success=is_good, handled=is_good)

    def connection() -> _Connection:
        made = _Connection(
            keeper,
            hostname="mail.test",
            authenticator=authenticate if login else None,
            auth_require_tls=False,
            loop=asyncio.get_running_loop(),
        )
        made.keeper = keeper
        return made

    server = await asyncio.get_running_loop().create_server(connection, "127.0.0.1", 0)
    keeper.port = server.sockets[0].getsockname()[1]
    try:
        yield keeper
    finally:
        for silence in keeper.silenced:
            silence.set()
        server.close()
        for left in keeper.open:
            cast("asyncio.Transport", left.transport).abort()
        async with asyncio.timeout(30):
            while keeper.open:
                await asyncio.sleep(0)
