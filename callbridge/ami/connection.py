"""One AMI connection from TCP to Logoff; panoramisk's Manager is used for exactly one and never reconnects."""

import asyncio
import hashlib
import ssl
from collections.abc import Callable
from typing import Any

from panoramisk.manager import Manager

from callbridge.ami.action import ActionFields
from callbridge.ami.framing import AmiResponse, Framer
from callbridge.ami.protocol import FramedProtocol
from callbridge.config import PbxConfig
from callbridge.kernel.errors import AmiRefused, AmiUnavailable, ConfigError
from callbridge.kernel.system_words import system_words
from callbridge.telephony.ami_event import AmiEvent
from callbridge.tls import client_tls

EVENT_CLASSES = "system,call,agent,user,cdr"
"""Without ``dialplan`` a call costs 39 events instead of 170; without ``system`` there is no FullyBooted."""


_STOPPING = "Asterisk is shutting down"
"""manager.c, Asterisk 22: what a PBX that is being restarted answers to a Login, whatever the secret."""


class _OneLink(Manager):  # type: ignore[misc]  # panoramisk is untyped
    """A Manager that logs in, pings, reconnects and replays nothing by itself."""

    pinger: asyncio.TimerHandle | None

    def connection_made(self, f: asyncio.Future[Any]) -> None:
        if f.cancelled() or f.exception() is not None:
            return  # told to whoever awaits the connection; the stock one reconnects, and only after an OSError
        super().connection_made(f)
        if self.pinger is not None:
            self.pinger.cancel()
            self.pinger = None


class AmiConnection:
    """One connection and one login; when it is lost it is of no more use."""

    def __init__(self, config: PbxConfig, wanted: frozenset[str] | None, hear: Callable[[AmiEvent], None]) -> None:
        """`hear` gets each wanted event in order. Raises ConfigError when the TLS files cannot be read."""
        self.lost = asyncio.Event()
        self._config = config
        self._protocol = FramedProtocol(Framer(wanted), hear, self.lost.set, timeout_s=config.action_timeout_s)
        self._manager = _OneLink(
            host=config.host,
            port=config.port,
            ssl=tls_context(config) if config.tls else None,
            encoding="utf-8",
            protocol_factory=lambda: self._protocol,
        )

    @property
    def version(self) -> str:
        """AMI's version by the banner, such as ``11.0.0``."""
        return self._protocol.framer.version

    @property
    def unparsed_count(self) -> int:
        return self._protocol.framer.unparsed_count

    @property
    def received_chunks(self) -> int:
        """Grows with every read of the socket: a sign of life."""
        return self._protocol.received_chunks

    async def open(self) -> None:
        """Connect. Raises AmiUnavailable."""
        try:
            async with asyncio.timeout(self._config.action_timeout_s):
                await self._manager.connect()
        except (OSError, ValueError) as error:  # ValueError: a host name that no resolver can take
            self.lost.set()  # it was never made, so nobody else will say so
            raise AmiUnavailable(reason=system_words(error)) from error
        finally:
            if not self._manager._connected:  # noqa: SLF001 - the only sign the stock Manager gives
                self._protocol.close()

    async def login(self) -> None:
        """Log in, by challenge where the secret would cross the wire in clear. Raises AmiRefused, AmiUnavailable."""
        credentials = await self._credentials()
        try:
            await self.ask({"Action": "Login", "Username": self._config.username, **credentials})
        except AmiRefused as refusal:
            message = refusal.params.get("message", "")
            if message == _STOPPING:
                raise AmiUnavailable(pbx=self._config.name, reason=message) from refusal
            raise AmiRefused("ami.login_refused", pbx=self._config.name, message=message) from refusal

    async def _credentials(self) -> dict[str, str]:
        try:
            secret = self._config.password()
        except ConfigError as error:  # it could be read at the start
            raise AmiRefused("ami.login_refused", pbx=self._config.name, message=str(error)) from error
        if not self._config.tls:
            try:
                challenge = (await self.ask({"Action": "Challenge", "AuthType": "MD5"})).headers.get("Challenge", "")
            except AmiRefused:
                challenge = ""  # an AMI proxy may know no challenge
            if challenge:
                # RFC 1321 is what Asterisk offers (manager.c, authenticate()).
                key = hashlib.md5(f"{challenge}{secret}".encode(), usedforsecurity=False).hexdigest()
                return {"AuthType": "MD5", "Key": key, "Events": EVENT_CLASSES}
        return {"Secret": secret, "Events": EVENT_CLASSES}

    def record(self, take: Callable[[bytes], None]) -> None:
        """Let `take` have every byte that comes from here on; before the login it would get the secret's proof."""
        self._protocol.record(take)

    async def ask(self, fields: ActionFields) -> AmiResponse:
        """Do an action that has one answer. Raises AmiRefused, AmiUnavailable."""
        return (await self._manager.send_action(dict(fields), as_list=False)).response  # type: ignore[no-any-return]

    async def ask_list(self, fields: ActionFields) -> tuple[AmiEvent, ...]:
        """Do an action that answers with a list, and return its items. Raises AmiRefused, AmiUnavailable."""
        return (await self._manager.send_action(dict(fields), as_list=True)).items  # type: ignore[no-any-return]

    async def log_off(self, timeout_s: float) -> None:
        """Say goodbye and cut; takes no longer than `timeout_s`, whatever the peer does."""
        try:
            async with asyncio.timeout(timeout_s):
                await self.ask({"Action": "Logoff"})
        except (TimeoutError, AmiUnavailable, AmiRefused):
            pass
        finally:
            self.abort()

    def abort(self) -> None:
        """Cut at once. `lost` is set soon after, and every action still waiting ends with AmiUnavailable."""
        self._manager.close()
        self._protocol.close()


def tls_context(config: PbxConfig) -> ssl.SSLContext:
    """Return the client's TLS settings. Raises ConfigError when `tls_ca` cannot be read."""
    context = client_tls(f"pbx.{config.name}", config.tls_ca)
    context.check_hostname = config.tls_check_hostname
    return context
