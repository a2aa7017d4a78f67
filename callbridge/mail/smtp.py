"""The mail server over SMTP (RFC 5321): one connection for many letters, each answer sorted by whose fault it is."""

import asyncio
import contextlib
import re
import ssl
from typing import NoReturn

import structlog
from aiosmtplib import SMTP, SMTPAuthenticationError, SMTPException, SMTPResponseException

from callbridge.app.mail_port import Answer, Letter, Verdict
from callbridge.config import MailConfig
from callbridge.kernel.clock import Clock
from callbridge.kernel.errors import MailUnavailable
from callbridge.mail.message import Sender, message_bytes
from callbridge.tls import client_tls

LETTERS_A_CONNECTION = 100
"""Many servers take no more on one connection."""
PROBED_AFTER_S = 20.0
"""A connection that was silent for longer is asked whether it lives."""
MAX_WORDS = 500
_CLOSING = 421
_START_INPUT = 354
_LINE_BEGIN_DOT = re.compile(rb"^\.", re.MULTILINE)
_LOGGER = structlog.get_logger(__name__)


class _Refusal(Exception):
    """The server's answer to one step, and whether the whole server means it."""

    def __init__(self, code: int, words: str, *, is_servers: bool) -> None:
        super().__init__(code, words)
        self.code = code
        self.words = words
        self.is_servers = is_servers


class SmtpServer:
    """`MailServer` over SMTP."""

    def __init__(self, config: MailConfig, clock: Clock) -> None:
        self._config = config
        self._clock = clock
        self._sender = Sender(address=config.from_address, name=config.from_name, reply_to=config.reply_to)
        self._returned_to = config.return_address or config.from_address
        self._password = config.secret()
        self._tls = _tls_of(config)
        self._client: SMTP | None = None
        self._given = 0
        self._used_at = 0.0
        self._lock = asyncio.Lock()

    @property
    def domain(self) -> str:
        """What Message-IDs end in."""
        return self._sender.domain

    async def ready(self) -> None:
        """Be connected and logged in; raises MailUnavailable."""
        async with self._lock:
            await self._connected()

    async def send(self, letter: Letter) -> Answer:
        """Give the server one letter; what came of it is in the answer."""
        content = message_bytes(letter, self._sender)
        async with self._lock:
            try:
                client = await self._connected()
            except MailUnavailable as error:
                return Answer(Verdict.NOT_TAKEN, str(error.params.get("message", "")))
            self._given += 1
            answer = await self._give(client, letter.to, content)
            self._used_at = self._clock.monotonic()
            return answer

    async def close(self) -> None:
        """Say goodbye when nothing is being sent."""
        async with self._lock:
            await self._quit()

    async def _give(self, client: SMTP, to: str, content: bytes) -> Answer:
        try:
            await self._introduce(client, to)
        except _Refusal as refused:
            await self._over(client)
            return _answer(refused)
        except (SMTPException, OSError) as error:
            self._drop()
            return Answer(Verdict.NOT_TAKEN, _words(str(error) or type(error).__name__))
        return await self._hand_over(client, content)

    async def _introduce(self, client: SMTP, to: str) -> None:
        """Name both ends and be allowed to send: until then nothing of the letter has left, whatever goes wrong."""
        for command, is_servers in (
            (f"MAIL FROM:<{self._returned_to}>", True),
            (f"RCPT TO:<{to}>", False),
            ("DATA", False),
        ):
            code, words = await client.execute_command(command.encode("ascii"))
            if not (200 <= code < 300 or code == _START_INPUT):
                raise _Refusal(code, f"{code} {_words(words)}", is_servers=is_servers or code == _CLOSING)

    async def _hand_over(self, client: SMTP, content: bytes) -> Answer:
        """Send the content; from its last dot on silence means that nobody knows."""
        protocol = client.protocol
        if protocol is None:
            return Answer(Verdict.NOT_TAKEN, "connection lost")
        try:
            ending = b"" if content.endswith(b"\r\n") else b"\r\n"
            protocol.write(_LINE_BEGIN_DOT.sub(b"..", content) + ending + b".\r\n")
            code, words = await protocol.read_response(timeout=self._config.timeout_s)
        except (SMTPException, OSError) as error:
            self._drop()
            return Answer(Verdict.UNKNOWN, _words(str(error) or type(error).__name__))
        if code == _CLOSING:
            self._drop()
        if 200 <= code < 300:
            return Answer(Verdict.ACCEPTED, f"{code} {_words(words)}")
        return _answer(_Refusal(code, f"{code} {_words(words)}", is_servers=code == _CLOSING))

    async def _over(self, client: SMTP) -> None:
        """Bring the connection back to where a letter can begin, or give it up."""
        try:
            await client.rset()
        except (SMTPException, OSError):
            self._drop()

    async def _connected(self) -> SMTP:
        client = self._client
        if client is not None and self._given >= LETTERS_A_CONNECTION:
            await self._quit()
        elif client is not None and client.is_connected and await self._is_alive(client):
            return client
        self._drop()
        return await self._connect()

    async def _is_alive(self, client: SMTP) -> bool:
        if self._clock.monotonic() - self._used_at < PROBED_AFTER_S:
            return True
        try:
            await client.noop()
        except (SMTPException, OSError):
            return False
        self._used_at = self._clock.monotonic()
        return True

    async def _connect(self) -> SMTP:
        config = self._config
        client = SMTP(
            hostname=config.host,
            port=config.port,
            use_tls=config.security == "tls",
            start_tls=config.security == "starttls",
            tls_context=self._tls,
            timeout=config.timeout_s,
            local_hostname=self.domain,
        )
        try:
            await client.connect()
            await client.ehlo()
            if config.login:
                await client.login(config.login, self._password)
        except SMTPAuthenticationError as error:
            client.close()
            raise MailUnavailable("mail.login_refused", message=_words(f"{error.code} {error.message}")) from error
        except (SMTPException, OSError, ValueError) as error:
            client.close()
            _unavailable(error)
        self._client, self._given, self._used_at = client, 0, self._clock.monotonic()
        return client

    async def _quit(self) -> None:
        client, self._client = self._client, None
        if client is not None and client.is_connected:
            with contextlib.suppress(SMTPException, OSError):
                await client.quit()
        if client is not None:
            client.close()

    def _drop(self) -> None:
        client, self._client = self._client, None
        if client is not None:
            client.close()


def _unavailable(error: Exception) -> NoReturn:
    told = f"{error.code} {error.message}" if isinstance(error, SMTPResponseException) else str(error)
    raise MailUnavailable(message=_words(told or type(error).__name__)) from error


def _answer(refused: _Refusal) -> Answer:
    if refused.is_servers:
        return Answer(Verdict.NOT_TAKEN, refused.words)
    return Answer(Verdict.REFUSED if 500 <= refused.code < 600 else Verdict.LATER, refused.words)


def _words(text: str) -> str:
    """Return what a server said as one line fit to be kept and shown."""
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())[:MAX_WORDS]


def _tls_of(config: MailConfig) -> ssl.SSLContext | None:
    if config.security == "none":
        return None
    return client_tls("mail", config.tls_ca)
